import gcoord from 'gcoord'
import type { Datum } from '../../domain/import'
import type { Position } from '../../domain/place'

const from = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const
/** A centimetre; the conversions themselves are good to a metre. */
const DIGITS = 7

/** Converts [lon, lat] to GCJ-02. */
export function convert(position: Position, datum: Datum): Position {
  if (datum === 'gcj02') return position
  const [lon, lat] = gcoord.transform(position, from[datum], gcoord.GCJ02)
  return [Number(lon.toFixed(DIGITS)), Number(lat.toFixed(DIGITS))]
}
