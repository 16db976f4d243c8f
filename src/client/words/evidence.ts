import { useLanguage } from './language'

const zh = {
  take: '留存这件诉求',
  takeWords: '经过、留言、照片和防改凭证，存成一份文件。里面有您的电话，请妥善保管。',
  download: '下载这件诉求',
  proof: '怎样核对没有被改过',
  proofWords: (events: number) =>
    `这件诉求共有${events}步记录。每一步的指纹由上一步的指纹和这一步的内容算出，改动任何一步，后面的指纹都会对不上。`,
  step: (seq: number, hash: string) => `第${seq}步：${hash}`,
  sealed: (date: string, root: string) => `${date}的封存号：${root}`,
  sealedWords: '封存号每天一个，任何人都能查看和抄存。拿抄存的封存号来对，就知道记录有没有被改过。',
  notSealed: '还没有到封存的时间，明天再下载就有封存号。',
  machine: '最后一段是给电脑核对用的，命令：npm run audit -- prove 文件名',
}

const en: typeof zh = {
  take: 'Keep this case',
  takeWords: 'Its steps, messages, photos and what proves them, in one file. Your phone number is in it: keep it safe.',
  download: 'Download this case',
  proof: 'How to check that nothing was changed',
  proofWords: (events) =>
    `This case has ${events} steps on record. The fingerprint of each is made from the one before and from what happened; whoever changes one breaks all that follow.`,
  step: (seq, hash) => `Step ${seq}: ${hash}`,
  sealed: (date, root) => `Seal of ${date}: ${root}`,
  sealedWords: 'There is one seal a day, which anyone may read and keep. Compare it with a kept one to see whether the record was changed.',
  notSealed: 'It is not sealed yet. Download it again tomorrow to have the seal.',
  machine: 'The last part is for a computer to check: npm run audit -- prove FILE',
}

export type EvidenceWords = typeof zh

/** Words of a case that a resident takes along. */
export const useEvidenceWords = (): EvidenceWords => ({ 'zh-CN': zh, en })[useLanguage()]
