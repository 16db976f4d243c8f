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
  report: (resealed: number) => void,
): Promise<Rotation> {
  const header = sealHeader(contactKey.current)
  const rotation: Rotation = { resealed: 0, unreadable: [] }
  for (const congress of await db.selectFrom('congresses').select('id').orderBy('code').execute())
    for (const table of sealedTables)
      for (let after: string | null = null; ;) {
        const { rows }: { rows: { id: string; contact: Buffer }[] } = await sql<{ id: string; contact: Buffer }>`
          select id, contact from ${sql.table(table)}
          where congress_id = ${congress.id} and id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
            and substring(contact for ${header.length}) <> ${header}
          order by id limit ${BATCH}`.execute(db)
        if (rows.length === 0) break
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
        report(rotation.resealed)
      }
  return rotation
}
