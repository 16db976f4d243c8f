import { parse } from 'csv-parse/sync'
import type { Datum } from './datum'
import { convert } from './datum'
import type { Boundary, Point, Position } from '../../domain/place'

/** One bad cell, as the person who has the file open sees it: the header is row 1. */
export interface BadCell {
  row: number
  column: string
  value: string
  reason: string
}

export interface Row {
  row: number
  cell(field: string): string
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
  if (isZip) return { kind: 'rows', ...split(await readSheet(bytes)) }
  const text = decode(bytes)
  if (text.trimStart().startsWith('{')) return { kind: 'features', features: readFeatures(text) }
  return { kind: 'rows', ...split(parse(text, { bom: true, relax_column_count: true, skip_empty_lines: false })) }
}

/** A file that cannot be read at all; its message is for the person who brought it. */
export class UnreadableFile extends Error {}

async function readSheet(bytes: Uint8Array): Promise<string[][]> {
  const { default: readXlsxFile } = await import('read-excel-file/node')
  const sheets = await readXlsxFile(Buffer.from(bytes)).catch(() => {
    throw new UnreadableFile('This is not a workbook that can be read: save it as .xlsx once more')
  })
  return (sheets[0]?.data ?? []).map((row) => row.map(cellText))
}

/** Excel keeps dates as numbers; what is shown is a day. */
function cellText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return cell === null || cell === undefined ? '' : String(cell)
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
        : { row: index + 2, cell: (field: string) => (cells[at.get(field) ?? -1] ?? '').trim() },
    ),
  }
}

/** A point of a row in GCJ-02, or null with the bad cells noted. */
export function pointOf(row: Row, datum: Datum, bad: BadCell[]): Point | null {
  const degrees = (field: 'lon' | 'lat', limit: number) => {
    const value = row.cell(field)
    const number = Number(value)
    const isDegrees = value !== '' && Number.isFinite(number)
    if (isDegrees && Math.abs(number) <= limit) return number
    bad.push({
      row: row.row,
      column: field,
      value,
      reason: isDegrees ? 'is out of range (are lon and lat swapped?)' : 'is not a number of degrees',
    })
    return null
  }
  const lon = degrees('lon', 180)
  const lat = degrees('lat', 85)
  if (lon === null || lat === null) return null
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
    Math.abs(value[1]) <= 85
  )
}
