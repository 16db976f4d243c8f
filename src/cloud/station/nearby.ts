import { sql } from 'kysely'
import { distanceM, mercator, type Point } from '../../domain/place'
import type { Handler, Scope } from '../operation'
import type { Request } from '../../contract'
import { searchQuery } from '../search'
import { comingReceptions, itemOf, receptionViews, type ComingReception, type StationRow } from './item'

/** Mercator stretches with the latitude, so the nearest on the map are taken with a few to spare and then ordered by true distance. */
const SPARE = 10

/** Homes and stations near a place, in a division, or by what was typed. */
export const nearbyStations: Handler<'station.nearby'> = async (scope, input) => {
  const found = await findStations(scope, input, input.at)
  const centre = found.length === 0 && input.division ? await centreOf(scope, input.division) : null
  // A street without a station of its own is served by the nearest ones.
  const rows = centre ? await findStations(scope, { ...input, division: undefined }, centre) : found
  return { items: rows.map((row) => itemOf(scope, row, receptionViews(row.receptions), input.at)) }
}

type Found = StationRow & { receptions: ComingReception[] | null }

async function findStations(
  scope: Scope,
  { query, division, kind, limit }: Request<'station.nearby'>,
  near: Point | undefined,
): Promise<Found[]> {
  const { db, congress } = scope
  let stations = db.selectFrom('stations').where('congress_id', '=', congress.id)
  if (query) {
    const lexemes = searchQuery(query)
    if (!lexemes) return []
    stations = stations.where(sql<boolean>`search @@ to_tsquery('simple', ${lexemes})`)
  }
  if (kind) stations = stations.where('kind', '=', kind)
  if (division) {
    stations = stations.where(
      sql<boolean>`division_code in (
        with recursive below as (
          select code, 0 as depth from divisions where code = ${division}
          union all
          select d.code, depth + 1 from divisions d join below on d.parent_code = below.code where depth < 6
        )
        select code from below)`,
    )
  }
  const columns = stations.select(['id', 'kind', 'name', 'address', 'lon', 'lat', 'hours', comingReceptions(scope).as('receptions')])
  if (!near) return columns.orderBy('name').orderBy('id').limit(limit).execute()
  const { x, y } = mercator(near)
  const rows = await columns
    .orderBy(sql`mercator <-> point(${x}, ${y})`)
    .limit(limit + SPARE)
    .execute()
  const distances = new Map(rows.map((row) => [row.id, distanceM(near, row)]))
  return rows.sort((a, b) => distances.get(a.id)! - distances.get(b.id)!).slice(0, limit)
}

async function centreOf({ db }: Scope, division: string): Promise<Point | null> {
  const row = await db.selectFrom('divisions').where('code', '=', division).select(['lon', 'lat']).executeTakeFirst()
  return row && row.lon !== null && row.lat !== null ? { lon: row.lon, lat: row.lat } : null
}
