import type { Output } from '../../contract'
import type { ActorScope, Handler } from '../operation'

/** The caller with every role they hold. */
export const openMe: Handler<'person.me'> = async (scope) => {
  const { db, congress, actor } = scope
  const [person, roles, agreements] = await Promise.all([
    db.selectFrom('persons').where('congress_id', '=', congress.id).where('id', '=', actor.personId).select('name').executeTakeFirst(),
    heldRoles(scope),
    agreementsOf(scope),
  ])
  return { id: actor.personId, name: person?.name ?? null, roles, agreement: agreements[0] ?? null }
}

/** Every role of the caller, with the name of what they hold it of. */
export async function heldRoles({ db, congress, actor }: ActorScope): Promise<Output<'person.me'>['roles']> {
  const [deputies, stations] = await Promise.all([
    actor.deputyIds.length === 0
      ? []
      : db
          .selectFrom('deputies')
          .where('congress_id', '=', congress.id)
          .where('id', 'in', actor.deputyIds)
          .select(['id', 'name'])
          .execute(),
    actor.stationIds.length === 0
      ? []
      : db
          .selectFrom('stations')
          .where('congress_id', '=', congress.id)
          .where('id', 'in', actor.stationIds)
          .select(['id', 'name'])
          .execute(),
  ])
  return [
    ...deputies.map(({ id, name }) => ({ role: 'deputy' as const, id, name })),
    ...stations.map(({ id, name }) => ({ role: 'staff' as const, id, name })),
    ...(actor.isOffice ? [{ role: 'office' as const, id: null, name: congress.name }] : []),
  ]
}

/** What the caller agreed to, the latest first. */
export async function agreementsOf({ db, congress, actor }: ActorScope): Promise<{ version: string; agreedAt: string }[]> {
  const rows = await db
    .selectFrom('agreements')
    .where('congress_id', '=', congress.id)
    .where('person_id', '=', actor.personId)
    .select(['version', 'agreed_at'])
    .orderBy('agreed_at', 'desc')
    .execute()
  return rows.map(({ version, agreed_at }) => ({ version, agreedAt: agreed_at.toISOString() }))
}
