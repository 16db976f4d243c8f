/** Values and keys in one input at most; the largest that any contract takes has some hundreds. */
const VALUES_MAX = 2_000
/** A recording in base64 is the longest text there is. Above some 4 million characters the pattern for base64 runs out of stack. */
const TEXT_MAX = 3_000_000

/**
 * Whether an input is small enough to be looked at closely: valibot looks at every item of a list before it asks how many
 * there may be, and takes two minutes over what it finds wrong in 300,000 of them.
 */
export function isBounded(input: unknown): boolean {
  const waiting: unknown[] = [input]
  for (let seen = 0; waiting.length > 0; seen += 1) {
    const value = waiting.pop()
    if (typeof value === 'string' && value.length > TEXT_MAX) return false
    if (typeof value === 'object' && value !== null) for (const key in value) waiting.push((value as Record<string, unknown>)[key])
    if (seen + waiting.length > VALUES_MAX) return false
  }
  return true
}
