import { sql } from 'kysely'
import type { Output } from '../../contract'
import type { VisitEventKind } from '../../contract/visit'
import { slotStart } from '../../domain/reception'
import { visitStepsFor, type VisitRelation } from '../../domain/visit'
import type { ActorScope } from '../operation'
import { aboutFor } from '../identity/words'
import { timesOf, type ReceptionRow } from '../reception/record'
import { settingsOf, startOf, type VisitRow } from './record'
import { factsOf, limitsOf, type Visible } from './visible'

type View = Output<'visit.open'>
type Item = Output<'visit.mine'>['items'][number]

/** Visits as a list shows them; each comes with its reception. */
export async function itemsOf(
  { db, congress }: Pick<ActorScope, 'db' | 'congress'>,
  visits: readonly { row: VisitRow; reception: ReceptionRow }[],
): Promise<Item[]> {
  if (visits.length === 0) return []
  const topicCodes = visits.flatMap(({ row }) => row.topic_code ?? [])
  const waitingIds = visits.filter(({ row }) => row.state === 'waiting').map(({ row }) => row.id)
  const [stations, deputies, topics, ahead] = await Promise.all([
    db
      .selectFrom('stations')
      .where('congress_id', '=', congress.id)
      .where('id', 'in', [...new Set(visits.map(({ reception }) => reception.station_id))])
      .select(['id', 'name', 'address', 'lon', 'lat'])
      .execute(),
    db
      .selectFrom('deputies')
      .where('congress_id', '=', congress.id)
      .where('id', 'in', [...new Set(visits.map(({ reception }) => reception.deputy_id))])
      .select(['id', 'name'])
      .execute(),
    topicCodes.length === 0
      ? []
      : db.selectFrom('topics').where('congress_id', '=', congress.id).where('code', 'in', topicCodes).select(['code', 'name']).execute(),
    waitingIds.length === 0
      ? []
      : sql<{ id: string; ahead: number }>`
          select v.id, count(o.id) as ahead from visits v
          left join visits o on o.congress_id = v.congress_id and o.reception_id = v.reception_id
            and o.state = 'waiting' and o.queue_no < v.queue_no
          where v.congress_id = ${congress.id} and v.id = any(${waitingIds}::uuid[]) group by v.id`
          .execute(db)
          .then(({ rows }) => rows),
  ])
  return visits.map(({ row, reception }) => {
    const { lon, lat, ...station } = stations.find(({ id }) => id === reception.station_id)!
    const startsAt = startOf(row, reception)
    return {
      id: row.id,
      state: row.state,
      startsAt: startsAt?.toISOString() ?? null,
      endsAt: startsAt && new Date(startsAt.getTime() + reception.slot_minutes * 60_000).toISOString(),
      reception: { id: reception.id, on: reception.on_day, from: reception.from_minute, to: reception.to_minute },
      station: { ...station, at: { lon, lat } },
      deputy: deputies.find(({ id }) => id === reception.deputy_id)!,
      topic: topics.find(({ code }) => code === row.topic_code) ?? null,
      people: row.people,
      waiting:
        row.state === 'waiting'
          ? {
              ahead: ahead.find(({ id }) => id === row.id)?.ahead ?? 0,
              startsAt: row.wanted_slot === null ? null : slotStart(timesOf(reception), row.wanted_slot).toISOString(),
            }
          : null,
      offerEndsAt: row.offer_ends_at?.toISOString() ?? null,
    }
  })
}

/** Who may see what of a visit beside its time and place. The office oversees; what somebody needs and says does not concern it. */
const mayRead = (relations: readonly VisitRelation[]) => relations.some((relation) => relation !== 'office')
const maySeeCode = (relations: readonly VisitRelation[]) => relations.includes('visitor') || relations.includes('desk')

/** A visit as the actor may see it. Nobody's name or phone is part of it: the code is enough at the door. */
export async function viewVisit(scope: ActorScope, { row, reception, relations }: Visible): Promise<View> {
  const { db, congress, now } = scope
  const settings = settingsOf(congress)
  const [[item], events, concern, proposed] = await Promise.all([
    itemsOf(scope, [{ row, reception }]),
    db
      .selectFrom('visit_events')
      .where('congress_id', '=', congress.id)
      .where('visit_id', '=', row.id)
      .select(['kind', 'by_relation', 'at', 'data'])
      .orderBy('seq')
      .execute(),
    row.concern_id
      ? db
          .selectFrom('concerns')
          .where('congress_id', '=', congress.id)
          .where('id', '=', row.concern_id)
          .select(['id', 'number'])
          .executeTakeFirst()
      : null,
    row.proposal?.topic
      ? db
          .selectFrom('topics')
          .where('congress_id', '=', congress.id)
          .where('code', '=', row.proposal.topic)
          .select(['code', 'name'])
          .executeTakeFirst()
      : null,
  ])
  const deputyIds = [...new Set(events.flatMap(({ data }) => data.deputyId ?? []))]
  const deputies =
    deputyIds.length === 0
      ? []
      : await db.selectFrom('deputies').where('congress_id', '=', congress.id).where('id', 'in', deputyIds).select(['id', 'name']).execute()
  const { cancelUntil, rescheduleUntil } = limitsOf(row, reception, settings)
  const isReader = mayRead(relations)
  return {
    ...item!,
    relations,
    steps: visitStepsFor(relations, factsOf(row, reception, settings, now())),
    isWalkIn: row.visitor_id === null,
    about: isReader ? aboutFor(row, relations) : null,
    needs: isReader ? row.needs : null,
    code: maySeeCode(relations) ? row.code : null,
    cancelUntil: cancelUntil?.toISOString() ?? null,
    rescheduleUntil: rescheduleUntil?.toISOString() ?? null,
    wasMoved: row.was_moved,
    reason: row.was_moved || row.state === 'closed' ? reception.reason : null,
    arrivedAt: row.arrived_at?.toISOString() ?? null,
    minutes: isReader && row.said !== null ? { said: row.said, promised: row.promised ?? '', promisedOn: row.promised_on } : null,
    proposal: isReader && row.proposal ? { text: row.proposal.text, topic: proposed ?? null, address: row.proposal.address } : null,
    concern: isReader ? (concern ?? null) : null,
    events: events.map(({ kind, by_relation, at, data }) => ({
      kind: kind as VisitEventKind,
      by: by_relation as VisitRelation | null,
      at: at.toISOString(),
      startsAt: data.startsAt ?? null,
      deputyName: deputies.find(({ id }) => id === data.deputyId)?.name ?? null,
    })),
  }
}
