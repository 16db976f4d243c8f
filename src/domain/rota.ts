import { addDays, weekdayOf, type Calendar, type Day } from './calendar'

/** The days on which somebody is on duty at a station (值班安排). Weekdays are 0 (Sunday) to 6. */
export type RotaRule =
  | { kind: 'weekly'; weekdays: number[] }
  /** `nth` 1 to 4, or -1 for the last: "the second Thursday of each month". */
  | { kind: 'monthly'; weekday: number; nth: 1 | 2 | 3 | 4 | -1 }
  | { kind: 'by_hand'; days: Day[] }
export const rotaKinds = ['weekly', 'monthly', 'by_hand'] as const

/**
 * What becomes of a day that falls on a public holiday: it is left out; it moves to the next working day; or it is
 * made up for on the nearest make-up working day (调休上班日), and left out where there is none.
 */
export const holidayChoices = ['skip', 'next_workday', 'make_up_day'] as const
export type HolidayChoice = (typeof holidayChoices)[number]

export interface RotaDays {
  rule: RotaRule
  onHoliday: HolidayChoice
  since: Day
  /** The last day, included; null where it goes on. */
  until: Day | null
}

/** One day of a rota: whose turn it is counts from the rota's first day, so that a later look gives the same days the same turns. */
export interface RotaDay {
  on: Day
  turn: number
  /** Past the published working-day calendar, so that it may still move. */
  isProvisional: boolean
}

const WEEK = 7
/** No break has been longer than ten days, nor has a make-up day lain further from its holiday. */
const BREAK_DAYS = 14
const isWeekend = (on: Day) => [0, 6].includes(weekdayOf(on))

/**
 * Whether a day belongs to a public holiday. A weekend does where it adjoins a weekday off: the State Council
 * publishes breaks as runs of days, and a calendar of working days alone says nothing of a Saturday.
 */
export function isPublicHoliday(on: Day, calendar: Calendar): boolean {
  if (calendar.isWorkday(on)) return false
  if (!isWeekend(on)) return true
  for (const step of [-1, 1])
    for (let day = addDays(on, step); !calendar.isWorkday(day); day = addDays(day, step)) if (!isWeekend(day)) return true
  return false
}

/** A working day at a weekend, which makes up for a holiday (调休). */
export function isMakeUpDay(on: Day, calendar: Calendar): boolean {
  return isWeekend(on) && calendar.isWorkday(on)
}

/** The days of a rota from `from` to `to`, both included, in order and each once. */
export function daysOfRota({ rule, onHoliday, since, until }: RotaDays, from: Day, to: Day, calendar: Calendar): RotaDay[] {
  const last = until !== null && until < to ? until : to
  const taken = new Set<Day>()
  // Days are walked from the first one on, and past the last since a make-up day may lie before its holiday.
  for (const planned of plainDays(rule, since, addDays(last, BREAK_DAYS))) {
    const on = heldOn(planned, onHoliday, calendar, since)
    if (on !== null && on <= last) taken.add(on)
  }
  return [...taken]
    .sort()
    .map((on, turn) => ({ on, turn, isProvisional: on > calendar.publishedUntil }))
    .filter(({ on }) => on >= from)
}

function plainDays(rule: RotaRule, first: Day, last: Day): Day[] {
  if (rule.kind === 'by_hand') return rule.days.filter((day) => day >= first && day <= last)
  const days: Day[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) if (isOfRule(rule, day)) days.push(day)
  return days
}

function isOfRule(rule: Exclude<RotaRule, { kind: 'by_hand' }>, on: Day): boolean {
  if (rule.kind === 'weekly') return rule.weekdays.includes(weekdayOf(on))
  if (weekdayOf(on) !== rule.weekday) return false
  const isLast = addDays(on, WEEK).slice(0, 7) !== on.slice(0, 7)
  return rule.nth === -1 ? isLast : Math.ceil(Number(on.slice(8)) / WEEK) === rule.nth
}

/** When a planned day is really held; null where it is left out. */
function heldOn(planned: Day, choice: HolidayChoice, calendar: Calendar, since: Day): Day | null {
  if (!isPublicHoliday(planned, calendar)) return planned
  if (choice === 'skip') return null
  if (choice === 'next_workday') {
    let day = planned
    while (!calendar.isWorkday(day)) day = addDays(day, 1)
    return day
  }
  for (let distance = 1; distance <= BREAK_DAYS; distance += 1)
    for (const day of [addDays(planned, distance), addDays(planned, -distance)]) if (day >= since && isMakeUpDay(day, calendar)) return day
  return null
}

/** The most days of a rota by hand, and the longest rota that is looked at. */
export const ROTA_DAYS_MAX = 200
