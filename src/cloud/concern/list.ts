import { sql, type SelectQueryBuilder } from 'kysely'
import { openStates, type Relation } from '../../domain/concern'
import { dayOf, dueAt } from '../../domain/calendar'
import { decodeCursor, encodeCursor } from '../cursor'
import type { Database } from '../database/schema'
import type { ActorScope, Handler } from '../operation'
import { refuse } from '../refusal'
import type { Output } from '../../contract'
import { keepListed } from '../identity/keep'
import { readerOf } from '../identity/words'
import { hasCompany, shownSize, sizesOf } from '../similar/size'
import { isAttended } from './attended'
import { isRunning } from './facts'
import { isSilent } from './survey'

type Item = Output<'concern.mine'>['items'][number]
type Concerns = SelectQueryBuilder<Database, 'concerns', object>

/** How much of a text a list shows. */
const EXCERPT = 60

/** 我的诉求, the newest first. */
export const myConcerns: Handler<'concern.mine'> = async (scope, { cursor, limit }) => {
  const { db, congress, actor } = scope
  const mine = db.selectFrom('concerns').where('concerns.congress_id', '=', congress.id).where('reporter_id', '=', actor.personId)
  return page(scope, mine, { cursor, limit, order: 'received', unreadBy: 'resident', as: 'reporter' })
}

/** 群众来信 / 待办: open cases by deadline, the others by when they came in. */
export const inboxOfConcerns: Handler<'concern.inbox'> = async (scope, { as, view, cursor, limit }) => {
  const { db, congress, actor } = scope
  const isDeputy = as === 'deputy'
  if (isDeputy ? actor.deputyIds.length === 0 : actor.stationIds.length === 0 && !actor.isOffice) return refuse('FORBIDDEN')
  // A cluster is one line: its first case.
  let held: Concerns = db.selectFrom('concerns').where('concerns.congress_id', '=', congress.id).where('head_id', 'is', null)
  if (isDeputy) held = held.where('assignee_id', 'in', actor.deputyIds).where('shown_at', 'is not', null)
  else if (!actor.isOffice) held = held.where('station_id', 'in', actor.stationIds)
  const open: Concerns = isDeputy
    ? held.where('state', 'in', ['assigned', 'accepted', 'asked', 'disputed'])
    : held.where((where) =>
        where.or([
          where('state', 'in', ['unassigned', 'disputed', 'in_review']),
          where.and([where('state', 'in', ['assigned', 'accepted']), where.not(isAttended('concerns'))]),
        ]),
      )
  const watched = held
    .where('state', 'in', ['unassigned', 'assigned', 'accepted', 'disputed'])
    .where((where) => where.or([where('due_on', '<', dayOf(scope.now())), where('times_reopened', '>', 0)]))
  const topicless = held.where('state', 'in', openStates).where('topic_code', 'is', null)
  const of = {
    open,
    watched,
    topic: topicless,
    answered: held.where('state', 'in', isDeputy ? ['in_review', 'answered'] : ['answered']),
    closed: held.where('state', 'in', ['settled', 'withdrawn']),
  }[view]
  const isByDue = view === 'open' || view === 'watched' || view === 'topic'
  const [items, counts] = await Promise.all([
    page(scope, of, { cursor, limit, order: isByDue ? 'due' : 'received', unreadBy: 'holder', as: isDeputy ? 'assignee' : 'desk' }),
    open
      .select(({ fn }) => [
        fn.countAll<number>().as('open'),
        fn
          .countAll<number>()
          .filterWhere((where) => where.and([where('due_on', '<', dayOf(scope.now())), where('state', 'not in', ['asked', 'in_review'])]))
          .as('overdue'),
        fn.countAll<number>().filterWhere(unread('holder'), '>', 0).as('unread'),
        topicless
          .select((count) => count.fn.countAll<number>().as('topic'))
          .$asScalar()
          .as('topic'),
      ])
      .executeTakeFirstOrThrow(),
  ])
  return { ...items, counts: { ...counts, topic: Number(counts.topic) } }
}

/** Messages of a case from the other side that nobody of this side has opened; a case that its deputy never opened counts as one. */
const unread = (side: 'resident' | 'holder') =>
  side === 'resident'
    ? sql<number>`(select count(*) from concern_messages m where m.congress_id = concerns.congress_id and m.concern_id = concerns.id
        and m.read_at is null and m.shown_at is not null and m.by_relation <> 'reporter')`
    : sql<number>`(select count(*) from concern_messages m where m.congress_id = concerns.congress_id and m.concern_id = concerns.id
        and m.read_at is null and m.shown_at is not null and m.by_relation in ('reporter', 'helper'))
        + (select count(*) from concerns o join concern_messages m on m.congress_id = o.congress_id and m.concern_id = o.id
        where o.congress_id = concerns.congress_id and o.head_id = concerns.id
        and m.read_at is null and m.shown_at is not null and m.by_relation in ('reporter', 'helper')) + (concerns.assignee_id is not null and concerns.opened_at is null)::int`

interface PageOptions {
  cursor: string | undefined
  limit: number
  order: 'due' | 'received'
  unreadBy: 'resident' | 'holder'
  /** As what the caller reads the words of these cases. */
  as: Relation
}

async function page(
  scope: ActorScope,
  concerns: Concerns,
  { cursor, limit, order, unreadBy, as }: PageOptions,
): Promise<{ items: Item[]; next: string | null }> {
  const { calendar, now, congress } = scope
  let query = concerns
  if (order === 'due') {
    const after = decodeCursor(cursor, ['day', 'id'] as const)
    if (after) query = query.where(sql<boolean>`(due_on, concerns.id) > (${after[0]}::date, ${after[1]}::uuid)`)
    query = query.orderBy('due_on').orderBy('concerns.id')
  } else {
    const after = decodeCursor(cursor, ['instant', 'id'] as const)
    if (after) query = query.where(sql<boolean>`(received_at, concerns.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
    query = query.orderBy('received_at', 'desc').orderBy('concerns.id', 'desc')
  }
  const rows = await query
    .leftJoin('topics', (join) =>
      join.onRef('topics.congress_id', '=', 'concerns.congress_id').onRef('topics.code', '=', 'concerns.topic_code'),
    )
    .leftJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'concerns.congress_id').onRef('deputies.id', '=', 'assignee_id'),
    )
    .leftJoin('stations', (join) =>
      join.onRef('stations.congress_id', '=', 'concerns.congress_id').onRef('stations.id', '=', 'concerns.station_id'),
    )
    .select([
      'concerns.id',
      'head_id',
      'number',
      'state',
      'relay_name',
      'concerns.contact',
      'assignee_id',
      'concerns.station_id',
      'reporter_id',
      'reveal_to',
      'reveals_name',
      'may_call',
      // Whole, since a number that is cut is not found.
      'text',
      'topic_code',
      'topics.name as topic_name',
      'concerns.address',
      'received_at',
      'due_on',
      'verdict',
      'deputies.name as deputy_name',
      'stations.name as station_name',
      unread(unreadBy).as('unread'),
      isSilent(congress, now()).as('is_silent'),
      hasCompany.as('has_company'),
    ])
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  if (as === 'desk') await keepListed(scope, shown, 'listed')
  const last = shown.at(-1)
  const sizes = await sizesOf(
    scope,
    shown.filter(({ has_company }) => has_company).map(({ id, head_id }) => head_id ?? id),
  )
  return {
    items: shown.map((row) => {
      const read = readerOf(scope, row, [as])
      return {
        id: row.id,
        number: row.number,
        state: row.state,
        relayName: row.relay_name,
        excerpt: read(row.text).slice(0, EXCERPT),
        topic: row.topic_code ? { code: row.topic_code, name: row.topic_name ?? row.topic_code } : null,
        address: read(row.address),
        receivedAt: row.received_at.toISOString(),
        due: isRunning(row.state) ? dueAt(row.due_on, now(), calendar) : null,
        verdict: row.verdict,
        isSilent: row.is_silent,
        deputyName: row.deputy_name,
        stationName: row.station_name,
        unread: row.unread,
        cluster: shownSize(sizes.get(row.head_id ?? row.id)),
      }
    }),
    next: rows.length > limit && last ? encodeCursor([order === 'due' ? last.due_on : last.received_at.toISOString(), last.id]) : null,
  }
}
