const zh = {
  title: '用户隐私保护指引',
  firstTitle: '第一次使用，请先了解',
  firstWords: '看联络站、代表和公告不用同意任何事。反映事情、使用定位前，需要您同意我们怎样处理您的信息。',
  points: [
    '只在用到的那一步才问，为什么问写在旁边。',
    '姓名和电话加密保存，您同意了代表才能看，每次查看您都看得到。',
    '随时可以查看、更正、带走和删除。',
  ],
  gateTitle: '需要您先同意',
  gateWords: '反映事情要保存您写的内容，所以要您同意。不同意也可以继续看联络站、代表和公告，或打电话、到联络站当面说。',
  readAll: '看完整的说明',
  agree: '同意并继续',
  why: {
    location: '只要大概位置，用来找选区和联络站，不跟踪您。不给也能用。',
    photos: '只上传您选的照片，用来说明情况。手机会再问您是否允许。',
  },
  mine: '我的信息',
  looked: '谁看过我的信息',
  published: '公开的诉求',
  toPublish: '待审核的公开',
  mineHint: '查看、更正、导出和删除',
  erasedText: '内容已删除',
}
const en: typeof zh = {
  title: 'Privacy',
  firstTitle: 'Before the first use',
  firstWords:
    'Stations, deputies and notices can be read without agreeing to anything. Before you report something or use your location, you need to agree to how your data is handled.',
  points: [
    'You are asked only at the step that needs it, with the reason beside it.',
    'Name and phone are encrypted; a deputy sees them only if you agree, and you see each time.',
    'You can look at, correct, take along and erase everything at any time.',
  ],
  gateTitle: 'Please agree first',
  gateWords:
    'To report something we have to keep what you write, for which we need your consent. Without it you can still read stations, deputies and notices, call, or visit a station.',
  readAll: 'Read all of it',
  agree: 'Agree and go on',
  why: {
    location: 'Only roughly, to find the constituency and stations. It works without, too.',
    photos: 'Only the photos that you choose are sent. Your phone will ask you as well.',
  },
  mine: 'My data',
  looked: 'Who looked at my details',
  published: 'Published cases',
  toPublish: 'To be published',
  mineHint: 'Look at, correct, export, erase',
  erasedText: 'Erased',
}
export const privacy = { 'zh-CN': zh, en }
