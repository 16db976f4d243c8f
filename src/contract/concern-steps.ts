import * as v from 'valibot'
import { verdicts } from '../domain/concern'
import { TEXT_MAX } from '../domain/content'
import { unfilled } from '../domain/reply'
import { contactInput, isSaid } from './concern'
import { concernView } from './concern-view'
import { code, day, id, photoIds, recordingId, requestId, text } from './field'
import { change } from './operation'

/** NOT_FOUND: absent or not yours. CONFLICT: the case is not, or no longer, in a state that allows it. */
type OfCase = v.GenericSchema<unknown, { requestId: string; id: string }>
const step = <I extends OfCase>(summary: string, input: I) =>
  change({ summary, by: 'person', input, output: concernView, errors: ['NOT_FOUND', 'CONFLICT'] })
/** After it the case is somebody else's, so that the answer may be null. */
const handOver = <I extends OfCase>(summary: string, input: I) =>
  change({ summary, by: 'person', input, output: v.nullable(concernView), errors: ['NOT_FOUND', 'CONFLICT'] })

const ofCase = { requestId, id }
const withWords = v.pipe(
  v.strictObject({ ...ofCase, text: text(0, TEXT_MAX), photoIds, recordingId }),
  v.forward(v.partialCheck([['text'], ['recordingId']], isSaid(1), 'required'), ['text']),
)
/** An answer with a placeholder that nobody filled is not sent. */
const withAnswer = v.pipe(
  withWords,
  v.forward(
    v.partialCheck([['text']], (said) => unfilled(said.text).length === 0, 'unfilled'),
    ['text'],
  ),
)
const reason = text(2, 500)

export const assignConcern = step('分派: the desk gives a case to a deputy', v.strictObject({ ...ofCase, deputyId: id }))
export const acceptConcern = step('受理: the deputy takes the case', v.strictObject(ofCase))
export const askConcern = step('请补充: the deputy asks the resident', withWords)
export const replyConcern = step("补充: the resident answers the deputy's question", withWords)
export const answerConcern = step(
  '答复: the deputy answers; where the congress wants a second pair of eyes (复核), the resident reads it once it is approved',
  withAnswer,
)
export const approveConcern = step("复核通过: a second person lets the deputy's answer go to the resident", v.strictObject(ofCase))
export const returnAnswerConcern = step(
  '退回修改: a second person returns the answer to the deputy with a note, which the resident does not read',
  v.strictObject({ ...ofCase, reason: text(2, 500) }),
)
export const passOnConcern = handOver(
  '转交: the deputy passes the case to another, with a reason',
  v.strictObject({ ...ofCase, deputyId: id, reason }),
)
export const sendBackConcern = handOver(
  "退回: the deputy sends the case to the station's desk, with a reason",
  v.strictObject({ ...ofCase, reason }),
)
export const disputeConcern = step(
  '有异议: the deputy says that it is not theirs, and whose it is; it stays with them until the desk or the office has decided',
  v.strictObject({ ...ofCase, reason, deputyId: v.optional(v.nullable(id), null) }),
)
export const upholdConcern = step(
  '维持: the desk or the office decides that it is theirs after all; it is not disputed again',
  v.strictObject({ ...ofCase, reason }),
)
export const referConcern = step(
  '转介: to a department or hotline, with the number that it gave; the case stays open and with its deputy',
  v.strictObject({
    ...ofCase,
    /** To add the number to one that is noted already; null for a new one. */
    referralId: v.optional(v.nullable(id), null),
    unit: text(2, 60),
    reference: v.optional(text(0, 60), ''),
    expectedOn: v.optional(v.nullable(day), null),
  }),
)
export const splitConcern = step(
  '拆分: the second matter of a letter becomes a case of its own, received and due when the letter is',
  v.strictObject({ ...ofCase, text: text(5, TEXT_MAX), topic: v.optional(v.nullable(code), null), address: v.optional(text(0, 120), '') }),
)
export const sayConcern = step('留言: a message in the thread', withWords)
export const chaseConcern = step('催办: the resident chases a case that is due', v.strictObject({ ...ofCase, text: text(0, 500) }))
export const judgeConcern = step(
  '评价: the resident says whether the answer settled it',
  v.strictObject({ ...ofCase, verdict: v.picklist(verdicts, 'choice'), text: text(0, 500) }),
)
export const withdrawConcern = step('撤回: the resident withdraws the case', v.strictObject(ofCase))

/** BAD_INPUT `topic: same`: a person has already said so. NOT_FOUND `topic: absent`: the congress has no such topic in use. */
export const setTopic = step('定类别: says or corrects the topic of a case', v.strictObject({ ...ofCase, topic: code }))

/** 查看联系方式 */
export const openContact = change({
  summary:
    "Opens the resident's name and phone, if they allowed a call; the opening and its reason stay in the case, where the resident reads them",
  by: 'person',
  input: v.strictObject({ requestId, id, reason }),
  output: v.object({ name: v.string(), phone: v.string() }),
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 更正联系方式 (PIPL art. 46); both empty takes it away, and `mayCall: false` takes the consent back (art. 15). */
export const correctContact = step(
  'The resident corrects or takes back the name and phone of their case, in any state',
  v.strictObject({ ...ofCase, ...contactInput }),
)
