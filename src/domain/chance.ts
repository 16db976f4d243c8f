import type { Histogram, Ratio } from './figures'

/** The upper tail of the standard normal distribution (Abramowitz & Stegun 7.1.26 is too coarse for small p: a continued fraction beyond 3). */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z)
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  if (z > 3) {
    let fraction = 0
    for (let k = 60; k >= 1; k -= 1) fraction = k / (z + fraction)
    return density / (z + fraction)
  }
  // Marsaglia (2004): a series that is exact to double precision here.
  let term = z
  let sum = z
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum) && k < 400; k += 2) {
    term *= (z * z) / k
    sum += term
  }
  return 0.5 - density * sum
}

/** Two-sided p of a standard normal value. */
const twoSided = (z: number) => Math.min(1, 2 * upperTail(Math.abs(z)))

/** The 95 % interval of a share, after Wilson (1927), which keeps its promise near 0 and 1. */
export function wilson({ numerator, denominator }: Ratio, z = 1.959964): { low: number; high: number } {
  const share = numerator / denominator
  const scale = 1 + (z * z) / denominator
  const middle = (share + (z * z) / (2 * denominator)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / denominator + (z * z) / (4 * denominator * denominator))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/** p that two shares differ by chance alone: chi-square without continuity correction, Fisher's exact test where an expected count is below 5 (Cochran). */
export function compareShares(a: Ratio, b: Ratio): number {
  const total = a.denominator + b.denominator
  const hits = a.numerator + b.numerator
  if (a.denominator === 0 || b.denominator === 0 || hits === 0 || hits === total) return 1
  const least = (Math.min(a.denominator, b.denominator) * Math.min(hits, total - hits)) / total
  if (least < 5) return fisher(a, b)
  const pooled = hits / total
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.denominator + 1 / b.denominator))
  return twoSided((a.numerator / a.denominator - b.numerator / b.denominator) / error)
}

/** Two-sided: all tables with the same margins that are no likelier than this one. */
function fisher(a: Ratio, b: Ratio): number {
  const hits = a.numerator + b.numerator
  const total = a.denominator + b.denominator
  const factorials = logFactorials(total)
  const choose = (n: number, k: number) => factorials[n]! - factorials[k]! - factorials[n - k]!
  const chance = (k: number) => Math.exp(choose(a.denominator, k) + choose(b.denominator, hits - k) - choose(total, hits))
  const own = chance(a.numerator)
  let sum = 0
  for (let k = Math.max(0, hits - b.denominator); k <= Math.min(hits, a.denominator); k += 1) {
    const each = chance(k)
    if (each <= own * (1 + 1e-7)) sum += each
  }
  return Math.min(1, sum)
}

function logFactorials(until: number): Float64Array {
  const logs = new Float64Array(until + 1)
  for (let n = 2; n <= until; n += 1) logs[n] = logs[n - 1]! + Math.log(n)
  return logs
}

/** Cohen's h (1988): 0.2 is a small difference of two shares, less is hardly any. */
export const cohensH = (a: Ratio, b: Ratio): number =>
  2 * Math.asin(Math.sqrt(a.numerator / a.denominator)) - 2 * Math.asin(Math.sqrt(b.numerator / b.denominator))

/** Mann & Whitney (1947), normal approximation with ties and continuity. `delta` is Cliff's: how much oftener a value of `a` is larger than one of `b` than smaller. */
export function compareDelays(a: Histogram, b: Histogram): { u: number; p: number; delta: number } {
  const [na, nb] = [size(a), size(b)]
  if (na === 0 || nb === 0) return { u: 0, p: 1, delta: 0 }
  const n = na + nb
  const values = new Map<number, { a: number; b: number }>()
  for (const [side, histogram] of [['a', a] as const, ['b', b] as const])
    for (const { days, count } of histogram) {
      const at = values.get(days) ?? { a: 0, b: 0 }
      at[side] += count
      values.set(days, at)
    }
  let below = 0
  let u = 0
  let ties = 0
  for (const [, count] of [...values].sort(([x], [y]) => x - y)) {
    u += count.a * (below + count.b / 2)
    below += count.b
    const tied = count.a + count.b
    ties += tied ** 3 - tied
  }
  const delta = (2 * u) / (na * nb) - 1
  const variance = ((na * nb) / 12) * (n + 1 - ties / (n * (n - 1)))
  if (variance <= 0) return { u, p: 1, delta }
  const distance = Math.max(0, Math.abs(u - (na * nb) / 2) - 0.5)
  return { u, p: twoSided(distance / Math.sqrt(variance)), delta }
}

const size = (histogram: Histogram) => histogram.reduce((sum, { count }) => sum + count, 0)

/** p that a part of all arrivals this large or small came by chance, where its share of the deputies is `share`. */
export function compareLoad(own: number, all: number, share: number): number {
  if (all === 0 || share <= 0 || share >= 1) return 1
  return twoSided(Math.max(0, Math.abs(own - all * share) - 0.5) / Math.sqrt(all * share * (1 - share)))
}

/** Benjamini & Hochberg (1995): of the differences with q < 0.05, at most one in twenty is expected to be chance. */
export function falseDiscovery(ps: readonly number[]): number[] {
  const order = [...ps.keys()].sort((a, b) => ps[b]! - ps[a]!)
  const qs: number[] = []
  let least = 1
  for (const [index, at] of order.entries()) {
    least = Math.min(least, (ps[at]! * ps.length) / (ps.length - index))
    qs[at] = least
  }
  return qs
}
