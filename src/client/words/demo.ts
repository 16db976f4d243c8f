const zh = {
  label: '演示',
  you: (name: string, role: string) => `演示：您现在是${name}（${role}）`,
  change: '换个身份',
  choose: '换成谁',
  become: '换成这个人',
  newWindow: '在新窗口打开',
}
const en: typeof zh = {
  label: 'Demo',
  you: (name, role) => `Demo: you are ${name} (${role})`,
  change: 'Be somebody else',
  choose: 'Whom to be',
  become: 'Be this person',
  newWindow: 'Open in a new window',
}
export const demo = { 'zh-CN': zh, en }
