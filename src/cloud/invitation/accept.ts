import { record } from '../membership/record'
import { namedRole } from '../membership/role'
import type { Change, Handler, Scope } from '../operation'
import { refuse } from '../refusal'
import { codeHash } from './make'

/** An invitation that can still be used. */
const open = ({ db, congress }: Pick<Scope, 'db' | 'congress'>, code: string, at: Date) =>
  db
    .selectFrom('invitations')
    .where('congress_id', '=', congress.id)
    .where('code_hash', '=', codeHash(code))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .select(['id', 'role', 'deputy_id', 'station_id', 'made_by', 'expires_at'])

export const openInvitation: Handler<'invitation.open'> = async (scope, { code }) => {
  const row = await open(scope, code, scope.now()).executeTakeFirst()
  if (!row) return refuse('NOT_FOUND')
  return { ...(await namedRole(scope, row)), congressName: scope.congress.name, expiresAt: row.expires_at.toISOString() }
}

export const acceptInvitation: Change<'invitation.accept'> = {
  async run(scope, { code, name }) {
    const { db, congress, actor, at } = scope
    const row = await open(scope, code, at).forUpdate().executeTakeFirst()
    if (!row) return refuse('NOT_FOUND')
    await db
      .updateTable('invitations')
      .set({ used_at: at, used_by: actor.personId })
      .where('congress_id', '=', congress.id)
      .where('id', '=', row.id)
      .execute()
    const membership = { role: row.role, deputy_id: row.deputy_id, station_id: row.station_id }
    const joined = await db
      .insertInto('memberships')
      .values({ congress_id: congress.id, person_id: actor.personId, ...membership })
      .onConflict((conflict) => conflict.doNothing())
      .returning('person_id')
      .executeTakeFirst()
    // A deputy's letters are nobody else's: a unique index decides between two at once.
    if (!joined && row.deputy_id) return refuse('CONFLICT')
    await db.updateTable('persons').set({ name }).where('congress_id', '=', congress.id).where('id', '=', actor.personId).execute()
    if (joined) await record(scope, { personId: actor.personId, kind: 'joined', byPerson: row.made_by, ...membership })
    return { id: row.id }
  },
  async answer(scope, { id }) {
    const row = await scope.db
      .selectFrom('invitations')
      .where('congress_id', '=', scope.congress.id)
      .where('id', '=', id)
      .select(['role', 'deputy_id', 'station_id'])
      .executeTakeFirstOrThrow()
    return namedRole(scope, row)
  },
}
