import { inTimeOf, percentile, ratio, settledOf, type Counts, type Histogram } from './figures'
import { showCount, showParts, showPercentile, showRatio, showRatios, type Shown, type ShownRatio } from './figures-privacy'

/** What was counted of some cases. */
export interface Sums {
  counts: Counts
  /** Calendar days to the first answer. */
  days: Histogram
  workdays: Histogram
}

/** The cases of one topic, one constituency …; the code is the congress's own, null where there is none. */
export interface Group extends Sums {
  code: string | null
  name: string | null
}

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

const daysOf = (histogram: Histogram): ShownDays => {
  const answers = histogram.reduce((sum, { count }) => sum + count, 0)
  return { median: showPercentile(percentile(histogram, 0.5), answers), p90: showPercentile(percentile(histogram, 0.9), answers) }
}

/** Hides what is small. Groups stand in the order of their codes, never of their results. */
export function shownOf(all: Sums, topics: readonly Group[], constituencies: readonly Group[]): ShownFigures {
  const { counts } = all
  const parts = showParts(words.map((word) => counts[word]))
  const shownWords = Object.fromEntries(words.map((word, index) => [word, parts[index]!])) as ShownFigures['words']
  return {
    received: showCount(counts.received),
    inTime: showRatio(inTimeOf(counts)),
    // The same number is a part of the residents' words: where it is hidden there, it is hidden here.
    settled: typeof shownWords.settled === 'number' ? showRatio(settledOf(counts)) : 'also',
    answered: showCount(counts.answered),
    words: shownWords,
    withdrawn: showRatio(ratio(counts.withdrawn, counts.received)),
    reopened: showRatio(ratio(counts.reopened, counts.answered)),
    days: daysOf(all.days),
    workdays: daysOf(all.workdays),
    topics: groupsOf(topics),
    constituencies: groupsOf(constituencies),
  }
}

function groupsOf(groups: readonly Group[]): ShownGroup[] {
  const sorted = [...groups].sort(byCode)
  const received = showParts(sorted.map(({ counts }) => counts.received))
  const inTime = showRatios(sorted.map(({ counts }) => inTimeOf(counts)))
  const settled = showRatios(sorted.map(({ counts }) => settledOf(counts)))
  return sorted.map(({ code, name }, index) => ({
    code,
    name,
    received: received[index]!,
    inTime: inTime[index]!,
    settled: settled[index]!,
  }))
}

/** By code, what has none last. */
export function byCode(a: { code: string | null }, b: { code: string | null }): number {
  if (a.code === null || b.code === null) return Number(a.code === null) - Number(b.code === null)
  return a.code < b.code ? -1 : Number(a.code > b.code)
}
