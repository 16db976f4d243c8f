import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { BadCell } from '../../domain/import'
import type { Database } from '../database/schema'
import { lexemesOf } from '../search'
import type { Wanted, Wish } from './merge'
import { missing, note, tableOf, type Row, type Table } from './table'

export const deputyColumns = {
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

/** 政治面貌 as GB/T 4762 has it; rosters write each in many ways, and what is none of these stays as it stands. */
const parties: readonly [RegExp, string][] = [
  [/^(中共|中国共产党|共产党)(正式)?(党员)?$|^党员$/, '中共党员'],
  [/^(中共|中国共产党)?预备党员$/, '中共预备党员'],
  [/^(共青团|中国共产主义青年团)(团)?员?$|^团员$/, '共青团员'],
  [/^(民革|中国国民党革命委员会)(党员|会员|成员)?$/, '民革党员'],
  [/^(民盟|中国民主同盟)(盟员|会员|成员)?$/, '民盟盟员'],
  [/^(民建|中国民主建国会)(会员|成员)?$/, '民建会员'],
  [/^(民进|中国民主促进会)(会员|成员)?$/, '民进会员'],
  [/^(农工党?|农工民主党|中国农工民主党)(党员|成员)?$/, '农工党党员'],
  [/^(致公党?|中国致公党)(党员|成员)?$/, '致公党党员'],
  [/^(九三学社?)(社员|成员)?$/, '九三学社社员'],
  [/^(台盟|台湾民主自治同盟)(盟员|成员)?$/, '台盟盟员'],
  [/^无党派(人士|民主人士|爱国人士)?$/, '无党派人士'],
  [/^(群众|普通群众|普通公民)$/, '群众'],
]
const partyOf = (text: string) => parties.find(([pattern]) => pattern.test(text.replace(/\s/g, '')))?.[1] ?? text

export interface Names {
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
export function wantedDeputies(table: Table, bad: BadCell[], names: Names): Wish & { stationOf: Map<string, string> } {
  const stationOf = new Map<string, string>()
  const { rows, has } = tableOf(table, deputyColumns, bad)
  missing(['name'], has, bad)
  if (bad.length > 0) return { wanted: [], absent: new Set(), stationOf }
  const seen = new Map<string, number>()
  const wanted: Wanted[] = []
  for (const row of rows) {
    const find = (column: 'constituency' | 'station', among: ReadonlyMap<string, string>) => {
      const value = row.cell(column)
      if (value && !among.has(value)) note(bad, row, column, 'unknown')
      return among.get(value) ?? null
    }
    const name = row.cell('name')
    if (!name) note(bad, row, 'name', 'empty')
    if (name.length > 40) note(bad, row, 'name', 'too_long', 40)
    const key = row.cell('code') || identityOf(row)
    if (seen.has(key)) note(bad, row, 'name', 'same_person', seen.get(key))
    seen.set(key, row.row)
    const constituencyId = find('constituency', names.constituencies)
    const stationId = find('station', names.stations)
    if (stationId) stationOf.set(key, stationId)
    const topics = row
      .cell('topics')
      .split(/[、,，;；\s]+/)
      .filter(Boolean)
      .map((topic) => {
        const code = names.topics.get(topic)
        if (!code) bad.push({ row: row.row, column: row.header('topics'), value: topic, rule: 'unknown', number: null })
        return code ?? topic
      })
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
      derived: async () => ({ search: sql`array_to_tsvector(${await lexemesOf(name)}::text[])` }),
    })
  }
  const optional = {
    constituency_id: ['constituency'],
    occupation: ['occupation'],
    introduction: ['introduction'],
    delegation: ['delegation'],
    topics: ['topics'],
    particulars,
  }
  const absent = new Set(Object.entries(optional).flatMap(([column, fields]) => (fields.some(has) ? [] : [column])))
  return { wanted, absent, stationOf }
}

const identityOf = (row: Row) =>
  createHash('sha256')
    .update(['name', 'gender', 'birthYear', 'nativePlace', 'delegation'].map((field) => row.cell(field)).join('\n'))
    .digest('hex')
    .slice(0, 16)
