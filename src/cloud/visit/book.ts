import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Request } from '../../contract'
import { addDays, dayOf } from '../../domain/calendar'
import { slotAt, slotCount, slotStart } from '../../domain/reception'
import { freeSeats, isBookable, openVisitStates, type Seat } from '../../domain/visit'
import { randomLetters } from '../code/letters'
import { kept } from '../database/kept-plan'
import type { ActorScope, Change, ChangeScope } from '../operation'
import { lockPerson } from '../person/lock'
import { lockReceptions, timesOf, type ReceptionRow } from '../reception/record'
import { refuse } from '../refusal'
import { recordVisit, remind, settingsOf, tellVisitor, type VisitRow } from './record'
import { settleSeats } from './seats'
import { answerVisit } from './take'

const CODE_LENGTH = 6

const no = (path: string, rule: string) => refuse('CONFLICT', [{ path, rule }])

/** 预约: a place, or one on the waiting list. Whoever waits goes before whoever comes: a free place is offered to them first. */
export const bookVisit: Change<'visit.book'> = {
  async refuseEarly(scope, { requestId, receptionId, startsAt, orWait }) {
    if (orWait) return
    const seen = await seatsSeen(scope, receptionId, requestId)
    if (!seen || seen.isTaken) return
    const slot = slotWanted({ ...scope, at: scope.now() }, seen.reception, startsAt)
    const free = freeSeats(timesOf(seen.reception), seen.seats, scope.now(), settingsOf(scope.congress).noticeMinutes)
    if (!pick(free, slot)) return no('startsAt', 'full')
  },
  async run(scope, { receptionId, startsAt, orWait, topic, about, people, needs }) {
    // All that needs no lock of the reception comes before it: when many want the same, the time it is held is what they wait for.
    const seen = await receptionSeen(scope, receptionId)
    await lockPerson(scope, scope.actor.personId)
    await mayStillBook(scope, scope.actor.personId, seen.on_day, null)
    const code = await freeCode(scope)

    const [reception] = await lockReceptions(scope, [receptionId])
    if (!reception || reception.on_day !== seen.on_day) return no('startsAt', 'moved')
    const slot = slotWanted(scope, reception, startsAt)
    const seat = pick(await settleSeats(scope, reception), slot)
    if (!seat && !orWait) return no('startsAt', 'full')
    const row = await insertVisit(scope, reception, {
      code,
      topic,
      about,
      people,
      needs,
      visitorId: scope.actor.personId,
      ...(seat ? { state: 'booked', ...seat } : { state: 'waiting', wanted_slot: slot }),
    })
    const begins = seat ? { startsAt: slotStart(timesOf(reception), seat.slot).toISOString() } : {}
    await recordVisit(scope, row.id, { kind: seat ? 'booked' : 'waited', by: 'visitor', data: { receptionId, ...begins } })
    await tellVisitor(scope, row, seat ? 'visit_booked' : 'visit_waiting')
    if (seat) await remind(scope, row, reception)
    return { id: row.id }
  },
  answer: answerVisit,
}

/** A reception that residents may see, before it is locked. */
async function receptionSeen({ db, congress }: ChangeScope, id: string): Promise<ReceptionRow> {
  const row = await db
    .selectFrom('receptions')
    .where('congress_id', '=', congress.id)
    .where('id', '=', id)
    .where('state', '<>', 'planned')
    .selectAll()
    .executeTakeFirst()
  return row ?? refuse('NOT_FOUND', [{ path: 'receptionId', rule: 'absent' }])
}

/** The same with the places that are taken at this moment, an offer that has ended counted as free. `isTaken`: this very request was. */
async function seatsSeen(
  { db, congress, actor, now }: ActorScope,
  id: string,
  requestId: string,
): Promise<{ reception: ReceptionRow; seats: Seat[]; isTaken: boolean } | null> {
  const { rows } = await sql<ReceptionRow & { seats: Seat[] | null; is_taken: boolean }>`
    select ${kept} r.*, (select json_agg(json_build_object('slot', v.slot, 'seat', v.seat)) from visits v where v.congress_id = r.congress_id
        and v.reception_id = r.id and v.seat is not null and (v.offer_ends_at is null or v.offer_ends_at > ${now()})) as seats,
      exists (select from requests q where q.congress_id = r.congress_id and q.person_id = ${actor.personId} and q.request_id = ${requestId}) as is_taken
    from receptions r where r.congress_id = ${congress.id} and r.id = ${id} and r.state <> 'planned'`.execute(db)
  const [row] = rows
  return row ? { reception: row, seats: row.seats ?? [], isTaken: row.is_taken } : null
}

/** The earliest place of a slot, or of the day. */
export function pick(free: readonly Seat[], slot: number | null): Seat | undefined {
  return free.find((seat) => slot === null || seat.slot === slot)
}

/** The slot that somebody asks for, null for any; refused where it may not, or no longer, be booked. */
export function slotWanted(
  { congress, at }: Pick<ChangeScope, 'congress' | 'at'>,
  reception: ReceptionRow,
  startsAt: string | null,
): number | null {
  const { noticeMinutes, horizonDays } = settingsOf(congress)
  const times = timesOf(reception)
  if (reception.state !== 'confirmed') no('receptionId', 'closed')
  if (reception.on_day > addDays(dayOf(at), horizonDays)) no('receptionId', 'too_far')
  const slot = startsAt === null ? null : slotAt(times, new Date(startsAt))
  if (startsAt !== null && slot === null) no('startsAt', 'moved')
  const last = slotCount(times) - 1
  if (last < 0) no('startsAt', 'full')
  if (!isBookable(slotStart(times, slot ?? last), at, noticeMinutes)) no('startsAt', 'too_soon')
  return slot
}

/** One open booking a person a day, and not more ahead than the congress allows. `except`: the visit that is being changed. */
export async function mayStillBook({ db, congress, at }: ChangeScope, personId: string, on: string, except: string | null): Promise<void> {
  const open = await db
    .selectFrom('visits')
    .innerJoin('receptions', (join) =>
      join.onRef('receptions.congress_id', '=', 'visits.congress_id').onRef('receptions.id', '=', 'visits.reception_id'),
    )
    .where('visits.congress_id', '=', congress.id)
    .where('visitor_id', '=', personId)
    .where('visits.state', 'in', openVisitStates)
    // What the desk never closed stays open, and is nobody's to come to.
    .where('on_day', '>=', dayOf(at))
    .select(['visits.id', 'on_day'])
    .execute()
  const others = open.filter(({ id }) => id !== except)
  if (others.some(({ on_day }) => on_day === on)) no('receptionId', 'day_taken')
  if (others.length >= settingsOf(congress).openVisitsMax) refuse('TOO_MANY')
}

interface NewVisit extends Omit<Request<'visit.walkIn'>, 'requestId' | 'receptionId' | 'at'> {
  /** From `freeCode`. */
  code: string
  visitorId: string | null
  state: VisitRow['state']
  slot?: number
  seat?: number
  wanted_slot?: number | null
  arrived_at?: Date
}

/** Puts in a visit of a reception that this transaction has locked. */
export async function insertVisit(
  { db, congress, at }: ChangeScope,
  reception: ReceptionRow,
  { visitorId, topic, about, people, needs, ...rest }: NewVisit,
): Promise<VisitRow> {
  if (topic !== null) {
    const known = await db
      .selectFrom('topics')
      .where('congress_id', '=', congress.id)
      .where('code', '=', topic)
      .where('is_retired', '=', false)
      .select('code')
      .executeTakeFirst()
    if (!known) refuse('NOT_FOUND', [{ path: 'topic', rule: 'absent' }])
  }
  const queueNo = sql<number>`(select coalesce(max(queue_no), 0) + 1 from visits where congress_id = ${congress.id} and reception_id = ${reception.id})`
  return db
    .insertInto('visits')
    .values({
      congress_id: congress.id,
      id: randomUUID(),
      reception_id: reception.id,
      visitor_id: visitorId,
      slot: null,
      seat: null,
      wanted_slot: null,
      queue_no: rest.state === 'waiting' ? queueNo : null,
      offer_ends_at: null,
      topic_code: topic,
      about,
      people,
      needs: [...new Set(needs)],
      created_at: at,
      changed_at: at,
      ...rest,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A code that no visit of the congress has; the index refuses the one that two take at the same moment, one in a thousand million. */
export async function freeCode({ db, congress }: Pick<ChangeScope, 'db' | 'congress'>): Promise<string> {
  for (;;) {
    const code = randomLetters(CODE_LENGTH)
    const taken = await db
      .selectFrom('visits')
      .where('congress_id', '=', congress.id)
      .where('code', '=', code)
      .select('id')
      .executeTakeFirst()
    if (!taken) return code
  }
}
