import * as v from 'valibot'
import { identityReasons, openerRoles, openingKinds } from '../domain/identity'
import { concernView } from './concern-view'
import { cursor, id, instant, pageSize, requestId, text } from './field'
import { change, query } from './operation'

/** 公开身份给代表 */
export const revealIdentity = change({
  summary:
    'The resident reveals name or phone to the present assignee, or takes it back; bound to this deputy, it ends when the case goes on to another',
  by: 'person',
  input: v.strictObject({ requestId, id, name: v.boolean('boolean'), phone: v.boolean('boolean') }),
  output: concernView,
  /** CONFLICT: no assignee to reveal it to, or the case is erased; taking back is always granted. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 紧急查看身份 */
export const openIdentity = change({
  summary: 'The office opens who handed in a case, for a danger to life or a duty by law alone; the resident is told at once',
  by: 'office',
  input: v.strictObject({
    requestId,
    id,
    reasonCode: v.picklist(identityReasons, 'choice'),
    reason: text(10, 500),
    /** Said a second time, on a screen of its own. */
    isConfirmed: v.literal(true, 'required'),
  }),
  output: v.object({ name: v.string(), phone: v.string() }),
  /** CONFLICT: the resident left neither name nor phone. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 查看原文 */
export const openText = change({
  summary: 'The desk or the office reads what is masked in a case, with a reason that the resident reads',
  by: 'person',
  input: v.strictObject({ requestId, id, reason: text(2, 500) }),
  output: v.object({ text: v.string(), address: v.string(), messages: v.array(v.object({ id, text: v.string() })) }),
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 谁看过我的信息 */
export const logOfIdentity = query({
  summary: "Who looked at the caller's cases and opened who they are, the latest first",
  by: 'person',
  input: v.strictObject({
    /** Of one case; null: of all. */
    concernId: v.optional(v.nullable(id), null),
    cursor,
    limit: pageSize,
  }),
  output: v.object({
    items: v.array(
      v.object({
        id,
        at: instant,
        what: v.picklist(openingKinds),
        by: v.picklist(openerRoles),
        /** The deputy's; or the station's or the office's, with the clerk's where it is known. Empty for the system. */
        byName: v.string(),
        /** What it was of: a case, or a booking that staff made for the caller. */
        concern: v.nullable(v.object({ id, number: v.string() })),
        visit: v.nullable(v.object({ id, code: v.string() })),
        reasonCode: v.nullable(v.picklist(identityReasons)),
        reason: v.string(),
      }),
    ),
    next: v.nullable(v.string()),
  }),
  errors: [],
})
