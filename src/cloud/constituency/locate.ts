import { sql, type Kysely } from 'kysely'
import { distanceM, grow, type Point, type Position } from '../../domain/place'
import { locate, NEAR_LINE_M, type RoutingConstituency } from '../../domain/routing'
import { kept } from '../database/kept-plan'
import type { Database } from '../database/schema'
import type { Handler } from '../operation'

/** Constituencies whose box comes within reach of a point, by code, so that overlapping maps always give the same one first. */
export async function constituenciesNear(
  db: Kysely<Database>,
  congressId: string,
  at: Point,
): Promise<(RoutingConstituency & { code: string; name: string })[]> {
  const reach = grow({ west: at.lon, east: at.lon, south: at.lat, north: at.lat }, NEAR_LINE_M)
  const rows = await db
    .selectFrom('constituencies')
    .where('congress_id', '=', congressId)
    .where(sql<boolean>`bounds && box(point(${reach.west}, ${reach.south}), point(${reach.east}, ${reach.north}))`)
    .select([
      'id',
      'code',
      'name',
      'boundary',
      sql<number[]>`array[(bounds[1])[0], (bounds[1])[1], (bounds[0])[0], (bounds[0])[1]]`.as('box'),
    ])
    .orderBy('code')
    .modifyEnd(kept)
    .execute()
  return rows.map(({ box: [west, south, east, north], ...row }) => ({
    ...row,
    box: { west: west!, south: south!, east: east!, north: north! },
  }))
}

/** The constituency that holds a place, and those within 50 m. */
export const locateConstituency: Handler<'constituency.locate'> = async ({ db, congress }, { at }) => {
  const constituencies = await constituenciesNear(db, congress.id, at)
  const { inside, near } = locate(at, constituencies)
  const items = (ids: readonly string[]) =>
    constituencies.filter(({ id }) => ids.includes(id)).map(({ id, code, name }) => ({ id, code, name }))
  return { inside: items(inside ? [inside] : [])[0] ?? null, near: items(near) }
}

/** On a phone's screen a whole district is some 300 points wide, so points nearer than this look the same. */
const DRAWN_M = 40

/** Every constituency with its lines, thinned for drawing. */
export const listConstituencies: Handler<'constituency.list'> = async ({ db, congress }) => {
  const rows = await db
    .selectFrom('constituencies')
    .where('congress_id', '=', congress.id)
    .select(['id', 'code', 'name', 'boundary'])
    .orderBy('code')
    .execute()
  return {
    items: rows.map(({ boundary, ...row }) => ({ ...row, lines: boundary.coordinates.map((polygon) => polygon.map(thin)) })),
  }
}

function thin(ring: Position[]): Position[] {
  const drawn: Position[] = []
  for (const [index, position] of ring.entries()) {
    const last = drawn.at(-1)
    const isEnd = index === ring.length - 1
    if (!last || isEnd || distanceM({ lon: last[0], lat: last[1] }, { lon: position[0], lat: position[1] }) >= DRAWN_M) {
      drawn.push([Number(position[0].toFixed(5)), Number(position[1].toFixed(5))])
    }
  }
  return drawn
}
