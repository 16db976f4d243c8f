import { sql, type Kysely } from 'kysely'
import type { Database } from './schema'

interface Key {
  owner: string
  name: string
  definition: string
}

/**
 * A cluster takes no foreign key between a table that is spread and one that is not yet, so all are put aside in a table
 * of their own, in the transaction that drops them: whatever breaks off after that, none is forgotten.
 */
export async function keepKeys(db: Kysely<Database>): Promise<void> {
  await sql`create table if not exists public.keys_to_return (owner text, name text, definition text not null, primary key (owner, name))`.execute(
    db,
  )
  const { rows } = await sql<Key>`
    select conrelid::regclass::text as owner, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`.execute(db)
  await sql`begin`.execute(db)
  try {
    for (const { owner, name, definition } of rows) {
      await sql`insert into public.keys_to_return values (${owner}, ${name}, ${definition}) on conflict do nothing`.execute(db)
      await sql`alter table ${sql.table(owner)} drop constraint ${sql.ref(name)}`.execute(db)
    }
    await sql`commit`.execute(db)
  } catch (error) {
    await sql`rollback`.execute(db)
    throw error
  }
}

/** Gives the keys back, each checked against the rows that are there, and answers how many. */
export async function returnKeys(db: Kysely<Database>): Promise<number> {
  const { rows: kept } = await sql`select from pg_class where relname = 'keys_to_return'`.execute(db)
  if (kept.length === 0) return 0
  const { rows } = await sql<Key>`
    select owner, name, definition from public.keys_to_return k
    where not exists (select from pg_constraint c where c.conrelid = k.owner::regclass and c.conname = k.name)
    order by owner, name`.execute(db)
  for (const { owner, name, definition } of rows)
    await sql`alter table ${sql.table(owner)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(db)
  await sql`drop table public.keys_to_return`.execute(db)
  return rows.length
}
