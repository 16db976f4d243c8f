/** Fewer than this many are not shown: among a handful, neighbours know who is meant. */
export const FEWEST_SHOWN = 5

/**
 * What is counted of one group before each of some days, one line a number that is shown or that is left of it: what two
 * days differ by is what was counted between them. The days are the same for all groups of a page.
 */
export type Course = readonly (readonly number[])[]

/** At which of the days, by index, a course may be known. What lies between two such days is shown, all else is not. */
export type KnownDays = ReadonlySet<number>

const isFew = (count: number) => count > 0 && count < FEWEST_SHOWN

/** Percentiles of fewer than five answers would be single cases. */
export const showPercentile = (days: number | null, answers: number): number | null => (answers < FEWEST_SHOWN ? null : days)

/** The course of groups together; of none, null. */
function sumOf(courses: readonly Course[]): Course | null {
  const [first, ...others] = courses
  if (!first) return null
  return first.map((line, of) => line.map((count, at) => others.reduce((sum, other) => sum + other[of]![at]!, count)))
}

const isFewBetween = (course: Course | null, a: number, b: number) =>
  course !== null && course.some((line) => isFew(Math.abs(line[b]! - line[a]!)))

/**
 * Chooses at which days the numbers of a total and of its groups are known, so that no sum of shown numbers and no
 * difference of them, over any groups and any periods, is one to four.
 *
 * Numbers of periods that share a beginning or an end can be subtracted: this month from this quarter leaves the months
 * before, a total less all groups but one leaves that one. So it is days that are known, not periods. The number of some
 * groups together between two days can be worked out where each of the days is known of all of these groups, or of all
 * others and the total. `isLeaking` looks at the smallest such groups; a larger one has more only by groups of which
 * both days are known, and these are nothing or five at least.
 *
 * The groups are parts of the total and have nothing twice. `order`: the days by how much it matters to know them; the
 * first is known of all, which alone tells nothing. `within`: at which of them each group may be known at all.
 */
export function chooseKnown(
  total: Course,
  groups: readonly Course[],
  order: readonly number[],
  within?: readonly KnownDays[],
): { total: KnownDays; groups: KnownDays[] } {
  const [first, ...others] = order
  const start = first === undefined ? [] : [first]
  const ofTotal = new Set(start)
  const ofGroups = groups.map(() => new Set(start))
  const isSafe = (course: Course, known: KnownDays, day: number) => ![...known].some((other) => isFewBetween(course, day, other))
  const unknownOf = (day: number) => [...groups.keys()].filter((index) => !ofGroups[index]!.has(day))
  const together = (indexes: Iterable<number>) => sumOf([...indexes].map((index) => groups[index]!))
  const isLeaking = (day: number) => {
    const hidden = unknownOf(day)
    return [...ofTotal].some((other) => {
      if (other === day) return false
      const otherHidden = unknownOf(other)
      if (isFewBetween(together(new Set([...hidden, ...otherHidden])), day, other)) return true
      // One day from what the others leave of the total, the other day from these groups themselves.
      return (
        !hidden.some((index) => otherHidden.includes(index)) &&
        (isFewBetween(together(hidden), day, other) || isFewBetween(together(otherHidden), day, other))
      )
    })
  }
  for (const day of others) {
    if (!isSafe(total, ofTotal, day)) continue
    ofTotal.add(day)
    groups.forEach((group, index) => {
      if ((within?.[index]!.has(day) ?? true) && isSafe(group, ofGroups[index]!, day)) ofGroups[index]!.add(day)
    })
    const size = (index: number) => Math.abs(groups[index]![0]![day]! - groups[index]![0]![first!]!)
    /** A group of nothing hides nobody: it is taken last. */
    const rank = (index: number) => size(index) || Infinity
    const next = [...groups.keys()].filter((index) => ofGroups[index]!.has(day)).sort((a, b) => rank(a) - rank(b))
    while (next.length > 0 && isLeaking(day)) ofGroups[next.shift()!]!.delete(day)
  }
  return { total: ofTotal, groups: ofGroups }
}
