import fc from 'fast-check'
import { counted, figurePeriods, noCounts, spanOf, type Counts, type FigurePeriod } from '../../src/domain/figures'
import { chooseKnown, showPercentile, type Course } from '../../src/domain/figures-privacy'
import { figureDays, shownOf, words, type GroupByStretch, type ShownFigures, type Sums } from '../../src/domain/figures-shown'

const TODAY = '2026-11-23'
const days = figureDays(TODAY)
const STRETCHES = days.length - 1
/** What is counted in the stretches that begin on these days. */
const stretchesOf = (counts: Record<string, Partial<Counts>>): Sums[] =>
  days.slice(0, -1).map((day) => ({ counts: { ...noCounts(), ...counts[day] }, days: [], workdays: [] }))
const topic = (code: string | null, counts: Record<string, Partial<Counts>>): GroupByStretch => ({
  code,
  name: code,
  stretches: stretchesOf(counts),
})
const addedUp = (groups: readonly GroupByStretch[]): Sums[] =>
  days.slice(0, -1).map((_, stretch) => {
    const counts = noCounts()
    for (const { stretches } of groups) for (const name of counted) counts[name] += stretches[stretch]!.counts[name]
    return { counts, days: [], workdays: [] }
  })
const shownBy = (topics: readonly GroupByStretch[]) => shownOf({ all: addedUp(topics), topics, constituencies: [] }, TODAY)
const receivedOf = (shown: Record<FigurePeriod, ShownFigures>, code: string) =>
  Object.fromEntries(
    figurePeriods.map((period) => [period, shown[period].topics.find((group) => group.code === code)?.received ?? 0] as const),
  )

test('the days between which everything is counted are where periods begin and end', () => {
  expect(days).toEqual(['2025-01-01', '2025-12-01', '2026-01-01', '2026-07-01', '2026-10-01', '2026-11-01', '2026-11-24'])
})

test('one to four are hidden, nothing and five are shown', () => {
  const received = (count: number) => shownBy([topic('a', { '2026-11-01': { received: count } })]).month.received
  expect([0, 1, 4, 5].map(received)).toEqual([0, 'hidden', 'hidden', 5])
})

test('a share is hidden where it, or what it leaves, is a handful', () => {
  const share = (inTime: number, due: number) =>
    shownBy([topic('a', { '2026-11-01': { received: 50, due, inTime } })]).last_12_months.inTime
  expect(share(3, 40)).toBe('hidden')
  expect(share(38, 40)).toBe('hidden')
  expect(share(40, 40)).toEqual({ numerator: 40, denominator: 40 })
  expect(share(0, 40)).toEqual({ numerator: 0, denominator: 40 })
  expect(share(0, 4)).toBe('hidden')
  expect(share(0, 0)).toBeNull()
})

test('percentiles of four answers are hidden', () => {
  expect([showPercentile(3, 4), showPercentile(3, 5)]).toEqual([null, 3])
})

test('a hidden topic is not the total less the others', () => {
  const shown = shownBy(
    ['a', 'b', 'c', 'd'].map((code, index) => topic(code, { '2026-11-01': { received: [30, 3, 8, 20][index]! } })),
  ).last_12_months
  expect(shown.topics.map(({ received }) => received)).toEqual([30, 'hidden', 'hidden', 20])
  expect(shown.received).toBe(61)
})

test('this month is not this quarter less last month: what would give it away is hidden, the longer period stays', () => {
  const lone = (month: number) => shownBy([topic('a', { '2026-10-01': { received: 30 }, '2026-11-01': { received: month } })])
  expect(receivedOf(lone(3), 'a')).toMatchObject({ last_12_months: 33, year: 33, quarter: 33, month: 'hidden', last_month: 'hidden' })
  expect(lone(3).last_month.received).toBe('hidden')
  expect(receivedOf(lone(6), 'a')).toMatchObject({ quarter: 36, month: 6, last_month: 30 })
})

test('a topic hidden in one month cannot be had from the totals and the other topics of two periods', () => {
  const shown = shownBy([
    topic('a', { '2026-10-01': { received: 30 }, '2026-11-01': { received: 3 } }),
    topic('b', { '2026-10-01': { received: 30 }, '2026-11-01': { received: 20 } }),
  ])
  // The total of each period is shown, so b would give a away.
  expect(receivedOf(shown, 'a')).toMatchObject({ quarter: 33, month: 'hidden', last_month: 'hidden' })
  expect(receivedOf(shown, 'b')).toMatchObject({ quarter: 50, month: 'hidden', last_month: 'hidden' })
  expect([shown.month.received, shown.last_month.received]).toEqual([23, 60])
})

test('last year’s handful does not hide this year', () => {
  const shown = shownBy([topic('a', { '2025-01-01': { received: 3 }, '2026-07-01': { received: 50 } }), topic('b', {})])
  expect(receivedOf(shown, 'a')).toMatchObject({ last_12_months: 50, year: 50, last_quarter: 50, last_year: 'hidden' })
})

test('groups stand by their code, whatever their results are, and what has no code stands last', () => {
  const group = (code: string | null, inTime: number) => topic(code, { '2026-07-01': { received: 50, due: 50, inTime, answered: 50 } })
  const shown = shownBy([group(null, 25), group('03', 45), group('01', 10), group('02', 30)])
  expect(shown.year.topics.map(({ code }) => code)).toEqual(['01', '02', '03', null])
})

test('a topic without a case in a period is not on its page', () => {
  const shown = shownBy([topic('a', { '2026-11-01': { received: 9 } }), topic('b', { '2026-07-01': { received: 9 } })])
  expect(shown.month.topics.map(({ code }) => code)).toEqual(['a'])
})

test('a share hidden among the residents’ words is hidden in the headline and by topic too', () => {
  const counts = { received: 40, due: 40, inTime: 30, answered: 40, settled: 10, partly: 2, notSettled: 28 }
  const { last_12_months: shown } = shownBy([topic('a', { '2026-11-01': counts })])
  expect(shown.words).toMatchObject({ settled: 'hidden', partly: 'hidden', notSettled: 28 })
  expect([shown.settled, shown.topics[0]!.settled]).toEqual(['hidden', 'hidden'])
})

/** What can be worked out by adding and subtracting numbers, each a sum of unknown ones. */
class Told {
  readonly #rows: { at: number; row: number[] }[] = []
  #reduce(numbers: readonly number[]): number[] {
    const left = [...numbers]
    for (const { at, row } of this.#rows) {
      const factor = left[at]!
      if (factor !== 0) row.forEach((one, index) => (left[index]! -= factor * one))
    }
    return left.map((one) => (Math.abs(one) < 1e-9 ? 0 : one))
  }
  add(numbers: readonly number[]): void {
    const left = this.#reduce(numbers)
    const at = left.findIndex((one) => one !== 0)
    if (at >= 0) this.#rows.push({ at, row: left.map((one) => one / left[at]!) })
  }
  has = (numbers: readonly number[]) => this.#reduce(numbers).every((one) => one === 0)
}

const pairs = (from: readonly number[]) => from.flatMap((a) => from.filter((b) => b > a).map((b) => [a, b] as const))
const setsOf = (count: number) =>
  Array.from({ length: 2 ** count - 1 }, (_, set) => [...Array(count).keys()].filter((index) => ((set + 1) >> index) & 1))

test('whatever the numbers are: nothing that can be worked out from what is shown, of any groups over any days, is one to four', () => {
  const world = fc.integer({ min: 2, max: 4 }).chain((groups) =>
    fc.integer({ min: 1, max: 4 }).chain((stretches) =>
      fc.record({
        counts: fc.array(
          fc.array(fc.oneof(fc.constant(0), fc.nat(4), fc.integer({ min: 5, max: 9 })), { minLength: stretches, maxLength: stretches }),
          { minLength: groups, maxLength: groups },
        ),
        order: fc.shuffledSubarray([...Array(stretches + 1).keys()], { minLength: stretches + 1 }),
      }),
    ),
  )
  fc.assert(
    fc.property(world, ({ counts, order }) => {
      const course = (line: readonly number[]): Course => [line.reduce((sums, count) => [...sums, sums.at(-1)! + count], [0])]
      const all = counts[0]!.map((_, stretch) => counts.reduce((sum, group) => sum + group[stretch]!, 0))
      const known = chooseKnown(course(all), counts.map(course), order)
      const cells = (of: readonly number[], a: number, b: number) =>
        counts.flatMap((group, index) => group.map((_, stretch) => Number(of.includes(index) && stretch >= a && stretch < b)))
      const told = new Told()
      const every = [...counts.keys()]
      for (const [a, b] of pairs([...known.total])) told.add(cells(every, a, b))
      known.groups.forEach((of, index) => pairs([...of]).forEach(([a, b]) => told.add(cells([index], a, b))))
      for (const of of setsOf(counts.length))
        for (const [a, b] of pairs([...Array(all.length + 1).keys()])) {
          const sum = of.reduce((total, index) => total + counts[index]!.slice(a, b).reduce((one, count) => one + count, 0), 0)
          if (sum > 0 && sum < 5) expect(told.has(cells(of, a, b))).toBe(false)
        }
    }),
    { numRuns: 2_000 },
  )
})

test('whatever was counted: no page of any period, nor all together, tell a handful of a topic or of a residents’ word', () => {
  const count = fc.oneof(fc.constant(0), fc.nat(4), fc.integer({ min: 5, max: 12 }))
  const cell = fc.record({ settled: count, partly: count, notSettled: count, silent: count, waiting: count })
  const world = fc.array(fc.array(cell, { minLength: STRETCHES, maxLength: STRETCHES }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(world, (cells) => {
      const topics = cells.map((line, index) =>
        topic(
          String(index),
          Object.fromEntries(
            line.map((said, stretch) => {
              const answered = words.reduce((sum, word) => sum + said[word], 0)
              return [days[stretch]!, { ...said, answered, received: answered, due: answered, inTime: answered }]
            }),
          ),
        ),
      )
      const shown = shownBy(topics)
      const numbers = (isIn: (index: number, word: string, stretch: number) => boolean) =>
        cells.flatMap((line, index) => line.flatMap((_, stretch) => words.map((word) => Number(isIn(index, word, stretch)))))
      const told = new Told()
      for (const period of figurePeriods) {
        const { from, until } = spanOf(period, TODAY)
        const isWithin = (stretch: number) => days[stretch]! >= from && days[stretch]! <= until
        const page = shown[period]
        if (page.answered !== 'hidden') told.add(numbers((_, __, stretch) => isWithin(stretch)))
        if (page.received !== 'hidden') told.add(numbers((_, __, stretch) => isWithin(stretch)))
        for (const word of words)
          if (page.words[word] !== 'hidden') told.add(numbers((_, each, stretch) => each === word && isWithin(stretch)))
        for (const [index] of cells.entries()) {
          const group = page.topics.find(({ code }) => code === String(index))
          const isIts = (each: number, stretch: number) => each === index && isWithin(stretch)
          if (group?.received !== 'hidden') told.add(numbers((each, _, stretch) => isIts(each, stretch)))
          if (group && group.settled !== 'hidden') {
            told.add(numbers((each, _, stretch) => isIts(each, stretch)))
            told.add(numbers((each, word, stretch) => word === 'settled' && isIts(each, stretch)))
          }
        }
      }
      const check = (isIn: (index: number, word: string) => boolean) => {
        for (const [a, b] of pairs([...days.keys()])) {
          const isInStretch = (index: number, word: string, stretch: number) => isIn(index, word) && stretch >= a && stretch < b
          const sum = cells.flatMap((line, index) =>
            line.flatMap((said, stretch) => words.filter((word) => isInStretch(index, word, stretch)).map((word) => said[word])),
          )
          const total = sum.reduce((all, one) => all + one, 0)
          if (total > 0 && total < 5) expect(told.has(numbers(isInStretch))).toBe(false)
        }
      }
      for (const set of setsOf(words.length)) check((_, word) => set.some((index) => words[index] === word))
      for (const set of setsOf(cells.length)) {
        check((index) => set.includes(index))
        check((index, word) => set.includes(index) && word === 'settled')
        check((index, word) => set.includes(index) && word !== 'settled')
      }
    }),
    { numRuns: 150 },
  )
}, 120_000)
