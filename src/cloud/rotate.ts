import { sql } from 'kysely'
import { sealContact, sealHeader, unsealContact } from './contact'
import type { Context } from './context'

/** Tables whose `contact` is sealed and bound to the row's id. */
export const sealedTables = ['concerns', 'assistances', 'registrations'] as const

const BATCH = 500

export interface Rotation {
  resealed: number
  /** Rows that neither key opens. They are left as they are. */
  unreadable: { table: string; id: string }[]
}

/**
 * Seals every contact anew that the current key has not sealed. Each batch is one statement, so that it may be stopped
 * and started again at any time, and a row that somebody changes meanwhile is left as they made it.
 */
export async function rotateContacts(
  { db, contactKey }: Pick<Context, 'db' | 'contactKey'>,
  /** Rows gone through since this start, and all that this start found to do. */
  report: (done: number, total: number) => void,
): Promise<Rotation> {
  const header = sealHeader(contactKey.current)
  const rotation: Rotation = { resealed: 0, unreadable: [] }
  const congresses = await db.selectFrom('congresses').select('id').orderBy('code').execute()
  let done = 0
  let total = 0
  for (const congress of congresses) total += await countOfOld(db, congress.id, header)
  for (const congress of congresses)
    for (const table of sealedTables)
      for (let after: string | null = null; ;) {
        const { rows }: { rows: { id: string; contact: Buffer }[] } = await sql<{ id: string; contact: Buffer }>`
          select id, contact from ${sql.table(table)}
          where congress_id = ${congress.id} and id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
            and substring(contact for ${header.length}) <> ${header}
          order by id limit ${BATCH}`.execute(db)
        if (rows.length === 0) break
        done += rows.length
        after = rows.at(-1)!.id
        const made = rows.flatMap(({ id, contact }) => {
          try {
            return [{ id, was: contact, is: sealContact(unsealContact(contact, contactKey, id), contactKey, id) }]
          } catch {
            rotation.unreadable.push({ table, id })
            return []
          }
        })
        const { numAffectedRows } = await sql`
          update ${sql.table(table)} as held set contact = made."is"
          from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ was }) => was)}::bytea[], ${made.map((each) => each.is)}::bytea[])
            as made(id, was, "is")
          where held.congress_id = ${congress.id} and held.id = made.id and held.contact = made.was`.execute(db)
        rotation.resealed += Number(numAffectedRows ?? 0)
        report(done, Math.max(done, total))
      }
  return rotation
}

/** How many another key has sealed. */
async function countOfOld(db: Context['db'], congressId: string, header: Buffer): Promise<number> {
  let sum = 0
  for (const table of sealedTables) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)}
      where congress_id = ${congressId} and substring(contact for ${header.length}) <> ${header}`.execute(db)
    sum += rows[0]!.count
  }
  return sum
}
