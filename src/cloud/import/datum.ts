import gcoord from 'gcoord'
import type { Position } from '../../domain/place'

/** Which datum the coordinates of a file have: GPS's own, that of every Chinese map, or Baidu's. */
export const datums = ['wgs84', 'gcj02', 'bd09'] as const
export type Datum = (typeof datums)[number]

const from = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const
/** A centimetre; the conversions themselves are good to a metre. */
const DIGITS = 7

/** Converts [lon, lat] to GCJ-02. */
export function convert(position: Position, datum: Datum): Position {
  if (datum === 'gcj02') return position
  const [lon, lat] = gcoord.transform(position, from[datum], gcoord.GCJ02)
  return [Number(lon.toFixed(DIGITS)), Number(lat.toFixed(DIGITS))]
}
