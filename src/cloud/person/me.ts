import type { Handler } from '../operation'

/** The caller with every role they hold. */
export const openMe: Handler<'person.me'> = async ({ db, congress, actor }) => {
  const [person, deputies, stations] = await Promise.all([
    db.selectFrom('persons').where('congress_id', '=', congress.id).where('id', '=', actor.personId).select('name').executeTakeFirst(),
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
  return {
    id: actor.personId,
    name: person?.name ?? null,
    roles: [
      ...deputies.map(({ id, name }) => ({ role: 'deputy' as const, id, name })),
      ...stations.map(({ id, name }) => ({ role: 'staff' as const, id, name })),
      ...(actor.isOffice ? [{ role: 'office' as const, id: null, name: congress.name }] : []),
    ],
  }
}
