import { sql } from 'kysely'
import { decodeCursor, encodeCursor } from '../cursor'
import type { Handler } from '../operation'
import { refuse } from '../refusal'
import { itemsOf, viewVisit } from './view'
import { visibleVisit } from './visible'

/** 我的预约, the newest first. */
export const myVisits: Handler<'visit.mine'> = async (scope, { cursor, limit }) => {
  const { db, congress, actor } = scope
  let query = db.selectFrom('visits').where('congress_id', '=', congress.id).where('visitor_id', '=', actor.personId)
  const after = decodeCursor(cursor, ['instant', 'id'] as const)
  if (after) query = query.where(sql<boolean>`(created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  const rows = await query
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const receptions =
    shown.length === 0
      ? []
      : await db
          .selectFrom('receptions')
          .where('congress_id', '=', congress.id)
          .where('id', 'in', [...new Set(shown.map(({ reception_id }) => reception_id))])
          .selectAll()
          .execute()
  return {
    items: await itemsOf(
      scope,
      shown.map((row) => ({ row, reception: receptions.find(({ id }) => id === row.reception_id)! })),
    ),
    next: rows.length > limit && last ? encodeCursor([last.created_at.toISOString(), last.id]) : null,
  }
}

export const openVisit: Handler<'visit.open'> = async (scope, { id }) =>
  viewVisit(scope, (await visibleVisit(scope, id)) ?? refuse('NOT_FOUND'))
