import type { Relation } from '../../domain/concern'
import type { CheckedKind } from '../../domain/content'
import type { Context } from '../context'
import type { AfterCommit, ChangeScope } from '../operation'
import { askWechat } from './ask'

/** WeChat makes checking compulsory for a mini-program; a deployment tied to none shows things at once. */
export const needsCheck = ({ wechat }: Pick<Context, 'wechat'>) => wechat !== null

/** Owes a check of things that nobody else sees until it has passed; WeChat is asked as soon as the step is committed. */
export async function check(
  scope: ChangeScope,
  of: { kind: CheckedKind; ids: readonly string[]; by: Relation; concernId?: string; noticeId?: string },
  ask: AfterCommit = async (later) => void (await askWechat(later, later.congress, { ids: of.ids })),
): Promise<void> {
  await scope.db
    .insertInto('checks')
    .values(
      of.ids.map((id) => ({
        congress_id: scope.congress.id,
        id,
        kind: of.kind,
        concern_id: of.concernId ?? null,
        notice_id: of.noticeId ?? null,
        author_id: scope.actor.personId,
        by_relation: of.by,
        found: null,
        trace_id: null,
        next_at: scope.at,
        created_at: scope.at,
        held_at: null,
        decided_at: null,
        decided_by: null,
        reason: null,
      })),
    )
    .execute()
  scope.after(ask)
}
