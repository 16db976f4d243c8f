import type { Kysely } from 'kysely'
import { makeShortCodes } from '../code/make'
import type { Context } from '../context'
import type { Database } from '../database/schema'
import { importCongresses } from './congresses'
import type { Datum } from './datum'
import { merge, type Counts, type Wish } from './merge'
import { namesOf, wantedDeputies } from './people'
import { wantedConstituencies, wantedDivisions } from './places'
import { mergeRoster, wantedRoster } from './rosters'
import { wantedStations } from './stations'
import { readTable, UnreadableFile, WHOLE_FILE, type BadCell, type Table } from './table'

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

/** In place of a column where the fault lies not in the file but in the congress that was named. */
export const CONGRESS_OPTION = '--congress'
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
    if (error instanceof UnreadableFile) bad.push({ row: WHOLE_FILE, column: error.column, value: '', reason: error.message })
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
    const wish = wantedDivisions(table, datum, bad)
    return bad.length > 0 ? none : merge(db, 'divisions', null, wish, (done) => progress(done, wish.wanted.length))
  }
  const congressId = await congressIdOf(db, options.congress)
  if (kind === 'rosters') {
    const lines = wantedRoster(table, bad, await namesOf(db, congressId))
    return bad.length > 0 ? none : mergeRoster(db, congressId, lines, (done) => progress(done, lines.length))
  }
  const wish = await wantedOf(db, congressId, table, options, bad)
  if (bad.length > 0) return none
  const { unchangedKeys, addedIds, ...counts } = await merge(db, kind, congressId, wish, (done) => progress(done, wish.wanted.length))
  if (kind !== 'constituencies') await makeShortCodes(db, congressId, kind === 'deputies' ? 'deputy' : 'station', addedIds)
  const linked = wish.stationOf ? await linkStations(db, congressId, wish.stationOf) : []
  const onlyLinked = linked.filter((code) => unchangedKeys.has(code)).length
  progress(wish.wanted.length, wish.wanted.length)
  return { ...counts, changed: counts.changed + onlyLinked, unchanged: counts.unchanged - onlyLinked }
}

async function wantedOf(
  db: Kysely<Database>,
  congressId: string,
  table: Table,
  { kind, datum }: ImportOptions,
  bad: BadCell[],
): Promise<Wish & { stationOf?: Map<string, string> }> {
  if (kind === 'deputies') return wantedDeputies(table, bad, await namesOf(db, congressId))
  if (kind === 'constituencies') return wantedConstituencies(table, datum, bad)
  return wantedStations(table, datum, bad, await divisionsOf(db))
}

/** Codes of divisions by code and, where only one has it, by name. */
async function divisionsOf(db: Kysely<Database>): Promise<Map<string, string>> {
  const rows = await db.selectFrom('divisions').select(['code', 'name']).execute()
  const named = new Map<string, string | null>()
  for (const { code, name } of rows) named.set(name, named.has(name) ? null : code)
  return new Map([
    ...[...named].flatMap(([name, code]) => (code === null ? [] : [[name, code] as const])),
    ...rows.map(({ code }) => [code, code] as const),
  ])
}

async function congressIdOf(db: Kysely<Database>, code: string | undefined): Promise<string> {
  const congresses = await db.selectFrom('congresses').select(['id', 'code']).execute()
  const codes = congresses.map((congress) => congress.code).join(', ')
  if (code === undefined && congresses.length > 1)
    throw new UnreadableFile(`there are several congresses: say which one (${codes})`, CONGRESS_OPTION)
  const found = code === undefined ? congresses[0] : congresses.find((congress) => congress.code === code)
  if (!found)
    throw new UnreadableFile(
      code === undefined
        ? 'there is no congress yet: import one first with `congresses`'
        : `there is no congress ${code} (there is: ${codes || 'none'}): import it first with \`congresses\``,
      CONGRESS_OPTION,
    )
  return found.id
}

/** Adds deputies to their stations; gives the codes of those who were not there yet. */
async function linkStations(db: Kysely<Database>, congressId: string, stationOf: ReadonlyMap<string, string>): Promise<string[]> {
  if (stationOf.size === 0) return []
  const deputies = await db
    .selectFrom('deputies')
    .where('congress_id', '=', congressId)
    .where('code', 'in', [...stationOf.keys()])
    .select(['id', 'code'])
    .execute()
  const added = await db
    .insertInto('station_deputies')
    .values(deputies.map(({ id, code }) => ({ congress_id: congressId, deputy_id: id, station_id: stationOf.get(code)! })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('deputy_id')
    .execute()
  const codes = new Map(deputies.map(({ id, code }) => [id, code]))
  return added.map(({ deputy_id }) => codes.get(deputy_id)!)
}
