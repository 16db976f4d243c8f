import { noticeRelationsOf, type NoticeFacts, type NoticeRelation } from '../../domain/notice'
import type { Scope } from '../operation'
import { hasBegun, isKeeper, settingsOf, type NoticeRow } from './record'

export interface VisibleNotice {
  row: NoticeRow
  relations: NoticeRelation[]
}

/** A notice, if the caller may see it: published and checked; a withdrawn one by who had registered; any by who looks after it. */
export async function visibleNotice(
  { db, congress, actor }: Pick<Scope, 'db' | 'congress' | 'actor'>,
  id: string,
): Promise<VisibleNotice | null> {
  const row = await db.selectFrom('notices').where('congress_id', '=', congress.id).where('id', '=', id).selectAll().executeTakeFirst()
  if (!row) return null
  const relations = noticeRelationsOf(actor, { stationId: row.station_id, authorId: row.author_id })
  if (isKeeper(relations) || (row.state === 'published' && row.shown_at)) return { row, relations }
  if (!actor || !['published', 'withdrawn'].includes(row.state)) return null
  const own = await db
    .selectFrom('registrations')
    .where('congress_id', '=', congress.id)
    .where('notice_id', '=', id)
    .where('person_id', '=', actor.personId)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return own ? { row, relations } : null
}

export const factsOf = (row: NoticeRow, { congress }: Pick<Scope, 'congress'>, now: Date): NoticeFacts => ({
  state: row.state,
  review: settingsOf(congress).review,
  hasBegun: hasBegun(row, now),
})
