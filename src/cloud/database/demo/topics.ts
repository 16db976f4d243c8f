import { sql } from 'kysely'
import type { Context } from '../../context'

/** Every other case at a desk came without a topic, so that there is something to confirm; the demo's deputies were not chosen for it. */
export async function openTopics({ db }: Context, congressId: string): Promise<void> {
  await db
    .updateTable('concerns')
    .set({ topic_code: null, topic_by: null })
    .where('congress_id', '=', congressId)
    .where('state', '=', 'unassigned')
    .where(sql<boolean>`right(number, 1) in ('0', '2', '4', '6', '8')`)
    .execute()
}
