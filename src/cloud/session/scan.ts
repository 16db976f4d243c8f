import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { OFFER_SECONDS, sceneOf } from '../../domain/session'
import { drawnByWechat } from '../code/draw'
import { randomLetters } from '../code/letters'
import type { Change, Handler, Scope } from '../operation'
import { refuse } from '../refusal'
import { openSession } from './identify'

const CODE_LENGTH = 12
/** The page of the mini-program that a scan opens. */
export const SCAN_PAGE = 'entry/scan/index'

const hash = (secret: string) => createHash('sha256').update(secret).digest()
const offers = ({ db, congress }: Pick<Scope, 'db' | 'congress'>, code: string) =>
  db.selectFrom('sign_in_offers').where('congress_id', '=', congress.id).where('code', '=', code)

/** 扫码登录: a code for a page that waits. */
export const offerSignIn: Handler<'session.offer'> = async ({ db, congress, from, now, wechat, publicUrl }) => {
  const at = now()
  const code = randomLetters(CODE_LENGTH)
  const secret = randomBytes(32).toString('base64url')
  const expiresAt = new Date(at.getTime() + OFFER_SECONDS * 1000)
  await db
    .insertInto('sign_in_offers')
    .values({ congress_id: congress.id, code, secret_hash: hash(secret), ...from, made_at: at, expires_at: expiresAt, person_id: null })
    .execute()
  const scene = sceneOf(congress.code, code)
  return {
    code,
    secret,
    image: await drawnByWechat({ wechat }, scene, SCAN_PAGE),
    text: `${publicUrl ?? ''}/s/${scene}`,
    expiresAt: expiresAt.toISOString(),
  }
}

/** What the person who scanned is about to sign in. A code that has run out, was used or never was is as absent. */
export const lookAtSignIn: Handler<'session.look'> = async (scope, { code }) => {
  const seen = await scope.db
    .updateTable('sign_in_offers')
    .set({ state: 'seen' })
    .where('congress_id', '=', scope.congress.id)
    .where('code', '=', code)
    .where('expires_at', '>', scope.now())
    .where('state', 'in', ['waiting', 'seen'])
    .returning(['device', 'address', 'made_at', 'expires_at'])
    .executeTakeFirst()
  if (!seen) return refuse('NOT_FOUND')
  return { device: seen.device, address: seen.address, madeAt: seen.made_at.toISOString(), expiresAt: seen.expires_at.toISOString() }
}

export const decideSignIn: Change<'session.decide', { isConfirmed: boolean }> = {
  async run({ db, congress, actor, at }, { code, isConfirmed }) {
    const decided = await db
      .updateTable('sign_in_offers')
      .set(isConfirmed ? { state: 'confirmed', person_id: actor.personId } : { state: 'refused' })
      .where('congress_id', '=', congress.id)
      .where('code', '=', code)
      .where('expires_at', '>', at)
      .where('state', 'in', ['waiting', 'seen'])
      .returning('code')
      .executeTakeFirst()
    if (!decided) return refuse('NOT_FOUND')
    return { isConfirmed }
  },
  answer: async (_, outcome) => outcome,
}

/** The waiting page asks this until it is told. A wrong secret learns no more than that the code has run out. */
export const takeSignIn: Handler<'session.take'> = async (scope, { code, secret }) => {
  const { db, congress, now } = scope
  const offer = await offers(scope, code).select(['secret_hash', 'state', 'expires_at', 'device']).executeTakeFirst()
  const isOurs = offer && timingSafeEqual(offer.secret_hash, hash(secret))
  if (!isOurs || offer.expires_at <= now()) return { state: 'expired', session: null }
  if (offer.state !== 'confirmed') return { state: offer.state, session: null }
  return db.transaction().execute(async (within) => {
    const taken = await within
      .deleteFrom('sign_in_offers')
      .where('congress_id', '=', congress.id)
      .where('code', '=', code)
      .where('state', '=', 'confirmed')
      .returning('person_id')
      .executeTakeFirst()
    // Two of the page's questions at once: the other one has the session.
    if (!taken?.person_id) return { state: 'expired' as const, session: null }
    const of = { congressId: congress.id, personId: taken.person_id, kind: 'desktop', device: offer.device } as const
    const { token, expiresAt } = await openSession(within, of, now())
    return { state: 'confirmed' as const, session: { token, expiresAt: expiresAt.toISOString() } }
  })
}
