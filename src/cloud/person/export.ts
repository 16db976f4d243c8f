import { sql } from 'kysely'
import { viewConcern } from '../concern/view'
import { decodeCursor, encodeCursor } from '../cursor'
import type { Handler } from '../operation'
import { exportRegistrations } from '../registration/erase'
import { followedStations } from '../station/follow'
import { heldOf, openingsOf } from './holdings'

/** A cloud function answers with at most 1 MiB: twenty long cases stay below it. */
const CASES = 20

/** 导出: everything of the caller, as they see it. What a deputy or clerk wrote for others is the congress's record and not among it. */
export const exportPerson: Handler<'person.export'> = async (scope, { cursor }) => {
  const { db, congress, actor, files, now } = scope
  const after = decodeCursor(cursor, ['instant', 'id'] as const)
  let query = db.selectFrom('concerns').where('congress_id', '=', congress.id).where('reporter_id', '=', actor.personId)
  if (after) query = query.where(sql<boolean>`(received_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  const [held, openings, loose, rows] = await Promise.all([
    heldOf(scope),
    openingsOf(scope),
    db
      .selectFrom('photos')
      .where('congress_id', '=', congress.id)
      .where('owner_id', '=', actor.personId)
      .where('concern_id', 'is', null)
      .select('id')
      .execute(),
    query
      .selectAll()
      .orderBy('received_at', 'desc')
      .orderBy('id', 'desc')
      .limit(CASES + 1)
      .execute(),
  ])
  const shown = rows.slice(0, CASES)
  const concerns = []
  for (const row of shown) concerns.push(await viewConcern(scope, { row, relations: ['reporter'] }))
  const last = shown.at(-1)
  const urls = await files.urls(
    loose.map(({ id }) => id),
    'photo',
  )
  return {
    format: 'lianxinqiao.person.1',
    exportedAt: now().toISOString(),
    congress: congress.name,
    ...held,
    openings,
    loosePhotos: loose.map(({ id }) => ({ id, url: urls.get(id) ?? '' })),
    ...(after
      ? { registrations: [], followedStations: [] }
      : { registrations: await exportRegistrations(scope), followedStations: (await followedStations(scope, {})).items }),
    concerns,
    next: rows.length > CASES && last ? encodeCursor([last.received_at.toISOString(), last.id]) : null,
  }
}
