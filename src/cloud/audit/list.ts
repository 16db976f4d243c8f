import { decodeCursor, encodeCursor } from '../cursor'
import type { Handler } from '../operation'

/** 封存记录 */
export const listSeals: Handler<'seal.list'> = async ({ db, congress }, { cursor, limit }) => {
  const after = decodeCursor(cursor, ['day'] as const)
  let query = db.selectFrom('seals').where('congress_id', '=', congress.id)
  if (after) query = query.where('on_day', '<', after[0])
  const rows = await query
    .selectAll()
    .orderBy('on_day', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(({ on_day, root, previous_root, cases, sealed_at }) => ({
      on: on_day,
      root: root.toString('hex'),
      previousRoot: previous_root?.toString('hex') ?? null,
      cases,
      sealedAt: sealed_at.toISOString(),
    })),
    next: rows.length > limit && last ? encodeCursor([last.on_day]) : null,
  }
}
