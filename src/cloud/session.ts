import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Actor } from '../domain/actor'
import type { Device } from '../domain/privacy'
import type { Database } from './database/schema'

const SECRET_BYTES = 32
const UUID_BYTES = 16
const LIFETIME_MS = 12 * 3600 * 1000
const hash = (token: string) => createHash('sha256').update(token).digest()

/** Opens a session of 12 hours. The token names its congress, so that looking it up needs one partition; only its hash is kept. */
export async function openSession(
  db: Kysely<Database>,
  congressId: string,
  personId: string,
  now: Date,
  device: Device | null = null,
): Promise<string> {
  const token = Buffer.concat([Buffer.from(congressId.replaceAll('-', ''), 'hex'), randomBytes(SECRET_BYTES)]).toString('base64url')
  await db
    .insertInto('sessions')
    .values({
      congress_id: congressId,
      token_hash: hash(token),
      person_id: personId,
      expires_at: new Date(now.getTime() + LIFETIME_MS),
      opened_at: now,
      device,
    })
    .execute()
  return token
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

/** Who a token stands for, or null. Roles are read at every call, so a role that was taken away ends at once. */
export async function actorOfToken(db: Kysely<Database>, congressId: string, token: string, now: Date): Promise<Actor | null> {
  const session = await db
    .selectFrom('sessions')
    .where('congress_id', '=', congressId)
    .where('token_hash', '=', hash(token))
    .where('expires_at', '>', now)
    .select('person_id')
    .executeTakeFirst()
  return session ? actorOf(db, congressId, session.person_id) : null
}

/** Which of the person's sessions a token is. */
export const hashOfToken = hash

/** Who an OPENID stands for in a congress; seen for the first time, a person is made of `newId`, or null stands where that is null. */
export async function actorOfOpenid(
  db: Kysely<Database>,
  congressId: string,
  openid: string,
  newId: string | null,
  now: Date,
): Promise<Actor | null> {
  const known = () =>
    db.selectFrom('persons').where('congress_id', '=', congressId).where('openid', '=', openid).select('id').executeTakeFirst()
  let person = await known()
  if (!person) {
    if (newId === null) return null
    await db
      .insertInto('persons')
      .values({ congress_id: congressId, id: newId, openid, demo_key: null, name: null, created_at: now })
      .onConflict((conflict) => conflict.columns(['congress_id', 'openid']).doNothing())
      .execute()
    person = (await known())!
  }
  return actorOf(db, congressId, person.id)
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
