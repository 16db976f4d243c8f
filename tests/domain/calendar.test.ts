import { addWorkdays, dayOf, dueAt, minuteOf, workdaysBetween, type Calendar } from '../../src/domain/calendar'

/** 国庆节 2026 as published: 1–7 October off, Saturday 10 October made up. */
const holidays = new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'])
const madeUp = new Set(['2026-10-10'])
const calendar: Calendar = {
  publishedUntil: '2026-12-31',
  isWorkday: (on) => madeUp.has(on) || (!holidays.has(on) && ![0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay())),
}

test('a day begins at midnight in Shanghai, not in London', () => {
  expect(dayOf(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22')
  expect(dayOf(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23')
  expect(minuteOf(new Date('2026-11-23T01:30:00Z'))).toBe(9 * 60 + 30)
})

test('the day on which a case comes in does not count', () => {
  expect(addWorkdays('2026-11-23', 1, calendar)).toBe('2026-11-24')
})

test('a deadline skips a holiday and counts the Saturday that makes up for it', () => {
  expect(addWorkdays('2026-09-30', 3, calendar)).toBe('2026-10-10')
})

test('working days left are counted to the deadline and, once overdue, from it', () => {
  const at = (day: string) => new Date(`${day}T04:00:00Z`)
  expect(dueAt('2026-11-27', at('2026-11-23'), calendar).workdaysLeft).toBe(4)
  expect(dueAt('2026-11-23', at('2026-11-23'), calendar).workdaysLeft).toBe(0)
  expect(dueAt('2026-11-20', at('2026-11-24'), calendar).workdaysLeft).toBe(-2)
})

test('a deadline that passed on a Friday is overdue on the Saturday', () => {
  expect(workdaysBetween('2026-11-20', '2026-11-21', calendar)).toBe(0)
  expect(dueAt('2026-11-20', new Date('2026-11-21T04:00:00Z'), calendar).workdaysLeft).toBe(-1)
})

test('a deadline past the published calendar is provisional', () => {
  expect(dueAt('2027-01-04', new Date('2026-12-25T04:00:00Z'), calendar).isProvisional).toBe(true)
  expect(dueAt('2026-12-31', new Date('2026-12-25T04:00:00Z'), calendar).isProvisional).toBe(false)
})
