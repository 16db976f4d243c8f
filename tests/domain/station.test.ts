import { badPeriod, isOpen, isReceiving, rotaWindow } from '../../src/domain/station'
import type { Calendar } from '../../src/domain/calendar'

const calendar: Calendar = {
  publishedUntil: '2026-12-31',
  isWorkday: (on) => on === '2026-10-10' || (on !== '2026-10-01' && ![0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay())),
}
const weekdays = [{ weekdays: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60 }]
const shanghai = (text: string) => new Date(`${text}:00+08:00`)

test('a station is open in its hours, the last minute excluded', () => {
  expect(isOpen(weekdays, shanghai('2026-11-23T09:00'), calendar)).toBe(true)
  expect(isOpen(weekdays, shanghai('2026-11-23T17:00'), calendar)).toBe(false)
  expect(isOpen(weekdays, shanghai('2026-11-22T10:00'), calendar)).toBe(false)
})

test('a public holiday closes it, and a Saturday that makes up for one opens it', () => {
  expect(isOpen(weekdays, shanghai('2026-10-01T10:00'), calendar)).toBe(false)
  expect(isOpen(weekdays, shanghai('2026-10-10T10:00'), calendar)).toBe(true)
})

test('a station with weekend hours is open at weekends', () => {
  expect(isOpen([{ weekdays: [0, 6], from: 540, to: 720 }], shanghai('2026-11-22T10:00'), calendar)).toBe(true)
})

test('a reception goes on from its first minute to before its last', () => {
  const reception = { on: '2026-11-23', from: 540, to: 690 }
  expect(isReceiving(reception, shanghai('2026-11-23T09:00'))).toBe(true)
  expect(isReceiving(reception, shanghai('2026-11-23T11:30'))).toBe(false)
})

test('on the rota means a reception today or in the six days after', () => {
  expect(rotaWindow(shanghai('2026-11-23T00:30'))).toEqual({ from: '2026-11-23', to: '2026-11-29' })
})

test('opening periods end after they begin, and no weekday is open twice at once', () => {
  const morning = { weekdays: [1, 2], from: 540, to: 690 }
  expect(badPeriod([])).toBe(-1)
  expect(badPeriod([morning, { weekdays: [1, 2], from: 690, to: 1020 }, { weekdays: [3], from: 540, to: 690 }])).toBe(-1)
  expect(badPeriod([morning, { weekdays: [3], from: 600, to: 600 }])).toBe(1)
  expect(badPeriod([morning, { weekdays: [3], from: 540, to: 690 }, { weekdays: [2, 4], from: 689, to: 700 }])).toBe(2)
})
