import type * as v from 'valibot'
import type { stationItem } from '../../contract/station'
import { addDays, dayOf, minuteOf } from '../../domain/calendar'
import { distanceM, type Point } from '../../domain/place'
import { isOpen, isReceiving, type OpenPeriod, type StationKind } from '../../domain/station'
import type { Scope } from '../operation'

export type StationItem = v.InferOutput<typeof stationItem>
export type ReceptionView = NonNullable<StationItem['nextReception']>

/** How far ahead a reception is shown: a station receives at least monthly (月进站), announced at least three days ahead. */
const AHEAD_DAYS = 62

export interface StationRow {
  id: string
  kind: StationKind
  name: string
  address: string
  lon: number
  lat: number
  hours: OpenPeriod[]
}

/** Receptions of stations that are not over yet, by time; the deputies of one time together. */
export async function comingReceptions({ db, congress, now }: Scope, stationIds: readonly string[]): Promise<Map<string, ReceptionView[]>> {
  const at = now()
  const today = dayOf(at)
  const byStation = new Map<string, ReceptionView[]>()
  if (stationIds.length === 0) return byStation
  const rows = await db
    .selectFrom('receptions')
    .innerJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'receptions.congress_id').onRef('deputies.id', '=', 'deputy_id'),
    )
    .where('receptions.congress_id', '=', congress.id)
    .where('station_id', 'in', stationIds)
    .where('state', '=', 'confirmed')
    .where('on_day', '>=', today)
    .where('on_day', '<=', addDays(today, AHEAD_DAYS))
    .where((where) => where.or([where('on_day', '>', today), where('to_minute', '>', minuteOf(at))]))
    .select(['station_id', 'on_day', 'from_minute', 'to_minute', 'deputy_id', 'deputies.name'])
    .orderBy('on_day')
    .orderBy('from_minute')
    .orderBy('deputies.code')
    .execute()
  for (const row of rows) {
    const receptions = byStation.get(row.station_id) ?? []
    byStation.set(row.station_id, receptions)
    const deputy = { id: row.deputy_id, name: row.name }
    const same = receptions.find(({ on, from, to }) => on === row.on_day && from === row.from_minute && to === row.to_minute)
    if (same) same.deputies.push(deputy)
    else receptions.push({ on: row.on_day, from: row.from_minute, to: row.to_minute, deputies: [deputy] })
  }
  return byStation
}

/** A station as lists show it; `from` is where the resident is. */
export function itemOf(
  { now, calendar }: Scope,
  row: StationRow,
  receptions: readonly ReceptionView[],
  from: Point | undefined,
): StationItem {
  const at = now()
  const place = { lon: row.lon, lat: row.lat }
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    address: row.address,
    at: place,
    distanceM: from ? Math.round(distanceM(from, place)) : null,
    isOpen: isOpen(row.hours, at, calendar),
    onDuty: receptions.filter((reception) => isReceiving(reception, at)).flatMap(({ deputies }) => deputies),
    nextReception: receptions[0] ?? null,
  }
}
