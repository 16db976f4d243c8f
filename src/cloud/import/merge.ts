import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/schema'

export interface Counts {
  added: number
  changed: number
  unchanged: number
}

/** One row to be: `values` are compared with what is there, `derived` are made from them and only written. */
export interface Wanted {
  key: string
  values: Record<string, unknown>
  derived?: Record<string, unknown>
}

/** JSON goes in as text; everything else as it is. */
const written = (value: unknown) =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !('toOperationNode' in value) ? JSON.stringify(value) : value
const BATCH = 500

/** Brings the rows of one congress (or of a reference table) to what a file says: adds, changes, leaves the rest. Returns the ids of the added by key. */
export async function merge(
  db: Kysely<Database>,
  table: 'divisions' | 'constituencies' | 'stations' | 'deputies',
  congressId: string | null,
  wanted: readonly Wanted[],
  progress: (done: number) => void,
): Promise<Counts & { addedIds: string[] }> {
  const columns = Object.keys(wanted[0]?.values ?? {})
  const mine = congressId ? sql`where congress_id = ${congressId}` : sql``
  const { rows } = await sql<
    Record<string, unknown>
  >`select code, ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)} ${mine}`.execute(db)
  const present = new Map(rows.map(({ code, ...values }) => [String(code), values]))
  const added: Record<string, unknown>[] = []
  const result = { added: 0, changed: 0, unchanged: 0, addedIds: [] as string[] }
  for (const [index, { key, values, derived = {} }] of wanted.entries()) {
    const before = present.get(key)
    const all = Object.fromEntries(Object.entries({ ...values, ...derived }).map(([column, value]) => [column, written(value)]))
    if (!before) {
      const id = randomUUID()
      if (congressId) result.addedIds.push(id)
      added.push({ ...(congressId && { congress_id: congressId, id }), code: key, ...all })
      result.added += 1
    } else if (isDeepStrictEqual({ ...before }, values)) result.unchanged += 1
    else {
      const changes = sql.join(Object.entries(all).map(([column, value]) => sql`${sql.ref(column)} = ${value}`))
      const ofCongress = congressId ? sql`congress_id = ${congressId} and` : sql``
      await sql`update ${sql.table(table)} set ${changes} where ${ofCongress} code = ${key}`.execute(db)
      result.changed += 1
    }
    if (index % 100 === 0) progress(index)
  }
  for (let from = 0; from < added.length; from += BATCH) {
    await db
      .insertInto(table)
      .values(added.slice(from, from + BATCH) as never)
      .execute()
    progress(wanted.length - added.length + Math.min(added.length, from + BATCH))
  }
  return result
}
