import { PostgresAdapter, PostgresDialect, sql, type Kysely } from 'kysely'

/** Any number that nothing else in the database locks. */
const LOCK = 7_233_018_554n

/**
 * Kysely's own lock belongs to a session, which a pooler in transaction mode does not keep: two hosts would both hold it,
 * or one would leave it locked. This one belongs to the transaction in which all migrations are made (so the Migrator
 * opens none); after a statement that failed, PostgreSQL makes the commit a rollback.
 */
class MigrationLock extends PostgresAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`begin`.execute(db)
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(db)
  }

  override async releaseMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`commit`.execute(db)
  }
}

export class PooledDialect extends PostgresDialect {
  override createAdapter(): MigrationLock {
    return new MigrationLock()
  }
}
