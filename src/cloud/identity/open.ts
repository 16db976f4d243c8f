import { sql } from 'kysely'
import { visible } from '../concern/visible'
import { record, tellReporter } from '../concern/record'
import { stepOf } from '../concern/take'
import { unsealContact } from '../contact'
import { decodeCursor, encodeCursor } from '../cursor'
import type { ActorScope, Change, Handler } from '../operation'
import { refuse } from '../refusal'
import { keepOpening } from './keep'

/** 公开身份给代表: a consent to one deputy, which the resident may take back at any time. */
export const revealIdentity = stepOf<'concern.reveal'>(async (scope, { id, name, phone }) => {
  const { row, relations } = (await visible(scope, id, { isLocked: true })) ?? refuse('NOT_FOUND')
  if (!relations.includes('reporter')) refuse('NOT_FOUND')
  const isTakenBack = !name && !phone
  if (!isTakenBack && (row.erased_at || !row.assignee_id)) refuse('CONFLICT')
  await scope.db
    .updateTable('concerns')
    .set({ reveals_name: name, may_call: phone, reveal_to: isTakenBack ? null : row.assignee_id })
    .where('congress_id', '=', scope.congress.id)
    .where('id', '=', id)
    .execute()
  await record(scope, row, {
    kind: isTakenBack ? 'concealed' : 'revealed',
    by: 'reporter',
    data: row.assignee_id ? { deputyId: row.assignee_id } : {},
  })
})

/** 紧急查看身份: the office alone, with a reason that the resident reads. */
export const openIdentity: Change<'identity.open'> = {
  async run(scope, { id, reasonCode, reason }) {
    const { row } = (await visible(scope, id, { isLocked: true })) ?? refuse('NOT_FOUND')
    if (!row.contact) return refuse('CONFLICT')
    await keepOpening(scope, row, { what: 'identity', by: 'office', reasonCode, reason })
    await record(scope, row, { kind: 'identity_opened', by: 'office' })
    await tellReporter(scope, row, 'identity_opened')
    return { id }
  },
  async answer(scope, { id }) {
    const { row } = (await visible(scope, id)) ?? refuse('NOT_FOUND')
    return row.contact ? unsealContact(row.contact, scope.contactKey, id) : refuse('NOT_FOUND')
  },
}

/** 查看原文: what is masked for the desk and the office. */
export const openText: Change<'identity.openText'> = {
  async run(scope, { id, reason }) {
    const { row, relations } = (await visible(scope, id, { isLocked: true })) ?? refuse('NOT_FOUND')
    const by = relations.includes('desk') ? 'desk' : relations.includes('office') ? 'office' : refuse('NOT_FOUND')
    if (row.erased_at) return refuse('CONFLICT')
    await keepOpening(scope, row, { what: 'text', by, reason })
    await record(scope, row, { kind: 'text_opened', by })
    await tellReporter(scope, row, 'identity_opened')
    return { id }
  },
  async answer(scope, { id }) {
    const { row, relations } = (await visible(scope, id)) ?? refuse('NOT_FOUND')
    if (!relations.includes('desk') && !relations.includes('office')) return refuse('NOT_FOUND')
    const messages = await scope.db
      .selectFrom('concern_messages')
      .where('congress_id', '=', scope.congress.id)
      .where('concern_id', '=', id)
      .select(['id', 'text'])
      .orderBy('seq')
      .execute()
    return { text: row.text, address: row.address, messages }
  },
}

/** 谁看过我的信息: nobody reads it but whose cases they are. */
export const logOfIdentity: Handler<'identity.log'> = async ({ db, congress, actor }: ActorScope, { concernId, cursor, limit }) => {
  const after = decodeCursor(cursor, ['instant', 'id'] as const)
  const openings = db
    .selectFrom('identity_openings as o')
    .where('o.congress_id', '=', congress.id)
    .$if(concernId !== null, (query) => query.where('o.concern_id', '=', concernId))
    .$if(after !== null, (query) => query.where(sql<boolean>`(o.at, o.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
    .select(['o.id', 'o.at', 'what', 'by_role', 'by_name', 'reason_code', 'reason', 'o.concern_id', 'o.visit_id'])
  // Two questions, each by its own index: one with "or" would read the openings of the whole congress.
  const ofCases = openings
    .innerJoin('concerns', (join) => join.onRef('concerns.congress_id', '=', 'o.congress_id').onRef('concerns.id', '=', 'o.concern_id'))
    .where('reporter_id', '=', actor.personId)
    .select([sql<string | null>`number`.as('number'), sql<string | null>`null`.as('code')])
  const ofVisits = openings
    .innerJoin('visits', (join) => join.onRef('visits.congress_id', '=', 'o.congress_id').onRef('visits.id', '=', 'o.visit_id'))
    .where('visitor_id', '=', actor.personId)
    .select([sql<string | null>`null`.as('number'), sql<string | null>`code`.as('code')])
  const rows = await db
    .selectFrom(ofCases.unionAll(ofVisits).as('opened'))
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(({ id, at, what, by_role, by_name, reason_code, reason, concern_id, number, visit_id, code }) => ({
      id,
      at: at.toISOString(),
      what,
      by: by_role,
      byName: by_name,
      concern: concern_id && number ? { id: concern_id, number } : null,
      visit: visit_id && code ? { id: visit_id, code } : null,
      reasonCode: reason_code,
      reason,
    })),
    next: rows.length > limit && last ? encodeCursor([last.at.toISOString(), last.id]) : null,
  }
}
