import { sql, type RawBuilder } from 'kysely'
import type * as v from 'valibot'
import type { stationItem } from '../../contract/station'
import { addDays, dayOf, minuteOf, type Day } from '../../domain/calendar'
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

/** One row of `comingReceptions`: a deputy at a time. */
export interface ComingReception {
  on: Day
  from: number
  to: number
  id: string
  name: string
}

/** Receptions of a row of `stations` that are not over yet, by time, as JSON; null where there are none. */
export function comingReceptions({ now }: Pick<Scope, 'now'>): RawBuilder<ComingReception[] | null> {
  const at = now()
  const today = dayOf(at)
  return sql`(select json_agg(json_build_object('on', r.on_day, 'from', r.from_minute, 'to', r.to_minute, 'id', d.id, 'name', d.name)
      order by r.on_day, r.from_minute, d.code)
    from receptions r join deputies d on d.congress_id = r.congress_id and d.id = r.deputy_id
    where r.congress_id = stations.congress_id and r.station_id = stations.id and r.state = 'confirmed' and r.on_day >= ${today}
      and r.on_day <= ${addDays(today, AHEAD_DAYS)} and (r.on_day > ${today} or r.to_minute > ${minuteOf(at)}))`
}

/** The deputies of one time together. */
export function receptionViews(rows: readonly ComingReception[] | null): ReceptionView[] {
  const views: ReceptionView[] = []
  for (const { on, from, to, ...deputy } of rows ?? []) {
    const same = views.find((view) => view.on === on && view.from === from && view.to === to)
    if (same) same.deputies.push(deputy)
    else views.push({ on, from, to, deputies: [deputy] })
  }
  return views
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
