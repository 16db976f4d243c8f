import { addWorkdays, dayOf } from '../../domain/calendar'
import { verdictTo } from '../../domain/concern'
import { tell } from '../notification/tell'
import type { ChangeScope } from '../operation'
import { joinedTo } from '../similar/spread'
import { clockGoesOn } from './notice'
import { record, tellAssignee, tellReporter, tellUpwards, write, type ConcernChanges, type ConcernRow } from './record'
import { askForReview, reviewerOf } from './review'
import { stepOf, take, update } from './take'

/** From which chasing on the desk, and then the office, hears of it too. */
const DESK_HEARS = 2
const OFFICE_HEARS = 3
/** From which reopening on the office sees it too. */
const OFFICE_SEES = 2

/** 受理 */
export const acceptConcern = stepOf<'concern.accept'>(async (scope, { id }) => {
  const { row, by } = await take(scope, 'accept', id)
  await update(scope, row, { state: 'accepted' })
  await record(scope, row, { kind: 'accepted', by })
  await tellReporter(scope, row, 'concern_accepted')
})

/** 请补充 */
export const askConcern = stepOf<'concern.ask'>(async (scope, { id, text, photoIds, recordingId }) => {
  const { row, by } = await take(scope, 'ask', id)
  await update(scope, row, { state: 'asked', asked_on: dayOf(scope.at) })
  const message = await write(scope, row, { kind: 'asked', by, text, photoIds, recordingId })
  await record(scope, row, { kind: 'asked', by, data: { messageId: message.id } })
  await tellReporter(scope, row, 'concern_asked', message.waitsFor)
})

/** 补充 */
export const replyConcern = stepOf<'concern.reply'>(async (scope, { id, text, photoIds, recordingId }) => {
  const { row, by } = await take(scope, 'reply', id)
  await update(scope, row, { state: 'accepted', ...clockGoesOn(row, dayOf(scope.at), scope.calendar) })
  const message = await write(scope, row, { kind: 'replied', by, text, photoIds, recordingId })
  await record(scope, row, { kind: 'replied', by, data: { messageId: message.id } })
  await tellAssignee(scope, row, 'concern_replied', message.waitsFor)
})

/** 答复 */
export const answerConcern = stepOf<'concern.answer'>(async (scope, { id, text, photoIds, recordingId }) => {
  const { row, by } = await take(scope, 'answer', id)
  const reviewer = reviewerOf(scope.congress, row)
  if (reviewer) {
    const waiting = { review_by: reviewer, review_author_id: scope.actor.personId, review_asked_at: scope.at }
    await update(scope, row, { state: 'in_review', verdict: null, ...waiting })
    const { id: messageId } = await write(scope, row, { kind: 'answered', by, text, photoIds, recordingId, isHeld: true })
    await record(scope, row, { kind: 'review_asked', by, data: { messageId } })
    return askForReview(scope, row, reviewer)
  }
  await update(scope, row, { state: 'answered', verdict: null })
  const message = await write(scope, row, { kind: 'answered', by, text, photoIds, recordingId })
  await record(scope, row, { kind: 'answered', by, data: { messageId: message.id } })
  await tellReporter(scope, row, 'concern_answered', message.waitsFor)
})

/** 留言 */
export const sayConcern = stepOf<'concern.say'>(async (scope, { id, text, photoIds, recordingId }) => {
  const { row, by } = await take(scope, 'say', id)
  const message = await write(scope, row, { kind: 'said', by, text, photoIds, recordingId })
  await record(scope, row, { kind: 'said', by, data: { messageId: message.id } })
  if (by === 'reporter' || by === 'helper') await tellAssignee(scope, row, 'concern_commented', message.waitsFor)
  else await tellReporter(scope, row, 'concern_said', message.waitsFor)
})

/** 催办 */
export const chaseConcern = stepOf<'concern.chase'>(async (scope, { id, text }) => {
  const { row, by } = await take(scope, 'chase', id)
  const messageId = text ? (await write(scope, row, { kind: 'chased', by, text })).id : undefined
  await record(scope, row, { kind: 'chased', by, data: messageId ? { messageId } : {} })
  const times = row.times_chased + 1
  await update(scope, row, { times_chased: times, chased_on: dayOf(scope.at) })
  // Who is not heard is heard one step higher.
  await tellUpwards(scope, row, 'concern_chased', { desk: times >= DESK_HEARS, office: times >= OFFICE_HEARS })
})

/** 评价: only this makes a case settled; an answer that did not settle it goes back to the same deputy with a new deadline, before the eyes of the desk. */
export const judgeConcern = stepOf<'concern.judge'>(async (scope, { id, verdict, text }) => {
  const { row, by } = await take(scope, 'judge', id)
  const state = verdictTo[verdict]
  const messageId = text ? (await write(scope, row, { kind: 'judged', by, text })).id : undefined
  await record(scope, row, { kind: 'judged', by, data: { verdict, ...(messageId && { messageId }) } })
  if (state === 'accepted') return reopen(scope, row, { verdict })
  await update(scope, row, { state, verdict })
  await tellAssignee(scope, row, 'concern_judged')
})

/** An answer that settled nothing, whoever says so: the same deputy has the case again, with a new deadline. */
export async function reopen(scope: ChangeScope, row: ConcernRow, changes: Pick<ConcernChanges, 'verdict'> = {}): Promise<void> {
  const times = row.times_reopened + 1
  const dueOn = addWorkdays(dayOf(scope.at), scope.congress.settings.answerWithinWorkdays, scope.calendar)
  await update(scope, row, { ...changes, state: 'accepted', due_on: dueOn, times_reopened: times })
  await record(scope, row, { kind: 'reopened', by: null })
  await tellUpwards(scope, row, 'concern_reopened', { desk: true, office: times >= OFFICE_SEES })
}

/** 撤回 */
export const withdrawConcern = stepOf<'concern.withdraw'>(async (scope, { id }) => {
  const { row, by } = await take(scope, 'withdraw', id)
  await update(scope, row, { state: 'withdrawn', asked_on: null })
  await record(scope, row, { kind: 'withdrawn', by })
  await tellAssignee(scope, row, 'concern_withdrawn')
  const joined = await joinedTo(scope, [row])
  await tell(
    scope,
    joined.map(({ person_id }) => person_id),
    { kind: 'joined_withdrawn', concernId: id },
  )
})
