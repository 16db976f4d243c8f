import { keepOpening } from '../identity/keep'
import { sealContact, unsealContact } from '../contact'
import type { Change } from '../operation'
import { refuse } from '../refusal'
import { visible } from './visible'
import { record, tellReporter, write } from './record'
import { stepOf, take } from './take'

/**
 * 查看联系方式: the only way from a case to a name and a phone. The opening and its reason stay in the case,
 * where the resident reads them. A repeated request shows it only while the caller still may.
 */
export const openContact: Change<'concern.openContact'> = {
  async run(scope, { id, reason }) {
    const { row, by } = await take(scope, 'openContact', id)
    const { id: messageId } = await write(scope, row, { kind: 'contact_opened', by, text: reason })
    await record(scope, row, { kind: 'contact_opened', by, data: { messageId } })
    await keepOpening(scope, row, { what: 'contact', by: 'deputy', reason })
    await tellReporter(scope, row, 'identity_opened')
    return { id }
  },
  async answer({ db, congress, actor, contactKey }, { id }) {
    const row = await db
      .selectFrom('concerns')
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .where('assignee_id', 'in', actor.deputyIds.length > 0 ? actor.deputyIds : [id])
      .whereRef('reveal_to', '=', 'assignee_id')
      .select(['contact', 'reveals_name', 'may_call'])
      .executeTakeFirst()
    if (!row?.contact || !(row.reveals_name || row.may_call)) return refuse('NOT_FOUND')
    const { name, phone } = unsealContact(row.contact, contactKey, id)
    return { name: row.reveals_name ? name : '', phone: row.may_call ? phone : '' }
  },
}

/** 更正联系方式: the resident's right in every state, until the case is erased. Who opened the old one saw that; the log says so. */
export const correctContact = stepOf<'concern.correctContact'>(async (scope, { id, name, phone, mayCall }) => {
  const { row, relations } = (await visible(scope, id, { isLocked: true })) ?? refuse('NOT_FOUND')
  if (!relations.includes('reporter')) refuse('NOT_FOUND')
  if (row.erased_at) refuse('CONFLICT')
  await scope.db
    .updateTable('concerns')
    .set({
      contact: name || phone ? sealContact({ name, phone }, scope.contactKey, id) : null,
      may_call: mayCall && Boolean(name || phone),
      reveals_name: mayCall && Boolean(name || phone),
      reveal_to: mayCall && Boolean(name || phone) ? row.assignee_id : null,
    })
    .where('congress_id', '=', scope.congress.id)
    .where('id', '=', id)
    .execute()
  await record(scope, row, { kind: 'contact_corrected', by: 'reporter' })
})
