import { sql } from 'kysely'
import { addDays, dayOf } from '../../domain/calendar'
import { distanceM, mercator } from '../../domain/place'
import { slotCount, slotStart } from '../../domain/reception'
import { isBookable } from '../../domain/visit'
import type { Handler } from '../operation'
import { isOver, timesOf } from '../reception/record'
import { refuse } from '../refusal'
import { settingsOf } from './record'

/** Stations among which the nearest free place is looked for. */
const NEAREST = 20

/** 可预约时段: of a station, of a deputy, or the free ones near by. What is shown is counted from the bookings themselves. */
export const slotsOfVisits: Handler<'visit.slots'> = async (scope, { stationId, deputyId, at: near, limit }) => {
  const { db, congress, now } = scope
  const at = now()
  const { noticeMinutes, horizonDays } = settingsOf(congress)
  for (const [table, id, path] of [
    ['stations', stationId, 'stationId'],
    ['deputies', deputyId, 'deputyId'],
  ] as const)
    if (id && !(await db.selectFrom(table).where('congress_id', '=', congress.id).where('id', '=', id).select('id').executeTakeFirst()))
      return refuse('NOT_FOUND', [{ path, rule: 'absent' }])
  const isOpenSearch = !stationId && !deputyId

  let query = db
    .selectFrom('receptions')
    .innerJoin('stations', (join) =>
      join.onRef('stations.congress_id', '=', 'receptions.congress_id').onRef('stations.id', '=', 'receptions.station_id'),
    )
    .innerJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'receptions.congress_id').onRef('deputies.id', '=', 'receptions.deputy_id'),
    )
    .where('receptions.congress_id', '=', congress.id)
    .where('receptions.state', '=', 'confirmed')
    .where('on_day', '>=', dayOf(at))
    .where('on_day', '<=', addDays(dayOf(at), horizonDays))
  if (stationId) query = query.where('receptions.station_id', '=', stationId)
  if (deputyId) query = query.where('receptions.deputy_id', '=', deputyId)
  if (isOpenSearch && near) {
    const { x, y } = mercator(near)
    query = query.where(
      sql<boolean>`receptions.station_id in (
        select s.id from stations s where s.congress_id = ${congress.id} and exists (
          select from receptions r where r.congress_id = s.congress_id and r.station_id = s.id and r.state = 'confirmed' and r.on_day >= ${dayOf(at)}
        ) order by s.mercator <-> point(${x}, ${y}) limit ${NEAREST})`,
    )
  }
  // What is full is left out before the limit; what has slots left that are over is left out after it, so a few more are read.
  if (isOpenSearch)
    query = query.where(
      sql<boolean>`capacity * ((to_minute - from_minute) / slot_minutes) > (
        select count(*) from visits v
        where v.congress_id = receptions.congress_id and v.reception_id = receptions.id and v.seat is not null)`,
    )
  const rows = await query
    .selectAll('receptions')
    .select(['stations.name as station_name', 'stations.address', 'lon', 'lat', 'deputies.name as deputy_name'])
    .orderBy('on_day')
    .orderBy('from_minute')
    .orderBy('deputies.code')
    .limit(limit + 50)
    .execute()
  const coming = rows.filter((row) => !isOver(row, at))
  const counts =
    coming.length === 0
      ? []
      : await db
          .selectFrom('visits')
          .where('congress_id', '=', congress.id)
          .where(
            'reception_id',
            'in',
            coming.map(({ id }) => id),
          )
          .where((where) => where.or([where('seat', 'is not', null), where('state', '=', 'waiting')]))
          .select(({ fn }) => ['reception_id', 'slot', 'state', fn.countAll<number>().as('count')])
          .groupBy(['reception_id', 'slot', 'state'])
          .execute()

  const items = coming.map((row) => {
    const times = timesOf(row)
    const own = counts.filter(({ reception_id }) => reception_id === row.id)
    const slots = Array.from({ length: slotCount(times) }, (_, slot) => {
      const startsAt = slotStart(times, slot)
      const taken = own.reduce((sum, count) => sum + (count.state !== 'waiting' && count.slot === slot ? count.count : 0), 0)
      const free = Math.max(0, row.capacity - taken)
      const state = !isBookable(startsAt, at, noticeMinutes) ? ('over' as const) : free > 0 ? ('free' as const) : ('full' as const)
      return { startsAt: startsAt.toISOString(), free: state === 'over' ? 0 : free, state }
    })
    const place = { lon: row.lon, lat: row.lat }
    return {
      receptionId: row.id,
      on: row.on_day,
      from: row.from_minute,
      to: row.to_minute,
      deputy: { id: row.deputy_id, name: row.deputy_name },
      station: { id: row.station_id, name: row.station_name, address: row.address, at: place },
      distanceM: near ? Math.round(distanceM(near, place)) : null,
      slotMinutes: row.slot_minutes,
      slots,
      free: slots.reduce((sum, { free }) => sum + free, 0),
      waiting: own.reduce((sum, { state, count }) => sum + (state === 'waiting' ? count : 0), 0),
    }
  })
  return { items: items.filter(({ free }) => !isOpenSearch || free > 0).slice(0, limit) }
}
