import { record } from '../concern/record'
import { stepOf, take, update } from '../concern/take'
import { refuse } from '../refusal'

/** 定类别: a person says or corrects what a case is about, or confirms what the model took it for. Who has the case stays. */
export const setTopic = stepOf<'concern.setTopic'>(async (scope, { id, topic }) => {
  const { row, by } = await take(scope, 'setTopic', id)
  const found = await scope.db
    .selectFrom('topics')
    .where('congress_id', '=', scope.congress.id)
    .where('code', '=', topic)
    .where('is_retired', '=', false)
    .select('code')
    .executeTakeFirst()
  if (!found) refuse('NOT_FOUND', [{ path: 'topic', rule: 'absent' }])
  if (row.topic_code === topic && row.topic_by !== 'model') refuse('BAD_INPUT', [{ path: 'topic', rule: 'same' }])
  await update(scope, row, { topic_code: topic, topic_by: 'desk' })
  await record(scope, row, { kind: 'topic_set', by, data: { topic } })
})
