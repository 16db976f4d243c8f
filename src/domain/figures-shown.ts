import { addDays, type Day } from './calendar'
import {
  counted,
  figurePeriods,
  inTimeOf,
  noCounts,
  percentile,
  ratio,
  settledOf,
  spanOf,
  type Counts,
  type FigurePeriod,
  type Histogram,
  type Ratio,
} from './figures'
import { chooseKnown, showPercentile, type Course, type KnownDays } from './figures-privacy'

/** What was counted of some cases. */
export interface Sums {
  counts: Counts
  /** Calendar days to the first answer. */
  days: Histogram
  workdays: Histogram
}

/** One topic, one constituency …; the code is the congress's own, null where there is none. */
interface Named {
  code: string | null
  name: string | null
}

/** The cases of one group. */
export interface Group extends Named, Sums {}

/** The same by the stretches between `figureDays`. */
export interface GroupByStretch extends Named {
  stretches: readonly Sums[]
}

/** A number; or it is hidden, since it is one to four or one could work out from it what is. */
export type Shown = number | 'hidden'
export type ShownRatio = Ratio | 'hidden' | null

/** Days, null where there are fewer than five answers. */
interface ShownDays {
  median: number | null
  p90: number | null
}

export interface ShownGroup {
  code: string | null
  name: string | null
  received: Shown
  inTime: ShownRatio
  settled: ShownRatio
}

/** The page that everybody may read. */
export interface ShownFigures {
  received: Shown
  inTime: ShownRatio
  /** Of those answered. */
  settled: ShownRatio
  /** The residents' words, in parts of `answered`. */
  answered: Shown
  words: Record<(typeof words)[number], Shown>
  withdrawn: ShownRatio
  reopened: ShownRatio
  days: ShownDays
  workdays: ShownDays
  topics: ShownGroup[]
  constituencies: ShownGroup[]
}

export const words = ['settled', 'partly', 'notSettled', 'silent', 'waiting'] as const

/** By how much it matters to know a period where the numbers of others give it away. */
const byWeight: readonly FigurePeriod[] = ['last_12_months', 'year', 'last_year', 'quarter', 'last_quarter', 'month', 'last_month']

/** The days on which periods begin or end, ascending; a stretch lies between two of them. The last is tomorrow. */
export const figureDays = (today: Day): Day[] => [...new Set(figurePeriods.flatMap((period) => edgesOf(period, today)))].sort()

/** The first day of a period, and the first after it. */
function edgesOf(period: FigurePeriod, today: Day): [Day, Day] {
  const { from, until } = spanOf(period, today)
  return [from, addDays(until, 1)]
}

/** Sums that belong together, such as those of a topic and of the topics below it. */
export function together(parts: readonly Sums[]): Sums {
  const counts = noCounts()
  for (const part of parts) for (const name of counted) counts[name] += part.counts[name]
  return { counts, days: merged(parts.map(({ days }) => days)), workdays: merged(parts.map(({ workdays }) => workdays)) }
}

function merged(histograms: readonly Histogram[]): Histogram {
  const counts = new Map<number, number>()
  for (const { days, count } of histograms.flat()) counts.set(days, (counts.get(days) ?? 0) + count)
  return [...counts].map(([days, count]) => ({ days, count })).sort((a, b) => a.days - b.days)
}

/** The stretches of a period lie from the first of these of `figureDays` to the second. */
export function stretchesOf(period: FigurePeriod, today: Day): [from: number, to: number] {
  const days = figureDays(today)
  const [first, after] = edgesOf(period, today)
  return [days.indexOf(first), days.indexOf(after)]
}

/** A number as it stands before each day. */
const lineOf = (stretches: readonly Sums[], count: (counts: Counts) => number): number[] =>
  stretches.reduce((line, { counts }) => [...line, line.at(-1)! + count(counts)], [0])

/** What a share tells: how many of how many, and how many it leaves. */
const shareOf = (stretches: readonly Sums[], part: keyof Counts, whole: keyof Counts): Course => [
  lineOf(stretches, (counts) => counts[whole]),
  lineOf(stretches, (counts) => counts[part]),
  lineOf(stretches, (counts) => counts[whole] - counts[part]),
]

/**
 * What everybody may read of each period. Hides what is small, and what would give it away: over groups, residents'
 * words and periods. Between two readings of the page a number may rise by one; that is not hidden. Groups stand in the
 * order of their codes, never of their results.
 */
export function shownOf(
  { all, topics, constituencies }: { all: readonly Sums[]; topics: readonly GroupByStretch[]; constituencies: readonly GroupByStretch[] },
  today: Day,
): Record<FigurePeriod, ShownFigures> {
  const days = figureDays(today)
  const weighed = byWeight.flatMap((period) => edgesOf(period, today).toReversed())
  const order = [...new Set(weighed)].map((day) => days.indexOf(day))
  const among = (known: KnownDays) => order.filter((day) => known.has(day))
  const one = (name: keyof Counts): Course => [lineOf(all, (counts) => counts[name])]

  // Where all that was received was due, or answered, each number is the other's: a share is known on no other days than they.
  const received = chooseKnown(one('received'), [], order).total
  const said = chooseKnown(one('answered'), words.map(one), among(received))
  const inTime = chooseKnown(shareOf(all, 'inTime', 'due'), [], among(received)).total
  // The same number is one of the residents' words: where it is hidden there, it is hidden here.
  const settled = said.groups[words.indexOf('settled')]!
  const withdrawn = chooseKnown(shareOf(all, 'withdrawn', 'received'), [], among(received)).total
  const reopened = chooseKnown(shareOf(all, 'reopened', 'answered'), [], among(said.total)).total
  const groups = [topics, constituencies].map((unsorted) => {
    const sorted = unsorted.toSorted(byCode)
    const lines = sorted.map(({ stretches }): Course => [lineOf(stretches, (counts) => counts.received)])
    const ofReceived = chooseKnown(one('received'), lines, order).groups
    const ofShare = (part: keyof Counts, whole: keyof Counts, known: KnownDays) =>
      chooseKnown(
        shareOf(all, part, whole),
        sorted.map(({ stretches }) => shareOf(stretches, part, whole)),
        among(known),
        ofReceived,
      ).groups
    return { sorted, received: ofReceived, inTime: ofShare('inTime', 'due', inTime), settled: ofShare('settled', 'answered', settled) }
  })

  const shown = (period: FigurePeriod): ShownFigures => {
    const edges = stretchesOf(period, today)
    const show = <T>(known: KnownDays, value: T): T | 'hidden' => (edges.every((day) => known.has(day)) ? value : 'hidden')
    const sums = together(all.slice(...edges))
    const { counts } = sums
    const [shownTopics, shownConstituencies] = groups.map(({ sorted, ...known }) =>
      sorted
        .map(({ code, name, stretches }, index) => {
          const own = together(stretches.slice(...edges)).counts
          return {
            code,
            name,
            received: show(known.received[index]!, own.received),
            inTime: show(known.inTime[index]!, inTimeOf(own)),
            settled: show(known.settled[index]!, settledOf(own)),
          }
        })
        .filter((group) => group.received !== 0),
    )
    return {
      received: show(received, counts.received),
      inTime: show(inTime, inTimeOf(counts)),
      settled: show(settled, settledOf(counts)),
      answered: show(said.total, counts.answered),
      words: Object.fromEntries(words.map((word, index) => [word, show(said.groups[index]!, counts[word])])) as ShownFigures['words'],
      withdrawn: show(withdrawn, ratio(counts.withdrawn, counts.received)),
      reopened: show(reopened, ratio(counts.reopened, counts.answered)),
      days: daysOf(sums.days),
      workdays: daysOf(sums.workdays),
      topics: shownTopics!,
      constituencies: shownConstituencies!,
    }
  }
  return Object.fromEntries(figurePeriods.map((period) => [period, shown(period)])) as Record<FigurePeriod, ShownFigures>
}

const daysOf = (histogram: Histogram): ShownDays => {
  const answers = histogram.reduce((sum, { count }) => sum + count, 0)
  return { median: showPercentile(percentile(histogram, 0.5), answers), p90: showPercentile(percentile(histogram, 0.9), answers) }
}

/** By code, what has none last. */
export function byCode(a: { code: string | null }, b: { code: string | null }): number {
  if (a.code === null || b.code === null) return Number(a.code === null) - Number(b.code === null)
  return a.code < b.code ? -1 : Number(a.code > b.code)
}
