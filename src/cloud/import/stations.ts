import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { BadCell, Datum } from '../../domain/import'
import { mercator } from '../../domain/place'
import { lexemesOf } from '../search'
import { hoursOf } from './hours'
import type { Wanted, Wish } from './merge'
import { missing, note, pointOf, tableOf, type Table } from './table'

export const stationColumns = {
  code: ['uid', 'id', '编号', '代码', '编码'],
  name: ['名称', '站点名称', '联络站', '联络站名称'],
  address: ['地址', '详细地址'],
  lon: ['lng', 'longitude', '经度'],
  lat: ['latitude', '纬度'],
  kind: ['类型', '类别'],
  phone: ['电话', '联系电话', 'tel'],
  hours: ['开放时间', '接待时间', '工作时间'],
  division: ['所属区划', '街道', '社区', '行政区划代码', 'division_code'],
  introduction: ['简介', '介绍'],
}

/** Stations and homes from a table; coordinates become GCJ-02. `divisionOf` finds a division's code by its code or its name. */
export function wantedStations(table: Table, datum: Datum, bad: BadCell[], divisionOf: ReadonlyMap<string, string>): Wish {
  const { rows, has } = tableOf(table, stationColumns, bad)
  missing(['name', 'address', 'lon', 'lat'], has, bad)
  if (bad.length > 0) return { wanted: [], absent: new Set() }
  const seen = new Map<string, number>()
  const wanted: Wanted[] = []
  for (const row of rows) {
    const [name, address] = [row.cell('name'), row.cell('address')]
    if (!name) note(bad, row, 'name', 'empty')
    if (name.length > 100) note(bad, row, 'name', 'too_long', 100)
    const at = pointOf(row, datum, bad)
    const key = row.cell('code') || createHash('sha256').update(`${name}\n${address}`).digest('hex').slice(0, 16)
    if (key.length > 64) note(bad, row, 'code', 'too_long', 64)
    if (seen.has(key)) note(bad, row, row.cell('code') ? 'code' : 'name', 'taken', seen.get(key))
    seen.set(key, row.row)
    const hours = hoursOf(row.cell('hours'))
    if (!hours) note(bad, row, 'hours', 'hours')
    const division = row.cell('division')
    if (division && !divisionOf.has(division)) note(bad, row, 'division', 'unknown')
    if (!at || !hours) continue
    const { x, y } = mercator(at)
    wanted.push({
      key,
      values: {
        kind: /家|home/i.test(row.cell('kind') || (name.endsWith('代表之家') ? '家' : '')) ? 'home' : 'station',
        name,
        address,
        lon: at.lon,
        lat: at.lat,
        division_code: divisionOf.get(division) ?? null,
        phone: row.cell('phone') || null,
        introduction: row.cell('introduction') || null,
        hours,
      },
      derived: async () => ({
        mercator: sql`point(${x}, ${y})`,
        hours: JSON.stringify(hours),
        search: sql`array_to_tsvector(${await lexemesOf(name, address)}::text[])`,
      }),
    })
  }
  const optional = { kind: 'kind', division: 'division_code', phone: 'phone', introduction: 'introduction', hours: 'hours' }
  return { wanted, absent: new Set(Object.entries(optional).flatMap(([field, column]) => (has(field) ? [] : [column]))) }
}
