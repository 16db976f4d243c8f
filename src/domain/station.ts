import { addDays, dayOf, minuteOf, weekdayOf, type Calendar, type Day } from './calendar'

/** 代表之家 (home) meets quarterly; 代表联络站 (station) receives at least monthly. */
export const stationKinds = ['home', 'station'] as const
export type StationKind = (typeof stationKinds)[number]

/** Opening hours on one kind of day, in minutes since midnight Asia/Shanghai, `to` excluded. */
export interface OpenPeriod {
  /** Weekdays 0 (Sunday) to 6. A make-up working day (调休) counts as open where Monday is. */
  weekdays: number[]
  from: number
  to: number
}

/** Morning and afternoon of each day, at most. */
export const PERIODS_MAX = 14

/** The first period that is none, or that is open twice with an earlier one; -1 where all are good. */
export function badPeriod(hours: readonly OpenPeriod[]): number {
  return hours.findIndex(
    ({ weekdays, from, to }, index) =>
      from >= to ||
      hours.slice(0, index).some((other) => other.weekdays.some((day) => weekdays.includes(day)) && from < other.to && other.from < to),
  )
}

/** One reception (接待): a deputy receives residents at a station. */
export interface Reception {
  on: Day
  from: number
  to: number
}

const MONDAY = 1

/** Whether a station is open at an instant; public holidays close it, make-up working days open it as a Monday does. */
export function isOpen(hours: readonly OpenPeriod[], at: Date, calendar: Calendar): boolean {
  const minute = minuteOf(at)
  const on = dayOf(at)
  const weekday = weekdayOf(on)
  const isWeekend = weekday === 0 || weekday === 6
  const counts = calendar.isWorkday(on) ? (isWeekend ? MONDAY : weekday) : isWeekend ? weekday : null
  return counts !== null && hours.some(({ weekdays, from, to }) => weekdays.includes(counts) && minute >= from && minute < to)
}

/** Whether a reception goes on at an instant. */
export function isReceiving({ on, from, to }: Reception, at: Date): boolean {
  const minute = minuteOf(at)
  return on === dayOf(at) && minute >= from && minute < to
}

/** Days that count as "on the rota" for routing: today and the six after. */
export function rotaWindow(now: Date): { from: Day; to: Day } {
  const from = dayOf(now)
  return { from, to: addDays(from, 6) }
}
