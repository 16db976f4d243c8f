import { wordsWith } from '.'

const zh = {
  title: '输入代码',
  label: '代表码或站点码',
  hint: '6位，由字母和数字组成，印在公示牌和二维码下面。',
  open: '打开',
  scan: '扫一扫',
  opening: '正在打开…',
  none: (code: string) => `没有找到代码“${code}”，请核对后再写。`,
}
const en: typeof zh = {
  title: 'Enter a code',
  label: 'Code of a deputy or a station',
  hint: '6 letters and digits, printed below the QR code.',
  open: 'Open',
  scan: 'Scan',
  opening: 'Opening…',
  none: (code) => `Nothing found for “${code}”. Please check it.`,
}
/** The words of typing in a short code; the main package does not carry them. */
export const useCodeWords = wordsWith({ code: { 'zh-CN': zh, en } })
