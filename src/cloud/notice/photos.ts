import { check, needsCheck } from '../content/check'
import type { ChangeScope } from '../operation'
import { owe } from '../privacy/erase'
import { refuse } from '../refusal'

/**
 * Makes the photos of a notice or a summary those that are named: the actor's own loose ones become the congress's, and
 * are shown once they are checked; what is named no more is taken away.
 */
export async function changePhotos(
  scope: ChangeScope,
  { noticeId, before, after }: { noticeId: string; before: readonly string[]; after: readonly string[] },
): Promise<string[]> {
  const { db, congress, actor, at } = scope
  const wanted = [...new Set(after)]
  const added = wanted.filter((id) => !before.includes(id))
  const dropped = before.filter((id) => !wanted.includes(id))
  if (added.length > 0) {
    const isChecked = needsCheck(scope)
    const taken = await db
      .updateTable('photos')
      .set({ owner_id: null, is_public: true, shown_at: isChecked ? null : at })
      .where('congress_id', '=', congress.id)
      .where('id', 'in', added)
      .where('owner_id', '=', actor.personId)
      .where('concern_id', 'is', null)
      .returning('id')
      .execute()
    if (taken.length !== added.length) refuse('NOT_FOUND', [{ path: 'photoIds', rule: 'absent' }])
    if (isChecked) await check(scope, { kind: 'photo', ids: added, noticeId, by: 'desk' })
  }
  if (dropped.length > 0) {
    await db.deleteFrom('checks').where('congress_id', '=', congress.id).where('id', 'in', dropped).execute()
    await db.deleteFrom('photos').where('congress_id', '=', congress.id).where('id', 'in', dropped).execute()
    await owe({ db, congressId: congress.id, at }, dropped)
  }
  return wanted
}
