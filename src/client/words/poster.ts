import { wordsWith } from '.'

const zh = {
  title: '站点海报',
  hint: '打印成A3贴在门口，居民扫一扫就能反映、预约。也可以在打印窗口里选“存为PDF”。',
  onComputer: '请在电脑浏览器里打开这一页来打印。',
  print: '打印或存为PDF',
  call: '有事找代表，扫一扫就能说',
  codeOf: (name: string) => `${name}的二维码`,
  orType: '也可以在小程序“连心桥”里输入站点码',
  phone: (phone: string) => `电话 ${phone}`,
  deputies: (names: string, areMore: boolean) => `联系您的代表：${names}${areMore ? '等' : ''}`,
  privacy: '您的姓名和电话，没有您的同意不会给代表看。',
}
const en: typeof zh = {
  title: 'Poster',
  hint: 'Print it on A3 for the door; residents scan it to report or to book. The print window can also save a PDF.',
  onComputer: 'Open this page in the browser of a computer to print it.',
  print: 'Print or save as PDF',
  call: 'Scan to tell your deputy',
  codeOf: (name) => `The code of ${name}`,
  orType: 'Or type the station code in the mini-program 连心桥',
  phone: (phone) => `Phone ${phone}`,
  deputies: (names, areMore) => `Your deputies: ${names}${areMore ? ' and others' : ''}`,
  privacy: 'Your name and phone are not shown to a deputy without your consent.',
}
/** The words of the poster; WeChat's main package does not carry them. */
export const usePosterWords = wordsWith({ poster: { 'zh-CN': zh, en } })
