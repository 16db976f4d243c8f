import type { Handler } from '../operation'
import { refuse } from '../refusal'

/** What a short code of this congress stands for. */
export const openCode: Handler<'code.open'> = async ({ db, congress }, { code }) => {
  const found = await db
    .selectFrom('short_codes')
    .where('congress_id', '=', congress.id)
    .where('code', '=', code)
    .select(['kind', 'target_id'])
    .executeTakeFirst()
  if (!found) return refuse('NOT_FOUND')
  const named = await db
    .selectFrom(found.kind === 'deputy' ? 'deputies' : 'stations')
    .where('congress_id', '=', congress.id)
    .where('id', '=', found.target_id)
    .select('name')
    .executeTakeFirst()
  return named ? { kind: found.kind, id: found.target_id, name: named.name } : refuse('NOT_FOUND')
}
