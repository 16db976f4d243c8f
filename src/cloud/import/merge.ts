import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/schema'

export interface Counts {
  added: number
  changed: number
  unchanged: number
}

/** One row to be: `values` are compared with what is there, `derived` are made from them where the row is written. */
export interface Wanted {
  key: string
  values: Record<string, unknown>
  derived?: () => Promise<Record<string, unknown>>
}

export interface Wish {
  wanted: Wanted[]
  /** Columns of which the file has nothing: a new row gets their default, an old one keeps what it has. */
  absent: ReadonlySet<string>
}

export interface Merged extends Counts {
  addedIds: string[]
  /** Codes of the rows that were as the file says already. */
  unchangedKeys: Set<string>
}

/** JSON goes in as text; everything else as it is. */
const written = (value: unknown) =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !('toOperationNode' in value) ? JSON.stringify(value) : value
const BATCH = 500

/** Brings the rows of one congress (or of a reference table) to what a file says: adds, changes, leaves the rest. Progress is counted in rows. */
export async function merge(
  db: Kysely<Database>,
  table: 'divisions' | 'constituencies' | 'stations' | 'deputies',
  congressId: string | null,
  { wanted, absent }: Wish,
  progress: (done: number) => void,
): Promise<Merged> {
  const result: Merged = { added: 0, changed: 0, unchanged: 0, addedIds: [], unchangedKeys: new Set() }
  if (wanted.length === 0) return result
  const compared = Object.keys(wanted[0]!.values).filter((column) => !absent.has(column))
  const mine = congressId ? sql`where congress_id = ${congressId}` : sql``
  const { rows } = await sql<
    Record<string, unknown>
  >`select ${sql.join(['code', ...compared].map((column) => sql.ref(column)))} from ${sql.table(table)} ${mine}`.execute(db)
  const present = new Map(rows.map(({ code, ...values }) => [String(code), values]))
  let batch: Record<string, unknown>[] = []
  const flush = async () => {
    if (batch.length > 0)
      await db
        .insertInto(table)
        .values(batch as never)
        .execute()
    batch = []
  }
  for (const [index, { key, values, derived }] of wanted.entries()) {
    const before = present.get(key)
    const isSame = before && compared.every((column) => isDeepStrictEqual(before[column], values[column]))
    if (isSame) {
      result.unchanged += 1
      result.unchangedKeys.add(key)
    } else {
      const all = Object.entries({ ...values, ...(await derived?.()) }).map(([column, value]) => [column, written(value)] as const)
      if (before) {
        const changes = all.filter(([column]) => !absent.has(column)).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
        const ofCongress = congressId ? sql`congress_id = ${congressId} and` : sql``
        await sql`update ${sql.table(table)} set ${sql.join(changes)} where ${ofCongress} code = ${key}`.execute(db)
        result.changed += 1
      } else {
        const id = randomUUID()
        if (congressId) result.addedIds.push(id)
        batch.push({ ...(congressId && { congress_id: congressId, id }), code: key, ...Object.fromEntries(all) })
        result.added += 1
        if (batch.length === BATCH) await flush()
      }
    }
    if (index % 100 === 0) progress(index)
  }
  await flush()
  return result
}
