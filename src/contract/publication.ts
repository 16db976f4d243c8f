import * as v from 'valibot'
import { publicationStates } from '../domain/identity'
import { cursor, id, instant, pageSize, photo, requestId, text } from './field'
import { change, query } from './operation'

const topic = v.nullable(v.object({ code: v.string(), name: v.string() }))
const words = { title: text(2, 40), text: text(5, 2000), place: text(0, 60) }

const publication = v.object({
  state: v.picklist(publicationStates),
  title: v.string(),
  text: v.string(),
  answer: v.string(),
  place: v.string(),
  photoIds: v.array(id),
  /** Why the office refused it. */
  reason: v.nullable(v.string()),
  /** Its page; null unless it is public. */
  publishedId: v.nullable(id),
})

/** 公开这件事：预览 */
export const previewPublication = query({
  summary: 'What would be public of a case, without personal data, for its reporter to shorten; and how far it is',
  by: 'person',
  input: v.strictObject({ id }),
  output: v.object({
    number: v.string(),
    /** False until it is answered. */
    mayPublish: v.boolean(),
    title: v.string(),
    text: v.string(),
    answer: v.string(),
    deputyName: v.nullable(v.string()),
    place: v.string(),
    /** YYYY-MM */
    month: v.string(),
    /** To be chosen one by one; none is by default. */
    photos: v.array(photo),
    chosen: v.nullable(publication),
  }),
  errors: ['NOT_FOUND'],
})

/** 公开这件事 */
export const publishConcern = change({
  summary:
    'The reporter asks to publish an answered case in these words; the office looks at them first, and personal data is taken out once more',
  by: 'person',
  input: v.strictObject({
    requestId,
    id,
    ...words,
    withAnswer: v.boolean('boolean'),
    photoIds: v.optional(v.pipe(v.array(id, 'list'), v.maxLength(9, 'too_many')), []),
  }),
  output: publication,
  /** CONFLICT: not answered yet. NOT_FOUND: also a photo that is not of the case. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 取消公开 */
export const unpublishConcern = change({
  summary: 'The reporter takes a publication back, at any time and at once',
  by: 'person',
  input: v.strictObject({ requestId, id }),
  output: v.object({}),
  /** CONFLICT: nothing is or waits to be public. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 待审核的公开 */
export const queueOfPublications = query({
  summary: 'What residents ask to publish, the longest waiting first; who asks is not said',
  by: 'office',
  input: v.strictObject({}),
  output: v.object({
    items: v.array(
      v.object({
        id,
        title: v.string(),
        text: v.string(),
        answer: v.string(),
        deputyName: v.nullable(v.string()),
        place: v.string(),
        month: v.string(),
        photos: v.array(photo),
        askedAt: instant,
      }),
    ),
  }),
  errors: [],
})

export const decidePublication = change({
  summary: 'The office publishes it, or says to its reporter why not',
  by: 'office',
  input: v.pipe(
    v.strictObject({ requestId, id, decision: v.picklist(['publish', 'refuse'], 'choice'), reason: v.optional(text(0, 200), '') }),
    v.forward(
      v.partialCheck([['decision'], ['reason']], ({ decision, reason }) => decision === 'publish' || reason.length >= 2, 'required'),
      ['reason'],
    ),
  ),
  output: v.object({}),
  errors: ['NOT_FOUND', 'CONFLICT'],
})

const published = {
  id,
  title: v.string(),
  topic,
  /** A street or a quarter, or empty. */
  place: v.string(),
  /** YYYY-MM, when it was handed in. */
  month: v.string(),
  /** Who answered. */
  deputyName: v.nullable(v.string()),
}

/** 公开的诉求 */
export const listPublished = query({
  summary: 'What residents chose to publish, the latest first',
  by: 'anyone',
  input: v.strictObject({ cursor, limit: pageSize }),
  output: v.object({ items: v.array(v.object(published)), next: v.nullable(v.string()) }),
  errors: [],
})

export const openPublished = query({
  summary: 'One published case; nothing in it leads to the case or to who handed it in',
  by: 'anyone',
  input: v.strictObject({ id }),
  output: v.object({ ...published, text: v.string(), answer: v.string(), photos: v.array(photo) }),
  errors: ['NOT_FOUND'],
})
