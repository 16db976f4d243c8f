import type * as v from 'valibot'
import type { receptionView } from '../../contract/reception'
import { dayOf } from '../../domain/calendar'
import { firstAnnounceable, receptionRelationsOf, receptionStepsFor } from '../../domain/reception'
import { visitSettingsOf } from '../../domain/visit'
import type { ActorScope } from '../operation'
import { isOver, receptionPartiesOf, type ReceptionRow } from './record'

export type ReceptionView = v.InferOutput<typeof receptionView>

/** Receptions as those who hold them see them; one that is nothing to the actor is left out. */
export async function viewReceptions(scope: ActorScope, rows: readonly ReceptionRow[]): Promise<ReceptionView[]> {
  const { db, congress, actor, now, calendar } = scope
  const own = rows.flatMap((row) => {
    const relations = receptionRelationsOf(actor, receptionPartiesOf(row))
    return relations.length > 0 ? { row, relations } : []
  })
  if (own.length === 0) return []
  const [stations, deputies, counts] = await Promise.all([
    db
      .selectFrom('stations')
      .where('congress_id', '=', congress.id)
      .where('id', 'in', [...new Set(own.map(({ row }) => row.station_id))])
      .select(['id', 'name'])
      .execute(),
    db
      .selectFrom('deputies')
      .where('congress_id', '=', congress.id)
      .where('id', 'in', [...new Set(own.flatMap(({ row }) => [row.deputy_id, ...(row.successor_id ? [row.successor_id] : [])]))])
      .select(['id', 'name'])
      .execute(),
    db
      .selectFrom('visits')
      .where('congress_id', '=', congress.id)
      .where(
        'reception_id',
        'in',
        own.map(({ row }) => row.id),
      )
      .select(({ fn }) => [
        'reception_id',
        fn.countAll<number>().filterWhere('seat', 'is not', null).as('taken'),
        fn.countAll<number>().filterWhere('state', '=', 'waiting').as('waiting'),
      ])
      .groupBy('reception_id')
      .execute(),
  ])
  const deputy = (id: string) => deputies.find((each) => each.id === id)!
  const at = now()
  const earliest = firstAnnounceable(dayOf(at), visitSettingsOf(congress.settings.visits).announceDays)
  return own.map(({ row, relations }) => ({
    id: row.id,
    state: row.state,
    relations,
    steps: receptionStepsFor(relations, { state: row.state, isOver: isOver(row, at) }),
    on: row.on_day,
    from: row.from_minute,
    to: row.to_minute,
    slotMinutes: row.slot_minutes,
    capacity: row.capacity,
    station: stations.find(({ id }) => id === row.station_id)!,
    deputy: deputy(row.deputy_id),
    successor: row.successor_id ? deputy(row.successor_id) : null,
    isLate: row.state === 'planned' && row.on_day < earliest,
    isProvisional: row.on_day > calendar.publishedUntil,
    taken: counts.find(({ reception_id }) => reception_id === row.id)?.taken ?? 0,
    waiting: counts.find(({ reception_id }) => reception_id === row.id)?.waiting ?? 0,
    reason: row.reason,
  }))
}
