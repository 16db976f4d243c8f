import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Actor, Role } from '../../domain/actor'
import { sessionHours, type SessionKind } from '../../domain/session'
import type { Context } from '../context'
import type { Database } from '../database/schema'
import type { Congress } from '../operation'

const SECRET_BYTES = 32
const UUID_BYTES = 16
const hash = (token: string) => createHash('sha256').update(token).digest()

export interface OpenedSession {
  token: string
  expiresAt: Date
}

/** Opens a session. The token names its congress, so that looking it up needs one partition; only its hash is kept. */
export async function openSession(
  db: Kysely<Database>,
  of: { congressId: string; personId: string; kind: SessionKind; device?: string | null },
  now: Date,
): Promise<OpenedSession> {
  const token = Buffer.concat([Buffer.from(of.congressId.replaceAll('-', ''), 'hex'), randomBytes(SECRET_BYTES)]).toString('base64url')
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

export interface Identity {
  actor: Actor
  /** Null in WeChat cloud, where nobody has a session. */
  sessionId: string | null
}

interface Memberships {
  role: Role
  deputyId: string | null
  stationId: string | null
}

/**
 * The congress of a call (by its code, else the token's, else the first of the deployment) and who calls, in one statement, since
 * every call begins with it. Roles are read each time, so a role that was taken away ends at once.
 */
export async function callerOf(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { congress: code, token, openid }: { congress?: string; token?: string; openid?: string },
  { mayMake }: { mayMake: boolean },
): Promise<{ congress: Congress | null; identity: Identity | null }> {
  // From WeChat's own context: a token beside it counts for nothing but the congress.
  const said = !openid && token ? token : null
  const id = token ? congressOfToken(token) : null
  const which = code !== undefined ? sql`c.code = ${code}` : id ? sql`c.id = ${id}` : sql`true`
  const person = openid
    ? sql`left join persons p on p.congress_id = c.id and p.openid = ${openid}`
    : said
      ? sql`left join sessions p on p.congress_id = c.id and p.token_hash = ${hash(said)} and p.expires_at > ${now()}`
      : null
  const who = openid ? sql`p.id` : sql`p.person_id`
  const { rows } = await sql<Congress & { person_id?: string | null; session_id?: string | null; memberships?: Memberships[] | null }>`
    select c.id, c.code, c.name, c.division_code as "divisionCode", c.settings${
      person
        ? sql`, ${who} as person_id, ${openid ? sql`null` : sql`p.id`} as session_id,
      (select json_agg(json_build_object('role', m.role, 'deputyId', m.deputy_id, 'stationId', m.station_id)) from memberships m
        where m.congress_id = c.id and m.person_id = ${who}) as memberships`
        : sql``
    } from congresses c ${person ?? sql``} where ${which} order by c.created_at limit 1`.execute(db)
  const [row] = rows
  if (!row) return { congress: null, identity: null }
  const congress = { id: row.id, code: row.code, name: row.name, divisionCode: row.divisionCode, settings: row.settings }
  if (row.person_id)
    return { congress, identity: { actor: actorIn(congress.id, row.person_id, row.memberships ?? []), sessionId: row.session_id ?? null } }
  // Who only reads has agreed to nothing yet, so nothing of theirs is kept.
  if (!openid || !mayMake) return { congress, identity: null }
  const personId = await personOfOpenid(db, congress.id, openid, { mayMake, at: now() })
  return { congress, identity: { actor: actorIn(congress.id, personId!, []), sessionId: null } }
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
