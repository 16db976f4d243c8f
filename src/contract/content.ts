import * as v from 'valibot'
import { checkedKinds, contentDecisions } from '../domain/content'
import { relations } from '../domain/concern'
import { id, instant, photo, recording, requestId, text } from './field'
import { change, query } from './operation'

/** 待核对的内容 */
export const queueOfContent = query({
  summary: "What is held for a person, the longest first: of the caller's stations, or of the congress for the office",
  by: 'person',
  input: v.strictObject({}),
  output: v.object({
    items: v.array(
      v.object({
        id,
        kind: v.picklist(checkedKinds),
        by: v.picklist(relations),
        /** The case, or the notice, to which it belongs. */
        concern: v.nullable(v.object({ id, number: v.string() })),
        notice: v.nullable(v.object({ id, title: v.string() })),
        text: v.nullable(v.string()),
        photo: v.nullable(photo),
        recording: v.nullable(recording),
        /** What WeChat found; null where it could not be asked. */
        found: v.nullable(v.picklist(['review', 'risky'])),
        heldAt: instant,
        isLate: v.boolean(),
      }),
    ),
  }),
  errors: ['FORBIDDEN'],
})

export const decideContent = change({
  summary: 'Shows what was held, or keeps it back with a reason that its author reads; nothing is deleted',
  by: 'person',
  input: v.pipe(
    v.strictObject({ requestId, id, decision: v.picklist(contentDecisions, 'choice'), reason: text(0, 200) }),
    v.forward(
      v.partialCheck([['decision'], ['reason']], ({ decision, reason }) => decision === 'show' || reason.length >= 2, 'required'),
      ['reason'],
    ),
  ),
  output: v.object({}),
  /** CONFLICT: somebody else has decided. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})
