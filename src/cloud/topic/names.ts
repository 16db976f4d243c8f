import type { ActorScope } from '../operation'

/** Names of topics, retired ones too, by their codes. */
export async function namesOfTopics(
  { db, congress }: Pick<ActorScope, 'db' | 'congress'>,
  codes: readonly string[],
): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await db
    .selectFrom('topics')
    .where('congress_id', '=', congress.id)
    .where('code', 'in', codes)
    .select(['code', 'name'])
    .execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}
