import { unsealContact } from '../contact'
import type { Change } from '../operation'
import { refuse } from '../refusal'
import { record, write } from './record'
import { take } from './take'

/**
 * 查看联系方式: the only way from a case to a name and a phone. The opening and its reason stay in the case,
 * where the resident reads them. A repeated request shows it only while the caller still may.
 */
export const openContact: Change<'concern.openContact'> = {
  async run(scope, { id, reason }) {
    const { row, by } = await take(scope, 'openContact', id)
    const { id: messageId } = await write(scope, row, { kind: 'contact_opened', by, text: reason })
    await record(scope, row, { kind: 'contact_opened', by, data: { messageId } })
    return { id }
  },
  async answer({ db, congress, actor, contactKey }, { id }) {
    const row = await db
      .selectFrom('concerns')
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .where('assignee_id', 'in', actor.deputyIds.length > 0 ? actor.deputyIds : [id])
      .where('may_call', '=', true)
      .select('contact')
      .executeTakeFirst()
    return row?.contact ? unsealContact(row.contact, contactKey, id) : refuse('NOT_FOUND')
  },
}
