import { dayOf, happenedAt } from '../../domain/calendar'
import { slotStart } from '../../domain/reception'
import { inQueueOrder, visitRelationsOf, visitStepsFor, type VisitRelation } from '../../domain/visit'
import type { Output } from '../../contract'
import { aboutFor } from '../identity/words'
import type { Change, ChangeScope, Handler } from '../operation'
import { lockReceptions, tellMembers, timesOf, type ReceptionRow } from '../reception/record'
import { refuse } from '../refusal'
import { freeCode, insertVisit } from './book'
import { recordVisit, remind, settingsOf, startOf, tellVisitor, updateVisit, type VisitRow } from './record'
import { answerVisit, takeVisit, visitStep } from './take'
import { factsOf } from './visible'

type AtTheDoor = Output<'visit.queue'>['queue'][number]

/** When somebody stood at the door: never ahead of now, and on the day of the reception. */
function mustBeOnTheDay({ at: now }: ChangeScope, { on_day }: ReceptionRow, said: string): Date {
  const at = happenedAt(said, now) ?? refuse('BAD_INPUT', [{ path: 'at', rule: 'future' }])
  if (dayOf(at) !== on_day) refuse('BAD_INPUT', [{ path: 'at', rule: 'other_day' }])
  return at
}

/** 签到: of two phones that checked in the same visitor, the earlier time stands. */
export const checkInVisit: Change<'visit.checkIn'> = {
  async run(scope, { code, at: said }) {
    const { db, congress, actor } = scope
    const found = await db
      .selectFrom('visits')
      .innerJoin('receptions', (join) =>
        join.onRef('receptions.congress_id', '=', 'visits.congress_id').onRef('receptions.id', '=', 'visits.reception_id'),
      )
      .where('visits.congress_id', '=', congress.id)
      .where('code', '=', code)
      .where('station_id', 'in', actor.stationIds)
      .select('visits.id')
      .executeTakeFirst()
    if (!found) return refuse('NOT_FOUND', [{ path: 'code', rule: 'absent' }])
    const { row, reception, by } = await takeVisit(scope, 'checkIn', found.id)
    const at = mustBeOnTheDay(scope, reception, said)
    if (row.arrived_at && row.arrived_at <= at) return { id: row.id }
    const arrived = await updateVisit(scope, row, { state: 'arrived', arrived_at: at }, { isShown: false })
    // One that was not sent in time would come to somebody who is there.
    await remind(scope, arrived, reception)
    if (row.state !== 'arrived') await recordVisit(scope, row.id, { kind: 'arrived', by, at })
    return { id: row.id }
  },
  answer: answerVisit,
}

/** 现场登记: no place of those that are booked is taken; the queue lets a booking go first when its time has come. */
export const walkInVisit: Change<'visit.walkIn'> = {
  async run(scope, { receptionId, at: said, topic, about, people, needs }) {
    const [reception] = await lockReceptions(scope, [receptionId])
    if (!reception || !scope.actor.stationIds.includes(reception.station_id))
      return refuse('NOT_FOUND', [{ path: 'receptionId', rule: 'absent' }])
    if (reception.state !== 'confirmed') return refuse('CONFLICT', [{ path: 'receptionId', rule: 'closed' }])
    const at = mustBeOnTheDay(scope, reception, said)
    const row = await insertVisit(scope, reception, {
      code: await freeCode(scope),
      topic,
      about,
      people,
      needs,
      visitorId: null,
      state: 'arrived',
      arrived_at: at,
    })
    await recordVisit(scope, row.id, { kind: 'walked_in', by: 'desk', at })
    return { id: row.id }
  },
  answer: answerVisit,
}

/** 排队 */
export const queueOfVisits: Handler<'visit.queue'> = async (scope, { receptionId }) => {
  const { db, congress, actor, now } = scope
  const row = await db
    .selectFrom('receptions')
    .innerJoin('stations', (join) =>
      join.onRef('stations.congress_id', '=', 'receptions.congress_id').onRef('stations.id', '=', 'receptions.station_id'),
    )
    .innerJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'receptions.congress_id').onRef('deputies.id', '=', 'receptions.deputy_id'),
    )
    .where('receptions.congress_id', '=', congress.id)
    .where('receptions.id', '=', receptionId)
    .selectAll('receptions')
    .select(['stations.name as station_name', 'deputies.name as deputy_name'])
    .executeTakeFirst()
  // As what one stands to any visit there; a visitor sees their own visit and no queue.
  const relations = row ? visitRelationsOf(actor, { visitorId: null, deputyId: row.deputy_id, stationId: row.station_id }) : []
  if (!row || !relations.some((relation) => relation !== 'office')) return refuse('NOT_FOUND')
  const visits = await db
    .selectFrom('visits')
    .leftJoin('topics', (join) =>
      join.onRef('topics.congress_id', '=', 'visits.congress_id').onRef('topics.code', '=', 'visits.topic_code'),
    )
    .where('visits.congress_id', '=', congress.id)
    .where('reception_id', '=', receptionId)
    .where('state', 'not in', ['cancelled', 'closed', 'lapsed'])
    .selectAll('visits')
    .select('topics.name as topic_name')
    .orderBy('slot')
    .orderBy('seat')
    .orderBy('visits.id')
    .execute()
  const at = now()
  const settings = settingsOf(congress)
  const timed = visits.map((visit) => ({
    visit,
    startsAt: visit.slot === null ? null : slotStart(timesOf(row), visit.slot),
    arrivedAt: visit.arrived_at ?? at,
  }))
  const shown = ({ visit, startsAt }: (typeof timed)[number]): AtTheDoor => ({
    id: visit.id,
    state: visit.state,
    startsAt: startsAt?.toISOString() ?? null,
    arrivedAt: visit.arrived_at?.toISOString() ?? null,
    isWalkIn: visit.visitor_id === null,
    code: relations.includes('desk') ? visit.code : null,
    topic: visit.topic_code ? { code: visit.topic_code, name: visit.topic_name ?? visit.topic_code } : null,
    about: aboutFor(visit, relations),
    people: visit.people,
    needs: visit.needs,
    steps: visitStepsFor(ownRelations(actor.personId, visit, relations), factsOf(visit, row, settings, at)),
  })
  const of = (...states: VisitRow['state'][]) => timed.filter(({ visit }) => states.includes(visit.state))
  return {
    reception: {
      id: row.id,
      on: row.on_day,
      from: row.from_minute,
      to: row.to_minute,
      station: { id: row.station_id, name: row.station_name },
      deputy: { id: row.deputy_id, name: row.deputy_name },
    },
    queue: inQueueOrder(of('arrived'), at, settings.graceMinutes).map(shown),
    expected: of('booked').map(shown),
    done: of('received', 'missed', 'unmet').map(shown),
    waiting: of('waiting', 'offered').length,
  }
}

const ownRelations = (personId: string, { visitor_id }: VisitRow, relations: readonly VisitRelation[]): VisitRelation[] =>
  visitor_id === personId ? ['visitor', ...relations] : [...relations]

/** 未到, on either side. */
export const noShowVisit = visitStep<'visit.noShow'>(async (scope, { id, who }) => {
  const { row, reception, by } = await takeVisit(scope, who === 'visitor' ? 'missVisitor' : 'missDeputy', id)
  const state = who === 'visitor' ? 'missed' : 'unmet'
  const over = await updateVisit(scope, row, { state }, { isShown: false })
  await remind(scope, over, reception)
  const startsAt = startOf(row, reception)
  await recordVisit(scope, id, { kind: state, by, data: startsAt ? { startsAt: startsAt.toISOString() } : {} })
  if (by !== 'visitor') await tellVisitor(scope, row, state === 'missed' ? 'visit_missed' : 'visit_unmet')
  else await tellMembers(scope, reception.id, 'reception_unmet', { stationId: reception.station_id })
})

/** 接待记录: the visitor is received, and reads what was written. */
export const minutesOfVisit = visitStep<'visit.minutes'>(async (scope, { id, said, promised, promisedOn }) => {
  const { row, by } = await takeVisit(scope, 'minutes', id)
  await updateVisit(scope, row, { state: 'received', said, promised, promised_on: promisedOn }, { isShown: false })
  await recordVisit(scope, id, { kind: 'minutes', by })
  await tellVisitor(scope, row, 'visit_minutes')
})
