import type { Transaction } from 'kysely'
import type { Database } from '../database/schema'

/** Takes consent papers, codes and contacts of filed cases or bookings; gives the files that are owed to be removed. */
export async function eraseAssistances(db: Transaction<Database>, congressId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  await db
    .updateTable('assistances')
    .set({ claim_hash: null, contact: null })
    .where('congress_id', '=', congressId)
    .where('id', 'in', ids)
    .execute()
  const papers = await db
    .deleteFrom('consent_papers')
    .where('congress_id', '=', congressId)
    .where('assistance_id', 'in', ids)
    .returning('file_id')
    .execute()
  return papers.map(({ file_id }) => file_id)
}
