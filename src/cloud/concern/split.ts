import { randomUUID } from 'node:crypto'
import { sealContact, unsealContact } from '../contact'
import { refuse } from '../refusal'
import { record, tellAssignee, tellReporter } from './record'
import { nextNumber } from './submit'
import { stepOf, take } from './take'

/**
 * 拆分: the second matter becomes a case of its own, of the same resident and with the same holder. It was received
 * when the letter was and is due when the letter is: splitting wins nobody time.
 */
export const splitConcern = stepOf<'concern.split'>(async (scope, { id, text, topic, address }) => {
  const { row, by } = await take(scope, 'split', id)
  const { db, congress, at, contactKey } = scope
  if (row.erased_at) refuse('CONFLICT')
  if (topic) {
    const known = await db
      .selectFrom('topics')
      .where('congress_id', '=', congress.id)
      .where('code', '=', topic)
      .where('is_retired', '=', false)
      .select('code')
      .executeTakeFirst()
    if (!known) refuse('NOT_FOUND', [{ path: 'topic', rule: 'absent' }])
  }
  const newId = randomUUID()
  // A name of its own is drawn for it, as for every case.
  const { routing, contact, relay_name: _, members: __, is_attended: ___, ...rest } = row
  const part = {
    ...rest,
    id: newId,
    number: await nextNumber(scope),
    state: row.assignee_id ? ('assigned' as const) : ('unassigned' as const),
    text,
    topic_code: topic,
    topic_by: topic ? ('desk' as const) : null,
    address: address || row.address,
    // Sealed for one case: the seal of the letter does not open here.
    contact: contact && sealContact(unsealContact(contact, contactKey, row.id), contactKey, newId),
    // Whoever splits a letter has read it.
    shown_at: at,
    opened_at: null,
    verdict: null,
    assigned_at: at,
    passes: 0,
    is_upheld: false,
    times_reopened: 0,
    times_chased: 0,
    review_by: null,
    review_author_id: null,
    review_asked_at: null,
    chased_on: null,
    split_from: row.id,
    head_id: null,
  }
  await db
    .insertInto('concerns')
    .values({ ...part, routing: JSON.stringify(routing) })
    .execute()
  const data = row.assignee_id ? { deputyId: row.assignee_id } : {}
  await record(scope, row, { kind: 'split', by })
  await record(scope, part, { kind: 'split_off', by, data })
  await tellAssignee(scope, part, 'concern_received')
  await tellReporter(scope, part, 'concern_split')
})
