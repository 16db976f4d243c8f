import type { Relation } from '../../domain/concern'
import { check, needsCheck } from '../content/check'
import type { ChangeScope } from '../operation'
import { refuse } from '../refusal'

export interface Attachment {
  concernId: string
  /** Null where it comes with the concern itself. */
  messageId: string | null
  by: Relation
}

/** Attaches the actor's own loose photos to a case or one of its messages. A photo of another, or one in use, is as absent. */
export async function attachPhotos(scope: ChangeScope, ids: readonly string[], { concernId, messageId, by }: Attachment): Promise<void> {
  if (ids.length === 0) return
  const isChecked = needsCheck(scope)
  const attached = await scope.db
    .updateTable('photos')
    .set({ concern_id: concernId, message_id: messageId, shown_at: isChecked ? null : scope.at })
    .where('congress_id', '=', scope.congress.id)
    .where('id', 'in', ids)
    .where('owner_id', '=', scope.actor.personId)
    .where('concern_id', 'is', null)
    .returning('id')
    .execute()
  if (attached.length !== new Set(ids).size) refuse('NOT_FOUND', [{ path: 'photoIds', rule: 'absent' }])
  if (isChecked) await check(scope, { kind: 'photo', ids: attached.map(({ id }) => id), concernId, by })
}
