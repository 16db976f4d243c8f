import { sql } from 'kysely'
import { boxOf } from '../../domain/place'
import type { Datum } from './datum'
import type { Wanted } from './merge'
import { noRows } from './stations'
import { boundaryOf, pointOf, rowsOf, type BadCell, type Table } from './table'

const divisionColumns = {
  code: ['代码', '区划代码', '行政区划代码', '编号'],
  name: ['名称', '区划名称'],
  parent: ['上级', '上级代码', 'parent_code'],
  lon: ['lng', 'longitude', '经度'],
  lat: ['latitude', '纬度'],
}

/** Divisions (行政区划) from a table; the middle of one is optional. */
export function wantedDivisions(table: Table, datum: Datum, bad: BadCell[]): Wanted[] {
  if (table.kind !== 'rows') return noRows(bad)
  const { rows, has } = rowsOf(table, divisionColumns)
  for (const field of ['code', 'name']) if (!has(field)) bad.push({ row: 1, column: field, value: '', reason: 'this column is missing' })
  if (bad.length > 0) return []
  const codes = new Set<string>()
  return rows.map((row) => {
    const [code, name] = [row.cell('code'), row.cell('name')]
    if (!/^\d{2,12}$/.test(code))
      bad.push({ row: row.row, column: 'code', value: code, reason: 'is not a division code of 2 to 12 digits' })
    if (codes.has(code)) bad.push({ row: row.row, column: 'code', value: code, reason: 'stands in an earlier row already' })
    codes.add(code)
    if (!name) bad.push({ row: row.row, column: 'name', value: name, reason: 'is empty' })
    const at = row.cell('lon') || row.cell('lat') ? pointOf(row, datum, bad) : null
    return { key: code, values: { parent_code: row.cell('parent') || null, name, lon: at?.lon ?? null, lat: at?.lat ?? null } }
  })
}

/** Constituencies (选区) from GeoJSON: the code is the feature's own id, or the polygons are numbered in the file's order. */
export function wantedConstituencies(table: Table, datum: Datum, bad: BadCell[]): Wanted[] {
  if (table.kind !== 'features') {
    bad.push({ row: 1, column: '', value: '', reason: 'constituencies come as GeoJSON' })
    return []
  }
  const seen = new Map<string, number>()
  return table.features.flatMap(({ row, id, name, geometry }) => {
    if (id.length > 64) bad.push({ row, column: 'id', value: id.slice(0, 80), reason: 'is longer than 64 characters' })
    if (seen.has(id)) bad.push({ row, column: 'id', value: id, reason: `is the id of feature ${seen.get(id)} already` })
    seen.set(id, row)
    const boundary = boundaryOf(geometry, datum)
    if (typeof boundary === 'string') {
      bad.push({ row, column: 'geometry', value: '', reason: boundary })
      return []
    }
    const { west, south, east, north } = boxOf(boundary)
    return {
      key: id,
      values: { name: name || `第${id}选区`, boundary },
      derived: { bounds: sql`box(point(${west}, ${south}), point(${east}, ${north}))` },
    }
  })
}
