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

type Of = Pick<ConcernRow, 'assignee_id' | 'station_id'> & ({ id: string } | { visitId: string })

/** Notes who opened what of a case, or of a booking, where its person reads it: who they are, by their own name and whom they act for. */
export async function keepOpening(
  scope: Omit<ActorScope, 'db'> & { db: Kysely<Database> },
  row: Of,
  { what, by, reasonCode, reason = '' }: Opening,
): Promise<void> {
  const at = scope.now()
  await scope.db
    .insertInto('identity_openings')
    .values({
      congress_id: scope.congress.id,
      id: randomUUID(),
      ...('id' in row ? { concern_id: row.id } : { visit_id: row.visitId }),
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

/** The same for what a desk or the office was shown of many cases at once; what is their own is nobody's to be told of. */
export async function keepListed(
  { db, congress, actor, now }: ActorScope,
  rows: readonly Pick<ConcernRow, 'id' | 'station_id' | 'reporter_id'>[],
  what: 'listed' | 'read',
): Promise<void> {
  const others = rows.filter(({ reporter_id }) => reporter_id !== actor.personId)
  if (others.length === 0) return
  const at = now()
  const place = new Map<string | null, string>()
  const clerk = await nameIn(db, 'persons', congress.id, actor.personId)
  for (const { station_id } of others)
    if (!place.has(station_id)) {
      const isDesk = station_id !== null && actor.stationIds.includes(station_id)
      place.set(station_id, (isDesk ? await nameIn(db, 'stations', congress.id, station_id) : `${congress.name}办公室`) ?? '')
    }
  await db
    .insertInto('identity_openings')
    .values(
      others.map(({ id, station_id }) => ({
        congress_id: congress.id,
        id: randomUUID(),
        concern_id: id,
        what,
        by_role: station_id !== null && actor.stationIds.includes(station_id) ? ('desk' as const) : ('office' as const),
        by_person: actor.personId,
        by_name: [place.get(station_id), clerk].filter(Boolean).join(' '),
        reason_code: null,
        reason: '',
        at,
        on_day: dayOf(at),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
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
