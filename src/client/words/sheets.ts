import { wordsWith } from '.'
import type { SheetKind } from '../../domain/sheet'

const zh = {
  title: '导出表格',
  hint: 'Excel表格，里面没有居民的姓名、电话和所写的内容。报名的签到表在每个活动里下载。',
  what: '哪一张表？',
  kind: {
    visits: '接待预约',
    receptions: '接待安排',
    roster: '联络站名册',
    concerns: '诉求台账',
    notices: '公告和活动',
    figures: '办理情况',
  } satisfies Record<SheetKind, string>,
  asNow: { roster: '按现在的名册，不用选日期。', figures: '全区最近十二个月，不用选日期。' } as Partial<Record<SheetKind, string>>,
  again: '接待安排和名册改好以后，人大办公室可以在“导入表格”里再导入。',
  from: '从哪天',
  until: '到哪天',
  dayHint: { from: '例如 2026-12-10', until: '例如 2026-12-10；最长一年' },
  take: '下载',
  taken: '已下载。',
  failed: '没有下载成功，请再试一次。',
  own: {
    'from.day': '请写成 2026-12-10 这样的日期',
    'until.day': '请写成 2026-12-10 这样的日期',
    'until.range': '要在开始那天以后，最长一年',
  } as Record<string, string>,
}
const en: typeof zh = {
  title: 'Tables',
  hint: "Excel workbooks without residents' names, phones or words. The attendance list of an activity is taken there.",
  what: 'Which table?',
  kind: {
    visits: 'Visits',
    receptions: 'Reception days',
    roster: 'Roster',
    concerns: 'Concerns',
    notices: 'Notices and activities',
    figures: 'How it went',
  },
  asNow: { roster: 'The roster as it is now, whatever the days.', figures: 'Of the whole congress, the last twelve months.' },
  again: 'The office can bring corrected reception days and rosters in again.',
  from: 'From',
  until: 'To',
  dayHint: { from: 'As 2026-12-10', until: 'As 2026-12-10; a year at most' },
  take: 'Download',
  taken: 'Downloaded.',
  failed: 'Not downloaded; please try again.',
  own: {
    'from.day': 'Please write the date as 2026-12-10',
    'until.day': 'Please write the date as 2026-12-10',
    'until.range': 'After the first day, a year at most',
  },
}
export const useSheetsWords = wordsWith({ sheets: { 'zh-CN': zh, en } })
