import { sql, type Kysely } from 'kysely'
import type { BadCell } from '../../domain/import'
import { openVisitStates } from '../../domain/visit'
import type { Database } from '../database/schema'
import type { Counts } from './merge'
import { deputyColumns, type Names } from './people'
import { missing, note, rowsOf, tableOf, type Table } from './table'

export const rosterColumns = {
  station: ['联络站', '站点', '联络站名称', '联络站编号'],
  deputy: ['代表', '代表姓名', '代表编号', '接待代表'],
  date: ['日期', '接待日期', '接待日'],
  from: ['开始', '开始时间', '起'],
  to: ['结束', '结束时间', '止'],
}

export interface RosterLine {
  row: number
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
  const { rows, has } = tableOf(table, rosterColumns, bad)
  const looksLikeDeputies = table.kind === 'rows' && rowsOf(table, deputyColumns).has('name')
  missing(['station', 'deputy'], has, bad, looksLikeDeputies ? 'looks_like_deputies' : 'missing_column')
  if (bad.length > 0) return []
  const seen = new Map<string, { row: number; to: number }>()
  return rows.flatMap((row) => {
    const stationId = names.stations.get(row.cell('station'))
    const deputyId = names.deputies.get(row.cell('deputy'))
    if (!stationId) note(bad, row, 'station', row.cell('station') ? 'unknown' : 'empty')
    if (!deputyId) note(bad, row, 'deputy', row.cell('deputy') ? 'unknown' : 'empty')
    const date = row
      .cell('date')
      .replace(/[年月/.]/g, '-')
      .replace('日', '')
    const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(date) ?? []
    const on = year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : null
    const isDay = on !== null && new Date(`${on}T00:00:00Z`).toJSON()?.startsWith(on)
    if (row.cell('date') && !isDay) note(bad, row, 'date', 'date')
    const from = minuteOf(row.cell('from') || '9:00')
    const to = minuteOf(row.cell('to') || '11:30')
    if (from === null) note(bad, row, 'from', 'time')
    if (to === null) note(bad, row, 'to', 'time')
    if (from !== null && to !== null && from >= to) note(bad, row, 'to', 'order')
    if (!stationId || !deputyId) return []
    const reception = isDay && from !== null && to !== null ? { on: on!, from, to } : null
    if (reception) {
      const key = `${stationId} ${deputyId} ${on} ${from}`
      const earlier = seen.get(key)
      if (earlier && earlier.to !== to) note(bad, row, 'to', 'other_end', earlier.row)
      seen.set(key, { row: row.row, to: reception.to })
    }
    return { row: row.row, stationId, deputyId, reception }
  })
}

function minuteOf(text: string): number | null {
  const [, hour, minute] = /^(\d{1,2})[:：](\d{2})(?::00)?$/.exec(text) ?? []
  const at = Number(hour) * 60 + Number(minute)
  return hour !== undefined && Number(minute) < 60 && at <= 1440 ? at : null
}

/** Notes receptions that would end at another time than those who are booked for them were told. */
export async function noteBooked(db: Kysely<Database>, congressId: string, lines: readonly RosterLine[], bad: BadCell[]): Promise<void> {
  if (!lines.some(({ reception }) => reception)) return
  const booked = await db
    .selectFrom('receptions')
    .where('congress_id', '=', congressId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('visits')
          .whereRef('visits.congress_id', '=', 'receptions.congress_id')
          .whereRef('visits.reception_id', '=', 'receptions.id')
          .where('visits.state', 'in', openVisitStates)
          .select('visits.id'),
      ),
    )
    .select(['station_id', 'deputy_id', 'on_day', 'from_minute', 'to_minute'])
    .execute()
  const ends = new Map(booked.map((row) => [`${row.station_id} ${row.deputy_id} ${row.on_day} ${row.from_minute}`, row.to_minute]))
  for (const line of lines) {
    const end = ends.get(receptionKey(line))
    if (end !== undefined && end !== line.reception?.to)
      bad.push({ row: line.row, column: '', value: `${line.reception?.on}`, rule: 'booked', number: null })
  }
}

/** Writes a roster's lines, those of a file at once. A line is changed where the reception was there with another end. */
export async function mergeRoster(
  db: Kysely<Database>,
  congressId: string,
  lines: readonly RosterLine[],
  progress: (done: number) => void,
): Promise<Counts> {
  const result = { added: 0, changed: 0, unchanged: 0 }
  for (let start = 0; start < lines.length; start += BATCH) {
    const batch = lines.slice(start, start + BATCH)
    const members = await writeMembers(db, congressId, batch)
    const receptions = await writeReceptions(db, congressId, batch)
    for (const line of batch) {
      // Taken off once counted: a line that stands twice in the file was added once.
      const isMember = members.delete(memberKey(line))
      const written = receptions.get(receptionKey(line))
      receptions.delete(receptionKey(line))
      if (isMember || written === 'added') result.added += 1
      else if (written === 'changed') result.changed += 1
      else result.unchanged += 1
    }
    progress(start + batch.length)
  }
  return result
}

const BATCH = 500
const memberKey = ({ stationId, deputyId }: RosterLine) => `${stationId} ${deputyId}`
/** As `receptionKey` has it of a line. */
const keyOfRow = (row: { station_id: string; deputy_id: string; on_day: string; from_minute: number }) =>
  `${row.station_id} ${row.deputy_id} ${row.on_day} ${row.from_minute}`
const receptionKey = (line: RosterLine) => `${memberKey(line)} ${line.reception?.on} ${line.reception?.from}`

async function writeMembers(db: Kysely<Database>, congressId: string, lines: readonly RosterLine[]): Promise<Set<string>> {
  const rows = await db
    .insertInto('station_deputies')
    .values(lines.map(({ stationId, deputyId }) => ({ congress_id: congressId, station_id: stationId, deputy_id: deputyId })))
    .onConflict((conflict) => conflict.doNothing())
    .returning(['station_id', 'deputy_id'])
    .execute()
  return new Set(rows.map(({ station_id, deputy_id }) => `${station_id} ${deputy_id}`))
}

async function writeReceptions(
  db: Kysely<Database>,
  congressId: string,
  lines: readonly RosterLine[],
): Promise<Map<string, 'added' | 'changed'>> {
  const unique = [...new Map(lines.map((line) => [receptionKey(line), line])).values()]
  const values = unique.flatMap(({ stationId, deputyId, reception }) =>
    reception
      ? {
          congress_id: congressId,
          station_id: stationId,
          deputy_id: deputyId,
          on_day: reception.on,
          from_minute: reception.from,
          to_minute: reception.to,
        }
      : [],
  )
  if (values.length === 0) return new Map()
  const rows = await db
    .insertInto('receptions')
    .values(values)
    .onConflict((conflict) =>
      conflict
        .columns(['congress_id', 'station_id', 'on_day', 'from_minute', 'deputy_id'])
        .doUpdateSet({ to_minute: sql`excluded.to_minute` })
        .where(sql`receptions.to_minute`, '<>', sql`excluded.to_minute`),
    )
    // A row that the statement itself inserted has no deleting transaction yet.
    .returning(['station_id', 'deputy_id', 'on_day', 'from_minute', sql<boolean>`xmax = 0`.as('is_new')])
    .execute()
  return new Map(rows.map((row) => [keyOfRow(row), row.is_new ? 'added' : 'changed']))
}
