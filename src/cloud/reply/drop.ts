import type { DraftStep } from '../../domain/reply'
import type { ChangeScope } from '../operation'

/** Throws the actor's own draft away, as when its words are sent. */
export async function dropDraft({ db, congress, actor }: ChangeScope, concernId: string, step: DraftStep): Promise<void> {
  await db
    .deleteFrom('reply_drafts')
    .where('congress_id', '=', congress.id)
    .where('concern_id', '=', concernId)
    .where('person_id', '=', actor.personId)
    .where('step', '=', step)
    .execute()
}
