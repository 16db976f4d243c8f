import type { Selectable } from 'kysely'
import { MEDIA_ANSWER_MINUTES, partsToCheck } from '../../domain/content'
import { nextAttempt } from '../../domain/notification'
import type { Context } from '../context'
import type { Database } from '../database/schema'
import { openidOf } from '../session/identify'
import { mayPass, type Suggestion, type Wechat, type WechatAnswer } from '../wechat/wechat'
import { show } from './show'
import { textOfNotice } from './words'

type CheckRow = Pick<Selectable<Database['checks']>, 'id' | 'kind' | 'concern_id' | 'author_id' | 'by_relation' | 'attempts'>

const BATCH = 20
/** Longer than WeChat may take to answer: nobody else asks about the same thing meanwhile. */
const LEASE_MS = 60_000
/** Failures of WeChat's after which a person looks instead, about half an hour. */
const ATTEMPTS_MAX = 4

/** Asks WeChat about what waits, that is due; the ids given first of all, else the oldest. Returns how many were asked about. */
export async function askWechat(context: Context, congress: { id: string }, { ids }: { ids?: readonly string[] } = {}): Promise<number> {
  const { db, wechat, now } = context
  if (!wechat) return 0
  const rows = await db
    .updateTable('checks')
    .set((set) => ({ next_at: new Date(now().getTime() + LEASE_MS), attempts: set('attempts', '+', 1) }))
    .where('congress_id', '=', congress.id)
    .where('id', 'in', (due) => {
      const waiting = due
        .selectFrom('checks')
        .where('congress_id', '=', congress.id)
        .where('state', '=', 'waiting')
        .where('next_at', '<=', now())
        .select('id')
        .orderBy('next_at')
        .limit(BATCH)
        .forUpdate()
        .skipLocked()
      return ids ? waiting.where('id', 'in', ids) : waiting
    })
    .returning(['id', 'kind', 'concern_id', 'author_id', 'by_relation', 'attempts'])
    .execute()
  for (const row of rows) await askAbout(context, wechat, congress.id, row)
  return rows.length
}

async function askAbout(context: Context, wechat: Wechat, congressId: string, row: CheckRow): Promise<void> {
  const openid = await openidOf(context, congressId, row.author_id)
  if (!openid) return settleUnchecked(context, congressId, row)
  if (row.kind === 'photo' || row.kind === 'recording') return askAboutMedia(context, wechat, congressId, row, openid)
  let found: Suggestion = 'pass'
  for (const text of partsToCheck(await textOf(context, congressId, row))) {
    const answer = await wechat.checkText({ openid, text, scene: 'forum' })
    if (!answer.ok) return afterFailure(context, congressId, row, answer)
    if (answer.suggestion === 'risky' || found === 'pass') found = answer.suggestion
  }
  return settle(context, congressId, row, found)
}

async function textOf({ db }: Context, congressId: string, { kind, id, concern_id }: CheckRow): Promise<string> {
  const ofNotice = await textOfNotice(db, congressId, { kind, id })
  if (ofNotice !== null) return ofNotice
  if (kind === 'concern') {
    const concern = await db
      .selectFrom('concerns')
      .where('congress_id', '=', congressId)
      .where('id', '=', id)
      .select(['text', 'address'])
      .executeTakeFirstOrThrow()
    return [concern.text, concern.address].filter(Boolean).join('\n') || '-'
  }
  const message = await db
    .selectFrom('concern_messages')
    .where('congress_id', '=', congressId)
    .where('concern_id', '=', concern_id)
    .where('id', '=', id)
    .select('text')
    .executeTakeFirstOrThrow()
  return message.text
}

async function askAboutMedia(context: Context, wechat: Wechat, congressId: string, row: CheckRow, openid: string): Promise<void> {
  const { files, publicUrl, now } = context
  const kind = row.kind === 'photo' ? 'photo' : 'recording'
  const url = (await files.urls([row.id], kind)).get(row.id)
  // WeChat fetches it from outside.
  if (!url || (url.startsWith('/') && !publicUrl)) return hold(context, congressId, row.id, null)
  const answer = await wechat.checkMedia({
    openid,
    url: url.startsWith('/') ? publicUrl + url : url,
    kind: row.kind === 'photo' ? 'image' : 'audio',
    scene: 'forum',
  })
  if (!answer.ok) return afterFailure(context, congressId, row, answer)
  await context.db
    .updateTable('checks')
    .set({ state: 'asked', trace_id: answer.traceId, next_at: new Date(now().getTime() + MEDIA_ANSWER_MINUTES * 60_000) })
    .where('congress_id', '=', congressId)
    .where('id', '=', row.id)
    .where('state', '=', 'waiting')
    .execute()
}

async function afterFailure(context: Context, congressId: string, row: CheckRow, answer: WechatAnswer & { ok: false }): Promise<void> {
  const next = mayPass(answer.reason) && row.attempts < ATTEMPTS_MAX ? nextAttempt(row.attempts, context.now()) : null
  if (!next) return settleUnchecked(context, congressId, row)
  await context.db
    .updateTable('checks')
    .set({ next_at: next })
    .where('congress_id', '=', congressId)
    .where('id', '=', row.id)
    .where('state', '=', 'waiting')
    .execute()
}

/**
 * What WeChat could not be asked about waits for a person; but not what deputies and staff write, who are bound
 * by invitation and known by name: WeChat knows them for two hours only, and they work at a desk all day.
 */
async function settleUnchecked(context: Context, congressId: string, row: CheckRow): Promise<void> {
  if (row.by_relation === 'reporter') await hold(context, congressId, row.id, null)
  else await settle(context, congressId, row, 'pass')
}

async function settle(context: Context, congressId: string, row: CheckRow, suggestion: Suggestion): Promise<void> {
  if (suggestion !== 'pass') return hold(context, congressId, row.id, suggestion)
  await context.db.transaction().execute(async (db) => {
    const passed = await db
      .deleteFrom('checks')
      .where('congress_id', '=', congressId)
      .where('id', '=', row.id)
      .where('state', 'in', ['waiting', 'asked'])
      .returning(['id', 'kind', 'concern_id'])
      .executeTakeFirst()
    if (passed) await show(db, congressId, passed, context.now())
  })
}

async function hold({ db, now }: Context, congressId: string, id: string, found: 'review' | 'risky' | null): Promise<void> {
  await db
    .updateTable('checks')
    .set({ state: 'held', found, held_at: now() })
    .where('congress_id', '=', congressId)
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'asked'])
    .execute()
}

/** What WeChat found in a picture or a recording, as it pushes it later. False where the trace is not of this congress. */
export async function settleMedia(
  context: Context,
  congress: { id: string },
  { traceId, suggestion }: { traceId: string; suggestion: Suggestion },
): Promise<boolean> {
  const row = await context.db
    .selectFrom('checks')
    .where('congress_id', '=', congress.id)
    .where('trace_id', '=', traceId)
    .select(['id', 'kind', 'concern_id', 'author_id', 'by_relation', 'attempts'])
    .executeTakeFirst()
  if (!row) return false
  await settle(context, congress.id, row, suggestion)
  return true
}

/** Pictures and recordings about which WeChat never said anything wait for a person. */
export async function holdUnanswered({ db, now }: Context, congress: { id: string }): Promise<number> {
  const held = await db
    .updateTable('checks')
    .set({ state: 'held', held_at: now() })
    .where('congress_id', '=', congress.id)
    .where('state', '=', 'asked')
    .where('next_at', '<=', now())
    .returning('id')
    .execute()
  return held.length
}
