import chineseDays from 'chinese-days'
import type { Calendar } from '../domain/calendar'

/** The last year whose holidays the State Council had published when the library was made; from the library's own table. */
const PUBLISHED_UNTIL = lastPublished()

/** The working-day calendar of China, make-up days included. */
export function publishedCalendar(): Calendar {
  const known = new Map<string, boolean>()
  return {
    publishedUntil: PUBLISHED_UNTIL,
    isWorkday(on) {
      let is = known.get(on)
      if (is === undefined) known.set(on, (is = chineseDays.isWorkday(on)))
      return is
    },
  }
}

/** The library does not say until when it knows: a year without a National Day holiday on a weekday is one that it does not know. */
function lastPublished(): string {
  let year = 2024
  while (chineseDays.getHolidaysInRange(`${year + 1}-10-01`, `${year + 1}-10-07`, false).length === 7) year += 1
  return `${year}-12-31`
}
