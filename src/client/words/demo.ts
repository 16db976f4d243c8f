const zh = {
  now: (name: string, title: string) => `演示：您现在是${name}（${title}）`,
  choose: '换个身份',
  find: '按姓名、选区或联络站找',
  none: '没有找到这个人，请换个写法。',
  become: '换成这个人',
  open: '在新窗口打开',
}
const en: typeof zh = {
  now: (name, title) => `Demo: you are ${name} (${title})`,
  choose: 'Be somebody else',
  find: 'By name, constituency or station',
  none: 'Nobody found; please try another spelling.',
  become: 'Be this person',
  open: 'In a new window',
}
export const demo = { 'zh-CN': zh, en }
