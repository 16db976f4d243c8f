import { sql } from 'kysely'
import { dayOf, minuteOf } from '../../domain/calendar'
import type { ReceptionState } from '../../domain/reception'
import type { VisitNeed, VisitState } from '../../domain/visit'
import type { ActorScope } from '../operation'
import { ROWS_MAX, type Of, type TableOf } from './of'
import { tableOf, type Column } from './write'

/** For staff, who read Chinese. */
const visitStates: Record<VisitState, string> = {
  waiting: '候补',
  offered: '待确认',
  booked: '已预约',
  arrived: '已签到',
  received: '已接待',
  missed: '居民未到',
  unmet: '代表未到',
  cancelled: '已取消',
  closed: '接待取消',
  lapsed: '未候补到',
}
const receptionStates: Record<ReceptionState, string> = { planned: '待确认', confirmed: '已公布', closed: '已取消' }
const needNames: Record<VisitNeed, string> = { wheelchair: '轮椅', interpreter: '翻译', sign_language: '手语' }

/** 9:30, as the import of reception days reads it. */
const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

/** Receptions of the days that are asked for, with station and deputy. */
const receptionsIn = ({ db, congress }: ActorScope, { stationId, from, until }: Of) =>
  db
    .selectFrom('receptions')
    .innerJoin('stations', (join) =>
      join.onRef('stations.congress_id', '=', 'receptions.congress_id').onRef('stations.id', '=', 'receptions.station_id'),
    )
    .innerJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'receptions.congress_id').onRef('deputies.id', '=', 'receptions.deputy_id'),
    )
    .where('receptions.congress_id', '=', congress.id)
    .where('on_day', '>=', from)
    .where('on_day', '<=', until)
    .$if(stationId !== null, (of) => of.where('receptions.station_id', '=', stationId!))
    .select(['stations.code as station_code', 'stations.name as station', 'deputies.code as deputy_code', 'deputies.name as deputy'])
    .orderBy('on_day')
    .orderBy('stations.code')
    .orderBy('from_minute')
    .limit(ROWS_MAX + 1)

interface Named {
  station_code: string
  station: string
  deputy_code: string
  deputy: string
}
const named: readonly Column<Named>[] = [
  { head: '联络站编号', width: 12, of: (row) => row.station_code },
  { head: '站名', width: 28, of: (row) => row.station },
  { head: '代表编号', width: 10, of: (row) => row.deputy_code },
  { head: '姓名', width: 12, of: (row) => row.deputy },
]

/** 接待安排, with the columns that the import of rosters reads. */
export const receptionsTable: TableOf = async (scope, of) => {
  const count = (states: readonly VisitState[]) =>
    sql<number>`(select count(*)::int from visits v where v.congress_id = receptions.congress_id and v.reception_id = receptions.id
      and v.state = any(${states}::text[]))`
  const rows = await receptionsIn(scope, of)
    .selectAll('receptions')
    .select([
      count(['booked', 'offered', 'arrived', 'received', 'missed', 'unmet']).as('taken'),
      count(['waiting']).as('waiting'),
      count(['received']).as('received'),
      count(['missed']).as('missed'),
    ])
    .execute()
  return tableOf(rows, [
    { head: '日期', width: 12, of: (row) => row.on_day },
    { head: '开始', width: 8, of: (row) => clock(row.from_minute) },
    { head: '结束', width: 8, of: (row) => clock(row.to_minute) },
    ...named,
    { head: '状态', width: 10, of: (row) => receptionStates[row.state] },
    { head: '每场分钟', width: 10, of: (row) => row.slot_minutes },
    { head: '每场人数', width: 10, of: (row) => row.capacity },
    { head: '预约', width: 8, of: (row) => row.taken },
    { head: '候补', width: 8, of: (row) => row.waiting },
    { head: '已接待', width: 8, of: (row) => row.received },
    { head: '居民未到', width: 10, of: (row) => row.missed },
    { head: '原因', width: 30, of: (row) => row.reason },
  ])
}

/** 接待预约: who it was is not in it, nor what was said. */
export const visitsTable: TableOf = async (scope, of) => {
  const rows = await receptionsIn(scope, of)
    .innerJoin('visits', (join) =>
      join.onRef('visits.congress_id', '=', 'receptions.congress_id').onRef('visits.reception_id', '=', 'receptions.id'),
    )
    .leftJoin('topics', (join) => join.onRef('topics.congress_id', '=', 'visits.congress_id').onRef('topics.code', '=', 'topic_code'))
    .leftJoin('concerns', (join) =>
      join.onRef('concerns.congress_id', '=', 'visits.congress_id').onRef('concerns.id', '=', 'visits.concern_id'),
    )
    .selectAll('visits')
    .select(['on_day', 'from_minute', 'to_minute', 'slot_minutes', 'receptions.capacity', 'topics.name as topic', 'concerns.number'])
    .orderBy('visits.slot')
    .orderBy('visits.created_at')
    .execute()
  return tableOf(rows, [
    { head: '日期', width: 12, of: (row) => row.on_day },
    { head: '约定时间', width: 10, of: (row) => (row.slot === null ? null : clock(row.from_minute + row.slot * row.slot_minutes)) },
    ...named,
    { head: '状态', width: 10, of: (row) => visitStates[row.state] },
    { head: '现场登记', width: 10, of: (row) => (row.visitor_id === null && row.slot === null ? '是' : null) },
    { head: '类别', width: 20, of: (row) => row.topic },
    { head: '人数', width: 8, of: (row) => row.people },
    { head: '需要', width: 14, of: (row) => row.needs.map((need) => needNames[need]).join('、') },
    { head: '签到时间', width: 10, of: (row) => timeOf(row.arrived_at) },
    { head: '答应办到', width: 12, of: (row) => row.promised_on },
    { head: '转为诉求', width: 18, of: (row) => row.number },
  ])
}

const timeOf = (at: Date | null) => at && clock(minuteOf(at))

/** 联络站名册, as it is now, with the columns that its import reads. */
export const rosterTable: TableOf = async ({ db, congress, now }, { stationId }) => {
  const rows = await db
    .selectFrom('station_deputies')
    .innerJoin('stations', (join) =>
      join.onRef('stations.congress_id', '=', 'station_deputies.congress_id').onRef('stations.id', '=', 'station_id'),
    )
    .innerJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'station_deputies.congress_id').onRef('deputies.id', '=', 'deputy_id'),
    )
    .leftJoin('constituencies', (join) =>
      join.onRef('constituencies.congress_id', '=', 'deputies.congress_id').onRef('constituencies.id', '=', 'constituency_id'),
    )
    .where('station_deputies.congress_id', '=', congress.id)
    .where('is_active', '=', true)
    .$if(stationId !== null, (of) => of.where('station_id', '=', stationId!))
    .select(['stations.code as station_code', 'stations.name as station', 'deputies.code as deputy_code', 'deputies.name as deputy'])
    .select(['occupation', 'constituencies.name as constituency'])
    .select(
      sql<string | null>`(select min(on_day)::text from receptions r where r.congress_id = station_deputies.congress_id
        and r.station_id = station_deputies.station_id and r.deputy_id = station_deputies.deputy_id and r.state = 'confirmed'
        and r.on_day >= ${dayOf(now())})`.as('next_on'),
    )
    .orderBy('stations.code')
    .orderBy('deputies.code')
    .limit(ROWS_MAX + 1)
    .execute()
  return tableOf(rows, [
    ...named,
    { head: '选区', width: 18, of: (row) => row.constituency },
    { head: '职务', width: 28, of: (row) => row.occupation },
    { head: '下次接待', width: 12, of: (row) => row.next_on },
  ])
}
