import { sql } from 'kysely'
import type { NoticeState } from '../../domain/notice'
import { instantOf } from '../../domain/reception'
import type { RegistrationState } from '../../domain/registration'
import { ROWS_MAX, type TableOf } from './of'
import { tableOf } from './write'

const MIDNIGHT = 24 * 60

/** For staff, who read Chinese. */
const states: Record<NoticeState, string> = {
  draft: '草稿',
  in_review: '待审核',
  ready: '待发布',
  published: '已发布',
  withdrawn: '已撤回',
}

/** 公告和活动, with how many registered and came; who they are stands in the attendance list of each. */
export const noticesTable: TableOf = async ({ db, congress }, { stationId, from, until }) => {
  const count = (of: readonly RegistrationState[]) =>
    sql<number>`(select count(*)::int from registrations r where r.congress_id = notices.congress_id and r.notice_id = notices.id
      and r.state = any(${of}::text[]))`
  const rows = await db
    .selectFrom('notices')
    .leftJoin('stations', (join) => join.onRef('stations.congress_id', '=', 'notices.congress_id').onRef('stations.id', '=', 'station_id'))
    .where('notices.congress_id', '=', congress.id)
    .where(sql`coalesce(starts_at, published_at, created_at)`, '>=', instantOf(from, 0))
    .where(sql`coalesce(starts_at, published_at, created_at)`, '<', instantOf(until, MIDNIGHT))
    .$if(stationId !== null, (of) => of.where('station_id', '=', stationId!))
    .select(['title', 'state', 'published_at', 'starts_at', 'ends_at', 'place', 'takes_registrations', 'notices.capacity'])
    .select(['stations.name as station', count(['booked', 'offered', 'arrived']).as('registered')])
    .select([count(['waiting']).as('waiting'), count(['arrived']).as('arrived')])
    .orderBy(sql`coalesce(starts_at, published_at, created_at)`)
    .orderBy('notices.id')
    .limit(ROWS_MAX + 1)
    .execute()
  type Row = (typeof rows)[number]
  const ofActivity = (row: Row, value: number | null) => (row.takes_registrations ? value : null)
  return tableOf(rows, [
    { head: '标题', width: 32, of: (row) => row.title },
    { head: '联络站', width: 28, of: (row) => row.station },
    { head: '状态', width: 10, of: (row) => states[row.state] },
    { head: '发布时间', width: 18, of: (row) => row.published_at },
    { head: '活动开始', width: 18, of: (row) => row.starts_at },
    { head: '活动结束', width: 18, of: (row) => row.ends_at },
    { head: '地点', width: 28, of: (row) => row.place },
    { head: '名额', width: 8, of: (row) => ofActivity(row, row.capacity) },
    { head: '报名', width: 8, of: (row) => ofActivity(row, row.registered) },
    { head: '候补', width: 8, of: (row) => ofActivity(row, row.waiting) },
    { head: '签到', width: 8, of: (row) => ofActivity(row, row.arrived) },
  ])
}
