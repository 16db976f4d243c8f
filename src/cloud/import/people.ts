import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/schema'
import { lexemesOf } from '../search'
import type { Wanted } from './merge'
import { noRows } from './stations'
import { rowsOf, type BadCell, type Row, type Table } from './table'

const deputyColumns = {
  code: ['编号', '代码', '代表证号'],
  name: ['姓名', '代表姓名'],
  constituency: ['选区', '选区名称', '选区编号'],
  occupation: ['position', '职务', '单位及职务', '现任职务', '职业'],
  delegation: ['district', '代表团', '所属代表团', '区'],
  topics: ['关注领域', '履职方向', '专长'],
  station: ['联络站', '所属联络站'],
  introduction: ['简介', '个人简介'],
  category: ['类别', '代表类别'],
  gender: ['性别'],
  birthYear: ['birth_year', '出生年', '出生年份'],
  nativePlace: ['native_place', '籍贯'],
  ethnicity: ['民族'],
  party: ['政治面貌', '党派'],
  education: ['学历', '文化程度'],
}
const particulars = ['category', 'gender', 'birthYear', 'nativePlace', 'ethnicity', 'party', 'education'] as const

/** Rosters write one party in many ways. */
const parties: readonly [RegExp, string][] = [
  [/^(中共(党员)?|中国共产党(党员)?|党员|共产党员)$/, '中共党员'],
  [/^(无|群众|无党派(人士)?)$/, '无党派或群众'],
]
const partyOf = (text: string) => parties.find(([pattern]) => pattern.test(text))?.[1] ?? text

interface Names {
  constituencies: ReadonlyMap<string, string>
  topics: ReadonlyMap<string, string>
  stations: ReadonlyMap<string, string>
}

/** Finds things of a congress by code or by name. */
export async function namesOf(db: Kysely<Database>, congressId: string): Promise<Names & { deputies: ReadonlyMap<string, string> }> {
  const byEither = async (table: 'constituencies' | 'stations' | 'deputies') => {
    const rows = await db.selectFrom(table).where('congress_id', '=', congressId).select(['id', 'code', 'name']).execute()
    // A code wins over a name, and a name that two share finds neither.
    const names = new Map<string, typeof rows>()
    for (const row of rows) names.set(row.name, [...(names.get(row.name) ?? []), row])
    return new Map([
      ...[...names].flatMap(([name, same]) => (same.length === 1 ? [[name, same[0]!.id] as const] : [])),
      ...rows.map(({ code, id }) => [code, id] as const),
    ])
  }
  const topics = await db.selectFrom('topics').where('congress_id', '=', congressId).select(['code', 'name']).execute()
  return {
    constituencies: await byEither('constituencies'),
    stations: await byEither('stations'),
    deputies: await byEither('deputies'),
    topics: new Map([...topics.map(({ code, name }) => [name, code] as const), ...topics.map(({ code }) => [code, code] as const)]),
  }
}

/** Deputies from a roster (名册). Without a code, who somebody is follows from what does not change: name, sex, year and place of birth, delegation. */
export async function wantedDeputies(
  table: Table,
  bad: BadCell[],
  names: Names,
): Promise<{ wanted: Wanted[]; stationOf: Map<string, string> }> {
  const stationOf = new Map<string, string>()
  if (table.kind !== 'rows') return { wanted: noRows(bad), stationOf }
  const { rows, has } = rowsOf(table, deputyColumns)
  if (!has('name')) {
    bad.push({ row: 1, column: 'name', value: '', reason: 'this column is missing' })
    return { wanted: [], stationOf }
  }
  const seen = new Map<string, number>()
  const wanted: Wanted[] = []
  for (const row of rows) {
    const note = (column: string, reason: string) => bad.push({ row: row.row, column, value: row.cell(column), reason })
    const find = (column: 'constituency' | 'station', among: ReadonlyMap<string, string>) => {
      const value = row.cell(column)
      if (value && !among.has(value)) note(column, `no ${column} has this code or name`)
      return among.get(value) ?? null
    }
    const name = row.cell('name')
    if (!name) note('name', 'is empty')
    if (name.length > 40) note('name', 'is longer than 40 characters')
    const key = row.cell('code') || identityOf(row)
    if (seen.has(key)) note('name', `the same person stands in row ${seen.get(key)} already`)
    seen.set(key, row.row)
    const constituencyId = find('constituency', names.constituencies)
    const stationId = find('station', names.stations)
    if (stationId) stationOf.set(key, stationId)
    const topics = row
      .cell('topics')
      .split(/[、,，;；\s]+/)
      .filter(Boolean)
      .map((topic) => names.topics.get(topic) ?? (note('topics', `no topic has the code or name ${topic}`), topic))
    wanted.push({
      key,
      values: {
        name,
        constituency_id: constituencyId,
        occupation: row.cell('occupation') || null,
        introduction: row.cell('introduction') || null,
        delegation: row.cell('delegation') || null,
        topics,
        particulars: Object.fromEntries(
          particulars.flatMap((field) =>
            row.cell(field) ? [[field, field === 'party' ? partyOf(row.cell(field)) : row.cell(field)]] : [],
          ),
        ),
      },
      derived: { search: sql`array_to_tsvector(${await lexemesOf(name)}::text[])` },
    })
  }
  return { wanted, stationOf }
}

const identityOf = (row: Row) =>
  createHash('sha256')
    .update(['name', 'gender', 'birthYear', 'nativePlace', 'delegation'].map((field) => row.cell(field)).join('\n'))
    .digest('hex')
    .slice(0, 16)

const rosterColumns = {
  station: ['联络站', '站点', '联络站名称', '联络站编号'],
  deputy: ['代表', '代表姓名', '代表编号', '接待代表'],
  date: ['日期', '接待日期', '接待日'],
  from: ['开始', '开始时间', '起'],
  to: ['结束', '结束时间', '止'],
}

export interface RosterLine {
  stationId: string
  deputyId: string
  reception: { on: string; from: number; to: number } | null
}

/** 联络站名册: which deputy belongs to which station, and, where dates are given, when they receive there (接待安排). */
export function wantedRoster(
  table: Table,
  bad: BadCell[],
  names: Pick<Names, 'stations'> & { deputies: ReadonlyMap<string, string> },
): RosterLine[] {
  if (table.kind !== 'rows') return noRows(bad)
  const { rows, has } = rowsOf(table, rosterColumns)
  for (const field of ['station', 'deputy'])
    if (!has(field)) {
      const looksLikeDeputies = rowsOf(table, deputyColumns).has('name')
        ? ' (this looks like a list of deputies: import it as `deputies`)'
        : ''
      bad.push({ row: 1, column: field, value: '', reason: `this column is missing${looksLikeDeputies}` })
    }
  if (bad.length > 0) return []
  return rows.flatMap((row) => {
    const note = (column: string, reason: string) => void bad.push({ row: row.row, column, value: row.cell(column), reason })
    const stationId = names.stations.get(row.cell('station'))
    const deputyId = names.deputies.get(row.cell('deputy'))
    if (!stationId) note('station', row.cell('station') ? 'no station has this code, or this name alone' : 'is empty')
    if (!deputyId) note('deputy', row.cell('deputy') ? 'no deputy has this code, or this name alone' : 'is empty')
    const date = row
      .cell('date')
      .replace(/[年月/.]/g, '-')
      .replace('日', '')
    const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(date) ?? []
    const on = year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : null
    const isDay = on !== null && new Date(`${on}T00:00:00Z`).toJSON()?.startsWith(on)
    if (row.cell('date') && !isDay) note('date', 'is not a date like 2026-12-01')
    const from = minuteOf(row.cell('from') || '9:00')
    const to = minuteOf(row.cell('to') || '11:30')
    if (from === null) note('from', 'is not a time like 9:00')
    if (to === null) note('to', 'is not a time like 11:30')
    if (from !== null && to !== null && from >= to) note('to', 'is not after the beginning')
    if (!stationId || !deputyId) return []
    return { stationId, deputyId, reception: isDay && from !== null && to !== null ? { on: on!, from, to } : null }
  })
}

function minuteOf(text: string): number | null {
  const [, hour, minute] = /^(\d{1,2})[:：](\d{2})(?::00)?$/.exec(text) ?? []
  const at = Number(hour) * 60 + Number(minute)
  return hour !== undefined && Number(minute) < 60 && at <= 1440 ? at : null
}
