import { randomUUID } from 'node:crypto'
import { calledAbout, mustWrite } from '../../domain/assistance'
import { record, write } from '../concern/record'
import { unsealContact } from '../contact'
import { keepOpening } from '../identity/keep'
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
      join.onRef('concerns.congress_id', '=', 'outbox.congress_id').onRef('concerns.id', '=', 'outbox.concern_id'),
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
      'assistances.station_id',
      'assistances.contact as visit_contact',
      'concerns.id as concern_id',
      'concerns.assignee_id',
      'concerns.contact',
      'concerns.number',
      'visits.id as visit_id',
      'visits.code',
    ])

type Owed = Awaited<ReturnType<ReturnType<typeof owed>['execute']>>[number]

/** Each is sealed for what it belongs to. */
const sealOf = ({ contact, visit_contact, concern_id, assistance_id }: Owed) =>
  contact && concern_id ? ([contact, concern_id] as const) : visit_contact ? ([visit_contact, assistance_id] as const) : null

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
      const seal = sealOf(row)
      const hasPhone = seal !== null && unsealContact(seal[0], contactKey, seal[1]).phone !== ''
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
  // In the order in which claim.ts locks them.
  if (seen.concern_id)
    await db
      .selectFrom('concerns')
      .where('congress_id', '=', congress.id)
      .where('id', '=', seen.concern_id)
      .select('id')
      .forUpdate()
      .executeTakeFirst()
  await db
    .selectFrom('assistances')
    .where('congress_id', '=', congress.id)
    .where('id', '=', seen.assistance_id)
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
      await keepOpening(scope, { ...concern, station_id: row.station_id }, { what: 'contact', by: 'desk', reason: REASON })
    } else if (row.visit_id) {
      const visit = { visitId: row.visit_id, assignee_id: null, station_id: row.station_id }
      await keepOpening(scope, visit, { what: 'contact', by: 'desk', reason: REASON })
    }
    return { id }
  },
  async answer(scope, { id }) {
    const row = await owed(scope, scope.now()).where('outbox.id', '=', id).executeTakeFirst()
    const seal = row && sealOf(row)
    return seal ? unsealContact(seal[0], scope.contactKey, seal[1]) : refuse('NOT_FOUND')
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
