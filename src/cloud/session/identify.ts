import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Actor, Role } from '../../domain/actor'
import { sessionHours, type SessionKind } from '../../domain/session'
import type { Context } from '../context'
import { congressOf } from '../congress/find'
import { kept } from '../database/kept-plan'
import type { Database } from '../database/schema'
import type { Congress } from '../operation'

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

interface Memberships {
  role: Role
  deputyId: string | null
  stationId: string | null
}

/**
 * The congress of a call (by its code, else the token's, else the first of the deployment) and who calls: with a token in one
 * statement, since nearly every call begins with it. Roles are read each time, so a role that was taken away ends at once.
 */
export async function callerOf(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { congress: code, token, openid }: { congress?: string; token?: string; openid?: string },
  { mayMake }: { mayMake: boolean },
): Promise<{ congress: Congress | null; identity: Identity | null }> {
  const id = token ? congressOfToken(token) : null
  if (token && id && !openid) return callerOfToken(db, { code, token, id }, now())
  const congress = await congressOf(db, code, id)
  if (!congress || !openid) return { congress, identity: null }
  // From WeChat's own context: a token beside it counts for nothing but the congress.
  const personId = await personOfOpenid(db, congress.id, openid, { mayMake, at: now() })
  // Who only reads has agreed to nothing yet, so nothing of theirs is kept.
  if (personId === null) return { congress, identity: null }
  const memberships = await db
    .selectFrom('memberships')
    .where('congress_id', '=', congress.id)
    .where('person_id', '=', personId)
    .select(['role', 'deputy_id as deputyId', 'station_id as stationId'])
    .execute()
  return { congress, identity: { actor: actorIn(congress.id, personId, memberships), sessionId: null, held: null } }
}

/** `id` is the congress that the token names: its rows alone are looked at, also where a code names another. */
async function callerOfToken(
  db: Kysely<Database>,
  { code, token, id }: { code: string | undefined; token: string; id: string },
  now: Date,
): Promise<{ congress: Congress | null; identity: Identity | null }> {
  type Row = Congress & { personId: string | null; sessionId: string; madeAt: Date; isUsed: boolean; memberships: Memberships[] | null }
  const { rows } = await sql<Row>`
    select ${kept} c.id, c.code, c.name, c.division_code as "divisionCode", c.settings,
      s.person_id as "personId", s.id as "sessionId", s.token_at as "madeAt", s.is_used as "isUsed",
      (select json_agg(json_build_object('role', m.role, 'deputyId', m.deputy_id, 'stationId', m.station_id)) from memberships m
        where m.congress_id = ${id} and m.person_id = s.person_id) as memberships
    from congresses c
    left join sessions s on s.congress_id = ${id} and s.congress_id = c.id and s.token_hash = ${hash(token)} and s.expires_at > ${now}
    where ${code === undefined ? sql`c.id = ${id}` : sql`c.code = ${code}`}`.execute(db)
  const [row] = rows
  if (!row) return { congress: null, identity: null }
  const { personId, sessionId, madeAt, isUsed, memberships, ...congress } = row
  if (personId === null) return { congress, identity: null }
  const held = { congressId: id, sessionId, hash: hash(token), madeAt, isUsed }
  return { congress, identity: { actor: actorIn(id, personId, memberships ?? []), sessionId, held } }
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

const actorIn = (congressId: string, personId: string, memberships: readonly Memberships[]): Actor => ({
  congressId,
  personId,
  deputyIds: memberships.flatMap(({ deputyId }) => deputyId ?? []),
  stationIds: memberships.flatMap(({ stationId }) => stationId ?? []),
  isOffice: memberships.some(({ role }) => role === 'office'),
})

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
