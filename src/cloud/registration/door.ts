import { randomUUID } from 'node:crypto'
import type { Output } from '../../contract'
import { dayOf, happenedAt } from '../../domain/calendar'
import { noticeRelationsOf } from '../../domain/notice'
import { sealContact, unsealContact } from '../contact'
import { isKeeper, lockNotice, type NoticeRow } from '../notice/record'
import type { ActorScope, Change, ChangeScope, Handler } from '../operation'
import { refuse } from '../refusal'
import { freeRegistrationCode, insertRegistration } from './make'
import { remind, updateRegistration, type RegistrationRow } from './record'

type Registered = Output<'registration.list'>['items'][number]

/** An activity that the caller looks after, and no other. */
export async function keptActivity({ db, congress, actor }: ActorScope, id: string): Promise<NoticeRow> {
  const row = await db.selectFrom('notices').where('congress_id', '=', congress.id).where('id', '=', id).selectAll().executeTakeFirst()
  if (!row || !isKeeper(noticeRelationsOf(actor, { stationId: row.station_id, authorId: null }))) return refuse('NOT_FOUND')
  return row
}

/** Who registered, those with a place first, then those who wait, then who gave theirs back. */
export async function registeredFor(scope: ActorScope, noticeId: string, only?: string): Promise<Registered[]> {
  const { db, congress, contactKey } = scope
  const rows = await db
    .selectFrom('registrations')
    .where('congress_id', '=', congress.id)
    .where('notice_id', '=', noticeId)
    .$if(only !== undefined, (query) => query.where('id', '=', only!))
    .selectAll()
    .execute()
  const ranks: Record<RegistrationRow['state'], number> = {
    arrived: 0,
    booked: 0,
    offered: 1,
    waiting: 2,
    cancelled: 3,
    lapsed: 3,
    closed: 3,
  }
  const order = (row: RegistrationRow) => (row.state === 'waiting' ? row.queue_no! : (row.seat ?? row.created_at.getTime()))
  const sorted = rows.sort((a, b) => ranks[a.state] - ranks[b.state] || order(a) - order(b))
  let ahead = 0
  return sorted.map((row) => ({
    id: row.id,
    state: row.state,
    code: row.code,
    ...(row.contact ? unsealContact(row.contact, contactKey, row.id) : { name: '', phone: '' }),
    answers: row.shown_at ? row.answers : null,
    registeredAt: row.created_at.toISOString(),
    arrivedAt: row.arrived_at?.toISOString() ?? null,
    isWalkIn: row.person_id === null,
    place: row.state === 'waiting' ? (ahead += 1) : null,
  }))
}

/** 报名名单 */
export const listRegistrations: Handler<'registration.list'> = async (scope, { noticeId }) => {
  await keptActivity(scope, noticeId)
  return { items: await registeredFor(scope, noticeId) }
}

interface AtTheDoor {
  id: string
  noticeId: string
}

async function answerAtTheDoor(scope: ActorScope, { id, noticeId }: AtTheDoor): Promise<Registered> {
  await keptActivity(scope, noticeId)
  const [registered] = await registeredFor(scope, noticeId, id)
  return registered ?? refuse('NOT_FOUND')
}

/** When somebody stood at the door: never ahead of now, and on a day of the activity. */
function mustBeOnTheDay({ at: now }: ChangeScope, { state, starts_at, ends_at }: NoticeRow, said: string): Date {
  if (state !== 'published' || !starts_at || !ends_at) return refuse('CONFLICT', [{ path: 'noticeId', rule: 'closed' }])
  const at = happenedAt(said, now) ?? refuse('CONFLICT', [{ path: 'at', rule: 'future' }])
  if (dayOf(at) < dayOf(starts_at) || dayOf(at) > dayOf(ends_at)) refuse('CONFLICT', [{ path: 'at', rule: 'other_day' }])
  return at
}

/** 签到: of two phones that checked in the same person, the earlier time stands. */
export const checkInRegistration: Change<'registration.checkIn', AtTheDoor> = {
  async run(scope, { noticeId, code, at: said }) {
    const { db, congress } = scope
    await keptActivity(scope, noticeId)
    const notice = (await lockNotice(scope, noticeId)) ?? refuse('NOT_FOUND')
    const at = mustBeOnTheDay(scope, notice, said)
    const row = await db
      .selectFrom('registrations')
      .where('congress_id', '=', congress.id)
      .where('notice_id', '=', noticeId)
      .where('code', '=', code)
      .selectAll()
      .executeTakeFirst()
    if (!row) return refuse('NOT_FOUND', [{ path: 'code', rule: 'absent' }])
    if (row.state !== 'booked' && row.state !== 'arrived') return refuse('CONFLICT', [{ path: 'code', rule: 'no_place' }])
    if (!row.arrived_at || row.arrived_at > at) {
      const arrived = await updateRegistration(scope, row, { state: 'arrived', arrived_at: at })
      await remind(scope, arrived, notice)
    }
    return { id: row.id, noticeId }
  },
  answer: answerAtTheDoor,
}

/** 现场登记 */
export const walkInRegistration: Change<'registration.walkIn', AtTheDoor> = {
  async run(scope, { noticeId, name, at: said }) {
    await keptActivity(scope, noticeId)
    const notice = (await lockNotice(scope, noticeId)) ?? refuse('NOT_FOUND')
    const at = mustBeOnTheDay(scope, notice, said)
    if (!notice.takes_registrations) return refuse('CONFLICT', [{ path: 'noticeId', rule: 'closed' }])
    const id = randomUUID()
    await insertRegistration(scope, {
      id,
      notice_id: noticeId,
      person_id: null,
      state: 'arrived',
      seat: null,
      code: await freeRegistrationCode(scope),
      contact: sealContact({ name, phone: '' }, scope.contactKey, id),
      answers: notice.questions.map(() => ''),
      shown_at: scope.at,
      arrived_at: at,
    })
    return { id, noticeId }
  },
  answer: answerAtTheDoor,
}
