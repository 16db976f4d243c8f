const zh = {
  title: '管理类别',
  hint: '居民反映事情时从这里选。停用的类别居民看不到，已经用了它的诉求不受影响。',
  edit: (name: string) => `修改“${name}”`,
  add: '新增一个大类',
  addBelow: (name: string) => `在“${name}”下新增`,
  name: '类别名称',
  save: '保存',
  retire: '停用',
  restore: '恢复使用',
  retired: '已停用',
  saved: (name: string) => `“${name}”已保存。`,
  own: { 'name.required': '请写下类别名称' } as Record<string, string>,
}
const en: typeof zh = {
  title: 'Topics',
  hint: 'Residents choose from these. A retired topic is hidden from them; concerns that carry it keep it.',
  edit: (name) => `Change “${name}”`,
  add: 'Add a topic',
  addBelow: (name) => `Add below “${name}”`,
  name: 'Name of the topic',
  save: 'Save',
  retire: 'Retire',
  restore: 'Use again',
  retired: 'Retired',
  saved: (name) => `“${name}” has been saved.`,
  own: { 'name.required': 'Please write a name' },
}
export const topic = { 'zh-CN': zh, en }
