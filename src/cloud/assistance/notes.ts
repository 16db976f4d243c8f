import { randomUUID } from 'node:crypto'
import { calledAbout, mustWrite } from '../../domain/assistance'
import { record, write } from '../concern/record'
import { unsealContact } from '../contact'
import type { ActorScope, Change, ChangeScope, Handler } from '../operation'
import { refuse } from '../refusal'

/** Said where the person reads who opened their phone. */
const REASON = '告知进展'

/** What is owed to assisted persons of the caller's stations and has not been told. One who has claimed their case is told by the app. */
const owed = ({ db, congress, actor }: Pick<ActorScope, 'db' | 'congress' | 'actor'>, at: Date) =>
  db
    .selectFrom('outbox')
    .innerJoin('assistances', (join) =>
      join.onRef('assistances.congress_id', '=', 'outbox.congress_id').onRef('assistances.person_id', '=', 'outbox.person_id'),
    )
    .leftJoin('concerns', (join) =>
      join.onRef('concerns.congress_id', '=', 'assistances.congress_id').onRef('concerns.id', '=', 'assistances.id'),
    )
    .leftJoin('visits', (join) =>
      join.onRef('visits.congress_id', '=', 'assistances.congress_id').onRef('visits.id', '=', 'assistances.id'),
    )
    .where('outbox.congress_id', '=', congress.id)
    .where('assistances.station_id', 'in', actor.stationIds)
    .where('claimed_at', 'is', null)
    .where('outbox.kind', 'in', calledAbout)
    .where('outbox.waits_for', 'is', null)
    .where('outbox.show_at', '<=', at)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('phone_notes')
            .whereRef('phone_notes.congress_id', '=', 'outbox.congress_id')
            .whereRef('phone_notes.notification_id', '=', 'outbox.id')
            .where('outcome', '<>', 'not_reached')
            .select('phone_notes.id'),
        ),
      ),
    )
    .select([
      'outbox.id',
      'outbox.kind',
      'outbox.show_at',
      'assistances.id as assistance_id',
      'assistances.contact as visit_contact',
      'concerns.id as concern_id',
      'concerns.assignee_id',
      'concerns.contact',
      'concerns.number',
      'visits.id as visit_id',
      'visits.code',
    ])

const triesOf = async ({ db, congress }: Pick<ActorScope, 'db' | 'congress'>, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('phone_notes')
        .where('congress_id', '=', congress.id)
        .where('notification_id', 'in', ids)
        .where('outcome', '=', 'not_reached')
        .select(['notification_id', 'at'])
        .orderBy('at')
        .execute()

/** 电话告知 */
export const listPhoneNotes: Handler<'phoneNote.list'> = async (scope) => {
  const { congress, contactKey } = scope
  const rows = await owed(scope, scope.now()).orderBy('outbox.show_at').orderBy('outbox.id').limit(200).execute()
  const tries = await triesOf(
    scope,
    rows.map(({ id }) => id),
  )
  return {
    items: rows.map((row) => {
      const own = tries.filter(({ notification_id }) => notification_id === row.id).map(({ at }) => at.toISOString())
      const sealed = row.contact ?? row.visit_contact
      const hasPhone = sealed !== null && unsealContact(sealed, contactKey, row.assistance_id).phone !== ''
      return {
        id: row.id,
        kind: row.kind,
        concern: row.concern_id && row.number ? { id: row.concern_id, number: row.number } : null,
        visit: row.visit_id && row.code ? { id: row.visit_id, code: row.code } : null,
        since: row.show_at.toISOString(),
        tries: own,
        hasPhone,
        mustWrite: !hasPhone || mustWrite(own.length, congress.settings.assistance),
      }
    }),
  }
}

/** A task that still stands, its case locked. */
async function takeNote(scope: ChangeScope, id: string) {
  const { db, congress, at } = scope
  const seen = await owed(scope, at).where('outbox.id', '=', id).executeTakeFirst()
  if (!seen) return refuse('NOT_FOUND')
  await db
    .selectFrom('assistances')
    .where('congress_id', '=', congress.id)
    .where('id', '=', seen.assistance_id)
    .select('id')
    .forUpdate()
    .executeTakeFirst()
  if (seen.concern_id)
    await db
      .selectFrom('concerns')
      .where('congress_id', '=', congress.id)
      .where('id', '=', seen.concern_id)
      .select('id')
      .forUpdate()
      .executeTakeFirst()
  // Two clerks at once: the second finds it done.
  return (await owed(scope, at).where('outbox.id', '=', id).executeTakeFirst()) ?? refuse('NOT_FOUND')
}

export const openPhoneNote: Change<'phoneNote.open'> = {
  async run(scope, { id }) {
    const row = await takeNote(scope, id)
    if (row.concern_id) {
      const concern = { id: row.concern_id, assignee_id: row.assignee_id }
      const { id: messageId } = await write(scope, concern, { kind: 'contact_opened', by: 'helper', text: REASON })
      await record(scope, concern, { kind: 'contact_opened', by: 'helper', data: { messageId } })
    }
    return { id }
  },
  async answer(scope, { id }) {
    const row = await owed(scope, scope.now()).where('outbox.id', '=', id).executeTakeFirst()
    const sealed = row?.contact ?? row?.visit_contact
    return row && sealed ? unsealContact(sealed, scope.contactKey, row.assistance_id) : refuse('NOT_FOUND')
  },
}

export const closePhoneNote: Change<'phoneNote.close', { id: string; isDone: boolean }> = {
  async run(scope, { id, outcome }) {
    const { db, congress, actor, at } = scope
    const row = await takeNote(scope, id)
    const tries = await triesOf(scope, [id])
    if (outcome === 'not_reached' && mustWrite(tries.length, congress.settings.assistance))
      return refuse('CONFLICT', [{ path: 'outcome', rule: 'must_write' }])
    await db
      .insertInto('phone_notes')
      .values({
        congress_id: congress.id,
        id: randomUUID(),
        notification_id: id,
        assistance_id: row.assistance_id,
        outcome,
        actor_id: actor.personId,
        at,
      })
      .execute()
    if (row.concern_id) await record(scope, { id: row.concern_id }, { kind: `told_${outcome}`, by: 'helper' })
    return { id, isDone: outcome !== 'not_reached' }
  },
  answer: async (_, outcome) => outcome,
}
