import { sql } from 'kysely'
import type { Output } from '../../contract'
import { mayDetach, mayMerge } from '../../domain/cluster'
import { dayOf } from '../../domain/calendar'
import { isOneMatter } from '../../domain/similar'
import { verdicts, type Relation, type Verdict } from '../../domain/concern'
import { visible } from '../concern/visible'
import type { ConcernRow } from '../concern/record'
import { excerptsOf } from '../identity/excerpts'
import type { ActorScope, Handler } from '../operation'
import { refuse } from '../refusal'
import { findAlike, forMerging } from './find'
import { sizesOf } from './size'

const SHOWN = 100

/** 同一件事: the other cases of a case's cluster, what was said of the answer, and which open cases may be the same matter. */
export const clusterOfConcern: Handler<'concern.cluster'> = async (scope, { id }) => {
  const found = (await visible(scope, id)) ?? refuse('NOT_FOUND')
  const { row, relations } = found
  if (!mayDetach(relations)) return refuse('NOT_FOUND')
  return viewCluster(scope, row, relations)
}

export async function viewCluster(scope: ActorScope, row: ConcernRow, relations: readonly Relation[]): Promise<Output<'concern.cluster'>> {
  const { db, congress } = scope
  const headId = row.head_id ?? row.id
  const [size, head, members, judged, maybe] = await Promise.all([
    sizesOf(scope, [headId]),
    db
      .selectFrom('concerns')
      .where('congress_id', '=', congress.id)
      .where('id', '=', headId)
      .select(['id', 'number'])
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('concerns')
      .where('congress_id', '=', congress.id)
      .where('head_id', '=', headId)
      .where('shown_at', 'is not', null)
      .select(['id', 'number', 'state', 'received_at', 'verdict'])
      .orderBy('received_at')
      .orderBy('id')
      .limit(SHOWN)
      .execute(),
    countVerdicts(scope, headId),
    mayMerge(row.state, relations) && !row.head_id ? suggestions(scope, row) : [],
  ])
  const excerpts = await excerptsOf(
    scope,
    [...members, ...maybe].map(({ id }) => id),
  )
  const line = (each: (typeof maybe)[number]) => ({
    id: each.id,
    number: each.number,
    state: each.state,
    excerpt: excerpts.get(each.id) ?? '',
    receivedOn: dayOf(each.receivedAt),
    verdict: null,
  })
  return {
    head: row.head_id ? head : null,
    cases: size.get(headId)?.cases ?? 1,
    joined: size.get(headId)?.joined ?? 0,
    members: members.map((each) => ({
      id: each.id,
      number: each.number,
      state: each.state,
      excerpt: excerpts.get(each.id) ?? '',
      receivedOn: dayOf(each.received_at),
      verdict: each.verdict,
    })),
    verdicts: judged,
    alike: maybe.filter(isOneMatter).map(line),
    near: maybe
      .filter((each) => !isOneMatter(each))
      .slice(0, SHOWN)
      .map(line),
    mayMerge: mayMerge(row.state, relations) && !row.head_id,
  }
}

/** Open cases of the same inbox that may be the same matter and stand by themselves. */
async function suggestions(scope: ActorScope, row: ConcernRow) {
  const at = row.lon !== null && row.lat !== null ? { lon: row.lon, lat: row.lat } : null
  const found = await findAlike(
    scope,
    { text: row.text, at, topic: row.topic_code },
    { limits: forMerging, isOffered: false, exceptId: row.id },
  )
  return found.filter(
    ({ headId, assigneeId, stationId, state }) =>
      headId === null &&
      state !== 'answered' &&
      state !== 'settled' &&
      assigneeId === row.assignee_id &&
      (row.assignee_id !== null || stationId === row.station_id),
  )
}

async function countVerdicts({ db, congress }: ActorScope, headId: string): Promise<Record<Verdict, number>> {
  const { rows } = await sql<{ verdict: Verdict; count: number }>`
    select verdict, count(*)::int as count from (
      select c.verdict from concerns c where c.congress_id = ${congress.id} and (c.id = ${headId} or c.head_id = ${headId})
      union all
      select j.verdict from joins j join concerns c on c.congress_id = j.congress_id and c.id = j.concern_id
        where j.congress_id = ${congress.id} and j.left_at is null and (c.id = ${headId} or c.head_id = ${headId})
    ) v where verdict is not null group by verdict`.execute(db)
  const counts = new Map(rows.map(({ verdict, count }) => [verdict, count]))
  return Object.fromEntries(verdicts.map((verdict) => [verdict, counts.get(verdict) ?? 0])) as Record<Verdict, number>
}
