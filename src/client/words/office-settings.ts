import { wordsWith } from '.'
import type { OwnSettings } from '../../contract/settings'
import type { ReviewChoice } from '../../domain/follow'

const zh = {
  title: '设置',
  name: {
    answerWithinWorkdays: '答复期限（工作日）',
    surveyAfterDays: '答复后第几天请居民评价',
    reviewAnswers: '答复复核',
  } satisfies Record<keyof OwnSettings, string>,
  hint: {
    answerWithinWorkdays: '1到120。只影响以后提交的诉求。',
    surveyAfterDays: '写一到三个天数，用逗号隔开，例如 7，14。最后一次后再过7天没有评价，就显示“居民未评价”。',
    reviewAnswers: '开启后，答复先由另一个人看过，居民才能看到。写答复的人不能自己通过。',
  } satisfies Record<keyof OwnSettings, string>,
  review: { none: '不复核', desk: '联络站复核', office: '人大办公室复核' } satisfies Record<ReviewChoice, string>,
  save: '保存设置',
  saved: '设置已保存。',
  changes: '修改记录',
  noChanges: '还没有改过。',
  someone: '办公室人员',
  changed: (name: string, before: string, after: string) => `${name}：${before} 改为 ${after}`,
  own: {
    'settings.answerWithinWorkdays.number': '请写整数',
    'settings.answerWithinWorkdays.range': '请写1到120之间的数',
    'settings.surveyAfterDays.required': '请至少写一个天数',
    'settings.surveyAfterDays.too_many': '最多写三个天数',
  } as Record<string, string>,
}
const en: typeof zh = {
  title: 'Settings',
  name: {
    answerWithinWorkdays: 'Working days for an answer',
    surveyAfterDays: 'Days after an answer on which residents are asked',
    reviewAnswers: 'Review of answers',
  },
  hint: {
    answerWithinWorkdays: '1 to 120. Holds for concerns that come in from now on.',
    surveyAfterDays: 'One to three numbers with commas, such as 7, 14. A week after the last one without a judgement counts as silence.',
    reviewAnswers: 'A second person looks at each answer before the resident reads it; never its author.',
  },
  review: { none: 'Nobody', desk: 'The station', office: 'The office' },
  save: 'Save',
  saved: 'Saved.',
  changes: 'Who changed what',
  noChanges: 'Nothing has been changed yet.',
  someone: 'Somebody of the office',
  changed: (name, before, after) => `${name}: ${before} to ${after}`,
  own: {
    'settings.answerWithinWorkdays.number': 'Please write a whole number',
    'settings.answerWithinWorkdays.range': 'Please write a number from 1 to 120',
    'settings.surveyAfterDays.required': 'Please write at least one number',
    'settings.surveyAfterDays.too_many': 'At most three numbers',
  },
}
/** The words of the office's page of settings. */
export const useOfficeSettingsWords = wordsWith({ settings: { 'zh-CN': zh, en } })
