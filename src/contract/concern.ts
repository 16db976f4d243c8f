import * as v from 'valibot'
import { inboxViews } from '../domain/concern'
import { isPhone } from '../domain/contact'
import { TEXT_MAX } from '../domain/content'
import { outOfScope } from '../domain/scope'
import { concernItem, concernView, receipt } from './concern-view'
import { code, cursor, due, id, pageSize, photoIds, point, recordingId, requestId, text } from './field'
import { change, query } from './operation'

export const placeInput = v.strictObject({
  /** GCJ-02; null where the resident only wrote where it is. */
  at: v.nullable(point),
  address: text(0, 120),
})

/** 预览: who would get it, before it is handed in. */
export const routeConcern = query({
  summary: 'Who would get a concern about this place and topic, and why; nothing is stored',
  by: 'anyone',
  input: v.strictObject({
    at: v.nullable(point),
    topic: v.optional(v.nullable(code), null),
    /** Where no topic is chosen, the one that the text is surely about counts, as it will when it is handed in. */
    text: v.optional(text(0, TEXT_MAX), ''),
    deputyId: v.optional(v.nullable(id), null),
    stationId: v.optional(v.nullable(id), null),
    constituencyId: v.optional(v.nullable(id), null),
  }),
  output: receipt,
  errors: ['NOT_FOUND'],
})

/** Something must be said: written, or recorded. */
export const isSaid = (min: number) => (said: { text: string; recordingId: string | null }) =>
  said.recordingId !== null || said.text.length >= min
export const contactInput = {
  name: text(0, 40),
  phone: v.pipe(
    text(0, 20),
    v.check((value) => value === '' || isPhone(value), 'phone'),
  ),
  /** The assignee may open name and phone, which the resident sees in the case. */
  mayCall: v.boolean('boolean'),
}

/** 提交 */
export const submitConcern = change({
  summary: 'Hands in a concern (诉求); it is routed to one deputy or to the desk of a station',
  by: 'person',
  input: v.pipe(
    v.strictObject({
      requestId,
      text: text(0, TEXT_MAX),
      topic: v.optional(v.nullable(code), null),
      place: placeInput,
      photoIds,
      recordingId,
      /** How the resident may be reached. Encrypted; shown to nobody unless `mayCall`. */
      contact: v.strictObject(contactInput),
      /** The deputy whom the resident chose. */
      deputyId: v.optional(v.nullable(id), null),
      /** The station from whose page the resident came: its desk where none other follows from the place. */
      stationId: v.optional(v.nullable(id), null),
      /** The side that the resident picked, near a line. */
      constituencyId: v.optional(v.nullable(id), null),
      /** Others who report the same learn that somebody did: topic, street, day and state, never the words. */
      mayOffer: v.optional(v.boolean('boolean'), false),
      /** What the resident was told is beyond a deputy's reach, and went on. */
      wentOnDespite: v.optional(v.nullable(v.picklist(Object.keys(outOfScope) as (keyof typeof outOfScope)[], 'choice')), null),
    }),
    v.forward(v.partialCheck([['text'], ['recordingId']], isSaid(5), 'too_short'), ['text']),
  ),
  output: v.object({ id, number: v.string(), due, receipt }),
  /** NOT_FOUND: a topic, deputy, station or photo that is absent. */
  errors: ['NOT_FOUND'],
})

const page = { cursor, limit: pageSize }
const items = v.object({ items: v.array(concernItem), next: v.nullable(v.string()) })

/** 我的诉求 */
export const myConcerns = query({
  summary: "The caller's own concerns, the newest first",
  by: 'person',
  input: v.strictObject(page),
  output: items,
  errors: [],
})

/** 群众来信 / 待办: a deputy's own cases, or those at the desk of the caller's stations, by deadline. */
export const inboxOfConcerns = query({
  summary: "A deputy's own cases, or those without a deputy at the caller's desk, the next deadline first",
  by: 'person',
  input: v.strictObject({
    as: v.picklist(['deputy', 'desk'], 'choice'),
    view: v.optional(v.picklist(inboxViews, 'choice'), 'open'),
    ...page,
  }),
  output: v.object({
    ...items.entries,
    counts: v.object({ open: v.number(), overdue: v.number(), unread: v.number(), topic: v.number() }),
  }),
  errors: ['FORBIDDEN'],
})

export const openConcern = query({
  summary: 'One case as the caller may see it; opening it marks its messages as read',
  by: 'person',
  input: v.strictObject({ id }),
  output: concernView,
  errors: ['NOT_FOUND'],
})
