import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { mercator } from '../../domain/place'
import type { OpenPeriod } from '../../domain/station'
import { lexemesOf } from '../search'
import type { Datum } from './datum'
import type { Wanted } from './merge'
import { pointOf, rowsOf, type BadCell, type Table } from './table'

const columns = {
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

/** Where a file says nothing of hours: office hours. */
const OFFICE_HOURS: OpenPeriod[] = [
  { weekdays: [1, 2, 3, 4, 5], from: 540, to: 720 },
  { weekdays: [1, 2, 3, 4, 5], from: 840, to: 1020 },
]

/** Stations and homes from a table; coordinates become GCJ-02. */
export async function wantedStations(table: Table, datum: Datum, bad: BadCell[], knownDivisions: ReadonlySet<string>): Promise<Wanted[]> {
  if (table.kind !== 'rows') return noRows(bad)
  const { rows, has } = rowsOf(table, columns)
  for (const field of ['name', 'address', 'lon', 'lat'])
    if (!has(field)) bad.push({ row: 1, column: field, value: '', reason: 'this column is missing' })
  if (bad.length > 0) return []
  const seen = new Map<string, number>()
  const wanted: Wanted[] = []
  for (const row of rows) {
    const [name, address] = [row.cell('name'), row.cell('address')]
    const note = (column: string, reason: string) => bad.push({ row: row.row, column, value: row.cell(column), reason })
    if (!name) note('name', 'is empty')
    if (name.length > 100) note('name', 'is longer than 100 characters')
    const at = pointOf(row, datum, bad)
    const key = row.cell('code') || createHash('sha256').update(`${name}\n${address}`).digest('hex').slice(0, 16)
    if (key.length > 64) note('code', 'is longer than 64 characters')
    const earlier = seen.get(key)
    if (earlier !== undefined) note(row.cell('code') ? 'code' : 'name', `stands in row ${earlier} already`)
    seen.set(key, row.row)
    const hours = hoursOf(row.cell('hours'))
    if (!hours) note('hours', 'is not like 周一至周五 9:00-17:00')
    const division = row.cell('division') || null
    if (division && !knownDivisions.has(division)) note('division', 'is not the code of a division that is known')
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
        division_code: division,
        phone: row.cell('phone') || null,
        introduction: row.cell('introduction') || null,
        hours,
      },
      derived: {
        mercator: sql`point(${x}, ${y})`,
        hours: JSON.stringify(hours),
        search: sql`array_to_tsvector(${await lexemesOf(name, address)}::text[])`,
      },
    })
  }
  return wanted
}

export function noRows(bad: BadCell[]): [] {
  bad.push({ row: 1, column: '', value: '', reason: 'this must be a table (CSV or XLSX), not GeoJSON' })
  return []
}

const WEEKDAYS = '日一二三四五六'

/** 「周一至周五 9:00-12:00、14:00-17:00；周六 9:00-11:30」 in periods; null where it is not understood. */
export function hoursOf(text: string): OpenPeriod[] | null {
  if (!text) return OFFICE_HOURS
  const periods: OpenPeriod[] = []
  for (const part of text.split(/[;；\n]/).filter((each) => each.trim())) {
    const days = /(?:周|星期)([一二三四五六日天])(?:[至到~-](?:周|星期)?([一二三四五六日天]))?/.exec(part)
    const day = (name: string) => WEEKDAYS.indexOf(name.replace('天', '日'))
    const first = days ? day(days[1]!) : 1
    const last = days ? day(days[2] ?? days[1]!) : 5
    const weekdays = Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7).sort((a, b) => a - b)
    const times = [...part.matchAll(/(\d{1,2})[:：](\d{2})\s*[-–—~至到]\s*(\d{1,2})[:：](\d{2})/g)]
    if (times.length === 0) return null
    for (const [, fromHour, fromMinute, toHour, toMinute] of times) {
      const [from, to] = [Number(fromHour) * 60 + Number(fromMinute), Number(toHour) * 60 + Number(toMinute)]
      if (to > 1440 || from >= to) return null
      periods.push({ weekdays, from, to })
    }
  }
  return periods
}
