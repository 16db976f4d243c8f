import { isHeldTooLong } from '../../domain/content'
import type { Context } from '../context'
import { keepListed } from '../identity/keep'
import { readByOthers } from '../identity/words'
import { letGo, takeBack } from '../concern/kept-back'
import { officeOf, tell } from '../notification/tell'
import type { ActorScope, Change, Congress, Handler } from '../operation'
import type { FileKind } from '../files'
import { refuse } from '../refusal'
import { show } from './show'
import { textOfNotice } from './words'

const LISTED = 100

/** Checks of cases at the caller's desks, or of all for the office. */
const reviewable = ({ db, congress, actor }: ActorScope) => {
  const query = db
    .selectFrom('checks')
    .leftJoin('concerns', (join) =>
      join.onRef('concerns.congress_id', '=', 'checks.congress_id').onRef('concerns.id', '=', 'checks.concern_id'),
    )
    .leftJoin('notices', (join) =>
      join.onRef('notices.congress_id', '=', 'checks.congress_id').onRef('notices.id', '=', 'checks.notice_id'),
    )
    .where('checks.congress_id', '=', congress.id)
  return actor.isOffice ? query : query.where(({ fn }) => fn.coalesce('concerns.station_id', 'notices.station_id'), 'in', actor.stationIds)
}

const isReviewer = ({ actor }: ActorScope) => actor.isOffice || actor.stationIds.length > 0

/** 待核对的内容, the longest held first. */
export const queueOfContent: Handler<'content.queue'> = async (scope) => {
  if (!isReviewer(scope)) return refuse('FORBIDDEN')
  const { files, now, calendar } = scope
  const rows = await reviewable(scope)
    .leftJoin('concern_messages', (join) =>
      join
        .onRef('concern_messages.congress_id', '=', 'checks.congress_id')
        .onRef('concern_messages.concern_id', '=', 'checks.concern_id')
        .onRef('concern_messages.id', '=', 'checks.id'),
    )
    .leftJoin('recordings', (join) =>
      join.onRef('recordings.congress_id', '=', 'checks.congress_id').onRef('recordings.id', '=', 'checks.id'),
    )
    .where('checks.state', '=', 'held')
    .select([
      'checks.id',
      'checks.kind',
      'checks.by_relation',
      'checks.found',
      'checks.held_at',
      'checks.concern_id',
      'checks.notice_id',
      'notices.title',
      'concerns.number',
      'concerns.text as concern_text',
      'concerns.contact',
      'concerns.station_id',
      'concerns.reporter_id',
      'concern_messages.text as message_text',
      'recordings.seconds',
    ])
    .orderBy('checks.held_at')
    .limit(LISTED)
    .execute()
  const ofConcerns = new Map(
    rows.flatMap(({ concern_id: id, reporter_id, station_id }) =>
      id && reporter_id ? [[id, { id, reporter_id, station_id }] as const] : [],
    ),
  )
  await keepListed(scope, [...ofConcerns.values()], 'read')
  const idsOf = (kind: FileKind) => rows.filter((row) => row.kind === kind).map(({ id }) => id)
  const [photoUrls, recordingUrls] = await Promise.all([files.urls(idsOf('photo'), 'photo'), files.urls(idsOf('recording'), 'recording')])
  const noticeTexts = new Map(
    await Promise.all(rows.map(async ({ id, kind }) => [id, await textOfNotice(scope.db, scope.congress.id, { kind, id })] as const)),
  )
  return {
    items: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      by: row.by_relation,
      concern: row.concern_id && row.number ? { id: row.concern_id, number: row.number } : null,
      notice: row.notice_id && row.title ? { id: row.notice_id, title: row.title } : null,
      text: row.concern_id
        ? readByOthers(scope, {
            id: row.concern_id,
            contact: row.contact,
          })((row.kind === 'concern' ? row.concern_text : row.message_text) ?? '') || null
        : (noticeTexts.get(row.id) ?? null),
      photo: row.kind === 'photo' ? { id: row.id, url: photoUrls.get(row.id) ?? '' } : null,
      recording: row.seconds === null ? null : { id: row.id, url: recordingUrls.get(row.id) ?? '', seconds: row.seconds },
      found: row.found,
      heldAt: row.held_at!.toISOString(),
      isLate: isHeldTooLong(row.held_at!, now(), calendar),
    })),
  }
}

/** A person decides; who kept something back may still show it. */
export const decideContent: Change<'content.decide', object> = {
  async run(scope, { id, decision, reason }) {
    if (!isReviewer(scope)) return refuse('NOT_FOUND')
    const { db, congress, actor, at } = scope
    const row = await reviewable(scope)
      .where('checks.id', '=', id)
      .select(['checks.id', 'checks.kind', 'checks.concern_id', 'checks.notice_id', 'checks.author_id', 'checks.state'])
      .forUpdate('checks')
      .executeTakeFirst()
    if (!row) return refuse('NOT_FOUND')
    if (row.state !== 'held' && !(row.state === 'kept_back' && decision === 'show')) return refuse('CONFLICT')
    await db
      .updateTable('checks')
      .set({
        state: decision === 'show' ? 'shown' : 'kept_back',
        decided_at: at,
        decided_by: actor.personId,
        reason: decision === 'show' ? null : reason,
      })
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .execute()
    const isMessage = row.kind === 'message' && row.concern_id !== null
    if (isMessage && decision === 'keep_back') await takeBack(scope, row.concern_id!, id)
    if (isMessage && row.state === 'kept_back') await letGo(scope, row.concern_id!, id)
    if (decision === 'show') await show(db, congress.id, row, at)
    // Whoever waited for it stays untold until it is shown after all; its author reads why.
    else await tell(scope, [row.author_id], { kind: 'content_kept_back', concernId: row.concern_id, noticeId: row.notice_id ?? undefined })
    return {}
  },
  answer: async () => ({}),
}

/** Alarms the office, once a day, while something is held for longer than a working day. */
export async function alarmOfHeld(context: Context, congress: Congress): Promise<boolean> {
  const { db, now, calendar } = context
  const oldest = await db
    .selectFrom('checks')
    .where('congress_id', '=', congress.id)
    .where('state', '=', 'held')
    .select('held_at')
    .orderBy('held_at')
    .limit(1)
    .executeTakeFirst()
  if (!oldest?.held_at || !isHeldTooLong(oldest.held_at, now(), calendar)) return false
  const at = now()
  const once = `content_waiting ${at.toISOString().slice(0, 10)}`
  await tell({ db, congress, at }, await officeOf(db, congress.id), { kind: 'content_waiting', once })
  return true
}
