import chineseDays from 'chinese-days'
import fc from 'fast-check'
import { publishedCalendar } from '../../src/cloud/calendar'
import { addDays, weekdayOf, type Day } from '../../src/domain/calendar'
import { daysOfRota, holidayChoices, isMakeUpDay, isPublicHoliday, type RotaDays, type RotaRule } from '../../src/domain/rota'

/** The working days of 2024 to 2026 as the State Council published them. */
const calendar = publishedCalendar()
const FIRST = '2024-01-01'
const LAST = '2026-12-31'
const allDays: Day[] = []
for (let day = FIRST; day <= LAST; day = addDays(day, 1)) allDays.push(day)

const rota = (rule: RotaRule, over: Partial<RotaDays> = {}): RotaDays => ({ rule, onHoliday: 'skip', since: FIRST, until: null, ...over })
const days = (of: RotaDays, from: Day, to: Day) => daysOfRota(of, from, to, calendar).map(({ on }) => on)

describe('a rule of a rota', () => {
  test('weekly: every Thursday', () => {
    expect(days(rota({ kind: 'weekly', weekdays: [4] }), '2026-11-01', '2026-11-30')).toEqual([
      '2026-11-05',
      '2026-11-12',
      '2026-11-19',
      '2026-11-26',
    ])
  })

  test('monthly: the second Thursday, and the last Friday', () => {
    expect(days(rota({ kind: 'monthly', weekday: 4, nth: 2 }), '2026-03-01', '2026-06-30')).toEqual([
      '2026-03-12',
      '2026-04-09',
      '2026-05-14',
      '2026-06-11',
    ])
    expect(days(rota({ kind: 'monthly', weekday: 5, nth: -1 }), '2026-07-01', '2026-08-31')).toEqual(['2026-07-31', '2026-08-28'])
  })

  test('by hand: the days that were given, in order and each once', () => {
    expect(days(rota({ kind: 'by_hand', days: ['2026-11-20', '2026-11-05', '2026-11-20'] }), '2026-11-01', '2026-11-30')).toEqual([
      '2026-11-05',
      '2026-11-20',
    ])
  })

  test('a Thursday in the National Day week is left out, moved to the next working day, or made up for', () => {
    const thursdays: RotaRule = { kind: 'weekly', weekdays: [4] }
    const around = (onHoliday: RotaDays['onHoliday']) => days(rota(thursdays, { onHoliday }), '2026-09-28', '2026-10-14')
    expect(around('skip')).toEqual(['2026-10-08'])
    expect(around('next_workday')).toEqual(['2026-10-08'])
    expect(around('make_up_day')).toEqual(['2026-10-08', '2026-10-10'])
    const tuesdays: RotaRule = { kind: 'weekly', weekdays: [2] }
    expect(days(rota(tuesdays, { onHoliday: 'next_workday' }), '2026-10-01', '2026-10-14')).toEqual(['2026-10-08', '2026-10-13'])
  })

  test('a Saturday on which people work because of a holiday stays a Saturday of the rota; one within a holiday does not', () => {
    const saturdays = rota({ kind: 'weekly', weekdays: [6] })
    expect(days(saturdays, '2026-10-01', '2026-10-17')).toEqual(['2026-10-10', '2026-10-17'])
  })

  test('a day past the published calendar is provisional', () => {
    const [last, next] = daysOfRota(rota({ kind: 'by_hand', days: ['2026-12-31', '2027-01-05'] }), FIRST, '2027-02-01', calendar)
    expect([last!.isProvisional, next!.isProvisional]).toEqual([false, true])
  })

  test('turns count from the first day, whatever part is looked at', () => {
    const all = daysOfRota(rota({ kind: 'weekly', weekdays: [2] }), FIRST, LAST, calendar)
    const part = daysOfRota(rota({ kind: 'weekly', weekdays: [2] }), '2025-06-01', '2025-08-31', calendar)
    expect(part).toEqual(all.filter(({ on }) => on >= '2025-06-01' && on <= '2025-08-31'))
    expect(all.map(({ turn }) => turn)).toEqual(all.map((_, index) => index))
  })
})

describe('over the working days of 2024 to 2026', () => {
  test('public holidays inferred from working days are those that the table names, and one weekend that was joined to a single day off', () => {
    const wrong = allDays.filter((on) => {
      const { work, name } = chineseDays.getDayDetail(on)
      return isPublicHoliday(on, calendar) !== (!work && name.includes(','))
    })
    // 端午节 2024 was announced as "6月10日放假，与周末连休": the weekend is part of the break, though not of the holiday.
    expect(wrong).toEqual(['2024-06-08', '2024-06-09'])
  })

  const rule = fc.oneof(
    fc.record({ kind: fc.constant('weekly' as const), weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }) }),
    fc.record({ kind: fc.constant('monthly' as const), weekday: fc.integer({ min: 0, max: 6 }), nth: fc.constantFrom(1, 2, 3, 4, -1) }),
    fc.record({ kind: fc.constant('by_hand' as const), days: fc.array(fc.constantFrom(...allDays), { maxLength: 30 }) }),
  )
  const anyRota = fc.record({
    rule,
    onHoliday: fc.constantFrom(...holidayChoices),
    since: fc.constantFrom(...allDays.slice(0, 400)),
    until: fc.option(fc.constantFrom(...allDays.slice(500))),
  })
  const window = fc.tuple(fc.constantFrom(...allDays), fc.integer({ min: 0, max: 120 }))

  test('no day is a public holiday, none comes twice or out of order or out of its bounds', () => {
    fc.assert(
      fc.property(anyRota, window, (of, [from, length]) => {
        const to = addDays(from, length)
        const got = days(of, from, to)
        expect(got).toEqual([...new Set(got)].sort())
        for (const on of got) {
          expect(isPublicHoliday(on, calendar)).toBe(false)
          expect(on >= from && on <= to && on >= of.since && (of.until === null || on <= of.until)).toBe(true)
        }
      }),
    )
  })

  test('each day is one of the rule, or stands for one that fell on a holiday, in the way that was chosen', () => {
    fc.assert(
      fc.property(anyRota, window, (of, [from, length]) => {
        const isPlanned = (on: Day) =>
          of.rule.kind === 'by_hand'
            ? of.rule.days.includes(on)
            : of.rule.kind === 'weekly'
              ? of.rule.weekdays.includes(weekdayOf(on))
              : weekdayOf(on) === of.rule.weekday
        for (const on of days(of, from, addDays(from, length))) {
          if (isPlanned(on)) continue
          expect(of.onHoliday).not.toBe('skip')
          expect(of.onHoliday === 'next_workday' ? calendar.isWorkday(on) : isMakeUpDay(on, calendar)).toBe(true)
          const near = Array.from({ length: 29 }, (_, index) => addDays(on, index - 14))
          expect(near.some((day) => isPlanned(day) && isPublicHoliday(day, calendar))).toBe(true)
        }
      }),
    )
  })

  test('two windows side by side give what one gives', () => {
    fc.assert(
      fc.property(anyRota, window, fc.integer({ min: 0, max: 60 }), (of, [from, length], cut) => {
        const [middle, to] = [addDays(from, cut), addDays(from, cut + length + 1)]
        expect([...days(of, from, middle), ...days(of, addDays(middle, 1), to)]).toEqual(days(of, from, to))
      }),
    )
  })

  test('next working day: no planned day is lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.constantFrom(...allDays.slice(0, -40)), (weekday, from) => {
        const of = rota({ kind: 'weekly', weekdays: [weekday] }, { onHoliday: 'next_workday' })
        const got = new Set(days(of, from, addDays(from, 40)))
        for (let day = from; day <= addDays(from, 20); day = addDays(day, 1))
          if (weekdayOf(day) === weekday) {
            let held = day
            while (isPublicHoliday(held, calendar) || (held !== day && !calendar.isWorkday(held))) held = addDays(held, 1)
            expect(got.has(held)).toBe(true)
          }
      }),
    )
  })
})
