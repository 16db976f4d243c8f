import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Kysely } from 'kysely'
import type { BadCell } from '../../domain/import'
import { defaultTopics } from '../congress/default-topics'
import { retentionDefaults, type Retention } from '../../domain/privacy'
import type { Database, Settings } from '../database/schema'
import type { Counts } from './merge'
import { missing, note, tableOf, type Table } from './table'

const columns = {
  code: ['代码', '编号'],
  name: ['名称'],
  division: ['行政区划代码', '区划代码', 'division_code'],
  answerWithinWorkdays: ['答复期限', 'answer_within_workdays'],
  loosePhotoDays: ['闲置照片天数', 'loose_photo_days'],
  requestDays: ['请求编号天数', 'request_days'],
  notificationDays: ['通知天数', 'notification_days'],
  contactDays: ['联系方式天数', 'contact_days'],
  textDays: ['诉求内容天数', 'text_days'],
}
const retentionNames = Object.keys(retentionDefaults) as (keyof Retention)[]
/** A hundred years. */
const RETENTION_MAX = 36_500
/** Working days for an answer where a congress says nothing; places say 1, 5, 10 or 15. */
const ANSWER_WITHIN = 10

/** Congresses (人大) from a table; a new one starts with the default topic tree. */
export async function importCongresses(db: Kysely<Database>, at: Date, table: Table, bad: BadCell[]): Promise<Counts> {
  const { rows, has } = tableOf(table, columns, bad)
  missing(['code', 'name'], has, bad)
  const counts = { added: 0, changed: 0, unchanged: 0 }
  if (bad.length > 0) return counts
  const seen = new Map<string, number>()
  for (const row of rows) {
    const [code, name, days] = [row.cell('code'), row.cell('name'), row.cell('answerWithinWorkdays')]
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(code)) note(bad, row, 'code', 'congress_code')
    if (seen.has(code)) note(bad, row, 'code', 'taken', seen.get(code))
    seen.set(code, row.row)
    if (!name) note(bad, row, 'name', 'empty')
    const answerWithinWorkdays = days ? Number(days) : null
    if (
      answerWithinWorkdays !== null &&
      !(Number.isInteger(answerWithinWorkdays) && answerWithinWorkdays >= 1 && answerWithinWorkdays <= 120)
    )
      note(bad, row, 'answerWithinWorkdays', 'workdays')
    const retention: Partial<Retention> = {}
    for (const kept of retentionNames) {
      const cell = row.cell(kept)
      if (!cell) continue
      retention[kept] = Number(cell)
      if (!(Number.isInteger(retention[kept]) && retention[kept]! >= 1 && retention[kept]! <= RETENTION_MAX))
        note(bad, row, kept, 'days', RETENTION_MAX)
    }
    if (bad.length === 0)
      counts[
        await save(db, at, {
          code,
          name,
          division: has('division') ? row.cell('division') || null : undefined,
          answerWithinWorkdays,
          retention,
        })
      ] += 1
  }
  return counts
}

interface Wanted {
  code: string
  name: string
  /** Undefined where the file has no such column. */
  division: string | null | undefined
  answerWithinWorkdays: number | null
  /** What the file says; the rest stays as it was. */
  retention: Partial<Retention>
}

async function save(
  db: Kysely<Database>,
  at: Date,
  { code, name, division, answerWithinWorkdays, retention }: Wanted,
): Promise<keyof Counts> {
  const before = await db
    .selectFrom('congresses')
    .where('code', '=', code)
    .select(['id', 'name', 'division_code', 'settings'])
    .executeTakeFirst()
  if (!before) {
    await create(
      db,
      { code, name, division_code: division ?? null, created_at: at },
      { answerWithinWorkdays: answerWithinWorkdays ?? ANSWER_WITHIN, retention },
    )
    return 'added'
  }
  const division_code = division === undefined ? before.division_code : division
  const settings: Settings = {
    ...before.settings,
    answerWithinWorkdays: answerWithinWorkdays ?? before.settings.answerWithinWorkdays,
    retention: { ...before.settings.retention, ...retention },
  }
  if (before.name === name && before.division_code === division_code && isDeepStrictEqual(settings, { retention: {}, ...before.settings }))
    return 'unchanged'
  await db
    .updateTable('congresses')
    .set({ name, division_code, settings: JSON.stringify(settings) })
    .where('id', '=', before.id)
    .execute()
  return 'changed'
}

async function create(
  db: Kysely<Database>,
  congress: { code: string; name: string; division_code: string | null; created_at: Date },
  settings: Settings,
): Promise<void> {
  const id = randomUUID()
  await db
    .insertInto('congresses')
    .values({ id, ...congress, settings: JSON.stringify(settings) })
    .execute()
  await db
    .insertInto('topics')
    .values(
      defaultTopics().map(({ code, parentCode, name }, position) => ({ congress_id: id, code, parent_code: parentCode, name, position })),
    )
    .execute()
}
