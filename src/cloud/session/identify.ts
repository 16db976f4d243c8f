import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Actor } from '../../domain/actor'
import { sessionHours, type SessionKind } from '../../domain/session'
import type { Context } from '../context'
import type { Database } from '../database/schema'

const SECRET_BYTES = 32
const UUID_BYTES = 16
export const hash = (token: string) => createHash('sha256').update(token).digest()
/** A token names its congress, so that looking it up needs one partition. */
export const makeToken = (congressId: string): string =>
  Buffer.concat([Buffer.from(congressId.replaceAll('-', ''), 'hex'), randomBytes(SECRET_BYTES)]).toString('base64url')

export interface OpenedSession {
  token: string
  expiresAt: Date
}

/** Opens a session; of its token only the hash is kept. */
export async function openSession(
  db: Kysely<Database>,
  of: { congressId: string; personId: string; kind: SessionKind; device?: string | null },
  now: Date,
): Promise<OpenedSession> {
  const token = makeToken(of.congressId)
  const expiresAt = new Date(now.getTime() + sessionHours[of.kind] * 3_600_000)
  await db
    .insertInto('sessions')
    .values({
      congress_id: of.congressId,
      token_hash: hash(token),
      id: randomUUID(),
      person_id: of.personId,
      kind: of.kind,
      device: of.device ?? null,
      opened_at: now,
      expires_at: expiresAt,
      token_at: now,
      is_used: true,
    })
    .execute()
  return { token, expiresAt }
}

/** The congress that a token names; whether the token is good is another question. */
export function congressOfToken(token: string): string | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== UUID_BYTES + SECRET_BYTES) return null
  return bytes
    .subarray(0, UUID_BYTES)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** By which token somebody called. */
export interface HeldToken {
  congressId: string
  sessionId: string
  hash: Buffer
  madeAt: Date
  isUsed: boolean
}

export interface Identity {
  actor: Actor
  /** Null in WeChat cloud, where nobody has a session. */
  sessionId: string | null
  /** Null like the session. */
  held: HeldToken | null
}

/** Who a token stands for, or null. Roles are read at every call, so a role that was taken away ends at once. */
export async function identityOfToken(db: Kysely<Database>, congressId: string, token: string, now: Date): Promise<Identity | null> {
  const session = await db
    .selectFrom('sessions')
    .where('congress_id', '=', congressId)
    .where('token_hash', '=', hash(token))
    .where('expires_at', '>', now)
    .select(['id', 'person_id', 'token_at', 'is_used'])
    .executeTakeFirst()
  if (!session) return null
  const held = { congressId, sessionId: session.id, hash: hash(token), madeAt: session.token_at, isUsed: session.is_used }
  return { actor: await actorOf(db, congressId, session.person_id), sessionId: session.id, held }
}

/**
 * The person who an OPENID is in a congress; seen for the first time, one is made where that may be, and null stands
 * where it may not.
 */
export async function personOfOpenid<M extends boolean>(
  db: Kysely<Database>,
  congressId: string,
  openid: string,
  { mayMake, at }: { mayMake: M; at: Date },
): Promise<M extends true ? string : string | null> {
  const known = () =>
    db.selectFrom('persons').where('congress_id', '=', congressId).where('openid', '=', openid).select('id').executeTakeFirst()
  let person = await known()
  if (!person) {
    if (!mayMake) return null as never
    await db
      .insertInto('persons')
      .values({ congress_id: congressId, id: randomUUID(), openid, demo_key: null, name: null, created_at: at })
      .onConflict((conflict) => conflict.columns(['congress_id', 'openid']).doNothing())
      .execute()
    person = (await known())!
  }
  return person.id
}

/** A person with every role they hold in the congress. */
export async function actorOf(db: Kysely<Database>, congressId: string, personId: string): Promise<Actor> {
  const memberships = await db
    .selectFrom('memberships')
    .where('congress_id', '=', congressId)
    .where('person_id', '=', personId)
    .select(['role', 'deputy_id', 'station_id'])
    .execute()
  return {
    congressId,
    personId,
    deputyIds: memberships.flatMap(({ deputy_id }) => deputy_id ?? []),
    stationIds: memberships.flatMap(({ station_id }) => station_id ?? []),
    isOffice: memberships.some(({ role }) => role === 'office'),
  }
}

/** By which WeChat knows a person; null for those who never came through it. */
export async function openidOf({ db }: Pick<Context, 'db'>, congressId: string, personId: string): Promise<string | null> {
  const person = await db
    .selectFrom('persons')
    .where('congress_id', '=', congressId)
    .where('id', '=', personId)
    .select('openid')
    .executeTakeFirst()
  return person?.openid ?? null
}
