import { addWorkdays, dayOf, workdaysBetween } from '../../domain/calendar'
import { followOf, REVIEW_WORKDAYS } from '../../domain/follow'
import { check, needsCheck } from '../content/check'
import type { Context } from '../context'
import { officeOf, tell } from '../notification/tell'
import type { ChangeScope, Congress } from '../operation'
import { record, tellAssignee, tellReporter, write, type ConcernRow } from './record'
import { showCopies } from '../similar/spread'
import { stepOf, take, update } from './take'

/** Who is to look at an answer on this case before the resident does; null where the congress wants nobody to. */
export function reviewerOf({ settings }: Congress, { station_id }: Pick<ConcernRow, 'station_id'>): 'desk' | 'office' | null {
  const { reviewAnswers } = followOf(settings)
  if (reviewAnswers === 'none') return null
  return reviewAnswers === 'desk' && station_id ? 'desk' : 'office'
}

/** Tells who may look at what waits; never its author. */
export async function askForReview(scope: ChangeScope, row: ConcernRow, reviewer: 'desk' | 'office'): Promise<void> {
  const { db, congress, actor } = scope
  const desk =
    reviewer === 'desk'
      ? await db
          .selectFrom('memberships')
          .where('congress_id', '=', congress.id)
          .where('station_id', '=', row.station_id)
          .select('person_id')
          .execute()
      : []
  const persons = reviewer === 'desk' ? desk.map(({ person_id }) => person_id) : await officeOf(db, congress.id)
  await tell(
    scope,
    persons.filter((personId) => personId !== actor.personId),
    { kind: 'concern_review', concernId: row.id },
  )
}

const answerThatWaits = ({ db, congress }: ChangeScope, { id }: ConcernRow) =>
  db
    .selectFrom('concern_messages')
    .where('congress_id', '=', congress.id)
    .where('concern_id', '=', id)
    .where('kind', '=', 'answered')
    .select(['id', 'author_id', 'text'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()

/** 复核通过: the resident is told, once WeChat's check of the words has passed where there is one. */
export const approveConcern = stepOf<'concern.approve'>(async (scope, { id }) => {
  const { row, by } = await take(scope, 'approve', id)
  const answer = await answerThatWaits(scope, row)
  await update(scope, row, { state: 'answered' })
  const isChecked = needsCheck(scope) && answer.text !== ''
  if (isChecked) {
    const asAuthor = { ...scope, actor: { ...scope.actor, personId: answer.author_id } }
    await check(asAuthor, { kind: 'message', ids: [answer.id], concernId: id, by: 'assignee' })
  } else
    await scope.db
      .updateTable('concern_messages')
      .set({ shown_at: scope.at })
      .where('congress_id', '=', scope.congress.id)
      .where('concern_id', '=', id)
      .where('id', '=', answer.id)
      .execute()
  if (!isChecked) await showCopies(scope, answer.id)
  await record(scope, row, { kind: 'approved', by, data: { messageId: answer.id } })
  await tellReporter(scope, row, 'concern_answered', isChecked ? answer.id : null)
})

/** 退回修改: the deputy gets back the working days that the look took. The note is not the resident's to read. */
export const returnAnswerConcern = stepOf<'concern.returnAnswer'>(async (scope, { id, reason }) => {
  const { row, by } = await take(scope, 'returnAnswer', id)
  const waited = workdaysBetween(dayOf(row.review_asked_at ?? scope.at), dayOf(scope.at), scope.calendar)
  const { id: messageId } = await write(scope, row, { kind: 'answer_returned', by, text: reason, isHeld: true })
  await update(scope, row, { state: 'accepted', due_on: addWorkdays(row.due_on, waited, scope.calendar) })
  await record(scope, row, { kind: 'answer_returned', by, data: { messageId } })
  await tellAssignee(scope, row, 'concern_answer_returned')
})

/** Tells the office once of each answer that has waited for longer than a second person may take. */
export async function alarmOfReviews({ db, now, calendar }: Context, congress: Congress): Promise<number> {
  const at = now()
  const waiting = await db
    .selectFrom('concerns')
    .where('congress_id', '=', congress.id)
    .where('state', '=', 'in_review')
    // A cluster is one line, and one alarm.
    .where('head_id', 'is', null)
    .select(['id', 'review_asked_at'])
    .orderBy('review_asked_at')
    .execute()
  const late = waiting.filter(({ review_asked_at: asked }) => asked && addWorkdays(dayOf(asked), REVIEW_WORKDAYS, calendar) < dayOf(at))
  if (late.length === 0) return 0
  const office = await officeOf(db, congress.id)
  for (const { id, review_asked_at } of late) {
    const once = `concern_review_late ${id} ${review_asked_at!.toISOString()}`
    await tell({ db, congress, at }, office, { kind: 'concern_review_late', concernId: id, once })
  }
  return late.length
}
