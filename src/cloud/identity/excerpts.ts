import type { ActorScope } from '../operation'
import { deputyReads, readByOthers } from './words'

/** How much of a text a list shows. */
const EXCERPT = 60

/** The beginnings of cases as the actor reads them in a list: their deputy, or everybody else. Masked before they are cut, since a number that is cut is not found. */
export async function excerptsOf(scope: ActorScope, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { db, congress, actor } = scope
  const rows = await db
    .selectFrom('concerns')
    .where('congress_id', '=', congress.id)
    .where('id', 'in', ids)
    .select(['id', 'text', 'contact', 'assignee_id', 'reveal_to', 'reveals_name', 'may_call'])
    .execute()
  return new Map(
    rows.map((row) => {
      const isDeputy = row.assignee_id !== null && actor.deputyIds.includes(row.assignee_id)
      return [row.id, (isDeputy ? deputyReads(scope, row) : readByOthers(scope, row))(row.text).slice(0, EXCERPT)]
    }),
  )
}
