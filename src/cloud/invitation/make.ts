import { createHash, createHmac, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Role } from '../../domain/actor'
import { lettersOf } from '../code/letters'
import { namedRole, roleNamer, target } from '../membership/role'
import type { Change, ChangeScope, Handler, Scope } from '../operation'
import { refuse } from '../refusal'

const CODE_LENGTH = 10
const DAYS = 7
const LISTED_DAYS = 90
const DAY_MS = 86_400_000

/** Fifty bits from the id and a key of the deployment: made again for the answer, while the table holds its hash alone. */
const codeOf = (id: string, key: Buffer) =>
  lettersOf(createHmac('sha256', key).update(`invitation:${id}`).digest().subarray(0, CODE_LENGTH))
export const codeHash = (code: string) => createHash('sha256').update(code).digest()

/** A deputy is one person: their letters are nobody else's. */
async function isTaken({ db, congress }: Pick<ChangeScope, 'db' | 'congress'>, deputyId: string | null): Promise<boolean> {
  if (!deputyId) return false
  const holder = await db
    .selectFrom('memberships')
    .where('congress_id', '=', congress.id)
    .where('deputy_id', '=', deputyId)
    .select('person_id')
    .executeTakeFirst()
  return holder !== undefined
}

/** 邀请. `made_by` is null for a congress's first, which its engineer makes on the server. */
export async function invite(
  scope: Pick<ChangeScope, 'db' | 'congress' | 'at' | 'contactKey'>,
  { role, targetId, madeBy }: { role: Role; targetId: string | null; madeBy: string | null },
): Promise<{ id: string; code: string; expiresAt: Date }> {
  const { db, congress, at, contactKey } = scope
  if ((role === 'office') !== (targetId === null)) return refuse('BAD_INPUT', [{ path: 'targetId', rule: 'required' }])
  const { name } = await namedRole(scope, { role, ...target(role, targetId) })
  if (!name) return refuse('NOT_FOUND', [{ path: 'targetId', rule: 'absent' }])
  if (await isTaken(scope, target(role, targetId).deputy_id)) return refuse('CONFLICT')
  const id = randomUUID()
  const code = codeOf(id, contactKey.current)
  const expiresAt = new Date(at.getTime() + DAYS * DAY_MS)
  await db
    .insertInto('invitations')
    .values({
      congress_id: congress.id,
      id,
      code_hash: codeHash(code),
      role,
      ...target(role, targetId),
      made_by: madeBy,
      made_at: at,
      expires_at: expiresAt,
      revoked_at: null,
      used_at: null,
      used_by: null,
    })
    .execute()
  return { id, code, expiresAt }
}

export const makeInvitation: Change<'invitation.make'> = {
  async run(scope, { role, targetId }) {
    const { id } = await invite(scope, { role, targetId, madeBy: scope.actor.personId })
    return { id }
  },
  async answer(scope, { id }) {
    const row = await scope.db
      .selectFrom('invitations')
      .where('congress_id', '=', scope.congress.id)
      .where('id', '=', id)
      .select(['role', 'deputy_id', 'station_id', 'expires_at'])
      .executeTakeFirstOrThrow()
    const code = codeOf(id, scope.contactKey.current)
    return { id, code, text: invitationText(scope, code), expiresAt: row.expires_at.toISOString(), ...(await namedRole(scope, row)) }
  },
}

/** What the QR code of an invitation says. */
export const invitationText = ({ congress, publicUrl }: Pick<Scope, 'congress' | 'publicUrl'>, code: string) =>
  `${publicUrl ?? ''}/i/${congress.code}.${code}`

export const listInvitations: Handler<'invitation.list'> = async (scope) => {
  const { db, congress, now } = scope
  const at = now()
  const rows = await db
    .selectFrom('invitations')
    .leftJoin('persons', (join) => join.onRef('persons.congress_id', '=', 'invitations.congress_id').onRef('persons.id', '=', 'used_by'))
    .where('invitations.congress_id', '=', congress.id)
    .where('made_at', '>', new Date(at.getTime() - LISTED_DAYS * DAY_MS))
    .select([
      'invitations.id',
      'role',
      'deputy_id',
      'station_id',
      'made_at',
      'expires_at',
      'revoked_at',
      'used_at',
      'persons.name as used_by_name',
    ])
    .orderBy('made_at', 'desc')
    .limit(500)
    .execute()
  const named = await roleNamer(scope, rows)
  return {
    items: rows.map((row) => ({
      id: row.id,
      ...named(row),
      madeAt: row.made_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      state: row.used_at ? 'used' : row.revoked_at ? 'revoked' : row.expires_at <= at ? 'expired' : 'open',
      usedBy: row.used_by_name,
    })),
  }
}

export const revokeInvitation: Change<'invitation.revoke', object> = {
  async run({ db, congress, at }, { id }) {
    const row = await db
      .selectFrom('invitations')
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .select(['used_at', 'revoked_at'])
      .forUpdate()
      .executeTakeFirst()
    if (!row) return refuse('NOT_FOUND')
    if (row.used_at) return refuse('CONFLICT')
    await db
      .updateTable('invitations')
      .set({ revoked_at: sql`coalesce(revoked_at, ${at})` })
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .execute()
    return {}
  },
  answer: async () => ({}),
}
