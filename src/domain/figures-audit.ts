import { cohensH, compareDelays, compareLoad, compareShares, falseDiscovery, wilson } from './chance'
import { inTimeOf, percentile, settledOf, type Histogram, type Ratio } from './figures'
import { byCode, type Group, type Sums } from './figures-shown'

/** 派单审视: along what the cases are told apart. */
export const auditDimensions = ['constituency', 'topic', 'entry', 'route'] as const
export type AuditDimension = (typeof auditDimensions)[number]

/** Of 100 notes, at most five are expected to be chance. */
export const NOTE_BELOW = 0.05
/** Cohen (1988): a small difference of two shares. */
const LEAST_H = 0.2
/** Romano et al. (2006): a Cliff's delta below this is negligible. */
const LEAST_DELTA = 0.147
/** A quarter more or less work a deputy than the others have. */
const LEAST_LOAD = 1.25

/** A difference from all other cases that is larger than chance and not trivial. */
export type AuditNote =
  | { measure: 'inTime' | 'settled'; isLower: boolean; own: Ratio; others: Ratio; q: number }
  | { measure: 'delay'; isLower: boolean; own: Delay; others: Delay; q: number }
  | { measure: 'load'; isLower: boolean; own: Load; others: Load; q: number }

/** Median working days of so many answers; null where there are none. */
interface Delay {
  median: number | null
  answers: number
}
interface Load {
  cases: number
  deputies: number
}

export interface AuditGroup {
  code: string | null
  name: string | null
  received: number
  /** Active deputies of the constituency; null for other dimensions. */
  deputies: number | null
  inTime: Ratio | null
  /** 95 % interval of `inTime`. */
  inTimeRange: { low: number; high: number } | null
  settled: Ratio | null
  settledRange: { low: number; high: number } | null
  /** Working days to the first answer. */
  median: number | null
  p90: number | null
  notes: AuditNote[]
}

export interface Audit {
  received: number
  inTime: Ratio | null
  settled: Ratio | null
  median: number | null
  p90: number | null
  /** How many differences were looked at: the more, the larger one has to be for a note. */
  compared: number
  dimensions: { dimension: AuditDimension; groups: AuditGroup[] }[]
}

interface Candidate {
  to: AuditGroup
  p: number
  isTrivial: boolean
  note: (q: number) => AuditNote
}

/** Compares each group with all other cases and notes what is larger than chance, over all comparisons of the page at once. */
export function auditOf(
  all: Sums,
  groups: Record<AuditDimension, readonly Group[]>,
  /** Active deputies by the code of their constituency. */
  deputies: ReadonlyMap<string, number>,
): Audit {
  const candidates: Candidate[] = []
  const dimensions = auditDimensions.map((dimension) => ({
    dimension,
    groups: [...groups[dimension]].sort(byCode).map((group) => {
      const seats = dimension === 'constituency' && group.code !== null ? (deputies.get(group.code) ?? 0) : null
      const row = rowOf(group, seats)
      candidates.push(...shares(row, all), ...delays(row, group, all))
      return row
    }),
  }))
  candidates.push(...loads(dimensions.find(({ dimension }) => dimension === 'constituency')!.groups))
  const qs = falseDiscovery(candidates.map(({ p }) => p))
  for (const [index, { to, isTrivial, note }] of candidates.entries())
    if (qs[index]! < NOTE_BELOW && !isTrivial) to.notes.push(note(qs[index]!))
  return {
    received: all.counts.received,
    inTime: inTimeOf(all.counts),
    settled: settledOf(all.counts),
    median: percentile(all.workdays, 0.5),
    p90: percentile(all.workdays, 0.9),
    compared: candidates.length,
    dimensions,
  }
}

function rowOf({ code, name, counts, workdays }: Group, deputies: number | null): AuditGroup {
  const inTime = inTimeOf(counts)
  const settled = settledOf(counts)
  return {
    code,
    name,
    received: counts.received,
    deputies,
    inTime,
    inTimeRange: inTime && wilson(inTime),
    settled,
    settledRange: settled && wilson(settled),
    median: percentile(workdays, 0.5),
    p90: percentile(workdays, 0.9),
    notes: [],
  }
}

function shares(to: AuditGroup, all: Sums): Candidate[] {
  const wholes = { inTime: inTimeOf(all.counts), settled: settledOf(all.counts) }
  return (['inTime', 'settled'] as const).flatMap((measure) => {
    const own = to[measure]
    const whole = wholes[measure]
    if (!own || !whole || own.denominator === whole.denominator) return []
    const others = { numerator: whole.numerator - own.numerator, denominator: whole.denominator - own.denominator }
    const h = cohensH(own, others)
    return [
      {
        to,
        p: compareShares(own, others),
        isTrivial: Math.abs(h) < LEAST_H,
        note: (q: number): AuditNote => ({ measure, isLower: h < 0, own, others, q }),
      },
    ]
  })
}

function delays(to: AuditGroup, { workdays: own }: Sums, { workdays: all }: Sums): Candidate[] {
  const mine = new Map(own.map(({ days, count }) => [days, count]))
  const others = all.map(({ days, count }) => ({ days, count: count - (mine.get(days) ?? 0) })).filter(({ count }) => count > 0)
  const [owns, rests] = [delayOf(own), delayOf(others)]
  if (owns.answers === 0 || rests.answers === 0) return []
  const { p, delta } = compareDelays(own, others)
  return [
    {
      to,
      p,
      isTrivial: Math.abs(delta) < LEAST_DELTA,
      note: (q): AuditNote => ({ measure: 'delay', isLower: delta < 0, own: owns, others: rests, q }),
    },
  ]
}

const delayOf = (histogram: Histogram): Delay => ({
  median: percentile(histogram, 0.5),
  answers: histogram.reduce((sum, { count }) => sum + count, 0),
})

function loads(constituencies: readonly AuditGroup[]): Candidate[] {
  const held = constituencies.filter(({ deputies }) => deputies !== null && deputies > 0)
  const cases = held.reduce((sum, { received }) => sum + received, 0)
  const seats = held.reduce((sum, { deputies }) => sum + deputies!, 0)
  return held.flatMap((to) => {
    const own = { cases: to.received, deputies: to.deputies! }
    const others = { cases: cases - own.cases, deputies: seats - own.deputies }
    if (others.deputies === 0) return []
    const isLower = own.cases * others.deputies < others.cases * own.deputies
    const [less, more] = isLower
      ? [own.cases * others.deputies, others.cases * own.deputies]
      : [others.cases * own.deputies, own.cases * others.deputies]
    return [
      {
        to,
        p: compareLoad(own.cases, cases, own.deputies / seats),
        isTrivial: more < less * LEAST_LOAD,
        note: (q: number): AuditNote => ({ measure: 'load', isLower, own, others, q }),
      },
    ]
  })
}
