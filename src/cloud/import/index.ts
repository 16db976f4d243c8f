import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { makeShortCodes } from '../code/make'
import { defaultTopics } from '../congress/default-topics'
import type { Context } from '../context'
import type { Database } from '../database/schema'
import type { Datum } from './datum'
import { merge, type Counts } from './merge'
import { namesOf, wantedDeputies, wantedRoster } from './people'
import { wantedConstituencies, wantedDivisions } from './places'
import { noRows, wantedStations } from './stations'
import { readTable, rowsOf, UnreadableFile, type BadCell, type Table } from './table'

export const importKinds = ['congresses', 'divisions', 'constituencies', 'stations', 'deputies', 'rosters'] as const
export type ImportKind = (typeof importKinds)[number]

export interface ImportOptions {
  kind: ImportKind
  /** The congress's code; not needed where the deployment has just one, and not for congresses and divisions. */
  congress?: string
  /** Of the file's coordinates; stored is GCJ-02. */
  datum: Datum
  /** Checks and counts, and writes nothing. */
  isDryRun: boolean
  progress: (done: number, total: number) => void
}

export type ImportResult = ({ isGood: true } & Counts) | { isGood: false; bad: BadCell[] }

const DRY_RUN = Symbol('dry run')

/** Imports one file, all of it or, where any row is bad, nothing. The same file again changes nothing. */
export async function importFile(context: Pick<Context, 'db' | 'now'>, bytes: Uint8Array, options: ImportOptions): Promise<ImportResult> {
  const bad: BadCell[] = []
  let counts: Counts = { added: 0, changed: 0, unchanged: 0 }
  try {
    const table = await readTable(bytes)
    await context.db.transaction().execute(async (db) => {
      counts = await importTable({ db, now: context.now }, table, options, bad)
      if (bad.length > 0 || options.isDryRun) throw DRY_RUN
    })
  } catch (error) {
    if (error instanceof UnreadableFile) bad.push({ row: 1, column: '', value: '', reason: error.message })
    else if (error !== DRY_RUN) throw error
  }
  return bad.length > 0
    ? { isGood: false, bad }
    : { isGood: true, added: counts.added, changed: counts.changed, unchanged: counts.unchanged }
}

async function importTable(
  { db, now }: Pick<Context, 'db' | 'now'>,
  table: Table,
  options: ImportOptions,
  bad: BadCell[],
): Promise<Counts> {
  const { kind, datum, progress } = options
  const none = { added: 0, changed: 0, unchanged: 0 }
  if (kind === 'congresses') return importCongresses(db, now(), table, bad)
  if (kind === 'divisions') {
    const wanted = wantedDivisions(table, datum, bad)
    return bad.length > 0 ? none : merge(db, 'divisions', null, wanted, (done) => progress(done, wanted.length))
  }
  const congressId = await congressIdOf(db, options.congress)
  if (kind === 'rosters') {
    const lines = wantedRoster(table, bad, await namesOf(db, congressId))
    return bad.length > 0 ? none : mergeRoster(db, congressId, lines)
  }
  const { wanted, stationOf } = await wantedOf(db, congressId, table, options, bad)
  if (bad.length > 0) return none
  const merged = await merge(db, kind, congressId, wanted, (done) => progress(done, wanted.length))
  if (kind !== 'constituencies') await makeShortCodes(db, congressId, kind === 'deputies' ? 'deputy' : 'station', merged.addedIds)
  if (stationOf.size > 0) await linkStations(db, congressId, stationOf)
  progress(wanted.length, wanted.length)
  return merged
}

async function wantedOf(db: Kysely<Database>, congressId: string, table: Table, { kind, datum }: ImportOptions, bad: BadCell[]) {
  const noStations = new Map<string, string>()
  if (kind === 'deputies') return wantedDeputies(table, bad, await namesOf(db, congressId))
  if (kind === 'constituencies') return { wanted: wantedConstituencies(table, datum, bad), stationOf: noStations }
  const divisions = new Set((await db.selectFrom('divisions').select('code').execute()).map(({ code }) => code))
  return { wanted: await wantedStations(table, datum, bad, divisions), stationOf: noStations }
}

async function congressIdOf(db: Kysely<Database>, code: string | undefined): Promise<string> {
  const congresses = await db.selectFrom('congresses').select(['id', 'code']).execute()
  const codes = congresses.map((congress) => congress.code).join(', ')
  if (code === undefined && congresses.length > 1)
    throw new UnreadableFile(`There are several congresses: say which with --congress (${codes})`)
  const found = code === undefined ? congresses[0] : congresses.find((congress) => congress.code === code)
  if (!found)
    throw new UnreadableFile(`There is no congress ${code ?? ''}: import it first with \`congresses\` (there is: ${codes || 'none'})`)
  return found.id
}

/** Working days for an answer where a congress says nothing; places say 1, 5, 10 or 15. */
const ANSWER_WITHIN = 10

async function importCongresses(db: Kysely<Database>, at: Date, table: Table, bad: BadCell[]): Promise<Counts> {
  if (table.kind !== 'rows') return { added: noRows(bad).length, changed: 0, unchanged: 0 }
  const { rows, has } = rowsOf(table, {
    code: ['代码', '编号'],
    name: ['名称'],
    division: ['行政区划代码', '区划代码', 'division_code'],
    answerWithinWorkdays: ['答复期限', 'answer_within_workdays'],
  })
  for (const field of ['code', 'name']) if (!has(field)) bad.push({ row: 1, column: field, value: '', reason: 'this column is missing' })
  const counts = { added: 0, changed: 0, unchanged: 0 }
  if (bad.length > 0) return counts
  for (const row of rows) {
    const [code, name, days] = [row.cell('code'), row.cell('name'), row.cell('answerWithinWorkdays')]
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(code))
      bad.push({ row: row.row, column: 'code', value: code, reason: 'must be 1 to 32 letters, digits, - or _' })
    if (!name) bad.push({ row: row.row, column: 'name', value: name, reason: 'is empty' })
    const answerWithinWorkdays = days ? Number(days) : ANSWER_WITHIN
    if (!Number.isInteger(answerWithinWorkdays) || answerWithinWorkdays < 1 || answerWithinWorkdays > 120)
      bad.push({ row: row.row, column: 'answerWithinWorkdays', value: days, reason: 'is not a number of working days from 1 to 120' })
    if (bad.length > 0) continue
    const values = { name, division_code: row.cell('division') || null }
    const before = await db
      .selectFrom('congresses')
      .where('code', '=', code)
      .select(['id', 'name', 'division_code', 'settings'])
      .executeTakeFirst()
    if (!before) {
      const id = randomUUID()
      await db
        .insertInto('congresses')
        .values({ id, code, ...values, settings: JSON.stringify({ answerWithinWorkdays }), created_at: at })
        .execute()
      await db
        .insertInto('topics')
        .values(
          defaultTopics().map((topic, position) => ({
            congress_id: id,
            code: topic.code,
            parent_code: topic.parentCode,
            name: topic.name,
            position,
          })),
        )
        .execute()
      counts.added += 1
    } else if (
      before.name === name &&
      before.division_code === values.division_code &&
      (!days || before.settings.answerWithinWorkdays === answerWithinWorkdays)
    ) {
      counts.unchanged += 1
    } else {
      const settings = JSON.stringify({ ...before.settings, ...(days && { answerWithinWorkdays }) })
      await db
        .updateTable('congresses')
        .set({ ...values, settings })
        .where('id', '=', before.id)
        .execute()
      counts.changed += 1
    }
  }
  return counts
}

async function linkStations(db: Kysely<Database>, congressId: string, stationOf: ReadonlyMap<string, string>): Promise<void> {
  const deputies = await db
    .selectFrom('deputies')
    .where('congress_id', '=', congressId)
    .where('code', 'in', [...stationOf.keys()])
    .select(['id', 'code'])
    .execute()
  await db
    .insertInto('station_deputies')
    .values(deputies.map(({ id, code }) => ({ congress_id: congressId, deputy_id: id, station_id: stationOf.get(code)! })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function mergeRoster(db: Kysely<Database>, congressId: string, lines: ReturnType<typeof wantedRoster>): Promise<Counts> {
  let added = 0
  for (const { stationId, deputyId, reception } of lines) {
    const member = await db
      .insertInto('station_deputies')
      .values({ congress_id: congressId, station_id: stationId, deputy_id: deputyId })
      .onConflict((conflict) => conflict.doNothing())
      .returning('deputy_id')
      .executeTakeFirst()
    const received = reception
      ? await db
          .insertInto('receptions')
          .values({
            congress_id: congressId,
            station_id: stationId,
            deputy_id: deputyId,
            on_day: reception.on,
            from_minute: reception.from,
            to_minute: reception.to,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('deputy_id')
          .executeTakeFirst()
      : undefined
    if (member || received) added += 1
  }
  return { added, changed: 0, unchanged: lines.length - added }
}
