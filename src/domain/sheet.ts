import { addDays, type Day } from './calendar'

/** What is handed out as a table (导出表格). None of them holds a resident's name, phone or words; an attendance list is taken from its activity. */
export const sheetKinds = ['visits', 'receptions', 'roster', 'concerns', 'notices', 'figures'] as const
export type SheetKind = (typeof sheetKinds)[number]

/** Figures are of the whole congress. */
export const stationSheetKinds = ['visits', 'receptions', 'roster', 'concerns', 'notices'] as const satisfies readonly SheetKind[]

/** The longest span of days of one table, both ends included: a leap year. */
export const SHEET_DAYS_MAX = 366

export function isSheetSpan(from: Day, until: Day): boolean {
  return from <= until && until < addDays(from, SHEET_DAYS_MAX)
}
