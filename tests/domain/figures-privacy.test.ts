import fc from 'fast-check'
import { hideSmall, hideSmallInList, hideSmallInTable, SMALL_MAX, type ShownCount } from '../../src/domain/figures-privacy'

test('fewer than five are hidden, and nobody is nobody', () => {
  expect([0, 1, 4, 5, 120].map(hideSmall)).toEqual([0, null, null, 5, 120])
})

test('a hidden count cannot be had by taking the others from the total', () => {
  expect(hideSmallInList([40, 3, 12])).toEqual({ cells: [40, null, null], total: 55 })
  expect(hideSmallInList([1, 1, 30, 9])).toEqual({ cells: [null, null, 30, null], total: 41 })
  expect(hideSmallInList([20, 30])).toEqual({ cells: [20, 30], total: 50 })
  expect(hideSmallInList([0, 2])).toEqual({ cells: [0, null], total: null })
})

test('nor through the columns', () => {
  const shown = hideSmallInTable([
    [20, 3, 9],
    [8, 11, 30],
    [15, 16, 17],
  ])
  expect(shown.cells[0]![1]).toBeNull()
  expect(shown.cells.flat().filter((cell) => cell === null)).toHaveLength(4)
  expect(shown.total).toBe(129)
})

/** How many unknowns the shown sums leave free for one hidden count: whether its unit vector is in the row space, by Gauss. */
function isDetermined(equations: number[][], unknown: number): boolean {
  const rows = equations.map((row) => [...row])
  let rank = 0
  const width = rows[0]?.length ?? 0
  const order = [...Array.from({ length: width }, (_, index) => index).filter((index) => index !== unknown), unknown]
  for (const column of order) {
    const pivot = rows.findIndex((row, index) => index >= rank && Math.abs(row[column]!) > 1e-9)
    if (pivot < 0) continue
    ;[rows[rank], rows[pivot]] = [rows[pivot]!, rows[rank]!]
    const head = rows[rank]!
    const factor = head[column]!
    for (let index = 0; index < width; index += 1) head[index] = head[index]! / factor
    rows.forEach((row, index) => {
      if (index === rank) return
      const times = row[column]!
      for (let at = 0; at < width; at += 1) row[at] = row[at]! - times * head[at]!
    })
    rank += 1
  }
  return rows.some((row) => Math.abs(row[unknown]!) > 1e-9 && row.every((value, index) => index === unknown || Math.abs(value) < 1e-9))
}

test('whatever the table, no hidden count follows from what is shown', () => {
  const tables = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })).chain(([height, width]) =>
    fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 5, max: 60 })), { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  )
  fc.assert(
    fc.property(tables, (counts) => {
      const { cells, rows, columns, total } = hideSmallInTable(counts)
      const full: ShownCount[][] = [...cells.map((row, index) => [...row, rows[index]!]), [...columns, total]]
      const unknowns = full.flatMap((row, at) => row.flatMap((cell, index) => (cell === null ? [`${at} ${index}`] : [])))
      const width = full[0]!.length
      const lines = [
        ...full.map((_, at) => Array.from({ length: width }, (__, index) => [at, index] as const)),
        ...Array.from({ length: width }, (_, index) => full.map((__, at) => [at, index] as const)),
      ]
      // Each line: its counts less its total is nothing.
      const equations = lines.map((line) =>
        unknowns.map((name) => {
          const place = line.findIndex(([at, index]) => `${at} ${index}` === name)
          return place < 0 ? 0 : place === line.length - 1 ? -1 : 1
        }),
      )
      unknowns.forEach((_, index) => expect(isDetermined(equations, index)).toBe(false))
      expect(full.flat().every((cell) => cell === null || cell === 0 || cell > SMALL_MAX)).toBe(true)
      expect(cells.every((row, at) => row.every((cell, index) => cell === null || cell === counts[at]![index]))).toBe(true)
    }),
    { numRuns: 300 },
  )
})
