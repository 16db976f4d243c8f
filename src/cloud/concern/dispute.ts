import { refuse } from '../refusal'
import { record, tellAssignee, tellDesk, tellReporter, write } from './record'
import { stepOf, take, update } from './take'

/** 有异议: the case stays where it is until somebody decides, so that it is never nobody's. */
export const disputeConcern = stepOf<'concern.dispute'>(async (scope, { id, reason, deputyId }) => {
  const { row, by } = await take(scope, 'dispute', id)
  const named = deputyId
    ? await scope.db
        .selectFrom('deputies')
        .where('congress_id', '=', scope.congress.id)
        .where('id', '=', deputyId)
        .where('is_active', '=', true)
        .select('id')
        .executeTakeFirst()
    : null
  if (deputyId && !named) refuse('NOT_FOUND', [{ path: 'deputyId', rule: 'absent' }])
  if (deputyId && deputyId === row.assignee_id) refuse('BAD_INPUT', [{ path: 'deputyId', rule: 'same' }])
  const { id: messageId } = await write(scope, row, { kind: 'disputed', by, text: reason })
  await update(scope, row, { state: 'disputed' })
  await record(scope, row, { kind: 'disputed', by, data: { messageId, ...(named && { deputyId: named.id }) } })
  await tellDesk(scope, row, 'concern_disputed')
})

/** 维持: decided, and said why; the same deputy does not dispute it again. */
export const upholdConcern = stepOf<'concern.uphold'>(async (scope, { id, reason }) => {
  const { row, by } = await take(scope, 'uphold', id)
  const { id: messageId } = await write(scope, row, { kind: 'upheld', by, text: reason })
  await update(scope, row, { state: 'assigned', is_upheld: true, passes: 0, assigned_at: scope.at })
  await record(scope, row, { kind: 'upheld', by, data: { messageId, ...(row.assignee_id && { deputyId: row.assignee_id }) } })
  await tellAssignee(scope, row, 'concern_upheld')
  await tellReporter(scope, row, 'concern_upheld')
})
