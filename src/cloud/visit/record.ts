import { sql, type Selectable } from 'kysely'
import type { VisitEventKind } from '../../contract/visit'
import type { NotificationKind } from '../../domain/notification'
import { slotStart } from '../../domain/reception'
import { remindersOf, visitSettingsOf, type VisitRelation, type VisitSettings } from '../../domain/visit'
import type { Database } from '../database/schema'
import type { VisitEventData } from '../database/visits'
import { tell } from '../notification/tell'
import type { Congress } from '../operation'
import { timesOf, type ReceptionRow, type StepScope } from '../reception/record'

export type VisitRow = Selectable<Database['visits']>

/** One kind of row for both reminders: what is told is the time of the visit, read when it is sent. */
const REMINDER = 'visit_reminder'

export const settingsOf = ({ settings }: Pick<Congress, 'settings'>): VisitSettings => visitSettingsOf(settings.visits)

/** When a visit begins; null while it has no slot. */
export const startOf = ({ slot }: Pick<VisitRow, 'slot'>, reception: ReceptionRow): Date | null =>
  slot === null ? null : slotStart(timesOf(reception), slot)

/** Appends one event to the log of a visit whose reception this transaction has locked. */
export async function recordVisit(
  { db, congress, actor, at }: StepScope,
  id: string,
  { kind, by, data = {}, at: when = at }: { kind: VisitEventKind; by: VisitRelation | null; data?: VisitEventData; at?: Date },
): Promise<void> {
  await db
    .insertInto('visit_events')
    .values({
      congress_id: congress.id,
      visit_id: id,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from visit_events where congress_id = ${congress.id} and visit_id = ${id})`,
      kind,
      by_relation: by,
      actor_id: by && actor ? actor.personId : null,
      at: when,
      data: JSON.stringify(data),
    })
    .execute()
}

/** Changes the row of a visit whose reception this transaction has locked. `isShown`: a calendar shows the change. */
export async function updateVisit(
  { db, congress, at }: StepScope,
  row: VisitRow,
  changes: Omit<Partial<VisitRow>, 'proposal'>,
  { isShown }: { isShown: boolean },
): Promise<VisitRow> {
  const all = { ...changes, changed_at: at, sequence: row.sequence + (isShown ? 1 : 0) }
  await db.updateTable('visits').set(all).where('congress_id', '=', congress.id).where('id', '=', row.id).execute()
  return { ...row, ...all }
}

/** Owes the visitor a message; who walked in without an account gets none. */
export async function tellVisitor(
  scope: StepScope,
  { id, visitor_id }: Pick<VisitRow, 'id' | 'visitor_id'>,
  kind: NotificationKind,
  showAt?: Date,
): Promise<void> {
  if (visitor_id) await tell(scope, [visitor_id], { kind, visitId: id, ...(showAt && { showAt }) })
}

/** Owes the reminders of a booking anew; those of an earlier time, or of a visit that is off, are taken back. */
export async function remind(scope: StepScope, row: VisitRow, reception: ReceptionRow): Promise<void> {
  await scope.db
    .deleteFrom('outbox')
    .where('congress_id', '=', scope.congress.id)
    .where('visit_id', '=', row.id)
    .where('kind', '=', REMINDER)
    .where('done_at', 'is', null)
    .execute()
  const startsAt = startOf(row, reception)
  if (row.state !== 'booked' || !startsAt) return
  for (const at of remindersOf(startsAt, scope.at, settingsOf(scope.congress).reminderHours)) await tellVisitor(scope, row, REMINDER, at)
}
