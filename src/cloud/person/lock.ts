import { kept } from '../database/kept-plan'
import type { ChangeScope } from '../operation'

/** What one person does at once is done one after the other until the transaction ends, so that none overlooks another. */
export async function lockPerson({ db, congress }: ChangeScope, personId: string): Promise<void> {
  await db
    .selectFrom('persons')
    .where('congress_id', '=', congress.id)
    .where('id', '=', personId)
    .modifyEnd(kept)
    .select('id')
    .forNoKeyUpdate()
    .executeTakeFirst()
}
