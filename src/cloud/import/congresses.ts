import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { defaultTopics } from '../congress/default-topics'
import type { Database } from '../database/schema'
import type { Counts } from './merge'
import { missing, note, tableOf, type BadCell, type Table } from './table'

const columns = {
  code: ['代码', '编号'],
  name: ['名称'],
  division: ['行政区划代码', '区划代码', 'division_code'],
  answerWithinWorkdays: ['答复期限', 'answer_within_workdays'],
}
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
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(code)) note(bad, row, 'code', 'must be 1 to 32 letters, digits, - or _')
    if (seen.has(code)) note(bad, row, 'code', `stands in row ${seen.get(code)} already`)
    seen.set(code, row.row)
    if (!name) note(bad, row, 'name', 'is empty')
    const answerWithinWorkdays = days ? Number(days) : null
    if (
      answerWithinWorkdays !== null &&
      !(Number.isInteger(answerWithinWorkdays) && answerWithinWorkdays >= 1 && answerWithinWorkdays <= 120)
    )
      note(bad, row, 'answerWithinWorkdays', 'is not a number of working days from 1 to 120')
    if (bad.length === 0)
      counts[
        await save(db, at, { code, name, division: has('division') ? row.cell('division') || null : undefined, answerWithinWorkdays })
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
}

async function save(db: Kysely<Database>, at: Date, { code, name, division, answerWithinWorkdays }: Wanted): Promise<keyof Counts> {
  const before = await db
    .selectFrom('congresses')
    .where('code', '=', code)
    .select(['id', 'name', 'division_code', 'settings'])
    .executeTakeFirst()
  if (!before) {
    await create(db, { code, name, division_code: division ?? null, created_at: at }, answerWithinWorkdays ?? ANSWER_WITHIN)
    return 'added'
  }
  const division_code = division === undefined ? before.division_code : division
  const within = answerWithinWorkdays ?? before.settings.answerWithinWorkdays
  if (before.name === name && before.division_code === division_code && before.settings.answerWithinWorkdays === within) return 'unchanged'
  await db
    .updateTable('congresses')
    .set({ name, division_code, settings: JSON.stringify({ ...before.settings, answerWithinWorkdays: within }) })
    .where('id', '=', before.id)
    .execute()
  return 'changed'
}

async function create(
  db: Kysely<Database>,
  congress: { code: string; name: string; division_code: string | null; created_at: Date },
  answerWithinWorkdays: number,
): Promise<void> {
  const id = randomUUID()
  await db
    .insertInto('congresses')
    .values({ id, ...congress, settings: JSON.stringify({ answerWithinWorkdays }) })
    .execute()
  await db
    .insertInto('topics')
    .values(
      defaultTopics().map(({ code, parentCode, name }, position) => ({ congress_id: id, code, parent_code: parentCode, name, position })),
    )
    .execute()
}
