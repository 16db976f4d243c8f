import type { CellObject } from 'write-excel-file/node'

/** What a cell holds: words, a number, or an instant, which is shown on the clock of Asia/Shanghai. */
export type Cell = string | number | Date | null

/** A column of a table: its head, how wide it is in characters, and what it says of a row. */
export interface Column<Row> {
  head: string
  width: number
  of: (row: Row) => Cell
}

/** Rows with what each column says of them; `tableOf` keeps the type of a row to itself. */
export interface Table {
  rowCount: number
  write(name: string): Promise<Buffer>
}
export const tableOf = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]): Table => ({
  rowCount: rows.length,
  write: (name) => writeSheet(name, columns, rows),
})

/** A cell of Excel takes no more characters. */
const CELL_MAX = 32_767
/** What XML 1.0 cannot hold. */
const unfit = new RegExp(['[', '\\u0000-\\u0008', '\\u000b\\u000c', '\\u000e-\\u001f', '\\ufffe\\uffff', ']'].join(''), 'g')
const SHANGHAI_MS = 8 * 3_600_000
const SHEET_NAME_MAX = 31

/**
 * A workbook of one sheet. Words are written as words whatever they begin with, so that `=HYPERLINK(…)` from a form is
 * shown and never computed; instants carry no zone in Excel, so they are written as Shanghai's clock shows them.
 */
export async function writeSheet<Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  const head = columns.map((column): CellObject => ({ ...words(column.head), fontWeight: 'bold' }))
  const data = [head, ...rows.map((row) => columns.map((column) => cell(column.of(row))))]
  return writeXlsxFile(data, {
    // Excel refuses these in the name of a sheet.
    sheet: name.replace(/[\\/?*[\]:']/g, ' ').slice(0, SHEET_NAME_MAX),
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer()
}

function cell(value: Cell): CellObject | null {
  if (value === null || value === '') return null
  if (typeof value === 'number') return { value, type: Number }
  if (typeof value === 'string') return words(value)
  return { value: new Date(value.getTime() + SHANGHAI_MS), type: Date, format: 'yyyy-mm-dd hh:mm' }
}

const words = (value: string): CellObject => ({ value: value.replace(unfit, '').slice(0, CELL_MAX), type: String, format: '@' })
