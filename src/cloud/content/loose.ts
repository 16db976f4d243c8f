import type { ChangeScope } from '../operation'
import { refuse } from '../refusal'

const DAY_MS = 86_400_000

/** A person may have sent so many within a day without attaching them to anything. */
export async function refuseMoreLoose(
  { db, congress, actor, at }: ChangeScope,
  table: 'photos' | 'recordings',
  max: number,
): Promise<void> {
  const { count } = await db
    .selectFrom(table)
    .where('congress_id', '=', congress.id)
    .where('owner_id', '=', actor.personId)
    .where('concern_id', 'is', null)
    .where('created_at', '>', new Date(at.getTime() - DAY_MS))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count >= max) refuse('TOO_MANY')
}
