import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { NotificationKind } from '../../domain/notification'
import type { Database } from '../database/schema'

export interface Telling {
  kind: NotificationKind
  concernId?: string | null
  visitId?: string
  receptionId?: string
  noticeId?: string
  /** Told then and not before, as a reminder is. */
  showAt?: Date
  /** The check that must pass before anybody is told. */
  waitsFor?: string | null
  /** Told once under this name, however often it is said. */
  once?: string
}

/** Owes people a notification, within the transaction of the step that it tells of. */
export async function tell(
  { db, congress, at }: { db: Kysely<Database>; congress: { id: string }; at: Date },
  personIds: readonly string[],
  { kind, concernId = null, visitId, receptionId, noticeId, showAt = at, waitsFor = null, once }: Telling,
): Promise<void> {
  if (personIds.length === 0) return
  await db
    .insertInto('outbox')
    .values(
      [...new Set(personIds)].map((personId) => ({
        congress_id: congress.id,
        id: randomUUID(),
        person_id: personId,
        kind,
        concern_id: concernId,
        visit_id: visitId,
        reception_id: receptionId,
        notice_id: noticeId,
        created_at: at,
        show_at: showAt,
        next_at: showAt,
        waits_for: waitsFor,
        once: once ?? null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['congress_id', 'person_id', 'once']).doNothing())
    .execute()
}

/** Everybody in the office of a congress. */
export async function officeOf(db: Kysely<Database>, congressId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('memberships')
    .where('congress_id', '=', congressId)
    .where('role', '=', 'office')
    .select('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}
