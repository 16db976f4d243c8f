import { sql } from 'kysely'
import type { Output } from '../../contract'
import { openStates } from '../../domain/concern'
import { retentionOf } from '../../domain/privacy'
import { unsealContact } from '../contact'
import type { ActorScope, Handler } from '../operation'
import { listSessions } from '../session/list'
import { agreementsOf, heldRoles } from './me'

type Holdings = Output<'person.holdings'>

const SHOWN = 100

/** 我的信息: what is held about the caller. */
export const openHoldings: Handler<'person.holdings'> = async (scope) => {
  const { db, congress, actor, contactKey } = scope
  const mine = db.selectFrom('concerns').where('congress_id', '=', congress.id).where('reporter_id', '=', actor.personId)
  const [held, concerns, messages, photos, withContact, openings, underWay] = await Promise.all([
    heldOf(scope),
    mine.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
    db
      .selectFrom('concern_messages')
      .where('congress_id', '=', congress.id)
      .where('author_id', '=', actor.personId)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('photos')
      .where('congress_id', '=', congress.id)
      .where('owner_id', '=', actor.personId)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
    mine
      .where('contact', 'is not', null)
      .select(['id', 'number', 'state', 'received_at', 'contact', 'may_call'])
      .orderBy('received_at', 'desc')
      .limit(SHOWN)
      .execute(),
    openingsOf(scope, SHOWN),
    mine.where('state', 'in', openStates).select(['id as concernId', 'number']).orderBy('received_at', 'desc').execute(),
  ])
  return {
    ...held,
    counts: { concerns: concerns.count, messages: messages.count, photos: photos.count },
    contacts: withContact.map(({ id, number, state, received_at, contact, may_call }) => ({
      concernId: id,
      number,
      state,
      receivedAt: received_at.toISOString(),
      ...unsealContact(contact!, contactKey, id),
      mayCall: may_call,
    })),
    openings,
    underWay,
    retention: retentionOf(congress.settings.retention),
  }
}

/** The caller, their roles, what they agreed to, and the sessions that have not run out. */
export async function heldOf(scope: ActorScope): Promise<Pick<Holdings, 'person' | 'roles' | 'agreements' | 'sessions' | 'joins'>> {
  const { db, congress, actor } = scope
  const [person, roles, agreements, sessions, joins] = await Promise.all([
    db
      .selectFrom('persons')
      .where('congress_id', '=', congress.id)
      .where('id', '=', actor.personId)
      .select(['id', 'name', 'created_at', 'openid'])
      .executeTakeFirstOrThrow(),
    heldRoles(scope),
    agreementsOf(scope),
    listSessions(scope, {}),
    joinsOf(scope),
  ])
  return {
    person: { id: person.id, name: person.name, since: person.created_at.toISOString(), isWechat: person.openid !== null },
    roles,
    agreements,
    sessions: sessions.items,
    joins,
  }
}

async function joinsOf({ db, congress, actor }: ActorScope): Promise<Holdings['joins']> {
  const rows = await db
    .selectFrom('joins')
    .innerJoin('concerns', (on) => on.onRef('concerns.congress_id', '=', 'joins.congress_id').onRef('concerns.id', '=', 'concern_id'))
    .where('joins.congress_id', '=', congress.id)
    .where('person_id', '=', actor.personId)
    .select(['concern_id', 'number', 'joined_at', 'left_at', 'joins.verdict', 'judged_at'])
    .orderBy('joined_at', 'desc')
    .execute()
  return rows.map(({ concern_id, number, joined_at, left_at, verdict, judged_at }) => ({
    concernId: concern_id,
    number,
    joinedAt: joined_at.toISOString(),
    leftAt: left_at?.toISOString() ?? null,
    verdict,
    judgedAt: judged_at?.toISOString() ?? null,
  }))
}

/** 谁看过我的信息: every opening of the caller's name and phone, across their cases, the latest first. */
export async function openingsOf({ db, congress, actor }: ActorScope, limit?: number): Promise<Holdings['openings']> {
  const query = db
    .selectFrom('concern_events')
    .innerJoin('concerns', (join) =>
      join.onRef('concerns.congress_id', '=', 'concern_events.congress_id').onRef('concerns.id', '=', 'concern_id'),
    )
    .innerJoin('concern_messages', (join) =>
      join
        .onRef('concern_messages.congress_id', '=', 'concern_events.congress_id')
        .onRef('concern_messages.concern_id', '=', 'concern_events.concern_id')
        .on(sql<boolean>`concern_messages.id = (concern_events.data ->> 'messageId')::uuid`),
    )
    .leftJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'concern_messages.congress_id').onRef('deputies.id', '=', 'concern_messages.deputy_id'),
    )
    .where('concern_events.congress_id', '=', congress.id)
    .where('reporter_id', '=', actor.personId)
    .where('concern_events.kind', '=', 'contact_opened')
    .select(['concerns.id', 'number', 'concern_events.at', 'deputies.name', 'concern_messages.text'])
    .orderBy('concern_events.at', 'desc')
  const rows = await (limit === undefined ? query : query.limit(limit)).execute()
  return rows.map(({ id, number, at, name, text }) => ({ concernId: id, number, at: at.toISOString(), deputyName: name, reason: text }))
}
