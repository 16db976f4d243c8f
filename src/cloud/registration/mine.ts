import { decodeCursor, encodeCursor } from '../cursor'
import { noticeItems } from '../notice/view'
import type { Handler } from '../operation'
import { ownRegistrations } from './own'

/** 我的活动 */
export const myRegistrations: Handler<'registration.mine'> = async (scope, { cursor, limit }) => {
  const { db, congress } = scope
  const own = await ownRegistrations(scope, { after: decodeCursor(cursor, ['instant', 'id'] as const), limit: limit + 1 })
  const shown = own.slice(0, limit)
  const last = shown.at(-1)?.row
  const ids = [...new Set(shown.map(({ row }) => row.notice_id))]
  const notices =
    ids.length === 0
      ? []
      : await db.selectFrom('notices').where('congress_id', '=', congress.id).where('id', 'in', ids).selectAll().execute()
  const items = await noticeItems(scope, notices)
  return {
    items: shown.map(({ row, registration }) => ({ notice: items.find(({ id }) => id === row.notice_id)!, registration })),
    next: own.length > limit && last ? encodeCursor([last.created_at.toISOString(), last.id]) : null,
  }
}
