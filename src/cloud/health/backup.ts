import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/schema'

/** When the last backup of this database ended; null where none was noted, or where the schema keeps no such notes. */
export async function lastBackup(db: Kysely<Database>): Promise<Date | null> {
  const { rows } = await sql<{ isKept: boolean }>`select to_regclass('backups') is not null as "isKept"`.execute(db)
  if (!rows[0]!.isKept) return null
  const backups = await sql<{ at: Date | null }>`select max(finished_at) as at from backups`.execute(db)
  return backups.rows[0]!.at
}
