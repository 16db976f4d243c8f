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
  async run(scope, { code, parentCode, name, isRetired }) {
    const topics = await topicsOf(scope)
    if (parentCode !== null) {
      const line = lineOf(parentCode, topics)
      if (line.length === 0 || line.includes(code)) refuse('CONFLICT', [{ path: 'parentCode', rule: 'parent' }])
    }
    const last = Math.max(0, ...topics.map(({ position }) => position))
    await scope.db
      .insertInto('topics')
      .values({ congress_id: scope.congress.id, code, parent_code: parentCode, name, is_retired: isRetired, position: last + 1 })
      .onConflict((conflict) =>
        conflict.columns(['congress_id', 'code']).doUpdateSet({ parent_code: parentCode, name, is_retired: isRetired }),
      )
      .execute()
    return { code }
  },
  async answer(scope, { code }) {
    const { position: _, ...topic } = (await topicsOf(scope)).find((candidate) => candidate.code === code)!
    return topic
  },
}
