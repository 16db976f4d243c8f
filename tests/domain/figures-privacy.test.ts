import fc from 'fast-check'
import { noCounts } from '../../src/domain/figures'
import { showCount, showParts, showPercentile, showRatio, showRatios } from '../../src/domain/figures-privacy'
import { shownOf, type Group } from '../../src/domain/figures-shown'

const of = (numerator: number, denominator: number) => ({ numerator, denominator })

test('one to four are hidden, nothing and five are shown', () => {
  expect([0, 1, 4, 5].map(showCount)).toEqual([0, 'few', 'few', 5])
})

test('a share is hidden where it, or what it leaves, is a handful', () => {
  expect(showRatio(of(3, 40))).toBe('few')
  expect(showRatio(of(38, 40))).toBe('few')
  expect(showRatio(of(40, 40))).toEqual(of(40, 40))
  expect(showRatio(of(0, 40))).toEqual(of(0, 40))
  expect(showRatio(of(0, 4))).toBe('few')
  expect(showRatio(null)).toBeNull()
})

test('percentiles of four answers are hidden', () => {
  expect([showPercentile(3, 4), showPercentile(3, 5)]).toEqual([null, 3])
})

test('a hidden part is not the difference of the total and the rest', () => {
  expect(showParts([30, 3, 8, 20])).toEqual([30, 'few', 'also', 20])
  expect(showParts([30, 3, 0, 20])).toEqual([30, 'few', 0, 'also'])
  expect(showParts([30, 3, 4, 20])).toEqual([30, 'few', 'few', 20])
  expect(showParts([30, 1, 1, 20])).toEqual([30, 'few', 'few', 'also'])
  expect(showRatios([of(20, 40), of(2, 30), of(15, 35)])).toEqual([of(20, 40), 'few', 'also'])
})

test('whatever the parts are: no handful is shown, and what is hidden together is no handful while something is left to hide', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }), (parts) => {
      const shown = showParts(parts)
      const hidden = parts.filter((_, index) => typeof shown[index] === 'string')
      expect(shown.every((part) => typeof part === 'string' || part === 0 || part >= 5)).toBe(true)
      const sum = hidden.reduce((total, each) => total + each, 0)
      if (hidden.length > 0 && hidden.length < parts.length) expect(hidden.length >= 2 && sum >= 5).toBe(true)
    }),
  )
})

test('whatever the shares are: what the hidden ones add up to is no handful, on either side', () => {
  const share = fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => (a + b === 0 ? null : of(a, a + b)))
  fc.assert(
    fc.property(fc.array(share, { maxLength: 10 }), (ratios) => {
      const shown = showRatios(ratios)
      const hidden = ratios.filter((_, index) => typeof shown[index] === 'string').map((each) => each!)
      const left = ratios.filter((each, index) => each && typeof shown[index] !== 'string')
      if (hidden.length === 0 || left.length === 0) return
      const numerators = hidden.reduce((total, { numerator }) => total + numerator, 0)
      const rest = hidden.reduce((total, { numerator, denominator }) => total + denominator - numerator, 0)
      expect([hidden.length >= 2, numerators === 0 || numerators >= 5, rest === 0 || rest >= 5]).toEqual([true, true, true])
    }),
  )
})

test('groups stand by their code, whatever their results are, and what has no code stands last', () => {
  const group = (code: string | null, inTime: number): Group => ({
    code,
    name: code,
    counts: { ...noCounts(), received: 50, due: 50, inTime, answered: 50 },
    days: [],
    workdays: [],
  })
  const groups = [group(null, 25), group('03', 45), group('01', 10), group('02', 30)]
  expect(shownOf(group('all', 110), groups, groups).constituencies.map(({ code }) => code)).toEqual(['01', '02', '03', null])
})

test('a share hidden among the residents’ words is hidden in the headline too', () => {
  const counts = { ...noCounts(), received: 40, due: 40, inTime: 30, answered: 40, settled: 10, partly: 2, notSettled: 28 }
  const shown = shownOf({ counts, days: [], workdays: [] }, [], [])
  expect(shown.words).toMatchObject({ settled: 'also', partly: 'few', notSettled: 28 })
  expect(shown.settled).toBe('also')
})
