import { sql } from 'kysely'
import { WHOLE_FILE, type BadCell, type Datum } from '../../domain/import'
import { boxOf } from '../../domain/place'
import type { Wanted, Wish } from './merge'
import { boundaryOf, missing, note, pointOf, tableOf, type Table } from './table'

const divisionColumns = {
  code: ['代码', '区划代码', '行政区划代码', '编号'],
  name: ['名称', '区划名称'],
  parent: ['上级', '上级代码', 'parent_code'],
  lon: ['lng', 'longitude', '经度'],
  lat: ['latitude', '纬度'],
}

/** Divisions (行政区划) from a table; the middle of one is optional. */
export function wantedDivisions(table: Table, datum: Datum, bad: BadCell[]): Wish {
  const { rows, has } = tableOf(table, divisionColumns, bad)
  missing(['code', 'name'], has, bad)
  if (bad.length > 0) return { wanted: [], absent: new Set() }
  const seen = new Map<string, number>()
  const wanted = rows.map((row): Wanted => {
    const [code, name] = [row.cell('code'), row.cell('name')]
    if (!/^\d{2,12}$/.test(code)) note(bad, row, 'code', 'division_code')
    if (seen.has(code)) note(bad, row, 'code', 'taken', seen.get(code))
    seen.set(code, row.row)
    if (!name) note(bad, row, 'name', 'empty')
    const at = row.cell('lon') || row.cell('lat') ? pointOf(row, datum, bad) : null
    return { key: code, values: { parent_code: row.cell('parent') || null, name, lon: at?.lon ?? null, lat: at?.lat ?? null } }
  })
  return { wanted, absent: new Set([...(has('parent') ? [] : ['parent_code']), ...(has('lon') ? [] : ['lon', 'lat'])]) }
}

/** Constituencies (选区) from GeoJSON: the code is the feature's own id, or the polygons are numbered in the file's order. */
export function wantedConstituencies(table: Table, datum: Datum, bad: BadCell[]): Wish {
  if (table.kind !== 'features') {
    bad.push({ row: WHOLE_FILE, column: '', value: '', rule: 'no_geojson', number: null })
    return { wanted: [], absent: new Set() }
  }
  const seen = new Map<string, number>()
  const wanted = table.features.flatMap(({ row, id, name, geometry }): Wanted[] => {
    if (id.length > 64) bad.push({ row, column: 'id', value: id.slice(0, 80), rule: 'too_long', number: 64 })
    if (seen.has(id)) bad.push({ row, column: 'id', value: id, rule: 'taken', number: seen.get(id)! })
    seen.set(id, row)
    const boundary = boundaryOf(geometry, datum)
    if (typeof boundary === 'string') {
      bad.push({ row, column: 'geometry', value: '', rule: boundary, number: null })
      return []
    }
    const { west, south, east, north } = boxOf(boundary)
    return [
      {
        key: id,
        values: { name: name || `第${id}选区`, boundary },
        derived: async () => ({ bounds: sql`box(point(${west}, ${south}), point(${east}, ${north}))` }),
      },
    ]
  })
  return { wanted, absent: new Set() }
}
