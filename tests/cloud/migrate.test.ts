import { sql } from 'kysely'
import { migrate } from '../../src/cloud/database/migrate'
import { openDatabase } from '../../src/cloud/database/open'
import { emptyDatabase } from './database'

const tables = sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`

test('a migration that fails leaves the schema as it was, holds nobody up, and goes through once the cause is gone', async () => {
  const { url, drop } = await emptyDatabase()
  const db = openDatabase(url, 2, () => {})
  // Of the last migration, so that all others have been made when it fails.
  await sql`create table backups (x int)`.execute(db)
  await expect(migrate(db)).rejects.toThrow('relation "backups" already exists')
  expect((await tables.execute(db)).rows.map(({ name }) => name)).toEqual(['backups', 'kysely_migration', 'kysely_migration_lock'])
  await sql`drop table backups`.execute(db)
  const made = await Promise.all([migrate(db), migrate(db)])
  expect(made.filter((names) => names.length > 0)).toHaveLength(1)
  await db.destroy()
  await drop()
})
