import { addDays, dayOf } from '../../domain/calendar'
import { offerEnds } from '../../domain/visit'
import { refuse } from '../refusal'
import { recordVisit, remind, settingsOf, startOf, tellVisitor, updateVisit } from '../visit/record'
import { settleSeats } from '../visit/seats'
import { bookedAt } from '../visit/tell-booked'
import { recordReception, tellMembers } from './record'
import { mustBeAnnounceable, mustBeFree, receptionStep, takeReception, updateReception } from './take'

/** 取消接待: nobody has a place any more, nobody is reminded, and everybody is told; their visits may be booked anew as they are. */
export const closeReception = receptionStep<'reception.close'>(async (scope, { id, reason }) => {
  const { row, by } = await takeReception(scope, 'close', id)
  const closed = await updateReception(scope, row, { state: 'closed', successor_id: null, reason })
  await recordReception(scope, id, { kind: 'closed', by })
  for (const visit of await bookedAt(scope, row)) {
    const startsAt = startOf(visit, row)
    const off = await updateVisit(scope, visit, { state: 'closed', seat: null, offer_ends_at: null }, { isShown: visit.state === 'booked' })
    await recordVisit(scope, visit.id, { kind: 'closed', by: null, data: startsAt ? { startsAt: startsAt.toISOString() } : {} })
    await remind(scope, off, closed)
    await tellVisitor(scope, visit, 'reception_closed')
  }
  await tellMembers(scope, id, 'reception_closed', { deputyId: row.deputy_id })
})

/** 改期: the slots keep their order and everybody keeps theirs; reminders follow the new time. */
export const moveReception = receptionStep<'reception.move'>(async (scope, { id, on, from, reason }) => {
  const { row, by } = await takeReception(scope, 'move', id)
  const to = from + row.to_minute - row.from_minute
  if (to > 24 * 60) return refuse('BAD_INPUT', [{ path: 'from', rule: 'range' }])
  if (on === row.on_day && from === row.from_minute) return refuse('BAD_INPUT', [{ path: 'on', rule: 'same' }])
  // Within the day an hour's shift needs no new announcement, but it may not fall into the past.
  if (on !== row.on_day || from < row.from_minute) mustBeAnnounceable(scope, on, 'on')
  if (on > addDays(dayOf(scope.at), 366)) return refuse('CONFLICT', [{ path: 'on', rule: 'too_far' }])
  await mustBeFree(scope, row.deputy_id, { on, from, to }, row)
  const moved = await updateReception(scope, row, { on_day: on, from_minute: from, to_minute: to, reason })
  await recordReception(scope, id, { kind: 'moved', by })
  for (const visit of await bookedAt(scope, row)) {
    const startsAt = startOf(visit, moved)
    const changed = await updateVisit(
      scope,
      visit,
      {
        was_moved: true,
        ...(visit.state === 'offered' && { offer_ends_at: offerEnds(scope.at, startsAt!, settingsOf(scope.congress).offerMinutes) }),
      },
      { isShown: visit.state === 'booked' },
    )
    await recordVisit(scope, visit.id, { kind: 'moved', by: null, data: startsAt ? { startsAt: startsAt.toISOString() } : {} })
    await remind(scope, changed, moved)
    await tellVisitor(scope, visit, 'reception_moved')
  }
  await settleSeats(scope, moved)
  await tellMembers(scope, id, 'reception_moved', { deputyId: row.deputy_id })
})
