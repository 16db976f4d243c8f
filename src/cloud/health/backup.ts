import type { Kysely } from 'kysely'
import type { Database } from '../database/schema'

/** When the last backup of this database ended; null where none was made. */
export async function lastBackup(db: Kysely<Database>): Promise<Date | null> {
  const { at } = await db
    .selectFrom('backups')
    .select(({ fn }) => fn.max('finished_at').as('at'))
    .executeTakeFirstOrThrow()
  return at
}
