import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { dayOf } from '../../domain/calendar'
import type { IdentityReason, OpenerRole, OpeningKind } from '../../domain/identity'
import type { ConcernRow } from '../concern/record'
import type { Database } from '../database/schema'
import type { ActorScope } from '../operation'

interface Opening {
  what: OpeningKind
  by: OpenerRole
  reasonCode?: IdentityReason
  reason?: string
}

/** Notes who opened what of a case, where its reporter reads it: who they are, by their own name and whom they act for. */
export async function keepOpening(
  scope: Omit<ActorScope, 'db'> & { db: Kysely<Database> },
  row: Pick<ConcernRow, 'id' | 'assignee_id' | 'station_id'>,
  { what, by, reasonCode, reason = '' }: Opening,
): Promise<void> {
  const at = scope.now()
  await scope.db
    .insertInto('identity_openings')
    .values({
      congress_id: scope.congress.id,
      id: randomUUID(),
      concern_id: row.id,
      what,
      by_role: by,
      by_person: by === 'system' ? null : scope.actor.personId,
      by_name: await nameOf(scope, row, by),
      reason_code: reasonCode ?? null,
      reason,
      at,
      on_day: dayOf(at),
    })
    .onConflict((conflict) => conflict.columns(['congress_id', 'concern_id', 'by_person', 'on_day']).where('what', '=', 'read').doNothing())
    .execute()
}

async function nameOf(
  { db, congress, actor }: Omit<ActorScope, 'db'> & { db: Kysely<Database> },
  { assignee_id, station_id }: Pick<ConcernRow, 'assignee_id' | 'station_id'>,
  by: OpenerRole,
): Promise<string> {
  if (by === 'system') return ''
  if (by === 'deputy') return (await nameIn(db, 'deputies', congress.id, assignee_id)) ?? ''
  const place = by === 'desk' ? await nameIn(db, 'stations', congress.id, station_id) : `${congress.name}办公室`
  return [place, await nameIn(db, 'persons', congress.id, actor.personId)].filter(Boolean).join(' ')
}

async function nameIn(db: Kysely<Database>, table: 'deputies' | 'stations' | 'persons', congressId: string, id: string | null) {
  if (!id) return null
  const row = await db.selectFrom(table).where('congress_id', '=', congressId).where('id', '=', id).select('name').executeTakeFirst()
  return row?.name ?? null
}
