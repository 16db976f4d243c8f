import type { ChangeScope } from '../operation'
import { refuse } from '../refusal'
import { record, tellAssignee, tellFormer, tellReporter, write } from './record'
import { stepOf, take, update } from './take'

/** The active deputy who is to get a case; not the one who has it. */
async function nextAssignee({ db, congress }: ChangeScope, deputyId: string, presentId: string | null): Promise<string> {
  const deputy = await db
    .selectFrom('deputies')
    .where('congress_id', '=', congress.id)
    .where('id', '=', deputyId)
    .where('is_active', '=', true)
    .select('id')
    .executeTakeFirst()
  if (!deputy) return refuse('NOT_FOUND', [{ path: 'deputyId', rule: 'absent' }])
  if (deputyId === presentId) return refuse('BAD_INPUT', [{ path: 'deputyId', rule: 'same' }])
  return deputy.id
}

/** 分派 */
export const assignConcern = stepOf<'concern.assign'>(async (scope, { id, deputyId }) => {
  const { row, by } = await take(scope, 'assign', id)
  const assigneeId = await nextAssignee(scope, deputyId, row.assignee_id)
  const assigned = await update(scope, row, {
    state: 'assigned',
    assignee_id: assigneeId,
    opened_at: null,
    assigned_at: scope.at,
    passes: 0,
    is_upheld: false,
  })
  await record(scope, row, { kind: 'assigned', by, data: { deputyId: assigneeId } })
  await tellAssignee(scope, assigned, 'concern_received', row.shown_at ? null : row.id)
  await tellFormer(scope, row)
  await tellReporter(scope, row, 'concern_assigned')
})

const LEAVES = { handsOver: true }

/** 转交: the deadline stays, since the resident did nothing to lengthen the wait. */
export const passOnConcern = stepOf<'concern.passOn'>(async (scope, { id, deputyId, reason }) => {
  const { row, by } = await take(scope, 'passOn', id)
  const assigneeId = await nextAssignee(scope, deputyId, row.assignee_id)
  const { id: messageId } = await write(scope, row, { kind: 'passed_on', by, text: reason })
  const passed = await update(scope, row, {
    state: 'assigned',
    assignee_id: assigneeId,
    opened_at: null,
    assigned_at: scope.at,
    passes: row.passes + 1,
    is_upheld: false,
  })
  await record(scope, row, { kind: 'passed_on', by, data: { deputyId: assigneeId, messageId } })
  await tellAssignee(scope, passed, 'concern_received')
  await tellReporter(scope, row, 'concern_passed_on')
}, LEAVES)

/** 退回 to the desk */
export const sendBackConcern = stepOf<'concern.sendBack'>(async (scope, { id, reason }) => {
  const { row, by } = await take(scope, 'sendBack', id)
  const { id: messageId } = await write(scope, row, { kind: 'sent_back', by, text: reason })
  const returned = await update(scope, row, { state: 'unassigned', assignee_id: null, opened_at: null, assigned_at: scope.at })
  await record(scope, row, { kind: 'sent_back', by, data: { ...(row.assignee_id && { deputyId: row.assignee_id }), messageId } })
  await tellAssignee(scope, returned, 'concern_returned')
  await tellReporter(scope, row, 'concern_sent_back')
}, LEAVES)
