import { randomUUID } from 'node:crypto'
import type { Output } from '../../contract'
import { mayTakeNotice, type NoticeRelation, type NoticeStepName } from '../../domain/notice'
import { noticeRelationsOf } from '../../domain/notice'
import { check, needsCheck } from '../content/check'
import { officeOf, tell } from '../notification/tell'
import type { ActorScope, Change, ChangeScope } from '../operation'
import { refuse } from '../refusal'
import { closeRegistrations, tellRegistered } from '../registration/record'
import { checkNotice } from './check'
import { changePhotos } from './photos'
import { publish } from './publish'
import { isKeeper, keepersOf, lockNotice, recordNotice, settingsOf, updateNotice, type NoticeRow } from './record'
import { viewNotice } from './view'
import { factsOf, visibleNotice } from './visible'

/** Locks a notice and makes sure that the actor may take a step. NOT_FOUND: absent or not theirs. CONFLICT: not now, or not them. */
async function takeNotice(scope: ChangeScope, step: NoticeStepName, id: string): Promise<{ row: NoticeRow; relations: NoticeRelation[] }> {
  const row = await lockNotice(scope, id)
  const relations = row ? noticeRelationsOf(scope.actor, { stationId: row.station_id, authorId: row.author_id }) : []
  if (!row || !isKeeper(relations)) return refuse('NOT_FOUND')
  if (!mayTakeNotice(step, relations, factsOf(row, scope, scope.at))) return refuse('CONFLICT')
  return { row, relations }
}

/** The answer of every change of a notice: the notice as it then is. */
export async function answerNotice(scope: ActorScope, { id }: { id: string }): Promise<Output<'notice.open'>> {
  return viewNotice(scope, (await visibleNotice(scope, id)) ?? refuse('NOT_FOUND'))
}

type StepOperation = `notice.${'submit' | 'approve' | 'return' | 'pin' | 'withdraw' | 'summarise'}`

function noticeStep<N extends StepOperation>(
  run: (scope: ChangeScope, input: Parameters<Change<N>['run']>[1] & { id: string }) => Promise<unknown>,
): Change<N> {
  return {
    async run(scope, input) {
      const of = input as typeof input & { id: string }
      await run(scope, of)
      return { id: of.id }
    },
    answer: answerNotice as Change<N>['answer'],
  }
}

/** 提交 */
export const submitNotice = noticeStep<'notice.submit'>(async (scope, { id, publishAt }) => {
  const { row } = await takeNotice(scope, 'submit', id)
  const { review } = settingsOf(scope.congress)
  if (row.starts_at && row.starts_at <= scope.at) return refuse('CONFLICT', [{ path: 'happening.startsAt', rule: 'past' }])
  const publish_at = publishAt && new Date(publishAt) > scope.at ? new Date(publishAt) : scope.at
  if (row.ends_at && publish_at >= row.ends_at) return refuse('CONFLICT', [{ path: 'publishAt', rule: 'order' }])
  // Who hands it in answers for it, so another looks at it.
  const submitted = { ...row, author_id: scope.actor.personId, publish_at, reason: null }
  await recordNotice(scope, id, 'submitted')
  if (review === 'none') return makeReady(scope, submitted)
  await updateNotice(scope, row, { state: 'in_review', author_id: scope.actor.personId, publish_at, reason: null })
  const readers = [...(review === 'second' ? await keepersOf(scope, row) : []), ...(await officeOf(scope.db, scope.congress.id))]
  await tell(
    scope,
    readers.filter((person) => person !== scope.actor.personId),
    { kind: 'notice_submitted', noticeId: id },
  )
})

/** What it says is checked by WeChat, if the deployment has one; then it waits for its time, which may be now. */
async function makeReady(scope: ChangeScope, row: NoticeRow): Promise<void> {
  const { author_id, publish_at, reason } = row
  const ready = await updateNotice(scope, row, {
    state: 'ready',
    author_id,
    publish_at,
    reason,
    shown_at: needsCheck(scope) ? null : scope.at,
  })
  await checkNotice(scope, ready)
  if (ready.shown_at && publish_at! <= scope.at) await publish(scope, ready)
}

export const approveNotice = noticeStep<'notice.approve'>(async (scope, { id }) => {
  const { row } = await takeNotice(scope, 'approve', id)
  await recordNotice(scope, id, 'approved')
  await makeReady(scope, row)
})

export const returnNotice = noticeStep<'notice.return'>(async (scope, { id, reason }) => {
  const { row } = await takeNotice(scope, 'return', id)
  await updateNotice(scope, row, { state: 'draft', reason })
  await recordNotice(scope, id, 'returned')
  if (row.author_id) await tell(scope, [row.author_id], { kind: 'notice_returned', noticeId: id })
})

/** 置顶 */
export const pinNotice = noticeStep<'notice.pin'>(async (scope, { id, isPinned }) => {
  const { row } = await takeNotice(scope, 'pin', id)
  await updateNotice(scope, row, { pinned_at: isPinned ? scope.at : null })
  await recordNotice(scope, id, isPinned ? 'pinned' : 'unpinned')
})

/** 撤回: registrations are closed, and who had one reads why. */
export const withdrawNotice = noticeStep<'notice.withdraw'>(async (scope, { id, reason }) => {
  const { row } = await takeNotice(scope, 'withdraw', id)
  const withdrawn = await updateNotice(scope, row, { state: 'withdrawn', pinned_at: null, reason, sequence: row.sequence + 1 })
  await recordNotice(scope, id, 'withdrawn')
  // Whoever has not read of it yet need not.
  await scope.db
    .deleteFrom('outbox')
    .where('congress_id', '=', scope.congress.id)
    .where('notice_id', '=', id)
    .where('kind', '=', 'notice_published')
    .where('done_at', 'is', null)
    .execute()
  if (!row.ends_at || row.ends_at > scope.at) await closeRegistrations(scope, withdrawn)
})

/** 活动回顾: who had registered is told once it is shown. */
export const summariseNotice = noticeStep<'notice.summarise'>(async (scope, { id, text, photoIds }) => {
  const { db, congress, at } = scope
  const { row } = await takeNotice(scope, 'summarise', id)
  const before = await db
    .selectFrom('notice_summaries')
    .where('congress_id', '=', congress.id)
    .where('notice_id', '=', id)
    .selectAll()
    .executeTakeFirst()
  const isChecked = needsCheck(scope) && before?.text !== text
  const photo_ids = await changePhotos(scope, { noticeId: id, before: before?.photo_ids ?? [], after: photoIds })
  const said = { text, photo_ids, written_at: at, shown_at: isChecked ? null : at }
  const summaryId = before?.id ?? randomUUID()
  if (before)
    await db.updateTable('notice_summaries').set(said).where('congress_id', '=', congress.id).where('id', '=', summaryId).execute()
  else
    await db
      .insertInto('notice_summaries')
      .values({ congress_id: congress.id, id: summaryId, notice_id: id, ...said })
      .execute()
  await recordNotice(scope, id, 'summarised')
  await db.deleteFrom('checks').where('congress_id', '=', congress.id).where('id', '=', summaryId).execute()
  if (isChecked) await check(scope, { kind: 'summary', ids: [summaryId], noticeId: id, by: 'desk' })
  if (!before) await tellRegistered(scope, row, 'activity_summarised', isChecked ? summaryId : null)
})
