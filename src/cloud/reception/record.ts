import { sql, type Selectable } from 'kysely'
import type { Actor } from '../../domain/actor'
import { dayOf, minuteOf } from '../../domain/calendar'
import type { NotificationKind } from '../../domain/notification'
import type { ReceptionParties, ReceptionRelation, ReceptionTimes } from '../../domain/reception'
import type { Database } from '../database/schema'
import type { VisitEventData } from '../database/visits'
import { tell } from '../notification/tell'
import type { ChangeScope } from '../operation'

export type ReceptionRow = Selectable<Database['receptions']>

/** A change that a person makes, or the timer, which is nobody. */
export type StepScope = Pick<ChangeScope, 'db' | 'congress' | 'at'> & { actor: Actor | null }

export const timesOf = (row: ReceptionRow): ReceptionTimes => ({
  on: row.on_day,
  from: row.from_minute,
  to: row.to_minute,
  slotMinutes: row.slot_minutes,
  capacity: row.capacity,
})

export const receptionPartiesOf = (row: ReceptionRow): ReceptionParties => ({
  deputyId: row.deputy_id,
  successorId: row.successor_id,
  stationId: row.station_id,
})

export function isOver({ on_day, to_minute }: Pick<ReceptionRow, 'on_day' | 'to_minute'>, now: Date): boolean {
  const today = dayOf(now)
  return on_day < today || (on_day === today && to_minute <= minuteOf(now))
}

/**
 * Locks receptions until the transaction ends, in one order, so that two that want the same never wait for each other.
 * Whatever gives or takes a place holds this lock.
 */
export async function lockReceptions(
  { db, congress }: Pick<StepScope, 'db' | 'congress'>,
  ids: readonly string[],
): Promise<ReceptionRow[]> {
  return db
    .selectFrom('receptions')
    .where('congress_id', '=', congress.id)
    .where('id', 'in', ids)
    .selectAll()
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Appends one event to the log of a reception that this transaction has locked or made. */
export async function recordReception(
  { db, congress, actor, at }: StepScope,
  id: string,
  { kind, by, data = {} }: { kind: string; by: ReceptionRelation | null; data?: VisitEventData },
): Promise<void> {
  await db
    .insertInto('reception_events')
    .values({
      congress_id: congress.id,
      reception_id: id,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from reception_events where congress_id = ${congress.id} and reception_id = ${id})`,
      kind,
      by_relation: by,
      actor_id: by && actor ? actor.personId : null,
      at,
      data: JSON.stringify(data),
    })
    .execute()
}

/** Owes a message about a reception to a deputy, or to the desk of its station. */
export async function tellMembers(
  { db, congress, at }: StepScope,
  receptionId: string,
  kind: NotificationKind,
  whom: { deputyId: string } | { stationId: string },
): Promise<void> {
  const members = await db
    .selectFrom('memberships')
    .where('congress_id', '=', congress.id)
    .where('deputyId' in whom ? 'deputy_id' : 'station_id', '=', 'deputyId' in whom ? whom.deputyId : whom.stationId)
    .select('person_id')
    .execute()
  await tell(
    { db, congress, at },
    members.map(({ person_id }) => person_id),
    { kind, receptionId },
  )
}
