import { wordsWith } from '.'
import { placeholders, type TemplateScope } from '../../domain/reply'

const zh = {
  reply: {
    title: '答复模板',
    hint: `可以写这些词，用的时候自动填好：${placeholders.map((name) => `{${name}}`).join('、')}。`,
    scope: { congress: '全区共用', station: '本站共用', deputy: '我自己的' } satisfies Record<TemplateScope, string>,
    none: '还没有模板。',
    add: '新增模板',
    edit: (title: string) => `修改“${title}”`,
    name: '模板名称',
    text: '模板内容',
    save: '保存',
    saved: (title: string) => `“${title}”已保存。`,
    remove: '删除这个模板',
    removeSure: '删除后不能恢复，已发出的答复不受影响。',
    removed: '已删除。',
    unknown: (names: string) => `系统不认识${names}，请改成上面列出的词`,
    use: '用模板',
    close: '收起模板',
    overwrite: '您已经写了一些内容。要怎样放入模板？',
    append: '接在后面',
    replace: '替换掉',
    unfilled: (marks: string) => `还没有填：${marks}。填好或删去才能提交。`,
    draft: {
      saved: '草稿已保存，换一台设备也能接着写。',
      elsewhere: '在另一台设备上改过。已保留您现在写的这份。',
      found: '您在另一台设备上写过草稿。',
      take: '用那份草稿',
      keep: '用现在这份',
    },
    own: { 'title.required': '请写下模板名称', 'text.required': '请写下模板内容' } as Record<string, string>,
  },
}
const en: typeof zh = {
  reply: {
    title: 'Reply templates',
    hint: `These words are filled in from the case: ${placeholders.map((name) => `{${name}}`).join(' ')}.`,
    scope: { congress: 'For everybody', station: 'For the station', deputy: 'My own' },
    none: 'No templates yet.',
    add: 'Add a template',
    edit: (title) => `Change “${title}”`,
    name: 'Name of the template',
    text: 'Text of the template',
    save: 'Save',
    saved: (title) => `“${title}” has been saved.`,
    remove: 'Delete this template',
    removeSure: 'It cannot be brought back. Answers that were sent stay.',
    removed: 'Deleted.',
    unknown: (names) => `Unknown: ${names}. Please use the words listed above`,
    use: 'Use a template',
    close: 'Close the templates',
    overwrite: 'You have written something. How should the template go in?',
    append: 'Add below',
    replace: 'Replace it',
    unfilled: (marks) => `Not filled yet: ${marks}. Fill or delete them before you send.`,
    draft: {
      saved: 'Draft saved; you can go on at another device.',
      elsewhere: 'It was changed at another device. What you write here is kept.',
      found: 'You have a draft from another device.',
      take: 'Use that draft',
      keep: 'Keep this one',
    },
    own: { 'title.required': 'Please write a name', 'text.required': 'Please write the text' },
  },
}
/** The words of reply templates and drafts, in the packages of those who answer. */
export const useReplyWords = wordsWith({ reply: { 'zh-CN': zh.reply, en: en.reply } })
