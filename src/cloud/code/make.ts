import type { Kysely } from 'kysely'
import type { Database } from '../database/schema'
import { randomLetters } from './letters'

const LENGTH = 6

/** 代表码 / 站点码: gives each deputy or station that has none a short code. */
export async function makeShortCodes(
  db: Kysely<Database>,
  congressId: string,
  kind: 'deputy' | 'station',
  ids: readonly string[],
): Promise<void> {
  for (let left = [...ids]; left.length > 0;) {
    // A code that is taken, here or in another congress, is left out, and its owner gets another in the next round.
    await db
      .insertInto('short_codes')
      .values(left.slice(0, 500).map((id) => ({ code: randomLetters(LENGTH), congress_id: congressId, kind, target_id: id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const made = await db
      .selectFrom('short_codes')
      .where('congress_id', '=', congressId)
      .where('target_id', 'in', left.slice(0, 500))
      .select('target_id')
      .execute()
    const done = new Set(made.map(({ target_id }) => target_id))
    left = left.filter((id) => !done.has(id))
  }
}
