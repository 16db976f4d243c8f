import type { Output } from '../../contract'
import { dayOf, minuteOf, weekdayOf, type Day } from '../../domain/calendar'
import { currentLanguage, type Language } from './language'

type Due = NonNullable<Output<'concern.open'>['due']>

const weekdays = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} satisfies Record<Language, string[]>
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

export function formatWeekday(weekday: number, language = currentLanguage()): string {
  return weekdays[language][weekday % 7]!
}

/** 11月23日（周一）; with the year where it is another. */
export function formatDate(on: Day, language = currentLanguage()): string {
  const [year, month, day] = on.split('-').map(Number) as [number, number, number]
  const isThisYear = on.slice(0, 4) === dayOf(new Date()).slice(0, 4)
  const weekday = formatWeekday(weekdayOf(on), language)
  if (language === 'zh-CN') return `${isThisYear ? '' : `${year}年`}${month}月${day}日（${weekday}）`
  return `${weekday}, ${day} ${months[month - 1]}${isThisYear ? '' : ` ${year}`}`
}

/** 上午9:00, from minutes since midnight. */
export function formatMinute(minute: number, language = currentLanguage()): string {
  const hour = Math.floor(minute / 60)
  const rest = String(minute % 60).padStart(2, '0')
  if (language === 'en') return `${hour}:${rest}`
  const part = hour < 6 ? '凌晨' : hour < 12 ? '上午' : hour < 13 ? '中午' : hour < 18 ? '下午' : '晚上'
  return `${part}${hour > 12 ? hour - 12 : hour}:${rest}`
}

/** 上午9:00–11:30; the part of the day once where it is the same. */
export function formatSpan(from: number, to: number, language = currentLanguage()): string {
  const start = formatMinute(from, language)
  const end = formatMinute(to, language)
  return language === 'zh-CN' && start.slice(0, 2) === end.slice(0, 2) ? `${start}–${end.slice(2)}` : `${start}–${end}`
}

/** 11月23日（周一）上午9:00 */
export function formatMoment(at: string, language = currentLanguage()): string {
  const instant = new Date(at)
  const time = formatMinute(minuteOf(instant), language)
  return language === 'zh-CN' ? `${formatDate(dayOf(instant), language)}${time}` : `${formatDate(dayOf(instant), language)}, ${time}`
}

/** 约300米, 约1.2公里 */
export function formatDistance(metres: number, language = currentLanguage()): string {
  const near = metres < 950
  const number = near ? String(Math.max(10, Math.round(metres / 10) * 10)) : (metres / 1000).toFixed(metres < 9_950 ? 1 : 0)
  if (language === 'zh-CN') return `约${number}${near ? '米' : '公里'}`
  return `about ${number} ${near ? 'm' : 'km'}`
}

/** How a deadline stands, in words. */
export function formatDue({ on, workdaysLeft, isProvisional }: Due, language = currentLanguage()): string {
  const date = formatDate(on, language)
  if (language === 'zh-CN') {
    const by = isProvisional ? `预计${date}前答复` : `${date}前答复`
    if (workdaysLeft < 0) return `应于${date}前答复，已超过${-workdaysLeft}个工作日`
    return workdaysLeft === 0 ? `${by}，就是今天` : `${by}，还有${workdaysLeft}个工作日`
  }
  const by = `${isProvisional ? 'expected by' : 'due by'} ${date}`
  if (workdaysLeft < 0) return `${by}, ${-workdaysLeft} working day${workdaysLeft === -1 ? '' : 's'} late`
  return workdaysLeft === 0 ? `${by}, which is today` : `${by}, ${workdaysLeft} working day${workdaysLeft === 1 ? '' : 's'} left`
}

export function formatList(items: readonly string[], language = currentLanguage()): string {
  return items.join(language === 'zh-CN' ? '、' : ', ')
}
