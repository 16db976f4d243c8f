import { sql } from 'kysely'
import { dayOf } from '../../domain/calendar'
import { locate } from '../../domain/routing'
import { summaryRounds } from '../../domain/notice'
import { constituenciesNear } from '../constituency/locate'
import { decodeCursor, encodeCursor } from '../cursor'
import type { Handler } from '../operation'
import { refuse } from '../refusal'
import { hasBegun, settingsOf } from './record'
import { noticeItems, viewNotice } from './view'
import { visibleNotice } from './visible'

/** 公告与活动 */
export const listNotices: Handler<'notice.list'> = async (scope, { stationId, at: near, whose, isComing, cursor, limit }) => {
  const { db, congress, actor, now } = scope
  const after = decodeCursor(cursor, ['instant', 'id'] as const)
  let query = db
    .selectFrom('notices')
    .where('congress_id', '=', congress.id)
    .where('state', '=', 'published')
    .where('shown_at', 'is not', null)
  if (stationId) {
    const station = await db
      .selectFrom('stations')
      .where('congress_id', '=', congress.id)
      .where('id', '=', stationId)
      .select('id')
      .executeTakeFirst()
    if (!station) return refuse('NOT_FOUND', [{ path: 'stationId', rule: 'absent' }])
    query = query.where('station_id', '=', stationId)
  } else if (whose === 'mine') {
    const constituencies = near ? await constituenciesNear(db, congress.id, near) : []
    const inside = near ? locate(near, constituencies).inside : null
    query = query.where((where) =>
      where.or([
        where('audience', '=', 'congress'),
        ...(inside ? [where('constituency_id', '=', inside)] : []),
        ...(actor
          ? [
              sql<boolean>`station_id in (
                select f.station_id from station_follows f where f.congress_id = ${congress.id} and f.person_id = ${actor.personId})`,
            ]
          : []),
      ]),
    )
  }
  const pinned =
    isComing || after ? [] : await query.where('pinned_at', 'is not', null).selectAll().orderBy('pinned_at', 'desc').limit(limit).execute()
  query = isComing
    ? query
        .where('ends_at', '>', now())
        .$if(after !== null, (q) => q.where(sql<boolean>`(starts_at, id) > (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
    : query
        .where('pinned_at', 'is', null)
        .$if(after !== null, (q) => q.where(sql<boolean>`(published_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
  const key = isComing ? 'starts_at' : 'published_at'
  const order = isComing ? 'asc' : 'desc'
  const rows = await query
    .selectAll()
    .orderBy(key, order)
    .orderBy('id', order)
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: await noticeItems(scope, [...pinned, ...shown]),
    next: rows.length > limit && last ? encodeCursor([last[key]!.toISOString(), last.id]) : null,
  }
}

export const openNotice: Handler<'notice.open'> = async (scope, { id }) =>
  viewNotice(scope, (await visibleNotice(scope, id)) ?? refuse('NOT_FOUND'))

/** 公告管理 */
export const deskNotices: Handler<'notice.desk'> = async (scope, { cursor, limit }) => {
  const { db, congress, actor, now } = scope
  if (!actor.isOffice && actor.stationIds.length === 0) return refuse('FORBIDDEN')
  const after = decodeCursor(cursor, ['instant', 'id'] as const)
  const rows = await db
    .selectFrom('notices')
    .where('congress_id', '=', congress.id)
    .$if(!actor.isOffice, (query) => query.where('station_id', 'in', actor.stationIds))
    .$if(after !== null, (query) => query.where(sql<boolean>`(changed_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
    .selectAll()
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const items = await noticeItems(scope, shown)
  const { summaryDays } = settingsOf(congress)
  const today = dayOf(now())
  const days = (ends: Date) => Math.round((Date.parse(today) - Date.parse(dayOf(ends))) / 86_400_000)
  return {
    items: shown.map((row, index) => ({
      ...items[index]!,
      publishAt: row.publish_at?.toISOString() ?? null,
      changedAt: row.changed_at.toISOString(),
      isSummaryDue:
        row.state === 'published' &&
        hasBegun(row, now()) &&
        !items[index]!.hasSummary &&
        summaryRounds(days(row.ends_at!), summaryDays) > 0,
    })),
    next: rows.length > limit && last ? encodeCursor([last.changed_at.toISOString(), last.id]) : null,
  }
}
