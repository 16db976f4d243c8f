import { sql, type Kysely } from 'kysely'
import { openDatabase } from './open'
import type { Database } from './schema'

/** A copy of the database that follows the primary, a little late. */
export interface Replica {
  db: Kysely<Database>
  /** Later than this it is not read from. */
  maxLagMs: number
  /** False for a while after it failed, so that not every call waits for it in vain. */
  isAwake(): boolean
  rest(): void
}

const REST_MS = 5_000
/** A page that waits longer is better read from the primary. */
const PATIENCE_MS = 3_000
/** For how long a change may be under way, with what the clocks of the hosts differ by. */
const UNDER_WAY_MS = 60_000

export function openReplica(
  url: string,
  options: { connections: number; maxLagMs: number; onError: (error: Error) => void; clock: () => number },
): Replica {
  let restsUntil = 0
  return {
    db: openDatabase(url, options.connections, options.onError, PATIENCE_MS),
    maxLagMs: options.maxLagMs,
    isAwake: () => options.clock() >= restsUntil,
    rest: () => void (restsUntil = options.clock() + REST_MS),
  }
}

/** The timer's sign of life, by which a replica's lag is known. An idle primary writes nothing else, and its replica would look late. */
export async function beat(db: Kysely<Database>, at: Date): Promise<void> {
  await db
    .insertInto('heartbeats')
    .values({ id: 1, at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
    .execute()
}

/**
 * Whether a replica may answer this caller: it is not too late, and it has every change of theirs. Each change leaves the
 * row of its request in the same transaction, so a replica that shows the row shows the change; how old it is, or where in
 * the log, need not be known. Changes older than the greatest lag are there by that alone.
 */
export async function mayAnswer(
  replica: Replica,
  primary: Kysely<Database>,
  caller: { congressId: string; personId: string } | null,
  now: Date,
): Promise<boolean> {
  const recent = caller ? await recentChanges(primary, caller, new Date(now.getTime() - replica.maxLagMs - UNDER_WAY_MS)) : []
  const seen = caller
    ? sql<number>`(select count(*) from requests where congress_id = ${caller.congressId} and person_id = ${caller.personId}
        and request_id = any(${recent}::uuid[]))`
    : sql<number>`0`
  const { rows } = await sql<{ at: Date | null; seen: number }>`select (select at from heartbeats) as at, ${seen} as seen`.execute(
    replica.db,
  )
  const { at, seen: found } = rows[0]!
  return at !== null && now.getTime() - at.getTime() <= replica.maxLagMs && found === recent.length
}

async function recentChanges(db: Kysely<Database>, caller: { congressId: string; personId: string }, since: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('requests')
    .where('congress_id', '=', caller.congressId)
    .where('person_id', '=', caller.personId)
    .where('created_at', '>', since)
    .select('request_id')
    .execute()
  return rows.map(({ request_id }) => request_id)
}
