import type { ChangeScope } from '../operation'
import { refuse } from '../refusal'

/** Attaches the actor's own loose photos to a case or one of its messages. A photo of another, or one in use, is as absent. */
export async function attachPhotos(
  { db, congress, actor }: ChangeScope,
  ids: readonly string[],
  concernId: string,
  messageId: string | null,
): Promise<void> {
  const attached = await db
    .updateTable('photos')
    .set({ concern_id: concernId, message_id: messageId })
    .where('congress_id', '=', congress.id)
    .where('id', 'in', ids)
    .where('owner_id', '=', actor.personId)
    .where('concern_id', 'is', null)
    .returning('id')
    .execute()
  if (attached.length !== new Set(ids).size) refuse('NOT_FOUND', [{ path: 'photoIds', rule: 'absent' }])
}
