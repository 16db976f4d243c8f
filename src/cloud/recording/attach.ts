import { check, needsCheck } from '../content/check'
import type { ChangeScope } from '../operation'
import type { Attachment } from '../photo/attach'
import { refuse } from '../refusal'

/** Attaches the actor's own loose recording to a case or one of its messages. One of another, or in use, is as absent. */
export async function attachRecording(scope: ChangeScope, id: string | null, { concernId, messageId, by }: Attachment): Promise<void> {
  if (!id) return
  const isChecked = needsCheck(scope)
  const attached = await scope.db
    .updateTable('recordings')
    .set({ concern_id: concernId, message_id: messageId, shown_at: isChecked ? null : scope.at })
    .where('congress_id', '=', scope.congress.id)
    .where('id', '=', id)
    .where('owner_id', '=', scope.actor.personId)
    .where('concern_id', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!attached) return refuse('NOT_FOUND', [{ path: 'recordingId', rule: 'absent' }])
  if (isChecked) await check(scope, { kind: 'recording', ids: [id], concernId, by })
}
