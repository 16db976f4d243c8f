import { randomUUID } from 'node:crypto'
import { addDays, dayOf } from '../../domain/calendar'
import { visitSettingsOf } from '../../domain/visit'
import type { ActorScope, Change, ChangeScope, Handler } from '../operation'
import { refuse } from '../refusal'
import { unfinishedReceptions } from '../reception/unfinished'
import { viewReceptions } from '../reception/view'
import { addPlanned, plannedDays, receptionsOf, takeOff, type RotaRow } from './expand'

/** How far from today a rota may begin or end, days. */
const REACH = 3 * 366

/** 排班: the rota and its planned days change together; what is confirmed is announced and stays until somebody moves or closes it. */
export const saveRota: Change<'rota.save', { id: string; added: number; removed: number; kept: number }> = {
  async run(scope, { id, stationId, deputyIds, rule, onHoliday, from, to, slotMinutes, capacity, since, until }) {
    const { db, congress, at, calendar } = scope
    const today = dayOf(at)
    await mustKeep(scope, stationId)
    if (to < from + slotMinutes) return refuse('BAD_INPUT', [{ path: 'to', rule: 'range' }])
    if (until !== null && until < since) return refuse('BAD_INPUT', [{ path: 'until', rule: 'range' }])
    if (since < addDays(today, -REACH) || since > addDays(today, REACH)) return refuse('BAD_INPUT', [{ path: 'since', rule: 'range' }])
    await mustBelong(scope, stationId, deputyIds)
    const rota: RotaRow = {
      congress_id: congress.id,
      id: id ?? randomUUID(),
      station_id: stationId,
      deputy_ids: deputyIds,
      rule,
      on_holiday: onHoliday,
      from_minute: from,
      to_minute: to,
      slot_minutes: slotMinutes,
      capacity,
      since_on: since,
      until_on: until,
      extended_on: today,
    }
    const { congress_id, id: rotaId, ...columns } = rota
    const values = { ...columns, rule: JSON.stringify(rule) }
    if (id === null)
      await db
        .insertInto('rotas')
        .values({ congress_id, id: rotaId, ...values })
        .execute()
    else {
      const { numUpdatedRows } = await db
        .updateTable('rotas')
        .set(values)
        .where('congress_id', '=', congress_id)
        .where('id', '=', rotaId)
        .where('station_id', '=', stationId)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return refuse('NOT_FOUND')
    }
    const days = plannedDays(rota, at, calendar, congress.settings)
    const present = await receptionsOf(db, rota, today).forUpdate().execute()
    // Who has a confirmed day was settled with the deputies, and a day that was moved is nobody's mistake.
    const isWanted = (row: (typeof present)[number]) =>
      row.on_day !== row.rota_on ||
      (row.from_minute === from &&
        row.to_minute === to &&
        row.slot_minutes === slotMinutes &&
        row.capacity === capacity &&
        days.some(({ on, deputyId }) => on === row.on_day && (row.state === 'confirmed' || deputyId === row.deputy_id)))
    const left = present.filter((row) => row.state === 'planned' && !isWanted(row))
    await takeOff(db, congress_id, left)
    const kept = present.filter((row) => row.state === 'confirmed' && !isWanted(row))
    return { id: rotaId, added: await addPlanned(scope, rota, days), removed: left.length, kept: kept.length }
  },
  async answer(scope, { id, ...counts }) {
    const rows = await scope.db.selectFrom('rotas').where('congress_id', '=', scope.congress.id).where('id', '=', id).selectAll().execute()
    return { ...(await viewRotas(scope, rows))[0]!, ...counts }
  },
}

/** 排班表 */
export const openRota: Handler<'rota.open'> = async (scope, { stationId }) => {
  const { db, congress, now } = scope
  await mustKeep(scope, stationId)
  const today = dayOf(now())
  const [rotas, receptions, unfinished, deputies] = await Promise.all([
    db
      .selectFrom('rotas')
      .where('congress_id', '=', congress.id)
      .where('station_id', '=', stationId)
      .selectAll()
      .orderBy('since_on')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('receptions')
      .where('congress_id', '=', congress.id)
      .where('station_id', '=', stationId)
      .where('on_day', '>=', today)
      .where('on_day', '<=', addDays(today, visitSettingsOf(congress.settings.visits).horizonDays))
      .selectAll()
      .orderBy('on_day')
      .orderBy('from_minute')
      .execute(),
    unfinishedReceptions(scope, { stationId }),
    members(scope, stationId),
  ])
  return {
    rotas: await viewRotas(scope, rotas),
    receptions: await viewReceptions(scope, receptions),
    unfinished: await viewReceptions(scope, unfinished),
    deputies,
  }
}

/** A rota is kept by the desk of its station and by the office; to anybody else it is not there. */
async function mustKeep({ db, congress, actor }: ActorScope, stationId: string): Promise<void> {
  if (actor.stationIds.includes(stationId)) return
  const station = db.selectFrom('stations').where('congress_id', '=', congress.id).where('id', '=', stationId).select('id')
  if (!actor.isOffice || !(await station.executeTakeFirst())) refuse('NOT_FOUND', [{ path: 'stationId', rule: 'absent' }])
}

/** The active deputies of a station. */
const members = ({ db, congress }: ActorScope, stationId: string) =>
  db
    .selectFrom('station_deputies')
    .innerJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'station_deputies.congress_id').onRef('deputies.id', '=', 'deputy_id'),
    )
    .where('station_deputies.congress_id', '=', congress.id)
    .where('station_id', '=', stationId)
    .where('is_active', '=', true)
    .select(['deputies.id', 'name'])
    .orderBy('code')
    .execute()

async function mustBelong(scope: ChangeScope, stationId: string, deputyIds: readonly string[]): Promise<void> {
  const own = await members(scope, stationId)
  const stranger = deputyIds.findIndex((deputyId) => !own.some(({ id }) => id === deputyId))
  if (stranger !== -1) refuse('NOT_FOUND', [{ path: `deputyIds.${stranger}`, rule: 'absent' }])
}

async function viewRotas({ db, congress }: ActorScope, rows: readonly RotaRow[]) {
  if (rows.length === 0) return []
  const deputies = await db
    .selectFrom('deputies')
    .where('congress_id', '=', congress.id)
    .where('id', 'in', [...new Set(rows.flatMap(({ deputy_ids }) => deputy_ids))])
    .select(['id', 'name'])
    .execute()
  return rows.map((row) => ({
    id: row.id,
    stationId: row.station_id,
    deputies: row.deputy_ids.map((id) => deputies.find((deputy) => deputy.id === id)!),
    rule: row.rule,
    onHoliday: row.on_holiday,
    from: row.from_minute,
    to: row.to_minute,
    slotMinutes: row.slot_minutes,
    capacity: row.capacity,
    since: row.since_on,
    until: row.until_on,
  }))
}
