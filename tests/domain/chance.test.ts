import { cohensH, compareDelays, compareLoad, compareShares, falseDiscovery, upperTail, wilson } from '../../src/domain/chance'
import { noCounts } from '../../src/domain/figures'
import { auditOf } from '../../src/domain/figures-audit'
import type { Group, Sums } from '../../src/domain/figures-shown'

const of = (numerator: number, denominator: number) => ({ numerator, denominator })
const histogram = (values: readonly number[]) => values.map((days) => ({ days, count: 1 }))

/** mulberry32, public domain: the same numbers at every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

describe('known values', () => {
  test('the tail of the normal distribution', () => {
    expect(upperTail(0)).toBeCloseTo(0.5, 12)
    expect(upperTail(1.959963985)).toBeCloseTo(0.025, 9)
    expect(upperTail(-1)).toBeCloseTo(0.8413447461, 9)
    expect(upperTail(6) / 9.865876450377e-10).toBeCloseTo(1, 8)
    expect(upperTail(3.000001) / upperTail(2.999999)).toBeCloseTo(1, 4)
  })

  test('Wilson’s interval of 81 in 263 and 15 in 148 (Newcombe 1998, table I, method 3)', () => {
    expect(wilson(of(81, 263)).low).toBeCloseTo(0.2553, 4)
    expect(wilson(of(81, 263)).high).toBeCloseTo(0.3662, 4)
    expect(wilson(of(15, 148)).low).toBeCloseTo(0.0624, 4)
    expect(wilson(of(15, 148)).high).toBeCloseTo(0.1605, 4)
    expect(wilson(of(0, 20)).low).toBe(0)
    expect(wilson(of(0, 20)).high).toBeCloseTo(0.1611, 4)
  })

  test('the lady tasting tea: 3 of 4 against 1 of 4 (Fisher 1935) is 34/70', () => {
    expect(compareShares(of(3, 4), of(1, 4))).toBeCloseTo(34 / 70, 10)
  })

  test('chi-square of 71 in 102 against 580 in 640, computed by hand from the formula', () => {
    const [a, b, c, d] = [71, 31, 580, 60]
    const chi = ((a + b + c + d) * (a * d - b * c) ** 2) / ((a + b) * (c + d) * (a + c) * (b + d))
    expect(compareShares(of(71, 102), of(580, 640))).toBeCloseTo(2 * upperTail(Math.sqrt(chi)), 12)
    expect(chi).toBeGreaterThan(30)
  })

  test('Mann and Whitney: the tortoises and the hares, and a pair with ties', () => {
    // Six animals of each kind as they crossed the line, T H H H H H T T T T T H: U of the tortoises is 25 (Wikipedia's worked example).
    const tortoises = histogram([1, 7, 8, 9, 10, 11])
    const hares = histogram([2, 3, 4, 5, 6, 12])
    expect(compareDelays(tortoises, hares).u).toBe(25)
    expect(compareDelays(hares, tortoises).u).toBe(11)
    expect(compareDelays(tortoises, hares).delta).toBeCloseTo(14 / 36, 10)
    // scipy.stats.mannwhitneyu([19,22,16,29,24], [20,11,17,12]): U = 17, asymptotic with continuity p = 0.1113 (its documentation).
    const documented = compareDelays(histogram([19, 22, 16, 29, 24]), histogram([20, 11, 17, 12]))
    expect(documented.u).toBe(17)
    expect(documented.p).toBeCloseTo(0.11134688653314041, 8)
    expect(compareDelays([{ days: 3, count: 9 }], [{ days: 3, count: 9 }]).p).toBe(1)
  })

  test('a histogram gives what its single values give', () => {
    const folded = compareDelays(
      [
        { days: 2, count: 3 },
        { days: 5, count: 2 },
      ],
      [
        { days: 2, count: 1 },
        { days: 4, count: 4 },
      ],
    )
    expect(folded).toEqual(compareDelays(histogram([2, 2, 2, 5, 5]), histogram([2, 4, 4, 4, 4])))
  })

  test('the fifteen p-values of Benjamini and Hochberg (1995): four are found at 0.05', () => {
    const ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]
    const qs = falseDiscovery(ps)
    expect(qs.filter((q) => q < 0.05)).toHaveLength(4)
    expect(qs[3]).toBeCloseTo((0.0095 * 15) / 4, 10)
    expect(falseDiscovery(ps.toReversed())).toEqual(qs.toReversed())
    expect(falseDiscovery([])).toEqual([])
  })

  test('Cohen’s h of 0.5 against 0.4 is 0.20, and a load that fits its share is no finding', () => {
    expect(cohensH(of(50, 100), of(40, 100))).toBeCloseTo(0.2014, 4)
    expect(compareLoad(100, 1000, 0.1)).toBe(1)
    expect(compareLoad(160, 1000, 0.1)).toBeLessThan(1e-8)
  })
})

const emptySums = (): Sums & { days: { days: number; count: number }[] } => ({ counts: noCounts(), days: [], workdays: [] })

/** A congress of 20 constituencies, 12 topics, three ways of entry and four of routing. `inTime` says how likely a case is answered in time. */
function town(random: () => number, inTime: (constituency: number) => number) {
  const all = emptySums()
  const groups = {
    constituency: new Map<string, Group>(),
    topic: new Map<string, Group>(),
    entry: new Map<string, Group>(),
    route: new Map<string, Group>(),
  }
  const into = (map: Map<string, Group>, code: string) => {
    if (!map.has(code)) map.set(code, { code, name: code, ...emptySums() })
    return map.get(code)!
  }
  const pick = (count: number) => Math.floor(random() * count)
  for (let index = 0; index < 1500; index += 1) {
    const at = pick(20)
    const days = 1 + pick(12)
    const isInTime = random() < inTime(at)
    const isSettled = random() < 0.5
    for (const sums of [
      all,
      into(groups.constituency, `c${at}`),
      into(groups.topic, `t${pick(12)}`),
      into(groups.entry, `e${pick(3)}`),
      into(groups.route, `r${pick(4)}`),
    ]) {
      sums.counts.received += 1
      sums.counts.due += 1
      sums.counts.answered += 1
      sums.counts.inTime += Number(isInTime)
      sums.counts.settled += Number(isSettled)
      const known = (sums.workdays as { days: number; count: number }[]).find((each) => each.days === days)
      if (known) known.count += 1
      else (sums.workdays as { days: number; count: number }[]).push({ days, count: 1 })
    }
  }
  const list = (map: Map<string, Group>) => [...map.values()]
  return auditOf(
    all,
    { constituency: list(groups.constituency), topic: list(groups.topic), entry: list(groups.entry), route: list(groups.route) },
    new Map(Array.from({ length: 20 }, (_, index) => [`c${index}`, 3])),
  )
}
const notesOf = (audit: ReturnType<typeof auditOf>) =>
  audit.dimensions.flatMap(({ groups }) => groups.flatMap(({ code, notes }) => notes.map((note) => ({ code, ...note }))))

describe('notes', () => {
  test('where nothing differs, at most one audit in twenty has a note at all', () => {
    const random = seeded(7)
    const runs = 300
    let noted = 0
    for (let run = 0; run < runs; run += 1) noted += Number(notesOf(town(random, () => 0.85)).length > 0)
    // 5 % of 300 and two standard errors.
    expect(noted).toBeLessThanOrEqual(15 + 2 * Math.sqrt(runs * 0.05 * 0.95))
  }, 60_000)

  test('the plain test alone errs in one case of twenty, for shares as for delays', () => {
    const random = seeded(11)
    const runs = 4000
    let [shares, delays] = [0, 0]
    for (let run = 0; run < runs; run += 1) {
      const hits = (count: number) => Array.from({ length: count }, random).filter((value) => value < 0.7).length
      shares += Number(compareShares(of(hits(60), 60), of(hits(300), 300)) < 0.05)
      const days = (count: number) => histogram(Array.from({ length: count }, () => Math.floor(random() * 10)))
      delays += Number(compareDelays(days(20), days(60)).p < 0.05)
    }
    for (const count of [shares, delays]) expect(Math.abs(count / runs - 0.05)).toBeLessThan(0.012)
  }, 60_000)

  test('a constituency that answers half as often in time is noted, with both counts, and no other', () => {
    const notes = notesOf(town(seeded(3), (at) => (at === 4 ? 0.45 : 0.9))).filter(({ measure }) => measure === 'inTime')
    expect(notes.map(({ code }) => code)).toContain('c4')
    expect(notes.find(({ code }) => code === 'c4')).toMatchObject({ isLower: true })
  })

  test('a difference that is certain but tiny is no note', () => {
    const sums = (inTime: number, due: number): Sums => ({ counts: { ...noCounts(), received: due, due, inTime }, days: [], workdays: [] })
    const group = (code: string, inTime: number, due: number): Group => ({ code, name: code, ...sums(inTime, due) })
    expect(compareShares(of(90_000, 100_000), of(91_000, 100_000))).toBeLessThan(1e-10)
    const audit = auditOf(
      sums(181_000, 200_000),
      { constituency: [group('a', 90_000, 100_000), group('b', 91_000, 100_000)], topic: [], entry: [], route: [] },
      new Map(),
    )
    expect(notesOf(audit)).toEqual([])
  })

  test('twice the load a deputy is noted', () => {
    const group = (code: string, received: number): Group => ({
      code,
      name: code,
      counts: { ...noCounts(), received },
      days: [],
      workdays: [],
    })
    const all: Sums = { counts: { ...noCounts(), received: 400 }, days: [], workdays: [] }
    const audit = auditOf(
      all,
      { constituency: [group('a', 200), group('b', 100), group('c', 100)], topic: [], entry: [], route: [] },
      new Map([
        ['a', 3],
        ['b', 3],
        ['c', 3],
      ]),
    )
    expect(notesOf(audit)).toContainEqual(
      expect.objectContaining({
        code: 'a',
        measure: 'load',
        isLower: false,
        own: { cases: 200, deputies: 3 },
        others: { cases: 200, deputies: 6 },
      }),
    )
  })
})
