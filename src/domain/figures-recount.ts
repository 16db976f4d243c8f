import type { Day } from './calendar'
import { counted, countsOf, noCounts, type CaseFacts, type Counts, type Histogram, type Span } from './figures'

/** Counts the cases of a period again, one by one: what the tables show must equal it. */
export function recount(
  cases: readonly CaseFacts[],
  { from, until }: Span,
  today: Day,
): { counts: Counts; days: Histogram; workdays: Histogram } {
  const within = cases.filter(({ receivedOn }) => from <= receivedOn && receivedOn <= until)
  const counts = noCounts()
  for (const facts of within) {
    const adds = countsOf(facts, today)
    for (const name of counted) counts[name] += Number(adds[name])
  }
  return { counts, days: histogramOf(within.map(({ days }) => days)), workdays: histogramOf(within.map(({ workdays }) => workdays)) }
}

function histogramOf(values: readonly (number | null)[]): Histogram {
  const counts = new Map<number, number>()
  for (const days of values) if (days !== null) counts.set(days, (counts.get(days) ?? 0) + 1)
  return [...counts].map(([days, count]) => ({ days, count })).sort((a, b) => a.days - b.days)
}
