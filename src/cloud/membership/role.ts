import type { Role } from '../../domain/actor'
import type { Scope } from '../operation'

interface RoleRow {
  role: Role
  deputy_id: string | null
  station_id: string | null
}

interface NamedRole {
  role: Role
  targetId: string | null
  name: string
}

/** Columns of what a role is of: a deputy, a station, or neither. */
export const target = (role: Role, targetId: string | null) => ({
  deputy_id: role === 'deputy' ? targetId : null,
  station_id: role === 'staff' ? targetId : null,
})

/** Says of each of these roles what it is of and the name of that, which is empty where it is absent. */
export async function roleNamer(scope: Pick<Scope, 'db' | 'congress'>, rows: readonly RoleRow[]): Promise<(row: RoleRow) => NamedRole> {
  const names = await namesOf(scope, rows)
  return ({ role, deputy_id, station_id }) => {
    const targetId = deputy_id ?? station_id
    return { role, targetId, name: targetId ? (names.get(targetId) ?? '') : scope.congress.name }
  }
}

/** One role with the name of what it is of. */
export const namedRole = async (scope: Pick<Scope, 'db' | 'congress'>, row: RoleRow): Promise<NamedRole> =>
  (await roleNamer(scope, [row]))(row)

async function namesOf({ db, congress }: Pick<Scope, 'db' | 'congress'>, rows: readonly RoleRow[]): Promise<Map<string, string>> {
  const of = async (table: 'deputies' | 'stations', ids: string[]) =>
    ids.length === 0
      ? []
      : db
          .selectFrom(table)
          .where('congress_id', '=', congress.id)
          .where('id', 'in', [...new Set(ids)])
          .select(['id', 'name'])
          .execute()
  const found = await Promise.all([
    of(
      'deputies',
      rows.flatMap(({ deputy_id }) => deputy_id ?? []),
    ),
    of(
      'stations',
      rows.flatMap(({ station_id }) => station_id ?? []),
    ),
  ])
  return new Map(found.flat().map(({ id, name }) => [id, name]))
}
