import type { Ratio } from './figures'

/** Fewer than this many are not shown: among a handful, neighbours know who is meant. */
export const FEWEST_SHOWN = 5

/** A number, or why it is not shown: `few` is 1 to 4; `also` is hidden so that nobody works out another. */
export type Shown = number | 'few' | 'also'
export type ShownRatio = Ratio | 'few' | 'also' | null

const isFew = (count: number) => count > 0 && count < FEWEST_SHOWN

/** One number that stands alone. */
export const showCount = (count: number): Shown => (isFew(count) ? 'few' : count)

/** Hidden where the numerator, or what is left of the denominator, is 1 to 4. */
export function showRatio(ratio: Ratio | null): ShownRatio {
  if (!ratio) return null
  const { numerator, denominator } = ratio
  return isFew(denominator) || isFew(numerator) || isFew(denominator - numerator) ? 'few' : ratio
}

/** Percentiles of fewer than five answers would be single cases. */
export const showPercentile = (days: number | null, answers: number): number | null => (answers < FEWEST_SHOWN ? null : days)

/**
 * The parts of a total that is shown. Where a small part is hidden, the next smallest are hidden with it until what
 * is hidden are two parts at least and together five at least: else the total minus the rest gives it away.
 */
export function showParts(parts: readonly number[]): Shown[] {
  const shown: Shown[] = parts.map(showCount)
  const hidden = () => parts.filter((_, index) => typeof shown[index] !== 'number')
  const next = [...parts.keys()].filter((index) => !isFew(parts[index]!)).sort((a, b) => rank(parts[a]!) - rank(parts[b]!))
  while (hidden().length > 0 && (hidden().length < 2 || sum(hidden()) < FEWEST_SHOWN) && next.length > 0) shown[next.shift()!] = 'also'
  return shown
}

/** The same for shares of the groups of a breakdown whose overall share is shown: numerators, and what is left, add up too. */
export function showRatios(ratios: readonly (Ratio | null)[]): ShownRatio[] {
  const shown: ShownRatio[] = ratios.map(showRatio)
  const isHidden = (index: number) => typeof shown[index] === 'string'
  const left = (index: number) => ratios[index]!.denominator - ratios[index]!.numerator
  const next = [...ratios.keys()].filter((index) => ratios[index] !== null && !isHidden(index))
  next.sort((a, b) => ratios[a]!.denominator - ratios[b]!.denominator)
  const isOpen = () => {
    const hidden = [...ratios.keys()].filter(isHidden)
    const numerators = sum(hidden.map((index) => ratios[index]!.numerator))
    return hidden.length > 0 && (hidden.length < 2 || isFew(numerators) || isFew(sum(hidden.map(left))))
  }
  while (isOpen() && next.length > 0) shown[next.shift()!] = 'also'
  return shown
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
/** A part of nothing hides nobody: it is taken last. */
const rank = (count: number) => (count === 0 ? Infinity : count)
