/** A point in degrees. The datum is GCJ-02 wherever a function does not say otherwise. */
export interface Point {
  lon: number
  lat: number
}

/** A GeoJSON ring, polygon or multipolygon in [lon, lat]; the last point of a ring repeats the first. */
export type Position = [number, number]
export interface Boundary {
  type: 'MultiPolygon'
  coordinates: Position[][][]
}

export interface Box {
  west: number
  south: number
  east: number
  north: number
}

/** On a grid of a thousandth of a degree, some 100 m in China: where something is, and not at whose door. */
export const roughly = ({ lon, lat }: Point): Point => ({ lon: Math.round(lon * 1000) / 1000, lat: Math.round(lat * 1000) / 1000 })

/** Mean earth radius of WGS 84, in metres. */
const EARTH_RADIUS_M = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Great-circle distance in metres. */
export function distanceM(a: Point, b: Point): number {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Web-Mercator in metres: nearest there is nearest on the ground but for its stretching, so take a few more than you want and order them by `distanceM`. */
export function mercator(at: Point): { x: number; y: number } {
  return {
    x: EARTH_RADIUS_M * radians(at.lon),
    y: EARTH_RADIUS_M * Math.log(Math.tan(Math.PI / 4 + radians(at.lat) / 2)),
  }
}

export function boxOf(boundary: Boundary): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const polygon of boundary.coordinates)
    for (const [lon, lat] of polygon[0] ?? []) {
      box.west = Math.min(box.west, lon)
      box.east = Math.max(box.east, lon)
      box.south = Math.min(box.south, lat)
      box.north = Math.max(box.north, lat)
    }
  return box
}

/** A box grown by `metres` on each side. */
export function grow(box: Box, metres: number): Box {
  const lat = (metres / EARTH_RADIUS_M) * (180 / Math.PI)
  const lon = lat / Math.cos(radians(Math.max(Math.abs(box.south), Math.abs(box.north))))
  return { west: box.west - lon, east: box.east + lon, south: box.south - lat, north: box.north + lat }
}

export function isInBox(at: Point, box: Box): boolean {
  return at.lon >= box.west && at.lon <= box.east && at.lat >= box.south && at.lat <= box.north
}

/** Whether a point is inside, by the even-odd rule; holes are outside. */
export function isInside(at: Point, boundary: Boundary): boolean {
  return boundary.coordinates.some((polygon) => {
    let inside = false
    for (const ring of polygon) if (isInRing(at, ring)) inside = !inside
    return inside
  })
}

function isInRing(at: Point, ring: Position[]): boolean {
  let inside = false
  for (const [[lon, lat], [nextLon, nextLat]] of edgesOf(ring)) {
    if (lat > at.lat !== nextLat > at.lat && at.lon < ((nextLon - lon) * (at.lat - lat)) / (nextLat - lat) + lon) inside = !inside
  }
  return inside
}

/** Metres from a point to the nearest line of a boundary, on a plane laid at the point: exact to a centimetre within a kilometre. */
export function metresToLine(at: Point, boundary: Boundary): number {
  const perLat = radians(1) * EARTH_RADIUS_M
  const perLon = perLat * Math.cos(radians(at.lat))
  let nearest = Infinity
  for (const polygon of boundary.coordinates)
    for (const ring of polygon)
      for (const [[lon, lat], [nextLon, nextLat]] of edgesOf(ring)) {
        const ax = (lon - at.lon) * perLon
        const ay = (lat - at.lat) * perLat
        const dx = (nextLon - lon) * perLon
        const dy = (nextLat - lat) * perLat
        const length = dx * dx + dy * dy
        const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length))
        nearest = Math.min(nearest, Math.hypot(ax + t * dx, ay + t * dy))
      }
  return nearest
}

function* edgesOf(ring: Position[]): Generator<[Position, Position]> {
  for (let i = 1; i < ring.length; i += 1) yield [ring[i - 1]!, ring[i]!]
}
