/** Fewer than this are not shown: who is one of four is easily found. */
export const SMALL_MAX = 4

/** A count as it may be published; null where it is hidden. */
export type ShownCount = number | null

/** One count by itself: nobody is nobody, and 1 to 4 are hidden. */
export const hideSmall = (count: number): ShownCount => (count > 0 && count <= SMALL_MAX ? null : count)

/** A table as it may be published. */
export interface ShownTable {
  cells: ShownCount[][]
  /** Of each row, of each column, of all. */
  rows: ShownCount[]
  columns: ShownCount[]
  total: ShownCount
}

/**
 * A table of counts with its totals, in which nothing hidden follows from what is shown: besides the small counts the next
 * smallest of a line (a row or a column with its total) is hidden wherever a hidden count of it follows from the others, or where
 * the hidden ones are small even together. Nobody (0) is hidden only where nothing else is left.
 */
export function hideSmallInTable(counts: readonly (readonly number[])[]): ShownTable {
  const width = counts[0]?.length ?? 0
  if (counts.some((row) => row.length !== width)) throw new RangeError('Rows of different lengths')
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const column = (values: readonly (readonly number[])[], index: number) => values.map((row) => row[index]!)
  const sums = counts.map(sum)
  // With its totals a table is one of lines that each sum to their last: the last row and column are counts like any other.
  const full = [
    ...counts.map((row, index) => [...row, sums[index]!]),
    Array.from({ length: width + 1 }, (_, index) => (index < width ? sum(column(counts, index)) : sum(sums))),
  ]
  const isHidden = full.map((row) => row.map((count) => hideSmall(count) === null))
  type Cell = readonly [row: number, column: number]
  const lines: Cell[][] = [
    ...full.map((row, at) => row.map((_, index): Cell => [at, index])),
    ...Array.from({ length: width + 1 }, (_, index) => full.map((__, at): Cell => [at, index])),
  ]
  const valueOf = ([row, index]: Cell) => full[row]![index]!
  const hidden = ([row, index]: Cell) => isHidden[row]![index]!
  /** A hidden count follows from the shown ones where no way over other hidden ones leads from its row to its column: each line crosses one sum. */
  const follows = ([row, index]: Cell) => {
    const seenRows = new Set([row])
    const seenColumns = new Set<number>()
    for (let size = 0; size !== seenRows.size + seenColumns.size;) {
      size = seenRows.size + seenColumns.size
      isHidden.forEach((line, at) =>
        line.forEach((is, to) => {
          if (!is || (at === row && to === index)) return
          if (seenRows.has(at)) seenColumns.add(to)
          if (seenColumns.has(to)) seenRows.add(at)
        }),
      )
    }
    return !seenColumns.has(index)
  }
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false
    for (const line of lines) {
      const hides = line.filter(hidden)
      const last = line.at(-1)!
      // What the shown ones leave over for the hidden ones together: known where the total is shown.
      const isTooNarrow = hides.some(follows) || (!hidden(last) && sum(hides.map(valueOf)) <= SMALL_MAX)
      if (hides.length === 0 || !isTooNarrow) continue
      const isAcrossHidden = (cell: Cell) =>
        lines.some((other) => other !== line && other.some(([row, index]) => row === cell[0] && index === cell[1]) && other.some(hidden))
      const open = line
        .filter((cell) => !hidden(cell))
        // Where the line across hides something already, both are helped at once.
        .sort((a, b) => Number(isAcrossHidden(b)) - Number(isAcrossHidden(a)) || (valueOf(a) || Infinity) - (valueOf(b) || Infinity))
      const next = open.find((cell) => cell !== last) ?? open[0]
      if (!next) continue
      isHidden[next[0]]![next[1]] = true
      hasChanged = true
    }
  }
  const shown = full.map((row, at) => row.map((count, index) => (isHidden[at]![index] ? null : count)))
  return {
    cells: shown.slice(0, -1).map((row) => row.slice(0, -1)),
    rows: shown.slice(0, -1).map((row) => row[width]!),
    columns: shown.at(-1)!.slice(0, -1),
    total: shown.at(-1)![width]!,
  }
}

/** The same for one list with its total. */
export function hideSmallInList(counts: readonly number[]): { cells: ShownCount[]; total: ShownCount } {
  const { cells, rows } = hideSmallInTable([counts])
  return { cells: cells[0]!, total: rows[0]! }
}
