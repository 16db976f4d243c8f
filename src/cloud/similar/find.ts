import { sql } from 'kysely'
import type { ConcernState } from '../../domain/concern'
import { distanceM, grow, type Point } from '../../domain/place'
import { byNearness, isAlike, isSameText, keysOf, likenessOf, NEAR_M, OFFERED_DAYS, type Nearness } from '../../domain/similar'
import type { Scope } from '../operation'
import { pointOf, raresOfText } from './likeness'

export interface Alike extends Nearness {
  id: string
  headId: string | null
  reporterId: string
  number: string
  text: string
  state: ConcernState
  topicCode: string | null
  address: string
  assigneeId: string | null
  stationId: string | null
  receivedAt: Date
  /** Both have a topic, and not the same one. */
  isOtherTopic: boolean
}

export interface Asked {
  text: string
  at: Point | null
  topic: string | null
}

interface Limits {
  /** Those whose keys are looked at, and the best of them whose words are compared. */
  keyed: number
  compared: number
  near: number
}

/** For one resident who waits, and for a desk that puts together what is one matter. */
export const forOffers: Limits = { keyed: 3000, compared: 60, near: 120 }
export const forMerging: Limits = { keyed: 5000, compared: 600, near: 600 }

/**
 * Concerns of the congress that may be the same matter, the likest first. The index gives candidates, by keys and by
 * place; what decides is the comparison of the words themselves. `isOffered`: only what its resident lets others know of.
 */
export async function findAlike(
  { db, congress, now }: Pick<Scope, 'db' | 'congress' | 'now'>,
  asked: Asked,
  { limits, isOffered, exceptId = null }: { limits: Limits; isOffered: boolean; exceptId?: string | null },
): Promise<Alike[]> {
  const rares = raresOfText(asked.text)
  const keys = keysOf(asked.text, rares, congress.id)
  const offered = isOffered ? sql`and is_offered` : sql``
  const box = asked.at && grow({ west: asked.at.lon, east: asked.at.lon, south: asked.at.lat, north: asked.at.lat }, NEAR_M)
  const near =
    box && asked.at
      ? sql`union select concern_id from (
          select concern_id from likenesses where congress_id = ${congress.id} ${offered}
            and mercator <@ box(${pointOf({ lon: box.west, lat: box.south })}, ${pointOf({ lon: box.east, lat: box.north })})
          order by mercator <-> ${pointOf(asked.at)} limit ${limits.near}) n`
      : sql``
  const since = new Date(now().getTime() - OFFERED_DAYS * 86_400_000)
  const { rows } = await sql<{
    id: string
    head_id: string | null
    reporter_id: string
    number: string
    text: string
    state: ConcernState
    topic_code: string | null
    lon: number | null
    lat: number | null
    address: string
    assignee_id: string | null
    station_id: string | null
    received_at: Date
  }>`
    with keyed as materialized (
      select concern_id, keys from likenesses
      where keys && ${keys}::int[] and congress_id = ${congress.id} ${offered} limit ${limits.keyed}
    ), alike as materialized (
      select concern_id from keyed
      order by (select count(*) from unnest(keys) k where k = any(${keys}::int[])) desc limit ${limits.compared}
    ), found as materialized (select concern_id from alike ${near})
    select c.id, c.head_id, c.reporter_id, c.number, c.text, c.state, c.topic_code, c.lon, c.lat, c.address, c.assignee_id, c.station_id, c.received_at
    from found f join concerns c on c.congress_id = ${congress.id} and c.id = f.concern_id
    where c.shown_at is not null and c.erased_at is null and c.id is distinct from ${exceptId}::uuid
      and (c.state in ('unassigned', 'assigned', 'accepted', 'asked', 'disputed', 'in_review') or c.state in ('answered', 'settled') and exists (
        select from concern_events e where e.congress_id = c.congress_id and e.concern_id = c.id and e.kind in ('answered', 'approved') and e.at >= ${since}))`.execute(
    db,
  )
  return rows
    .map((row) => ({
      id: row.id,
      headId: row.head_id,
      reporterId: row.reporter_id,
      number: row.number,
      text: row.text,
      state: row.state,
      topicCode: row.topic_code,
      address: row.address,
      assigneeId: row.assignee_id,
      stationId: row.station_id,
      receivedAt: row.received_at,
      likeness: likenessOf(rares, raresOfText(row.text)),
      isSameText: isSameText(asked.text, row.text),
      distanceM: asked.at && row.lon !== null && row.lat !== null ? distanceM(asked.at, { lon: row.lon, lat: row.lat }) : null,
      isSameTopic: asked.topic !== null && asked.topic === row.topic_code,
      isOtherTopic: asked.topic !== null && row.topic_code !== null && asked.topic !== row.topic_code,
    }))
    .filter(isAlike)
    .sort(byNearness)
}
