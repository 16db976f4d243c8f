import { wordsWith } from '.'
import type { CheckedKind } from '../../domain/content'

const zh = {
  title: '待核对的内容',
  hint: '这些内容还没有给别人看。请看一看：能展示就展示；不能展示的写明原因，作者会看到原因，内容不会丢。',
  none: '没有要核对的内容。',
  kind: {
    concern: '诉求',
    message: '留言或答复',
    photo: '照片',
    recording: '录音',
    notice: '公告',
    summary: '活动回顾',
    registration: '报名时的回答',
  } satisfies Record<CheckedKind, string>,
  found: { risky: '微信提示：有风险', review: '微信提示：建议人工看一看', none: '微信没有检查' },
  late: '已等待超过一个工作日',
  since: (moment: string) => `${moment}起等待`,
  open: (number: string) => `看这件诉求（${number}）`,
  openNotice: (title: string) => `看「${title}」`,
  show: '可以展示',
  keepBack: '不展示',
  reason: '为什么不展示？',
  reasonHint: '例如：写了别人的姓名和电话。作者会看到这句话。',
  own: { 'reason.required': '请写明原因' } as Record<string, string>,
  conflict: '别人已经处理了这一条。',
}
const en: typeof zh = {
  title: 'To be checked',
  hint: 'Nobody else sees these yet. Show what may be shown; for the rest write why not: its author reads that, and nothing is lost.',
  none: 'Nothing to check.',
  kind: {
    concern: 'Concern',
    message: 'Message or answer',
    photo: 'Photo',
    recording: 'Recording',
    notice: 'Notice',
    summary: 'Summary',
    registration: 'Answers of a registration',
  },
  found: { risky: 'WeChat: risky', review: 'WeChat: have a look', none: 'WeChat could not check it' },
  late: 'Waiting for over a working day',
  since: (moment) => `Waiting since ${moment}`,
  open: (number) => `See the case (${number})`,
  openNotice: (title) => `See “${title}”`,
  show: 'Show it',
  keepBack: 'Do not show',
  reason: 'Why not?',
  reasonHint: 'For example: it names somebody and their phone. Its author reads this.',
  own: { 'reason.required': 'Please write why' },
  conflict: 'Somebody else has decided this one.',
}
/** The words of checking what was written; the main package does not carry them. */
export const useContentWords = wordsWith({ content: { 'zh-CN': zh, en } })
