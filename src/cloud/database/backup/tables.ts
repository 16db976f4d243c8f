import pg from 'pg'

/** One connection of a command's own, in UTC, so that rows read the same on every server. */
export async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, keepAlive: true })
  await client.connect()
  await client.query(
    `set timezone = 'UTC'; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set extra_float_digits = 1`,
  )
  return client
}

export interface TableOf {
  name: string
  columns: string[]
}

/** Kept by whoever restores: the log of migrations, and that of backups. */
const OURS = ['kysely_migration', 'kysely_migration_lock', 'backups']

/** Every table with its columns, by name. */
export async function tablesOf(client: pg.Client): Promise<TableOf[]> {
  const { rows } = await client.query<TableOf>(
    `select c.relname as name, array_agg(a.attname::text order by a.attname) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and c.relname <> all ($1)
     group by c.relname order by c.relname`,
    [OURS],
  )
  return rows
}

export const quoted = (name: string): string => pg.escapeIdentifier(name)
export const columnsOf = ({ columns }: Pick<TableOf, 'columns'>): string => columns.map(quoted).join(', ')

/** A number over all rows, whatever their order: the sum of a hash of each. The same where every row is the same. */
export async function sumOf(client: pg.Client, table: TableOf): Promise<{ rows: number; sum: string }> {
  const { rows } = await client.query<{ rows: number; sum: string }>(
    `select count(*) as rows, coalesce(sum(hashtextextended(row(${columnsOf(table)})::text, 0)::numeric), 0)::text as sum from ${quoted(table.name)}`,
  )
  return rows[0]!
}

export async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name')
  return rows.map(({ name }) => name)
}
