import { sql, type Kysely } from 'kysely'
import type { BadCell, Datum, ImportRule } from '../../domain/import'
import { makeShortCodes } from '../code/make'
import type { Context } from '../context'
import type { Database } from '../database/schema'
import { importCongresses } from './congresses'
import { merge, type Counts, type Wish } from './merge'
import { namesOf, wantedDeputies } from './people'
import { wantedConstituencies, wantedDivisions } from './places'
import { mergeRoster, noteBooked, wantedRoster } from './rosters'
import { wantedStations } from './stations'
import { readTable, UnreadableFile, type Table } from './table'

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

type OfCongress = Pick<ImportOptions, 'datum' | 'progress'> & { kind: Exclude<ImportKind, 'congresses' | 'divisions'> }

export type ImportResult = ({ isGood: true } & Counts) | { isGood: false; bad: BadCell[] }

/** In place of a column where the fault lies not in the file but in the congress that was named. */
export const CONGRESS_OPTION = '--congress'
const DRY_RUN = Symbol('dry run')

/** Imports one file, all of it or, where any row is bad, nothing. The same file again changes nothing. */
export async function importFile(context: Pick<Context, 'db' | 'now'>, bytes: Uint8Array, options: ImportOptions): Promise<ImportResult> {
  const bad: BadCell[] = []
  let counts = NONE
  try {
    const table = await readTable(bytes)
    await context.db.transaction().execute(async (db) => {
      if (options.kind === 'congresses') counts = await importCongresses(db, context.now(), table, bad)
      else if (options.kind === 'divisions') counts = await importDivisions(db, table, options, bad)
      else counts = await importTable(db, await congressIdOf(db, options.congress), table, { ...options, kind: options.kind }, bad)
      if (bad.length > 0 || options.isDryRun) throw DRY_RUN
    })
  } catch (error) {
    if (error instanceof UnreadableFile) bad.push(error.cell)
    else if (error !== DRY_RUN) throw error
  }
  return bad.length > 0
    ? { isGood: false, bad }
    : { isGood: true, added: counts.added, changed: counts.changed, unchanged: counts.unchanged }
}

const NONE: Counts = { added: 0, changed: 0, unchanged: 0 }

async function importDivisions(db: Kysely<Database>, table: Table, { datum, progress }: ImportOptions, bad: BadCell[]): Promise<Counts> {
  const wish = wantedDivisions(table, datum, bad)
  return bad.length > 0 ? NONE : merge(db, 'divisions', null, wish, (done) => progress(done, wish.wanted.length))
}

/** What belongs to one congress; where a row is bad, notes it and writes nothing. To be called within a transaction. */
export async function importTable(
  db: Kysely<Database>,
  congressId: string,
  table: Table,
  { kind, datum, progress }: OfCongress,
  bad: BadCell[],
): Promise<Counts> {
  if (kind === 'rosters') {
    const lines = wantedRoster(table, bad, await namesOf(db, congressId))
    await noteBooked(db, congressId, lines, bad)
    return bad.length > 0 ? NONE : mergeRoster(db, congressId, lines, (done) => progress(done, lines.length))
  }
  const wish = await wantedOf(db, congressId, table, { kind, datum }, bad)
  if (bad.length > 0) return NONE
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
  { kind, datum }: Pick<OfCongress, 'kind' | 'datum'>,
  bad: BadCell[],
): Promise<Wish & { stationOf?: Map<string, string> }> {
  if (kind === 'deputies') return wantedDeputies(table, bad, await namesOf(db, congressId))
  if (kind === 'constituencies') return wantedConstituencies(table, datum, bad)
  return wantedStations(table, datum, bad, await divisionsOf(db, table))
}

/** Codes of the divisions that a file may mean, by code and, where only one has it, by name: the whole country has 600,000. */
async function divisionsOf(db: Kysely<Database>, table: Table): Promise<Map<string, string>> {
  const cells = table.kind === 'rows' ? [...new Set(table.rows.flatMap((row) => row.map((cell) => cell.trim())))] : []
  const among = sql<string[]>`${cells}::text[]`
  const rows = await db
    .selectFrom('divisions')
    .where(({ eb, fn, or }) => or([eb('code', '=', fn.any(among)), eb('name', '=', fn.any(among))]))
    .select(['code', 'name'])
    .execute()
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
  const unreadable = (rule: ImportRule, value = '') => new UnreadableFile(rule, { column: CONGRESS_OPTION, value })
  if (code === undefined && congresses.length > 1) throw unreadable('several_congresses', codes)
  const found = code === undefined ? congresses[0] : congresses.find((congress) => congress.code === code)
  if (!found)
    throw code === undefined ? unreadable('no_congress') : unreadable('unknown_congress', `${code} (there is: ${codes || 'none'})`)
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
