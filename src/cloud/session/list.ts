import type { Change, Handler } from '../operation'
import { refuse } from '../refusal'

/** 已登录的设备 */
export const listSessions: Handler<'session.list'> = async ({ db, congress, actor, sessionId, now }) => {
  const rows = await db
    .selectFrom('sessions')
    .where('congress_id', '=', congress.id)
    .where('person_id', '=', actor.personId)
    .where('expires_at', '>', now())
    .select(['id', 'kind', 'device', 'opened_at', 'expires_at'])
    .orderBy('opened_at', 'desc')
    .limit(100)
    .execute()
  return {
    items: rows.map(({ id, kind, device, opened_at, expires_at }) => ({
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
