import type { OpenPeriod } from '../../domain/station'

/** Where a file says nothing of hours: office hours. */
const OFFICE_HOURS: OpenPeriod[] = [
  { weekdays: [1, 2, 3, 4, 5], from: 540, to: 720 },
  { weekdays: [1, 2, 3, 4, 5], from: 840, to: 1020 },
]
const WEEKDAYS = '日一二三四五六'
const NAMED_DAYS: readonly [RegExp, number[]][] = [
  [/^(每天|每日|周一至周日|全周)/, [0, 1, 2, 3, 4, 5, 6]],
  [/^(工作日|平日)/, [1, 2, 3, 4, 5]],
  [/^(周末|双休日)/, [0, 6]],
]
const DAY = '(?:每?(?:周|星期|礼拜))?([一二三四五六日天])'
const DAYS = new RegExp(`^(?:每?(?:周|星期|礼拜))([一二三四五六日天])(?:[至到~～—–-]${DAY})?`)
const TIME = '(上午|下午|晚上)?(\\d{1,2})(?:[:：](\\d{2})|[点时](?:(\\d{1,2})分?|(半))?)'
const PERIOD = new RegExp(`^${TIME}[-–—~～至到]+${TIME}`)
const BETWEEN = /^[\s、,，;；。和及:：]+/

/**
 * 「周一至周五 9:00-12:00、14:00-17:00；周六 9:00-11:30」 in periods, minutes Asia/Shanghai; empty means office hours.
 * Null where any of it is not understood: hours that were half read would send people to a closed door.
 */
export function hoursOf(text: string): OpenPeriod[] | null {
  if (!text.trim()) return OFFICE_HOURS
  const periods: OpenPeriod[] = []
  let days: number[] = []
  let isListOpen = true
  for (let rest = text.trim(); rest; rest = rest.replace(BETWEEN, '')) {
    const dayed = daysOf(rest)
    if (dayed) {
      // Days that follow days belong to the same times; days that follow times begin anew.
      days = isListOpen ? [...new Set([...days, ...dayed.days])] : dayed.days
      isListOpen = true
      rest = rest.slice(dayed.length)
      continue
    }
    const found = PERIOD.exec(rest)
    if (!found) return null
    const [whole, fromHalf, fromHour, fromMinute, fromMinutes, fromPast, toHalf, toHour, toMinute, toMinutes, toPast] = found
    const from = minuteOf(fromHalf, fromHour!, fromMinute ?? fromMinutes, fromPast)
    const to = minuteOf(toHalf ?? fromHalf, toHour!, toMinute ?? toMinutes, toPast)
    if (from === null || to === null || from >= to) return null
    periods.push({ weekdays: days.length > 0 ? [...days].sort((a, b) => a - b) : [1, 2, 3, 4, 5], from, to })
    isListOpen = false
    rest = rest.slice(whole.length)
  }
  return periods.length > 0 && !isListOpen ? periods : null
}

function daysOf(text: string): { days: number[]; length: number } | null {
  for (const [pattern, days] of NAMED_DAYS) {
    const named = pattern.exec(text)
    if (named) return { days, length: named[0].length }
  }
  const found = DAYS.exec(text)
  if (!found) return null
  const day = (name: string) => WEEKDAYS.indexOf(name.replace('天', '日'))
  const first = day(found[1]!)
  const last = day(found[2] ?? found[1]!)
  return { days: Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7), length: found[0].length }
}

function minuteOf(half: string | undefined, hourText: string, minuteText: string | undefined, past: string | undefined): number | null {
  const hour = Number(hourText) + (half && half !== '上午' && Number(hourText) < 12 ? 12 : 0)
  const minute = past ? 30 : Number(minuteText ?? 0)
  const at = hour * 60 + minute
  return minute < 60 && at <= 1440 ? at : null
}
