import type { VisitEventKind } from '../../contract/visit'
import type { NotificationKind } from '../../domain/notification'
import type { VisitEventData } from '../database/visits'
import type { ReceptionRow, StepScope } from '../reception/record'
import { recordVisit, tellVisitor, updateVisit, type VisitRow } from './record'

/** Who has booked a place at a reception, holds an offer or waits for one. */
export async function bookedAt({ db, congress }: StepScope, reception: ReceptionRow): Promise<VisitRow[]> {
  return db
    .selectFrom('visits')
    .where('congress_id', '=', congress.id)
    .where('reception_id', '=', reception.id)
    .where('state', 'in', ['waiting', 'offered', 'booked'])
    .selectAll()
    .orderBy('created_at')
    .execute()
}

/** Owes everybody who is booked at a reception a message, and notes it with each visit and in the calendar that shows it. */
export async function tellBooked(
  scope: StepScope,
  reception: ReceptionRow,
  { event, kind, data }: { event: VisitEventKind; kind: NotificationKind; data: VisitEventData },
): Promise<void> {
  for (const row of await bookedAt(scope, reception)) {
    await updateVisit(scope, row, {}, { isShown: row.state === 'booked' })
    await recordVisit(scope, row.id, { kind: event, by: null, data })
    await tellVisitor(scope, row, kind)
  }
}
