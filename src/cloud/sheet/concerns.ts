import { dayOf } from '../../domain/calendar'
import type { ConcernState, Verdict } from '../../domain/concern'
import { instantOf } from '../../domain/reception'
import { isRunning } from '../concern/facts'
import { ROWS_MAX, type TableOf } from './of'
import { tableOf } from './write'

const MIDNIGHT = 24 * 60

/** For staff, who read Chinese. */
const states: Record<ConcernState, string> = {
  unassigned: '待分派',
  assigned: '待受理',
  accepted: '办理中',
  asked: '待居民补充',
  disputed: '有异议，待决定',
  in_review: '答复待复核',
  answered: '已答复',
  settled: '已解决',
  withdrawn: '居民已撤回',
}
const verdicts: Record<Verdict, string> = {
  settled: '解决了',
  partly: '解决了一部分',
  beside_the_point: '答非所问',
  not_settled: '没有解决',
}

/** 诉求台账: the cases that came in, by number. Their words and whose they are stay where each reading is logged. */
export const concernsTable: TableOf = async ({ db, congress, now }, { stationId, from, until }) => {
  const today = dayOf(now())
  const rows = await db
    .selectFrom('concerns')
    .leftJoin('topics', (join) =>
      join.onRef('topics.congress_id', '=', 'concerns.congress_id').onRef('topics.code', '=', 'concerns.topic_code'),
    )
    .leftJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'concerns.congress_id').onRef('deputies.id', '=', 'assignee_id'),
    )
    .leftJoin('stations', (join) =>
      join.onRef('stations.congress_id', '=', 'concerns.congress_id').onRef('stations.id', '=', 'concerns.station_id'),
    )
    .leftJoin('constituencies', (join) =>
      join.onRef('constituencies.congress_id', '=', 'concerns.congress_id').onRef('constituencies.id', '=', 'concerns.constituency_id'),
    )
    .where('concerns.congress_id', '=', congress.id)
    .where('received_at', '>=', instantOf(from, 0))
    .where('received_at', '<', instantOf(until, MIDNIGHT))
    .$if(stationId !== null, (of) => of.where('concerns.station_id', '=', stationId!))
    .select(['number', 'received_at', 'state', 'due_on', 'verdict', 'times_reopened', 'times_chased'])
    .select(['topics.name as topic', 'deputies.name as deputy', 'stations.name as station', 'constituencies.name as constituency'])
    .orderBy('received_at')
    .orderBy('concerns.id')
    .limit(ROWS_MAX + 1)
    .execute()
  return tableOf(rows, [
    { head: '编号', width: 18, of: (row) => row.number },
    { head: '收到', width: 18, of: (row) => row.received_at },
    { head: '类别', width: 20, of: (row) => row.topic },
    { head: '选区', width: 18, of: (row) => row.constituency },
    { head: '联络站', width: 28, of: (row) => row.station },
    { head: '承办代表', width: 12, of: (row) => row.deputy },
    { head: '状态', width: 14, of: (row) => states[row.state] },
    { head: '期限', width: 12, of: (row) => (isRunning(row.state) ? row.due_on : null) },
    { head: '超期', width: 8, of: (row) => (isRunning(row.state) && row.due_on < today ? '是' : null) },
    { head: '居民评价', width: 14, of: (row) => row.verdict && verdicts[row.verdict] },
    { head: '重新办理', width: 10, of: (row) => row.times_reopened },
    { head: '催办', width: 8, of: (row) => row.times_chased },
  ])
}
