import { CsvError, parse } from 'csv-parse/sync'
import type { Datum } from './datum'
import { convert } from './datum'
import type { Boundary, Point, Position } from '../../domain/place'

/** One bad cell, as the person who has the file open sees it: the header is row 1, `WHOLE_FILE` no row at all. */
export interface BadCell {
  row: number
  column: string
  value: string
  reason: string
}

/** In place of a row's number where the file as a whole is meant. */
export const WHOLE_FILE = 0

export interface Row {
  row: number
  cell(field: string): string
  /** The field's header as this file writes it. */
  header(field: string): string
}

/** Notes a bad cell under the header that the file itself uses. */
export function note(bad: BadCell[], row: Row, field: string, reason: string): void {
  bad.push({ row: row.row, column: row.header(field), value: row.cell(field), reason })
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
  if (text.includes('\0')) throw new UnreadableFile('This is neither a table nor GeoJSON: bring CSV, XLSX or GeoJSON')
  return { kind: 'rows', ...split(readCsv(text)) }
}

function readCsv(text: string): string[][] {
  const [head] = /^[^\r\n]*/.exec(text)!
  // Excel writes semicolons where the comma is the decimal point, and what is copied from it has tabs.
  const delimiter = head.includes(',') ? ',' : (['\t', ';'].find((each) => head.includes(each)) ?? ',')
  try {
    return parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: false })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const lines = typeof error.lines === 'number' ? `near line ${error.lines}` : 'somewhere'
    throw new UnreadableFile(`A quotation mark ${lines} is not closed, or stands inside a cell: write "" for one within quotes`)
  }
}

/** A file that cannot be read at all; its message is for the person who brought it. */
export class UnreadableFile extends Error {
  constructor(
    message: string,
    readonly column = '',
  ) {
    super(message)
  }
}

async function sheetIn(bytes: Uint8Array): Promise<string[][]> {
  const { readSheet } = await import('../read-sheet')
  return readSheet(bytes).catch(() => {
    throw new UnreadableFile('This is not a workbook that can be read: save it as .xlsx once more')
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
  if (!header) throw new UnreadableFile('The file is empty')
  return { header: header.map((name) => name.trim()), rows: rest }
}

function readFeatures(text: string): Feature[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new UnreadableFile('This looks like GeoJSON, but it is not valid JSON')
  }
  const { features } = parsed as { features?: unknown }
  if (!Array.isArray(features)) throw new UnreadableFile('A GeoJSON file must be a FeatureCollection')
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
  bad.push({ row: WHOLE_FILE, column: '', value: '', reason: 'this must be a table (CSV or XLSX), not GeoJSON' })
  return { rows: [], has: () => true }
}

/** Notes the columns that a table cannot do without and lacks. */
export function missing(fields: readonly string[], has: (field: string) => boolean, bad: BadCell[], hint = ''): void {
  for (const field of fields) if (!has(field)) bad.push({ row: 1, column: field, value: '', reason: `this column is missing${hint}` })
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
    note(bad, row, field, isDegrees ? 'is out of range (are lon and lat swapped?)' : 'is not a number of degrees')
    return null
  }
  const lon = degrees('lon', 180)
  const lat = degrees('lat', 85)
  if (lon === null || lat === null) return null
  if (isSwapped(lon, lat)) {
    note(bad, row, 'lon', 'and lat are swapped')
    return null
  }
  const [gcjLon, gcjLat] = convert([lon, lat], datum)
  return { lon: gcjLon, lat: gcjLat }
}

/** A boundary in GCJ-02 from a GeoJSON Polygon or MultiPolygon, or why it is none. */
export function boundaryOf(geometry: unknown, datum: Datum): Boundary | string {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown }
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : null
  if (!Array.isArray(polygons) || polygons.length === 0) return 'is neither a Polygon nor a MultiPolygon'
  const converted: Position[][][] = []
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return 'has a polygon without rings'
    const rings: Position[][] = []
    for (const ring of polygon) {
      if (!Array.isArray(ring) || ring.length < 4) return 'has a ring of fewer than four points'
      if (!ring.every(isPosition)) return 'has a point that is not [lon, lat] in degrees (are they swapped?)'
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
