import { convert } from './datum'
import { readSheet } from '../read-sheet'
import { WHOLE_FILE, type BadCell, type Datum, type ImportRule } from '../../domain/import'
import type { Boundary, Point, Position } from '../../domain/place'

export interface Row {
  row: number
  cell(field: string): string
  /** The field's header as this file writes it. */
  header(field: string): string
}

/** Notes a bad cell under the header that the file itself uses. */
export function note(bad: BadCell[], row: Row, field: string, rule: ImportRule, number: number | null = null): void {
  bad.push({ row: row.row, column: row.header(field), value: row.cell(field), rule, number })
}

export interface Feature {
  row: number
  id: string
  name: string
  geometry: unknown
}

export type Table = { kind: 'rows'; header: string[]; rows: string[][] } | { kind: 'features'; features: Feature[] }

/** Reads CSV (UTF-8 or GB 18030), XLSX (its first sheet) or GeoJSON, by what the bytes are and not by the file's name. */
export async function readTable(bytes: Uint8Array): Promise<Table> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (isZip) return { kind: 'rows', ...split(await sheetIn(bytes)) }
  const text = decode(bytes)
  if (text.trimStart().startsWith('{')) return { kind: 'features', features: readFeatures(text) }
  if (text.includes('\0')) throw new UnreadableFile('unreadable')
  return { kind: 'rows', ...split(await readCsv(text)) }
}

async function readCsv(text: string): Promise<string[][]> {
  // Here and in read-sheet.ts read when a table comes: a cloud function starts sooner.
  const { CsvError, parse } = await import('csv-parse/sync')
  const [head] = /^[^\r\n]*/.exec(text)!
  // Excel writes semicolons where the comma is the decimal point, and what is copied from it has tabs.
  const delimiter = head.includes(',') ? ',' : (['\t', ';'].find((each) => head.includes(each)) ?? ',')
  try {
    return parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: false })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new UnreadableFile('quote', { number: typeof error.lines === 'number' ? error.lines : 0 })
  }
}

/** A file that cannot be read at all, or a congress that is not there. */
export class UnreadableFile extends Error {
  readonly cell: BadCell

  constructor(rule: ImportRule, cell: Partial<BadCell> = {}) {
    super(rule)
    this.cell = { row: WHOLE_FILE, column: '', value: '', number: null, ...cell, rule }
  }
}

async function sheetIn(bytes: Uint8Array): Promise<string[][]> {
  return readSheet(bytes).catch(() => {
    throw new UnreadableFile('workbook')
  })
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // What Excel on Chinese Windows writes as "CSV".
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function split(rows: string[][]): { header: string[]; rows: string[][] } {
  const [header, ...rest] = rows
  if (!header) throw new UnreadableFile('empty_file')
  return { header: header.map((name) => name.trim()), rows: rest }
}

function readFeatures(text: string): Feature[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new UnreadableFile('json')
  }
  const { features } = parsed as { features?: unknown }
  if (!Array.isArray(features)) throw new UnreadableFile('no_collection')
  return features.map((feature: { id?: unknown; properties?: Record<string, unknown> | null; geometry?: unknown }, index) => {
    const properties = feature?.properties ?? {}
    const first = (...names: string[]) =>
      names.map((name) => properties[name]).find((value) => value !== undefined && value !== null && value !== '')
    return {
      row: index + 1,
      id: String(feature?.id ?? first('code', 'id', '编号', '代码') ?? index + 1),
      name: String(first('name', 'NAME', '名称', '选区') ?? ''),
      geometry: feature?.geometry,
    }
  })
}

/** Rows whose columns were found by their header, in Chinese or English; empty rows are left out. */
export function rowsOf(
  table: { header: string[]; rows: string[][] },
  columns: Record<string, readonly string[]>,
): { rows: Row[]; has: (field: string) => boolean } {
  const fold = (name: string) => name.toLowerCase().replace(/[\s_（）()-]/g, '')
  const at = new Map(
    Object.entries(columns).map(([field, names]) => [
      field,
      table.header.findIndex((name) => [field, ...names].some((each) => fold(each) === fold(name))),
    ]),
  )
  return {
    has: (field) => (at.get(field) ?? -1) >= 0,
    rows: table.rows.flatMap((cells, index) =>
      cells.every((cell) => cell.trim() === '')
        ? []
        : {
            row: index + 2,
            cell: (field: string) => (cells[at.get(field) ?? -1] ?? '').trim(),
            header: (field: string) => table.header[at.get(field) ?? -1] ?? field,
          },
    ),
  }
}

/** The rows of a table; for GeoJSON none, with that noted. */
export function tableOf(table: Table, columns: Record<string, readonly string[]>, bad: BadCell[]): ReturnType<typeof rowsOf> {
  if (table.kind === 'rows') return rowsOf(table, columns)
  bad.push({ row: WHOLE_FILE, column: '', value: '', rule: 'no_table', number: null })
  return { rows: [], has: () => true }
}

/** Notes the columns that a table cannot do without and lacks. */
export function missing(
  fields: readonly string[],
  has: (field: string) => boolean,
  bad: BadCell[],
  rule: ImportRule = 'missing_column',
): void {
  for (const field of fields) if (!has(field)) bad.push({ row: 1, column: field, value: '', rule, number: null })
}

/** China spans 73 to 136 degrees of longitude and 3 to 54 of latitude, so a point with the two the wrong way round gives itself away. */
const isSwapped = (lon: number, lat: number) => lon >= 3 && lon <= 54 && lat >= 73 && lat <= 136

/** A point of a row in GCJ-02, or null with the bad cells noted. */
export function pointOf(row: Row, datum: Datum, bad: BadCell[]): Point | null {
  const degrees = (field: 'lon' | 'lat', limit: number) => {
    const value = row.cell(field)
    const number = Number(value)
    const isDegrees = value !== '' && Number.isFinite(number)
    if (isDegrees && Math.abs(number) <= limit) return number
    note(bad, row, field, isDegrees ? 'degrees_range' : 'degrees')
    return null
  }
  const lon = degrees('lon', 180)
  const lat = degrees('lat', 85)
  if (lon === null || lat === null) return null
  if (isSwapped(lon, lat)) {
    note(bad, row, 'lon', 'swapped')
    return null
  }
  const [gcjLon, gcjLat] = convert([lon, lat], datum)
  return { lon: gcjLon, lat: gcjLat }
}

/** A boundary in GCJ-02 from a GeoJSON Polygon or MultiPolygon, or why it is none. */
export function boundaryOf(geometry: unknown, datum: Datum): Boundary | ImportRule {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown }
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null
  if (!Array.isArray(polygons) || polygons.length === 0) return 'no_polygon'
  const converted: Position[][][] = []
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return 'no_rings'
    const rings: Position[][] = []
    for (const ring of polygon) {
      if (!Array.isArray(ring) || ring.length < 4) return 'few_points'
      if (!ring.every(isPosition)) return 'no_position'
      const closed = ring[0]![0] === ring.at(-1)![0] && ring[0]![1] === ring.at(-1)![1] ? ring : [...ring, ring[0]!]
      rings.push(closed.map((position) => convert([position[0], position[1]], datum)))
    }
    converted.push(rings)
  }
  return { type: 'MultiPolygon', coordinates: converted }
}

function isPosition(value: unknown): value is Position {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    Number.isFinite(value[0]) &&
    Number.isFinite(value[1]) &&
    Math.abs(value[0]) <= 180 &&
    Math.abs(value[1]) <= 85 &&
    !isSwapped(value[0], value[1])
  )
}
