import { dueAt } from '../../domain/calendar'
import { relationsOf } from '../../domain/concern'
import { isRunning } from '../concern/facts'
import { partiesOf } from '../concern/visible'
import { record } from '../concern/record'
import type { Change, Handler, Scope } from '../operation'
import { refuse } from '../refusal'
import { claimHash } from './record'

/** 认领: a wrong code is refused in the same words as a case that is not there; how many were wrong is counted in limit.ts. */
export const claimConcern: Change<'concern.claim'> = {
  async run(scope, { number, code }) {
    const { db, congress, actor, at } = scope
    const row = await coded(scope, number, code).selectAll('concerns').forUpdate('concerns').executeTakeFirst()
    if (!row) return refuse('NOT_FOUND')
    const { reporter_id: former } = row
    // What was split off has no code of its own: it goes along.
    const matters = await db
      .selectFrom('concerns')
      .where('congress_id', '=', congress.id)
      .where('reporter_id', '=', former)
      .selectAll()
      .orderBy('id')
      .forUpdate()
      .execute()
    // Whoever answers or handles it must not become the one who judges it.
    if (matters.some((each) => relationsOf(actor, partiesOf(each)).some((relation) => relation !== 'reporter'))) return refuse('CONFLICT')
    // Answered by the update: another may have been split off while the lock was waited for.
    const taken = await db
      .updateTable('concerns')
      .set({ reporter_id: actor.personId, helper_station_id: null })
      .where('congress_id', '=', congress.id)
      .where('reporter_id', '=', former)
      .returning('id')
      .execute()
    const ids = taken.map(({ id }) => id)
    await db
      .updateTable('assistances')
      .set({ claim_hash: null, claimed_at: at })
      .where('congress_id', '=', congress.id)
      .where('id', '=', row.id)
      .execute()
    for (const table of ['photos', 'recordings'] as const)
      await db
        .updateTable(table)
        .set({ owner_id: actor.personId })
        .where('congress_id', '=', congress.id)
        .where('concern_id', 'in', ids)
        .where('owner_id', '=', former)
        .execute()
    await db
      .updateTable('checks')
      .set({ author_id: actor.personId })
      .where('congress_id', '=', congress.id)
      .where('concern_id', 'in', ids)
      .where(({ or, eb }) => or([eb('author_id', '=', former), eb('by_relation', '=', 'helper')]))
      .execute()
    await db
      .updateTable('outbox')
      .set({ person_id: actor.personId })
      .where('congress_id', '=', congress.id)
      .where('concern_id', 'in', ids)
      .where('person_id', '=', former)
      .execute()
    for (const id of ids) await record(scope, { id }, { kind: 'claimed', by: 'reporter' })
    return { id: row.id }
  },
  async answer({ db, congress, actor }, { id }) {
    const row = await db
      .selectFrom('concerns')
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .where('reporter_id', '=', actor.personId)
      .select(['id', 'number'])
      .executeTakeFirst()
    return row ?? refuse('NOT_FOUND')
  },
}

/** 凭码查询: what the slip promises to whoever holds it, and no word of the person's own. */
export const trackConcern: Handler<'concern.track'> = async (scope, { number, code }) => {
  const { db, congress, files, now, calendar } = scope
  const row = await coded(scope, number, code)
    .leftJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'concerns.congress_id').onRef('deputies.id', '=', 'assignee_id'),
    )
    .select(['concerns.id', 'number', 'state', 'due_on', 'deputies.name'])
    .executeTakeFirst()
  if (!row) return refuse('NOT_FOUND')
  const answer = await db
    .selectFrom('concern_messages')
    .leftJoin('recordings', (join) =>
      join
        .onRef('recordings.congress_id', '=', 'concern_messages.congress_id')
        .onRef('recordings.message_id', '=', 'concern_messages.id')
        .on('recordings.shown_at', 'is not', null),
    )
    .where('concern_messages.congress_id', '=', congress.id)
    .where('concern_messages.concern_id', '=', row.id)
    .where('kind', '=', 'answered')
    .where('concern_messages.shown_at', 'is not', null)
    .select(['text', 'at', 'recordings.id as recording_id', 'seconds'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const spoken = answer?.recording_id
    ? { id: answer.recording_id, url: (await files.urls([answer.recording_id], 'recording')).get(answer.recording_id) ?? '' }
    : null
  return {
    number: row.number,
    state: row.state,
    due: isRunning(row.state) ? dueAt(row.due_on, now(), calendar) : null,
    deputyName: row.name,
    answer: answer
      ? { text: answer.text, recording: spoken && { ...spoken, seconds: answer.seconds ?? 0 }, at: answer.at.toISOString() }
      : null,
  }
}

const coded = ({ db, congress }: Pick<Scope, 'db' | 'congress'>, number: string, code: string) =>
  db
    .selectFrom('concerns')
    .innerJoin('assistances', (join) =>
      join.onRef('assistances.congress_id', '=', 'concerns.congress_id').onRef('assistances.id', '=', 'concerns.id'),
    )
    .where('concerns.congress_id', '=', congress.id)
    .where('number', '=', number)
    .where('claim_hash', '=', claimHash(code))
