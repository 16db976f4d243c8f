import { verdictTo } from '../../domain/concern'
import { reopen } from '../concern/answer'
import { record, write } from '../concern/record'
import { stepOf, take } from '../concern/take'

/**
 * 转述评价: noted as what staff were told, and never in the case's own verdict. One that is not content opens the
 * case again, since the person must not wait for an account to be heard; one that is content closes nothing.
 */
export const relayVerdict = stepOf<'concern.relayVerdict'>(async (scope, { id, verdict, text }) => {
  const { row, by } = await take(scope, 'relayVerdict', id)
  const messageId = text ? (await write(scope, row, { kind: 'verdict_relayed', by, text })).id : undefined
  await record(scope, row, { kind: 'verdict_relayed', by, data: { verdict, ...(messageId && { messageId }) } })
  if (verdictTo[verdict] === 'accepted') await reopen(scope, row)
})
