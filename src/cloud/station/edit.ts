import { dayOf } from '../../domain/calendar'
import { badPeriod } from '../../domain/station'
import type { Change, ChangeScope } from '../operation'
import { refuse } from '../refusal'
import { openStation } from './open'

/** 联络站资料: kept by the desk of the station and by the office; to anybody else it is not there. */
export const editStation: Change<'station.edit'> = {
  async run(scope, { id, hours, phone, deputyIds }) {
    const { db, congress, actor } = scope
    const bad = badPeriod(hours)
    if (bad !== -1) return refuse('BAD_INPUT', [{ path: `hours.${bad}`, rule: 'range' }])
    if (!actor.stationIds.includes(id) && !actor.isOffice) return refuse('NOT_FOUND')
    const { numUpdatedRows } = await db
      .updateTable('stations')
      .set({ hours: JSON.stringify(hours), phone })
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return refuse('NOT_FOUND')
    await setRoster(scope, id, [...new Set(deputyIds)])
    return { id }
  },
  answer: (scope, { id }) => openStation(scope, { id }),
}

/** 名册: who comes is a deputy of the congress; who goes has no reception left there and stands on no rota. */
async function setRoster({ db, congress, at }: ChangeScope, stationId: string, deputyIds: readonly string[]): Promise<void> {
  const present = await db
    .selectFrom('station_deputies')
    .innerJoin('deputies', (join) => join.onRef('deputies.congress_id', '=', 'station_deputies.congress_id').onRef('id', '=', 'deputy_id'))
    .where('station_deputies.congress_id', '=', congress.id)
    .where('station_id', '=', stationId)
    // One who is no deputy any more is not seen, and so not left out by whoever saves.
    .where('is_active', '=', true)
    .select('deputy_id')
    .execute()
  const added = deputyIds.filter((deputyId) => !present.some(({ deputy_id }) => deputy_id === deputyId))
  const left = present.map(({ deputy_id }) => deputy_id).filter((deputyId) => !deputyIds.includes(deputyId))
  if (added.length > 0) {
    const known = await db
      .selectFrom('deputies')
      .where('congress_id', '=', congress.id)
      .where('id', 'in', added)
      .where('is_active', '=', true)
      .select('id')
      .execute()
    const stranger = deputyIds.findIndex((deputyId) => added.includes(deputyId) && !known.some(({ id }) => id === deputyId))
    if (stranger !== -1) return refuse('NOT_FOUND', [{ path: `deputyIds.${stranger}`, rule: 'absent' }])
    await db
      .insertInto('station_deputies')
      .values(added.map((deputyId) => ({ congress_id: congress.id, station_id: stationId, deputy_id: deputyId })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  if (left.length === 0) return
  const today = dayOf(at)
  const [receives, rotas] = await Promise.all([
    db
      .selectFrom('receptions')
      .where('congress_id', '=', congress.id)
      .where('station_id', '=', stationId)
      .where('state', '<>', 'closed')
      .where('on_day', '>=', today)
      .where((where) => where.or([where('deputy_id', 'in', left), where('successor_id', 'in', left)]))
      .select('id')
      .executeTakeFirst(),
    db
      .selectFrom('rotas')
      .where('congress_id', '=', congress.id)
      .where('station_id', '=', stationId)
      .where((where) => where.or([where('until_on', 'is', null), where('until_on', '>=', today)]))
      .select('deputy_ids')
      .execute(),
  ])
  if (receives || rotas.some(({ deputy_ids }) => deputy_ids.some((deputyId) => left.includes(deputyId))))
    return refuse('CONFLICT', [{ path: 'deputyIds', rule: 'receives' }])
  await db
    .deleteFrom('station_deputies')
    .where('congress_id', '=', congress.id)
    .where('station_id', '=', stationId)
    .where('deputy_id', 'in', left)
    .execute()
}
