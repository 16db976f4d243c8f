/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export type Day = string

/** China's working days, make-up days (调休) included. The State Council publishes them a year at a time. */
export interface Calendar {
  isWorkday(on: Day): boolean
  /** The last day whose status is published; later answers are guesses from the weekday. */
  publishedUntil: Day
}

/** What is left until a deadline, in working days: 0 on the day itself, negative once it has passed. */
export interface Due {
  on: Day
  workdaysLeft: number
  /** True where the deadline lies past the published calendar, so that it may still move. */
  isProvisional: boolean
}

/** Mainland China has had one time zone and no daylight saving since 1992, so a fixed offset is exact, and needs no Intl, which phones lack. */
const SHANGHAI_MS = 8 * 3_600_000
const DAY_MS = 24 * 3_600_000

/** Its fields in UTC are those of Asia/Shanghai. Counted in milliseconds: a list of cases asks for thousands of days. */
const inShanghai = (at: Date) => new Date(at.getTime() + SHANGHAI_MS)
const dayIn = (shifted: Date): Day => shifted.toISOString().slice(0, 10)

/** The day in Asia/Shanghai on which an instant falls. */
export function dayOf(at: Date): Day {
  return dayIn(inShanghai(at))
}

/** Minutes since midnight in Asia/Shanghai. */
export function minuteOf(at: Date): number {
  const local = inShanghai(at)
  return local.getUTCHours() * 60 + local.getUTCMinutes()
}

/** How far ahead of the server's a device's clock may be: a phone's is a little at times. */
const CLOCK_MS = 5 * 60_000

/** When a device says that something happened, never later than now; null where its clock is wrong. */
export function happenedAt(said: string, now: Date): Date | null {
  const at = new Date(said)
  if (at.getTime() > now.getTime() + CLOCK_MS) return null
  return at < now ? at : now
}

/** 0 is Sunday. */
export function weekdayOf(on: Day): number {
  return new Date(on).getUTCDay()
}

export function addDays(on: Day, days: number): Day {
  return dayIn(new Date(Date.parse(on) + days * DAY_MS))
}

/** The day `workdays` working days after `on`; the day itself does not count (《民法典》第201条: 自下一日开始计算). */
export function addWorkdays(on: Day, workdays: number, calendar: Calendar): Day {
  let day = on
  for (let left = workdays; left > 0;) {
    day = addDays(day, 1)
    if (calendar.isWorkday(day)) left -= 1
  }
  return day
}

/** The last day on or before which something must have begun to be `workdays` working days old on `on`. */
export function workdaysBefore(on: Day, workdays: number, calendar: Calendar): Day {
  let day = on
  while (workdaysBetween(day, on, calendar) < workdays) day = addDays(day, -1)
  return day
}

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export function workdaysBetween(from: Day, to: Day, calendar: Calendar): number {
  const [first, last, sign] = from <= to ? [from, to, 1] : [to, from, -1]
  let count = 0
  for (let day = addDays(first, 1); day <= last; day = addDays(day, 1)) {
    if (calendar.isWorkday(day)) count += 1
  }
  return count === 0 ? 0 : sign * count
}

/**
 * How a deadline stands at `now`. A deadline that fell before today is overdue even when no working day
 * has gone by since, so `workdaysLeft` is then at most -1.
 */
export function dueAt(on: Day, now: Date, calendar: Calendar): Due {
  const today = dayOf(now)
  const left = workdaysBetween(today, on, calendar)
  return { on, workdaysLeft: on < today ? Math.min(left, -1) : left, isProvisional: on > calendar.publishedUntil }
}
