import { dayOf } from '../../domain/calendar'
import type { Handler } from '../operation'
import { refuse } from '../refusal'
import { tellBooked } from '../visit/tell-booked'
import { recordReception, tellMembers, timesOf } from './record'
import { mustBeAnnounceable, mustBeFree, receptionStep, takeReception, updateReception } from './take'
import { unfinishedReceptions } from './unfinished'
import { viewReceptions } from './view'

/** 我的接待 */
export const myReceptions: Handler<'reception.mine'> = async (scope) => {
  const { db, congress, actor, now } = scope
  const rows = await db
    .selectFrom('receptions')
    .where('congress_id', '=', congress.id)
    .where((where) => where.or([where('deputy_id', 'in', actor.deputyIds), where('successor_id', 'in', actor.deputyIds)]))
    .where('on_day', '>=', dayOf(now()))
    .selectAll()
    .orderBy('on_day')
    .orderBy('from_minute')
    .limit(200)
    .execute()
  const unfinished = await unfinishedReceptions(scope, { deputyIds: actor.deputyIds })
  return { items: await viewReceptions(scope, rows), unfinished: await viewReceptions(scope, unfinished) }
}

/** 确认 and so announced, with the name, in time. */
export const confirmReception = receptionStep<'reception.confirm'>(async (scope, { id }) => {
  const { row, by } = await takeReception(scope, 'confirm', id)
  mustBeAnnounceable(scope, row.on_day, 'id')
  await mustBeFree(scope, row.deputy_id, timesOf(row), row)
  await updateReception(scope, row, { state: 'confirmed', announced_at: scope.at, successor_id: null })
  await recordReception(scope, id, { kind: 'confirmed', by, data: { deputyId: row.deputy_id } })
})

/** 换班: asked, not yet done. */
export const swapReception = receptionStep<'reception.swap'>(async (scope, { id, deputyId }) => {
  const { row, by } = await takeReception(scope, 'swap', id)
  if (deputyId === row.deputy_id) return refuse('BAD_INPUT', [{ path: 'deputyId', rule: 'same' }])
  const member = await scope.db
    .selectFrom('station_deputies')
    .innerJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'station_deputies.congress_id').onRef('deputies.id', '=', 'deputy_id'),
    )
    .where('station_deputies.congress_id', '=', scope.congress.id)
    .where('station_id', '=', row.station_id)
    .where('deputy_id', '=', deputyId)
    .where('is_active', '=', true)
    .select('deputy_id')
    .executeTakeFirst()
  if (!member) return refuse('NOT_FOUND', [{ path: 'deputyId', rule: 'absent' }])
  await updateReception(scope, row, { successor_id: deputyId })
  await recordReception(scope, id, { kind: 'swap_asked', by, data: { deputyId } })
  await tellMembers(scope, id, 'reception_swap_asked', { deputyId })
})

/** 接班: who says yes has the day, confirmed, from then on; who had booked is told the name. */
export const takeOverReception = receptionStep<'reception.takeOver'>(async (scope, { id, accepts }) => {
  const { row, by } = await takeReception(scope, 'takeOver', id)
  const deputyId = row.successor_id!
  if (!accepts) {
    await updateReception(scope, row, { successor_id: null })
    await recordReception(scope, id, { kind: 'swap_declined', by, data: { deputyId } })
    await tellMembers(scope, id, 'reception_swap_declined', { deputyId: row.deputy_id })
    return
  }
  // A day that was announced may change hands until it begins: better another deputy than none.
  if (row.state === 'planned') mustBeAnnounceable(scope, row.on_day, 'id')
  await mustBeFree(scope, deputyId, timesOf(row), row)
  await updateReception(scope, row, {
    deputy_id: deputyId,
    successor_id: null,
    state: 'confirmed',
    announced_at: row.announced_at ?? scope.at,
  })
  await recordReception(scope, id, { kind: 'taken_over', by, data: { deputyId } })
  await tellMembers(scope, id, 'reception_swap_accepted', { deputyId: row.deputy_id })
  await tellMembers(scope, id, 'reception_swap_accepted', { stationId: row.station_id })
  await tellBooked(scope, row, { event: 'receiver_changed', kind: 'reception_receiver_changed', data: { deputyId } })
})
