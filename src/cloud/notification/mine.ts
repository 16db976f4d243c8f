import { sql } from 'kysely'
import { templates } from '../../domain/notification'
import { decodeCursor, encodeCursor } from '../cursor'
import type { ActorScope, Change, Handler } from '../operation'
import { refuse } from '../refusal'

/** What the person is told by now; not what still waits for a check, or for its hour. */
const told = ({ db, congress, actor, now }: ActorScope) =>
  db
    .selectFrom('outbox')
    .where('outbox.congress_id', '=', congress.id)
    .where('person_id', '=', actor.personId)
    .where('waits_for', 'is', null)
    .where('show_at', '<=', now())

/** 通知, the newest first. */
export const myNotifications: Handler<'notification.mine'> = async (scope, { cursor, limit }) => {
  const after = decodeCursor(cursor, ['instant', 'id'] as const)
  const [rows, { unread }] = await Promise.all([
    told(scope)
      .leftJoin('concerns', (join) =>
        join.onRef('concerns.congress_id', '=', 'outbox.congress_id').onRef('concerns.id', '=', 'outbox.concern_id'),
      )
      .$if(after !== null, (query) => query.where(sql<boolean>`(show_at, outbox.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`))
      .select(['outbox.id', 'kind', 'concern_id', 'concerns.number', 'visit_id', 'reception_id', 'notice_id', 'show_at', 'read_at'])
      .orderBy('show_at', 'desc')
      .orderBy('outbox.id', 'desc')
      .limit(limit + 1)
      .execute(),
    told(scope)
      .where('read_at', 'is', null)
      .select(({ fn }) => fn.countAll<number>().as('unread'))
      .executeTakeFirstOrThrow(),
  ])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(({ id, kind, concern_id, number, visit_id, reception_id, notice_id, show_at, read_at }) => ({
      id,
      kind,
      concern: concern_id && number ? { id: concern_id, number } : null,
      visitId: visit_id,
      receptionId: reception_id,
      noticeId: notice_id,
      at: show_at.toISOString(),
      isRead: read_at !== null,
    })),
    next: rows.length > limit && last ? encodeCursor([last.show_at.toISOString(), last.id]) : null,
    unread,
  }
}

export const readNotifications: Change<'notification.read', object> = {
  async run({ db, congress, actor, at }, { id }) {
    let mine = db
      .updateTable('outbox')
      .set({ read_at: sql`coalesce(read_at, ${at})` })
      .where('congress_id', '=', congress.id)
      .where('person_id', '=', actor.personId)
      .where('waits_for', 'is', null)
      .where('show_at', '<=', at)
    mine = id ? mine.where('id', '=', id) : mine.where('read_at', 'is', null)
    const read = await mine.returning('id').execute()
    if (id && read.length === 0) refuse('NOT_FOUND')
    return {}
  },
  answer: async () => ({}),
}

/** 订阅消息: which templates there are, and whether the person may be asked for them. */
export const listTemplates: Handler<'notification.templates'> = async (scope) => {
  const consents = await scope.db
    .selectFrom('consents')
    .where('congress_id', '=', scope.congress.id)
    .where('person_id', '=', scope.actor.personId)
    .select(['template', 'remaining', 'refused_at'])
    .execute()
  return {
    items: templates.flatMap((template) => {
      const fields = scope.templates[template]
      const consent = consents.find((each) => each.template === template)
      return fields ? [{ template, id: fields.id, mayAsk: !consent?.refused_at, remaining: consent?.remaining ?? 0 }] : []
    }),
  }
}

/** One consent is one message; a refusal stands until the person agrees on their own. */
export const consentToTemplates: Change<'notification.consent', object> = {
  async run({ db, congress, actor, at }, { answers }) {
    for (const { template, isAccepted } of answers)
      await db
        .insertInto('consents')
        .values({
          congress_id: congress.id,
          person_id: actor.personId,
          template,
          remaining: isAccepted ? 1 : 0,
          refused_at: isAccepted ? null : at,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['congress_id', 'person_id', 'template'])
            .doUpdateSet(isAccepted ? { remaining: sql`consents.remaining + 1`, refused_at: null } : { refused_at: at }),
        )
        .execute()
    return {}
  },
  answer: async () => ({}),
}
