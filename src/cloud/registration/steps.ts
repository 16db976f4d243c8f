import { noticeRelationsOf } from '../../domain/notice'
import type { RegistrationStepName } from '../../domain/registration'
import { hasBegun, isKeeper, lockNotice, type NoticeRow } from '../notice/record'
import { answerNotice } from '../notice/steps'
import type { Change, ChangeScope } from '../operation'
import { refuse } from '../refusal'
import { stepsOf } from './own'
import { remind, tellPerson, updateRegistration, type RegistrationRow } from './record'
import { settleSeats } from './seats'

interface Taken {
  row: RegistrationRow
  notice: NoticeRow
  isOwn: boolean
}

/** Locks the notice of a registration. NOT_FOUND: absent or not theirs. CONFLICT: not in this state, or too late. */
async function take(scope: ChangeScope, step: RegistrationStepName, id: string): Promise<Taken> {
  const { db, congress, actor, at } = scope
  const seen = await db
    .selectFrom('registrations')
    .innerJoin('notices', (join) =>
      join.onRef('notices.congress_id', '=', 'registrations.congress_id').onRef('notices.id', '=', 'registrations.notice_id'),
    )
    .where('registrations.congress_id', '=', congress.id)
    .where('registrations.id', '=', id)
    .select(['registrations.notice_id', 'registrations.person_id', 'notices.station_id'])
    .executeTakeFirst()
  if (!seen) return refuse('NOT_FOUND')
  const isOwn = seen.person_id === actor.personId
  const isDesk = isKeeper(noticeRelationsOf(actor, { stationId: seen.station_id, authorId: null }))
  // Before the lock: whose it is not holds nobody up.
  if (!isOwn && !(isDesk && step === 'cancel')) return refuse('NOT_FOUND')
  const notice = await lockNotice(scope, seen.notice_id)
  // What was seen before the lock may have changed while waiting for it.
  const row = await db
    .selectFrom('registrations')
    .where('congress_id', '=', congress.id)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst()
  if (!row || !notice || (row.person_id === actor.personId) !== isOwn) return refuse('NOT_FOUND')
  const mayDeskCancel = !isOwn && ['waiting', 'offered', 'booked'].includes(row.state) && !hasBegun(notice, at)
  if (!mayDeskCancel && !stepsOf(row, notice, congress, at).includes(step)) return refuse('CONFLICT')
  return { row, notice, isOwn }
}

/** 确认候补 */
export const acceptRegistration: Change<'registration.accept'> = {
  async run(scope, { id }) {
    const { row, notice } = await take(scope, 'accept', id)
    // An offer that has ended belongs to the next, whether or not the timer has come by.
    if (row.offer_ends_at! <= scope.at) return refuse('CONFLICT', [{ path: 'id', rule: 'offer_over' }])
    const booked = await updateRegistration(scope, row, { state: 'booked', offer_ends_at: null })
    await tellPerson(scope, row, 'registration_booked')
    await remind(scope, booked, notice)
    return { id: notice.id }
  },
  answer: answerNotice,
}

/** 取消报名 */
export const cancelRegistration: Change<'registration.cancel'> = {
  async run(scope, { id }) {
    const { row, notice, isOwn } = await take(scope, 'cancel', id)
    const cancelled = await updateRegistration(scope, row, { state: 'cancelled', seat: null, offer_ends_at: null })
    if (!isOwn) await tellPerson(scope, row, 'registration_cancelled')
    await remind(scope, cancelled, notice)
    await settleSeats(scope, notice)
    return { id: notice.id }
  },
  answer: answerNotice,
}
