import type { Scope } from '../operation'

/** The names of the deputies and stations that roles are of, by id. */
export async function memberNames(
  { db, congress }: Pick<Scope, 'db' | 'congress'>,
  rows: readonly { deputy_id: string | null; station_id: string | null }[],
): Promise<Map<string, string>> {
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
