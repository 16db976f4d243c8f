import { slotCount, slotStart } from '../../domain/reception'
import { visitRelationsOf, type VisitFacts, type VisitRelation, type VisitSettings } from '../../domain/visit'
import type { ActorScope } from '../operation'
import { timesOf, type ReceptionRow } from '../reception/record'
import { startOf, type VisitRow } from './record'

export interface Visible {
  row: VisitRow
  reception: ReceptionRow
  relations: VisitRelation[]
}

const NO_RECEPTION = '00000000-0000-0000-0000-000000000000'

/** A visit that the actor is something to; null for any other, absent or not: both take the same time. */
export async function visibleVisit({ db, congress, actor }: ActorScope, id: string): Promise<Visible | null> {
  const row = await db.selectFrom('visits').where('congress_id', '=', congress.id).where('id', '=', id).selectAll().executeTakeFirst()
  const reception = await db
    .selectFrom('receptions')
    .where('congress_id', '=', congress.id)
    .where('id', '=', row?.reception_id ?? NO_RECEPTION)
    .selectAll()
    .executeTakeFirst()
  if (!row || !reception) return null
  const relations = visitRelationsOf(actor, {
    visitorId: row.visitor_id,
    deputyId: reception.deputy_id,
    stationId: reception.station_id,
  })
  return relations.length > 0 ? { row, reception, relations } : null
}

/** Until when a booking may be given back or changed; null where it is not booked, or the station moved it. */
export function limitsOf(row: VisitRow, reception: ReceptionRow, settings: VisitSettings) {
  const startsAt = row.state === 'booked' && !row.was_moved ? startOf(row, reception) : null
  const before = (minutes: number) => startsAt && new Date(startsAt.getTime() - minutes * 60_000)
  return { cancelUntil: before(settings.cancelNoticeMinutes), rescheduleUntil: before(settings.rescheduleNoticeMinutes) }
}

/** What the rules need to know of a visit. A visit that the station moved may be given back until it begins. */
export function factsOf(row: VisitRow, reception: ReceptionRow, settings: VisitSettings, now: Date): VisitFacts {
  const startsAt = startOf(row, reception) ?? slotStart(timesOf(reception), slotCount(timesOf(reception)))
  const { cancelUntil, rescheduleUntil } = limitsOf(row, reception, settings)
  return {
    state: row.state,
    isDue: now.getTime() >= startsAt.getTime() + settings.graceMinutes * 60_000,
    mayCancel: now <= (cancelUntil ?? startsAt),
    mayReschedule: now <= (rescheduleUntil ?? startsAt),
    hasVisitor: row.visitor_id !== null,
    hasProposal: row.proposal !== null,
    hasConcern: row.concern_id !== null,
  }
}
