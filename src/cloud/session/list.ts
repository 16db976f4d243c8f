import type { Change, Handler } from '../operation'
import { refuse } from '../refusal'

/** 已登录的设备 */
export const listSessions: Handler<'session.list'> = async ({ db, congress, actor, sessionId, now }) => {
  const rows = await db
    .selectFrom('sessions')
    .where('congress_id', '=', congress.id)
    .where('person_id', '=', actor.personId)
    .where('expires_at', '>', now())
    // Of a session that goes on under another token, the newest.
    .distinctOn('id')
    .select(['id', 'kind', 'device', 'opened_at', 'expires_at'])
    .orderBy('id')
    .orderBy('token_at', 'desc')
    .execute()
  const newestFirst = rows.toSorted((one, other) => other.opened_at.getTime() - one.opened_at.getTime()).slice(0, 100)
  return {
    items: newestFirst.map(({ id, kind, device, opened_at, expires_at }) => ({
      id,
      kind,
      device,
      openedAt: opened_at.toISOString(),
      expiresAt: expires_at.toISOString(),
      isThis: id === sessionId,
    })),
  }
}

/** 退出登录 */
export const closeSession: Change<'session.close', object> = {
  async run({ db, congress, actor, sessionId }, { id }) {
    const closed = await db
      .deleteFrom('sessions')
      .where('congress_id', '=', congress.id)
      .where('person_id', '=', actor.personId)
      .where('id', '=', id ?? sessionId)
      .returning('id')
      .executeTakeFirst()
    if (!closed) refuse('NOT_FOUND')
    return {}
  },
  answer: async () => ({}),
}
