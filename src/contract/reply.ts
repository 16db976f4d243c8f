import * as v from 'valibot'
import { TEXT_MAX } from '../domain/content'
import { draftSteps, templateScopes } from '../domain/reply'
import { id, instant, requestId, text } from './field'
import { change, query } from './operation'

const template = v.object({
  id,
  scope: v.picklist(templateScopes),
  /** The station or the deputy that it belongs to; null for the whole congress. */
  ofId: v.nullable(id),
  /** Their name. */
  ofName: v.nullable(v.string()),
  title: v.string(),
  text: v.string(),
  mayChange: v.boolean(),
})

/** 答复模板 */
export const listReplyTemplates = query({
  summary: "Reply templates that the caller may use or change: the congress's, their stations', their own",
  by: 'person',
  input: v.strictObject({}),
  output: v.object({ items: v.array(template) }),
  errors: ['FORBIDDEN'],
})

export const fillReplyTemplate = query({
  summary: 'A template with the values of one case; what the case does not say stays marked as 〔地点〕',
  by: 'person',
  input: v.strictObject({ id, concernId: id }),
  output: v.object({ text: v.string() }),
  /** NOT_FOUND: a template or a case that is absent or not the caller's. */
  errors: ['NOT_FOUND'],
})

export const saveReplyTemplate = change({
  summary: 'Adds or changes a reply template; a placeholder that there is not is refused and named in the path',
  by: 'person',
  input: v.strictObject({
    requestId,
    /** Null: a new one. */
    id: v.nullable(id),
    scope: v.picklist(templateScopes, 'choice'),
    /** Which station or deputy, null for the whole congress. */
    ofId: v.nullable(id),
    title: text(1, 40),
    text: text(1, TEXT_MAX),
  }),
  output: template,
  errors: ['NOT_FOUND'],
})

export const removeReplyTemplate = change({
  summary: 'Takes a reply template away; answers that were written with it stay',
  by: 'person',
  input: v.strictObject({ requestId, id }),
  output: v.object({}),
  errors: ['NOT_FOUND'],
})

const ofDraft = { concernId: id, step: v.picklist(draftSteps, 'choice') }

/** 草稿: what the caller has been writing on a case, on whichever device. */
export const openDraft = query({
  summary: "The caller's own half-written words for a step of a case; nobody else reads them",
  by: 'person',
  input: v.strictObject(ofDraft),
  output: v.object({ draft: v.nullable(v.object({ text: v.string(), savedAt: instant })) }),
  errors: ['NOT_FOUND'],
})

export const saveDraft = change({
  summary: 'Keeps half-written words; the newest wins, and the answer says whether another device had changed them meanwhile',
  by: 'person',
  input: v.strictObject({
    requestId,
    ...ofDraft,
    /** Empty throws the draft away. */
    text: text(0, TEXT_MAX),
    /** The `savedAt` that this device last saw; null where it saw none. */
    seenAt: v.optional(v.nullable(instant), null),
  }),
  output: v.object({ savedAt: instant, wasElsewhere: v.boolean() }),
  /** CONFLICT: the step may not be taken now, as when its words have been sent. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})
