import { lineOf } from '../../domain/topic'
import type { Change, Scope } from '../operation'
import { refuse } from '../refusal'

async function topicsOf({ db, congress }: Scope) {
  return db
    .selectFrom('topics')
    .where('congress_id', '=', congress.id)
    .select(['code', 'parent_code as parentCode', 'name', 'is_retired as isRetired', 'position'])
    .execute()
}

/** Adds or changes one topic. A topic is retired, never deleted: concerns carry it. */
export const saveTopic: Change<'topic.save', { code: string }> = {
  async run(scope, { code, parentCode, name, isRetired, isNew }) {
    const topics = await topicsOf(scope)
    if (parentCode !== null) {
      const line = lineOf(parentCode, topics)
      if (line.length === 0 || line.includes(code)) refuse('CONFLICT', [{ path: 'parentCode', rule: 'parent' }])
    }
    const values = { parent_code: parentCode, name, is_retired: isRetired }
    const last = Math.max(0, ...topics.map(({ position }) => position))
    const saved = isNew
      ? await scope.db
          .insertInto('topics')
          .values({ congress_id: scope.congress.id, code, ...values, position: last + 1 })
          // A taken code is another topic's, which cases carry.
          .onConflict((conflict) => conflict.columns(['congress_id', 'code']).doNothing())
          .returning('code')
          .executeTakeFirst()
      : await scope.db
          .updateTable('topics')
          .set(values)
          .where('congress_id', '=', scope.congress.id)
          .where('code', '=', code)
          .returning('code')
          .executeTakeFirst()
    if (saved) return { code }
    return isNew ? refuse('CONFLICT', [{ path: 'code', rule: 'taken' }]) : refuse('NOT_FOUND', [{ path: 'code', rule: 'absent' }])
  },
  async answer(scope, { code }) {
    const { position: _, ...topic } = (await topicsOf(scope)).find((candidate) => candidate.code === code)!
    return topic
  },
}
