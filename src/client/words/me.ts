import type { Language } from './language'

const zh = {
  title: '我的',
  noName: '居民',
  roles: '现在的身份',
  textSize: '文字大小',
  sizes: { '1': '标准', '1.2': '大', '1.4': '更大', '1.7': '最大' } as Record<string, string>,
  sample: '文字会像这样大。',
  elder: '长辈版',
  elderHint: '按钮更大，首页只留最常用的几项',
  language: '语言',
  languages: { 'zh-CN': '中文', en: 'English' } satisfies Record<Language, string>,
  about: '关于连心桥',
  aboutWords: (congress: string) => `连心桥帮助居民联系${congress}的代表。您写的内容只有您、负责的代表、联络站工作人员和人大办公室能看到。`,
  contactWords: '姓名和电话加密保存。只有您同意，负责的代表才能查看，每次查看您都会看到记录。',
  enterCode: '输入或扫描代码',
}
const en: typeof zh = {
  title: 'Me',
  noName: 'Resident',
  roles: 'Present role',
  textSize: 'Text size',
  sizes: { '1': 'Standard', '1.2': 'Large', '1.4': 'Larger', '1.7': 'Largest' },
  sample: 'Text will be this large.',
  elder: 'Simple mode',
  elderHint: 'Larger buttons and only the essentials on the home page',
  language: 'Language',
  languages: { 'zh-CN': '中文', en: 'English' },
  about: 'About',
  aboutWords: (congress) =>
    `Lianxinqiao helps residents reach the deputies of ${congress}. What you write is seen by you, the deputy in charge, the station and the office of the congress alone.`,
  contactWords: 'Names and phones are kept encrypted. Only with your consent may the deputy in charge open them, and you see each time.',
  enterCode: 'Enter or scan a code',
}
export const me = { 'zh-CN': zh, en }
