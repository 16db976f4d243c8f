import { wordsWith } from '.'
import type { HolidayChoice, RotaRule } from '../../domain/rota'
import { door } from './door'
import { formatDate, formatList, formatSpan, formatWeekday } from './format'

const nthNames: Record<number, string> = { 1: '第一个', 2: '第二个', 3: '第三个', 4: '第四个', [-1]: '最后一个' }
const nthNamesEn: Record<number, string> = { 1: 'First', 2: 'Second', 3: 'Third', 4: 'Fourth', [-1]: 'Last' }
/** So many days by hand are named one by one. */
const NAMED = 3

const zh = {
  title: '排班',
  week: (from: string, to: string) => `${from}至${to}`,
  before: '上一周',
  after: '下一周',
  empty: '这一周没有排接待。',
  toNext: (on: string) => `看下一次接待：${on}`,
  today: (on: string) => `今天 ${on}`,
  rotas: '排班规则',
  none: '还没有排班。写好规则以后，系统会自动排出日子，代表确认以后公布。',
  noDeputies: '这个联络站还没有代表，请先由人大办公室导入代表名单。',
  add: '新增排班',
  change: '修改',
  changing: '修改排班',
  changeOf: (rule: string) => `修改：${rule}`,
  save: '保存排班',
  saved: (added: number, removed: number) =>
    added + removed === 0
      ? '已保存，没有日子因此改变。'
      : `已保存：新排了${added}天${removed > 0 ? `，去掉了还没确认的${removed}天` : ''}。`,
  kept: (count: number) => `有${count}天已经公布，没有改动。要改期或取消，请在上面的日历里逐个处理，预约的居民会收到通知。`,
  ruleOf: (rule: RotaRule) => {
    if (rule.kind === 'weekly') return `每${rule.weekdays.map((weekday) => formatWeekday(weekday, 'zh-CN')).join('、')}`
    if (rule.kind === 'monthly') return `每月${nthNames[rule.nth]}${formatWeekday(rule.weekday, 'zh-CN')}`
    const named = formatList(
      rule.days.slice(0, NAMED).map((day) => formatDate(day, 'zh-CN')),
      'zh-CN',
    )
    return rule.days.length > NAMED ? `${named}等${rule.days.length}天` : named
  },
  times: (from: number, to: number, slot: number, capacity: number) =>
    `${formatSpan(from, to, 'zh-CN')}，每${slot}分钟一场，每场${capacity}人`,
  turns: (names: string) => `轮流：${names}`,
  until: (on: string) => `到${on}为止`,
  over: (on: string) => `已于${on}结束`,
  field: {
    deputyIds: '哪些代表轮流？',
    rule: '哪些日子？',
    onHoliday: '遇到法定节假日怎么办？',
    from: '几点开始',
    to: '几点结束',
    slotMinutes: '每场多少分钟',
    capacity: '每场接待几人',
    since: '从哪天起',
    until: '到哪天止',
  },
  hint: {
    deputyIds: '按选择的先后顺序轮流。',
    from: '例如 9:00',
    to: '例如 11:00',
    slotMinutes: '5到240',
    capacity: '1到50',
    since: '例如 2026-12-10',
    until: '不写就一直排下去',
  },
  order: (names: string) => `轮流顺序：${names}`,
  kind: { weekly: '每周', monthly: '每月第几个', by_hand: '自己写日子' } satisfies Record<RotaRule['kind'], string>,
  weekdays: '星期几',
  nthLabel: '第几个',
  nth: (nth: number) => nthNames[nth]!,
  days: '哪几天',
  daysHint: '一行一天，例如 2026-12-10',
  holiday: {
    skip: '这一次不接待',
    next_workday: '顺延到下一个工作日',
    make_up_day: '在最近的调休上班日补上',
  } satisfies Record<HolidayChoice, string>,
  own: {
    'deputyIds.required': '请至少选一位代表',
    'rule.required': '请至少写一天',
    'rule.day': '请写成 2026-12-10 这样的日期',
    'rule.too_many': '最多写200天',
    'from.range': '请写成 9:00 这样的时间',
    'to.range': '结束时间要比开始至少晚一场',
    'slotMinutes.range': '请写5到240之间的整数',
    'capacity.range': '请写1到50之间的整数',
    'since.day': '请写成 2026-12-10 这样的日期',
    'since.range': '请写三年以内的日期',
    'until.day': '请写成 2026-12-10 这样的日期',
    'until.range': '要晚于开始的那天',
    'deputyIds.absent': '有代表已经不在这个联络站，请重新选择',
  } as Record<string, string>,
}

const en: typeof zh = {
  title: 'Rota',
  week: (from, to) => `${from} to ${to}`,
  before: 'Week before',
  after: 'Week after',
  empty: 'Nothing planned in this week.',
  toNext: (on) => `To the next reception: ${on}`,
  today: (on) => `Today, ${on}`,
  rotas: 'Rotas',
  none: 'None yet. From a rota the days are planned; each is announced once its deputy has confirmed it.',
  noDeputies: 'This station has no deputies yet; the office imports the roster.',
  add: 'New rota',
  change: 'Change',
  changing: 'Change the rota',
  changeOf: (rule) => `Change: ${rule}`,
  save: 'Save the rota',
  saved: (added, removed) =>
    added + removed === 0
      ? 'Saved; no day changed.'
      : `Saved: ${added} days planned${removed > 0 ? `, ${removed} unconfirmed days taken out` : ''}.`,
  kept: (count) => `${count} announced days were left as they are. Move or close them one by one in the calendar; who booked is told.`,
  ruleOf: (rule) => {
    if (rule.kind === 'weekly') return `Every ${rule.weekdays.map((weekday) => formatWeekday(weekday, 'en')).join(', ')}`
    if (rule.kind === 'monthly') return `${nthNamesEn[rule.nth]} ${formatWeekday(rule.weekday, 'en')} of each month`
    const named = formatList(
      rule.days.slice(0, NAMED).map((day) => formatDate(day, 'en')),
      'en',
    )
    return rule.days.length > NAMED ? `${named} and ${rule.days.length - NAMED} more` : named
  },
  times: (from, to, slot, capacity) => `${formatSpan(from, to, 'en')}, ${slot} minutes each, ${capacity} at a time`,
  turns: (names) => `In turn: ${names}`,
  until: (on) => `until ${on}`,
  over: (on) => `ended on ${on}`,
  field: {
    deputyIds: 'Which deputies take turns?',
    rule: 'Which days?',
    onHoliday: 'On a public holiday?',
    from: 'From',
    to: 'To',
    slotMinutes: 'Minutes each',
    capacity: 'People at a time',
    since: 'First day',
    until: 'Last day',
  },
  hint: {
    deputyIds: 'In the order in which you choose them.',
    from: 'Such as 9:00',
    to: 'Such as 11:00',
    slotMinutes: '5 to 240',
    capacity: '1 to 50',
    since: 'Such as 2026-12-10',
    until: 'Goes on where empty',
  },
  order: (names) => `In this order: ${names}`,
  kind: { weekly: 'Every week', monthly: 'Every month', by_hand: 'Days by hand' },
  weekdays: 'Weekday',
  nthLabel: 'Which one',
  nth: (nth) => nthNamesEn[nth]!,
  days: 'Which days',
  daysHint: 'One a line, such as 2026-12-10',
  holiday: { skip: 'Left out', next_workday: 'Moved to the next working day', make_up_day: 'Made up for on the nearest make-up day' },
  own: {
    'deputyIds.required': 'Choose at least one deputy',
    'rule.required': 'At least one day',
    'rule.day': 'A date such as 2026-12-10',
    'rule.too_many': 'At most 200 days',
    'from.range': 'A time such as 9:00',
    'to.range': 'At least one slot after the beginning',
    'slotMinutes.range': 'A whole number from 5 to 240',
    'capacity.range': 'A whole number from 1 to 50',
    'since.day': 'A date such as 2026-12-10',
    'since.range': 'A date within three years',
    'until.day': 'A date such as 2026-12-10',
    'until.range': 'After the first day',
    'deputyIds.absent': 'A deputy is no longer of this station; choose anew',
  },
}
/** The words of rotas, with those of the door. */
export const useRotaWords = wordsWith({ rota: { 'zh-CN': zh, en }, door })
