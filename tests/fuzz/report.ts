import type { FuzzReport } from './run'

const MB = 1_048_576
/** What may lie in caches by the end that did not at a quarter. */
const HEAP_SLACK = 16 * MB

/** Whether the host holds more at the end than at a quarter of the way, by more than caches that fill. */
export const grown = ({ memory: { atQuarter, atEnd } }: FuzzReport): boolean => atEnd.heap > atQuarter.heap * 1.1 + HEAP_SLACK

const counts = (of: Record<string, number>) =>
  Object.entries(of)
    .map(([status, times]) => `${status} × ${times}`)
    .join(', ')

/** Each fault once for its operation and reason, with how often and what was sent. */
export function printed(report: FuzzReport): string {
  const alike = new Map<string, { times: number; text: string }>()
  for (const { operation, why, spoilt, person, body } of report.faults) {
    const key = `${operation} ${why.replace(/[0-9a-f-]{36}|\d+/g, '#')}`
    const known = alike.get(key)
    if (known) known.times += 1
    else alike.set(key, { times: 1, text: `${operation} by ${person}${spoilt && ` (${spoilt})`}: ${why}\n  ${body}` })
  }
  const all: Record<string, number> = {}
  for (const of of Object.values(report.answers)) for (const [status, times] of Object.entries(of)) all[status] = (all[status] ?? 0) + times
  const never = Object.entries(report.answers).filter(([, of]) => !of[200])
  const { atQuarter, atEnd } = report.memory
  const mb = (bytes: number) => `${Math.round(bytes / MB)} MB`
  return [
    ...[...alike.values()].map(({ times, text }) => `${times} × ${text}`),
    `seed ${report.seed}: ${report.sent} requests, ${report.faults.length} faults; --seed ${report.nextSeed} goes on from here`,
    `answers: ${counts(all)}; ${report.granted} of ${report.operations} operations granted at least once`,
    // Too little is known to ask them well.
    ...(never.length > 0 ? [`never granted: ${never.map(([operation, of]) => `${operation} (${counts(of)})`).join(', ')}`] : []),
    `p50 ${report.p50Ms} ms, p99 ${report.p99Ms} ms, max ${report.maxMs} ms; over a second once: ${report.slowOnce}`,
    `heap after a collection ${mb(atQuarter.heap)} at a quarter, ${mb(atEnd.heap)} at the end; resident ${mb(atQuarter.rss)}, ${mb(atEnd.rss)}`,
  ].join('\n')
}
