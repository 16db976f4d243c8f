import { sql } from 'kysely'
import { dayOf } from '../../domain/calendar'
import { OFFERS_MAX, streetOf } from '../../domain/similar'
import type { ActorScope, Handler } from '../operation'
import { sureTopic } from '../topic/suggest'
import { findAlike, forOffers, type Alike } from './find'
import { sizesOf } from './size'

/** Metres to which a distance is rounded up, so that it points at no house. */
const ROUND_M = 50

/** 已有人反映: what others reported that may be the same; the short form only, never their words. */
export const similarConcerns: Handler<'concern.similar'> = async (scope, { text, topic, at }) => {
  const asked = { text, at, topic: topic ?? (text ? await sureTopic(scope, text) : null) }
  const found = await findAlike(scope, asked, { limits: forOffers, isOffered: true })
  // One line for a cluster, however many said it.
  const headOf = ({ id, headId }: Alike) => headId ?? id
  const offers = found.filter((each, index) => found.findIndex((other) => headOf(other) === headOf(each)) === index).slice(0, OFFERS_MAX)
  const [sizes, topics, joined] = await Promise.all([
    sizesOf(
      scope,
      offers.map(({ id, headId }) => headId ?? id),
    ),
    topicNames(scope, offers),
    joinedOf(scope, offers),
  ])
  return {
    items: offers.map((each) => ({
      id: each.id,
      topic: each.topicCode ? { code: each.topicCode, name: topics.get(each.topicCode) ?? each.topicCode } : null,
      street: streetOf(each.address),
      withinM: each.distanceM === null ? null : Math.max(ROUND_M, Math.ceil(each.distanceM / ROUND_M) * ROUND_M),
      state: each.state,
      receivedOn: dayOf(each.receivedAt),
      people: sizes.get(each.headId ?? each.id)?.people ?? 1,
      isMine: each.reporterId === scope.actor.personId,
      isJoined: joined.has(each.id),
    })),
  }
}

async function topicNames({ db, congress }: ActorScope, offers: readonly Alike[]): Promise<Map<string, string>> {
  const codes = [...new Set(offers.flatMap(({ topicCode }) => topicCode ?? []))]
  if (codes.length === 0) return new Map()
  const rows = await db
    .selectFrom('topics')
    .where('congress_id', '=', congress.id)
    .where('code', 'in', codes)
    .select(['code', 'name'])
    .execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}

async function joinedOf({ db, congress, actor }: ActorScope, offers: readonly Alike[]): Promise<Set<string>> {
  if (offers.length === 0) return new Set()
  const rows = await db
    .selectFrom('joins')
    .where('congress_id', '=', congress.id)
    .where('person_id', '=', actor.personId)
    .where('left_at', 'is', null)
    .where(sql<boolean>`concern_id = any(${offers.map(({ id }) => id)}::uuid[])`)
    .select('concern_id')
    .execute()
  return new Set(rows.map(({ concern_id }) => concern_id))
}
