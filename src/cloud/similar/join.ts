import { dayOf, dueAt } from '../../domain/calendar'
import { joinStepNames, mayJoin } from '../../domain/cluster'
import type { Output } from '../../contract'
import { streetOf } from '../../domain/similar'
import { isRunning } from '../concern/facts'
import { record, tellAssignee, type ConcernRow } from '../concern/record'
import type { ActorScope, Change, ChangeScope, Handler, Scope } from '../operation'
import { answerForOthers } from '../identity/words'
import { refuse } from '../refusal'
import { sizesOf } from './size'

/** How many of what somebody joined are listed. */
const LISTED = 50

/** A concern that others may know of; whoever joined it before its resident changed their mind keeps it. */
async function joinable(scope: Pick<Scope, 'db' | 'congress'>, id: string, { isLocked = false } = {}): Promise<ConcernRow | null> {
  const concern = scope.db
    .selectFrom('concerns')
    .where('congress_id', '=', scope.congress.id)
    .where('id', '=', id)
    .where('shown_at', 'is not', null)
    .where('erased_at', 'is', null)
    .selectAll()
  return (await (isLocked ? concern.forUpdate() : concern).executeTakeFirst()) ?? null
}

const joinOf = ({ db, congress, actor }: ActorScope, id: string) =>
  db
    .selectFrom('joins')
    .where('congress_id', '=', congress.id)
    .where('concern_id', '=', id)
    .where('person_id', '=', actor.personId)
    .where('left_at', 'is', null)
    .selectAll()
    .executeTakeFirst()

/** 附议 */
export const joinConcern: Change<'concern.join'> = {
  async run(scope, { id }) {
    const row = (await joinable(scope, id, { isLocked: true })) ?? refuse('NOT_FOUND')
    const offered = await scope.db
      .selectFrom('likenesses')
      .where('congress_id', '=', scope.congress.id)
      .where('concern_id', '=', id)
      .where('is_offered', '=', true)
      .select('concern_id')
      .executeTakeFirst()
    if (!offered) return refuse('NOT_FOUND')
    if (!mayJoin('join', row.state) || row.reporter_id === scope.actor.personId || (await joinOf(scope, id))) return refuse('CONFLICT')
    const anew = {
      joined_at: scope.at,
      left_at: null,
      verdict: null,
      judged_at: null,
      answered_at: null,
      asked_round: 0,
      asked_at: null,
    }
    await scope.db
      .insertInto('joins')
      .values({ congress_id: scope.congress.id, concern_id: id, person_id: scope.actor.personId, ...anew })
      .onConflict((conflict) => conflict.columns(['congress_id', 'concern_id', 'person_id']).doUpdateSet(anew))
      .execute()
    await record(scope, row, { kind: 'joined', by: null })
    return { id }
  },
  answer: async (scope, { id }) => viewJoined(scope, id),
}

/** A join that is the actor's, locked with its concern. */
async function takeJoin(scope: ChangeScope, id: string): Promise<ConcernRow> {
  const row = (await joinable(scope, id, { isLocked: true })) ?? refuse('NOT_FOUND')
  return (await joinOf(scope, id)) ? row : refuse('NOT_FOUND')
}

const changeJoin = ({ db, congress, actor }: ChangeScope, id: string) =>
  db.updateTable('joins').where('congress_id', '=', congress.id).where('concern_id', '=', id).where('person_id', '=', actor.personId)

/** 取消附议 */
export const leaveConcern: Change<'concern.leave'> = {
  async run(scope, { id }) {
    const row = await takeJoin(scope, id)
    await changeJoin(scope, id).set({ left_at: scope.at }).execute()
    await record(scope, row, { kind: 'left', by: null })
    return { id }
  },
  answer: async (_scope, { id }) => ({ id }),
}

/** 评价 of who joined: seen and counted by who holds the case, which stays as its own resident judged it. */
export const confirmJoined: Change<'concern.confirm'> = {
  async run(scope, { id, verdict }) {
    const row = await takeJoin(scope, id)
    if (!mayJoin('confirm', row.state)) return refuse('CONFLICT')
    await changeJoin(scope, id).set({ verdict, judged_at: scope.at }).execute()
    await record(scope, row, { kind: 'joined_judged', by: null, data: { verdict } })
    if (verdict !== 'settled') await tellAssignee(scope, row, 'concern_judged')
    return { id }
  },
  answer: async (scope, { id }) => viewJoined(scope, id),
}

export const openJoined: Handler<'concern.openJoined'> = async (scope, { id }) => viewJoined(scope, id)

/**
 * What somebody who joined sees: an own list of fields, so that nothing that a case gets later is theirs by accident.
 * Answers from before they joined were written to one resident and stay there.
 */
async function viewJoined(scope: ActorScope, id: string): Promise<Output<'concern.openJoined'>> {
  const { db, congress, now, calendar } = scope
  const [row, join] = await Promise.all([joinable(scope, id), joinOf(scope, id)])
  if (!row || !join) return refuse('NOT_FOUND')
  const [sizes, topic, answers] = await Promise.all([
    sizesOf(scope, [row.head_id ?? id]),
    row.topic_code
      ? db
          .selectFrom('topics')
          .where('congress_id', '=', congress.id)
          .where('code', '=', row.topic_code)
          .select(['code', 'name'])
          .executeTakeFirst()
      : null,
    db
      .selectFrom('concern_messages')
      .leftJoin('deputies', (on) =>
        on.onRef('deputies.congress_id', '=', 'concern_messages.congress_id').onRef('deputies.id', '=', 'concern_messages.deputy_id'),
      )
      .where('concern_messages.congress_id', '=', congress.id)
      .where('concern_id', '=', id)
      .where('kind', '=', 'answered')
      // One that waited for a second person was written before it was given.
      .where('shown_at', '>=', join.joined_at)
      .select(['concern_messages.id', 'text', 'at', 'deputies.name as deputy_name'])
      .orderBy('seq')
      .execute(),
  ])
  const size = sizes.get(row.head_id ?? id)
  // An answer may call its resident by name.
  const read = answerForOthers(scope, row)
  return {
    id,
    number: row.number,
    state: row.state,
    topic: topic ?? null,
    street: streetOf(row.address),
    receivedOn: dayOf(row.received_at),
    joinedAt: join.joined_at.toISOString(),
    due: isRunning(row.state) ? dueAt(row.due_on, now(), calendar) : null,
    people: size?.people ?? 1,
    answers: answers.map(({ id: answerId, text, at, deputy_name }) => ({
      id: answerId,
      text: read(text),
      at: at.toISOString(),
      deputyName: deputy_name,
    })),
    verdict: join.verdict,
    steps: joinStepNames.filter((step) => step !== 'join' && mayJoin(step, row.state) && (step !== 'confirm' || answers.length > 0)),
  }
}

/** 我附议的, the newest first. */
export const joinedConcerns: Handler<'concern.joined'> = async (scope) => {
  const { db, congress, actor } = scope
  const rows = await db
    .selectFrom('joins')
    .innerJoin('concerns', (on) => on.onRef('concerns.congress_id', '=', 'joins.congress_id').onRef('concerns.id', '=', 'joins.concern_id'))
    .leftJoin('topics', (on) =>
      on.onRef('topics.congress_id', '=', 'concerns.congress_id').onRef('topics.code', '=', 'concerns.topic_code'),
    )
    .where('joins.congress_id', '=', congress.id)
    .where('person_id', '=', actor.personId)
    .where('left_at', 'is', null)
    .where('erased_at', 'is', null)
    .select(['concerns.id', 'number', 'state', 'topic_code', 'topics.name as topic_name', 'address', 'joined_at', 'joins.verdict'])
    .orderBy('joined_at', 'desc')
    .limit(LISTED)
    .execute()
  return {
    items: rows.map((row) => ({
      id: row.id,
      number: row.number,
      state: row.state,
      topic: row.topic_code ? { code: row.topic_code, name: row.topic_name ?? row.topic_code } : null,
      street: streetOf(row.address),
      joinedAt: row.joined_at.toISOString(),
      verdict: row.verdict,
    })),
  }
}
