import { sql, type Kysely } from 'kysely'
import { keepKeys, returnKeys } from './distribute-keys'
import { migrate } from './migrate'
import type { Database } from './schema'

/** Tables that stand whole on every machine: read by all congresses, changed seldom. All others are spread by congress. */
export const referenceTables = ['backups', 'congresses', 'divisions', 'heartbeats', 'short_codes'] as const
const isReference = (name: string) => (referenceTables as readonly string[]).includes(name)

export interface Distributed {
  reference: string[]
  distributed: string[]
  keys: number
}

/**
 * Spreads the tables over the machines of a Citus cluster; a second call does what is left, or nothing. Throws a sentence
 * where the extension is missing, before anything is changed. Each table is a transaction of its own: Citus takes no
 * other way where rows refer to a reference table. What was broken off goes on with the next call.
 */
export async function distribute(db: Kysely<Database>, report: (line: string) => void): Promise<Distributed> {
  const { rows: found } = await sql`select from pg_extension where extname = 'citus'`.execute(db)
  if (found.length === 0)
    throw new Error('The extension citus is missing in this database: nothing was changed. See docs/scale.md for a cluster that has it')
  await migrate(db)
  return db.connection().execute(async (within) => {
    const left = await tablesLeft(within)
    const stray = left.filter(({ name, hasCongress }) => !hasCongress && !isReference(name))
    if (stray.length > 0)
      throw new Error(`${stray.map(({ name }) => name).join(', ')}: no congress_id to spread it by. Nothing was changed`)

    // Our triggers look at the row and at rows of its own case, which lie on the same machine.
    await sql`set citus.enable_unsafe_triggers = on`.execute(within)
    if (left.length > 0) {
      await keepKeys(within)
      await shareFunctions(within)
    }
    const done: Distributed = { reference: [], distributed: [], keys: 0 }
    for (const { name } of left.filter((each) => isReference(each.name))) {
      report(`${name}: whole on every machine`)
      await sql`select create_reference_table(${name})`.execute(within)
      done.reference.push(name)
    }
    let first = await firstDistributed(within)
    for (const { name } of left.filter((each) => !isReference(each.name))) {
      report(`${name}: by congress`)
      // Side by side with the first, so that all rows of a congress lie on one machine.
      await sql`select create_distributed_table(${name}, 'congress_id', colocate_with => ${first ?? 'default'})`.execute(within)
      first ??= name
      done.distributed.push(name)
    }
    done.keys = await returnKeys(within)
    return done
  })
}

/** What the cluster does not know yet, what is referred to before what refers to it. */
async function tablesLeft(db: Kysely<Database>): Promise<{ name: string; hasCongress: boolean }[]> {
  const { rows } = await sql<{ name: string; hasCongress: boolean; refersTo: string[] }>`
    select t.relname as name,
      exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'congress_id' and not a.attisdropped) as "hasCongress",
      array(select distinct c.confrelid::regclass::text from pg_constraint c where c.conrelid = t.oid and c.contype = 'f' and c.confrelid <> t.oid)
        as "refersTo"
    from pg_class t
    where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and t.relname not like 'kysely%' and t.relname <> 'keys_to_return'
      and t.oid not in (select logicalrelid from pg_dist_partition)
    order by t.relname`.execute(db)
  const ordered: typeof rows = []
  while (ordered.length < rows.length) {
    const isPlaced = (name: string) => ordered.some((each) => each.name === name) || !rows.some((each) => each.name === name)
    const next = rows.filter((row) => !ordered.includes(row) && row.refersTo.every(isPlaced))
    if (next.length === 0) throw new Error('Tables refer to each other in a circle. Nothing was changed')
    ordered.push(...next)
  }
  return ordered
}

async function firstDistributed(db: Kysely<Database>): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    select logicalrelid::regclass::text as name from pg_dist_partition where partmethod = 'h' order by 1 limit 1`.execute(db)
  return rows[0]?.name
}

/** Functions of ours that triggers and defaults call must be on every machine. */
async function shareFunctions(db: Kysely<Database>): Promise<void> {
  await sql`
    select create_distributed_function(p.oid::regprocedure) from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')`.execute(db)
}
