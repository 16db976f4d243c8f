import type { Role } from '../../domain/actor'
import type { Change, ChangeScope, Handler } from '../operation'
import { refuse } from '../refusal'
import { record } from './record'
import { roleNamer, target } from './role'

export const listMemberships: Handler<'membership.list'> = async (scope) => {
  const { db, congress, actor } = scope
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('persons', (join) =>
      join.onRef('persons.congress_id', '=', 'memberships.congress_id').onRef('persons.id', '=', 'memberships.person_id'),
    )
    .where('memberships.congress_id', '=', congress.id)
    .select(['person_id', 'persons.name as person_name', 'role', 'deputy_id', 'station_id'])
    .orderBy('role')
    .orderBy('person_name')
    .limit(5000)
    .execute()
  const named = await roleNamer(scope, rows)
  return {
    items: rows.map((row) => ({
      personId: row.person_id,
      personName: row.person_name,
      isMe: row.person_id === actor.personId,
      ...named(row),
    })),
  }
}

/** Takes a role away. The last of the office stays: nobody could invite any more. */
async function remove(scope: ChangeScope, personId: string, role: Role, targetId: string | null): Promise<void> {
  const { db, congress, actor } = scope
  const offices = await db
    .selectFrom('memberships')
    .where('congress_id', '=', congress.id)
    .where('role', '=', 'office')
    .select('person_id')
    .forUpdate()
    .execute()
  const { deputy_id, station_id } = target(role, targetId)
  const removed = await db
    .deleteFrom('memberships')
    .where('congress_id', '=', congress.id)
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where('deputy_id', 'is not distinct from', deputy_id)
    .where('station_id', 'is not distinct from', station_id)
    .returning('person_id')
    .executeTakeFirst()
  if (!removed) return refuse('NOT_FOUND')
  if (role === 'office' && offices.length === 1) return refuse('CONFLICT')
  const isOwn = personId === actor.personId
  await record(scope, { personId, role, deputy_id, station_id, kind: isOwn ? 'left' : 'removed', byPerson: actor.personId })
}

export const removeMembership: Change<'membership.remove', object> = {
  async run(scope, { personId, role, targetId }) {
    await remove(scope, personId, role, targetId)
    return {}
  },
  answer: async () => ({}),
}

export const leaveMembership: Change<'membership.leave', object> = {
  async run(scope, { role, targetId }) {
    await remove(scope, scope.actor.personId, role, targetId)
    return {}
  },
  answer: async () => ({}),
}
