import { askWechat } from '../content/ask'
import { check, needsCheck } from '../content/check'
import type { ChangeScope } from '../operation'
import { publishDueIn } from './publish'
import type { NoticeRow } from './record'

/** Owes the check of what a notice says anew; it is published as soon as it has passed, where it waits for nothing else. */
export async function checkNotice(scope: ChangeScope, { id }: Pick<NoticeRow, 'id'>): Promise<void> {
  await scope.db.deleteFrom('checks').where('congress_id', '=', scope.congress.id).where('id', '=', id).execute()
  if (!needsCheck(scope)) return
  await check(scope, { kind: 'notice', ids: [id], noticeId: id, by: 'desk' }, async (later) => {
    await askWechat(later, later.congress, { ids: [id] })
    await publishDueIn(later, later.congress)
  })
}
