import { slotStart } from '../../domain/reception'
import { timesOf } from '../reception/record'
import { refuse } from '../refusal'
import { lockPerson } from '../person/lock'
import { mayStillBook, pick, slotWanted } from './book'
import { recordVisit, remind, startOf, tellVisitor, updateVisit } from './record'
import { settleSeats } from './seats'
import { takeVisit, visitStep } from './take'
import { visibleVisit } from './visible'

/** 确认候补 */
export const acceptVisit = visitStep<'visit.accept'>(async (scope, { id }) => {
  const { row, reception, by } = await takeVisit(scope, 'accept', id)
  // The timer may not have come by yet; a place is held no longer for that.
  if (row.offer_ends_at! <= scope.at) return refuse('CONFLICT', [{ path: 'id', rule: 'too_late' }])
  const booked = await updateVisit(scope, row, { state: 'booked', offer_ends_at: null }, { isShown: true })
  await recordVisit(scope, id, { kind: 'accepted', by, data: { startsAt: startOf(row, reception)!.toISOString() } })
  await remind(scope, booked, reception)
})

/** 取消: the place goes to who waits in the same moment. */
export const cancelVisit = visitStep<'visit.cancel'>(async (scope, { id }) => {
  const { row, reception, by } = await takeVisit(scope, 'cancel', id)
  const cancelled = await updateVisit(scope, row, { state: 'cancelled', seat: null, offer_ends_at: null }, { isShown: true })
  const startsAt = startOf(row, reception)
  await recordVisit(scope, id, { kind: 'cancelled', by, data: startsAt ? { startsAt: startsAt.toISOString() } : {} })
  await remind(scope, cancelled, reception)
  if (by !== 'visitor') await tellVisitor(scope, row, 'visit_cancelled')
  await settleSeats(scope, reception)
})

/** 改约: nothing is given back before the new place is got; then the old one goes to who waits for it. */
export const rescheduleVisit = visitStep<'visit.reschedule'>(async (scope, { id, receptionId, startsAt }) => {
  const visitorId = (await visibleVisit(scope, id))?.row.visitor_id
  if (visitorId) await lockPerson(scope, visitorId)
  const { row, reception, by, other } = await takeVisit(scope, 'reschedule', id, receptionId)
  if (!other || other.state === 'planned') return refuse('NOT_FOUND', [{ path: 'receptionId', rule: 'absent' }])
  const slot = slotWanted(scope, other, startsAt)
  if (visitorId) await mayStillBook(scope, visitorId, other.on_day, id)
  const seat = pick(await settleSeats(scope, other), slot)
  if (!seat) return refuse('CONFLICT', [{ path: 'startsAt', rule: 'full' }])
  const moved = await updateVisit(scope, row, { state: 'booked', reception_id: other.id, ...seat, was_moved: false }, { isShown: true })
  await recordVisit(scope, id, {
    kind: 'rescheduled',
    by,
    data: { receptionId: other.id, startsAt: slotStart(timesOf(other), seat.slot).toISOString() },
  })
  await remind(scope, moved, other)
  if (by !== 'visitor') await tellVisitor(scope, row, 'visit_rescheduled')
  await settleSeats(scope, reception)
})
