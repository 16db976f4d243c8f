import * as v from 'valibot'
import { concernStates, concernStepNames, inboxViews, relations, verdicts } from '../domain/concern'
import { isPhone } from '../domain/contact'
import { TEXT_MAX } from '../domain/content'
import { outOfScope } from '../domain/scope'
import { topicBys } from '../domain/topic'
import { deputyCard } from './deputy'
import {
  code,
  cursor,
  day,
  due,
  held,
  id,
  instant,
  pageSize,
  photo,
  photoIds,
  point,
  recording,
  recordingId,
  requestId,
  text,
} from './field'
import { change, query } from './operation'

const named = v.object({ id, name: v.string() })
const topicName = v.object({ code: v.string(), name: v.string() })

/** Why it went to whom: each reason a fact, with the names that its words need. */
export const routingReason = v.variant('kind', [
  v.object({ kind: v.literal('chosen') }),
  v.object({ kind: v.literal('constituency'), constituency: named }),
  v.object({ kind: v.literal('side_chosen'), constituency: named }),
  v.object({ kind: v.literal('near_line'), constituencies: v.array(named), withinM: v.number() }),
  v.object({ kind: v.literal('no_constituency') }),
  v.object({ kind: v.literal('no_place') }),
  v.object({ kind: v.literal('no_deputy'), constituency: named }),
  v.object({ kind: v.literal('only_deputy') }),
  v.object({ kind: v.literal('topic'), topic: topicName }),
  v.object({ kind: v.literal('rota') }),
  v.object({ kind: v.literal('fewest_open'), openCases: v.number() }),
  v.object({ kind: v.literal('code') }),
  /** It repeats what the same person handed in before, and stands under it. */
  v.object({ kind: v.literal('own_copy'), number: v.string() }),
  /** The person handed in so many within an hour: the desk looks first. */
  v.object({ kind: v.literal('many_at_once'), handedIn: v.number() }),
])

/** 回执: the receipt 「为什么是这位代表」. */
export const receipt = v.object({
  /** Null where the station's desk will assign it. */
  deputy: v.nullable(deputyCard),
  station: v.nullable(named),
  reasons: v.array(routingReason),
  alternatives: v.array(deputyCard),
  /** Where the place is within 50 m of a line: the sides to choose from. */
  sides: v.array(named),
})

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

export const messageKinds = [
  'said',
  'asked',
  'replied',
  'answered',
  'passed_on',
  'sent_back',
  'chased',
  'judged',
  'contact_opened',
  'disputed',
  'upheld',
  'consent_opened',
  'verdict_relayed',
  'answer_returned',
] as const
export type MessageKind = (typeof messageKinds)[number]
export const eventKinds = [
  'submitted',
  'routed',
  'assigned',
  'opened',
  'accepted',
  'asked',
  'replied',
  'answered',
  'passed_on',
  'sent_back',
  'said',
  'chased',
  'judged',
  'reopened',
  'withdrawn',
  'contact_opened',
  'contact_corrected',
  'revealed',
  'concealed',
  'identity_opened',
  'text_opened',
  'erased',
  'merged',
  'detached',
  'joined',
  'left',
  'joined_judged',
  'disputed',
  'upheld',
  'referred',
  'split',
  'split_off',
  'escalated',
  'resumed',
  'topic_set',
  'filed',
  'claimed',
  'consent_opened',
  'verdict_relayed',
  'told_reached',
  'told_family',
  'told_not_reached',
  'told_letter',
  'told_visited',
  'review_asked',
  'approved',
  'answer_returned',
] as const

export type EventKind = (typeof eventKinds)[number]

const message = v.object({
  id,
  kind: v.picklist(messageKinds),
  by: v.picklist(relations),
  /** The deputy's or the station's name; for a resident their relay name, and null to themselves. */
  authorName: v.nullable(v.string()),
  isMine: v.boolean(),
  /** Empty where it was only said: see `recording`. */
  text: v.string(),
  photos: v.array(photo),
  recording: v.nullable(recording),
  held,
  at: instant,
  /** When the other side first saw it. */
  readAt: v.nullable(instant),
})

const event = v.object({
  kind: v.picklist(eventKinds),
  by: v.nullable(v.picklist(relations)),
  at: instant,
  /** The deputy it went to or was with. */
  deputyName: v.nullable(v.string()),
  verdict: v.nullable(v.picklist(verdicts)),
  /** What the timer noticed: `unaccepted`, `unattended`, `undecided`, `overdue_desk`, `overdue_office`. */
  level: v.nullable(v.string()),
  /** What the topic was set to. */
  topicName: v.nullable(v.string()),
})

/** How many cases and residents say the same; null where nobody else does. */
const cluster = v.nullable(v.object({ cases: v.number(), joined: v.number(), people: v.number() }))

export const concernItem = v.object({
  id,
  number: v.string(),
  /** 称呼: what others call the reporter in this case, and in no other. */
  relayName: v.string(),
  state: v.picklist(concernStates),
  /** The first words. */
  excerpt: v.string(),
  topic: v.nullable(topicName),
  address: v.string(),
  receivedAt: instant,
  /** Null where nobody owes anything any more. */
  due: v.nullable(due),
  verdict: v.nullable(v.picklist(verdicts)),
  /** Answered long ago and never judged, though the resident was asked: neither settled nor not. */
  /** 居民未评价: asked more than once whether the answer helped, the resident said nothing. Never counted as settled. */
  isSilent: v.boolean(),
  deputyName: v.nullable(v.string()),
  stationName: v.nullable(v.string()),
  /** Messages from the others that the caller has not opened. */
  unread: v.number(),
  cluster,
})

export const concernView = v.object({
  id,
  number: v.string(),
  state: v.picklist(concernStates),
  /** 称呼: what others call the reporter in this case, and in no other. */
  relayName: v.string(),
  /** Personal data in words and place is masked for this reader, who may open it with a reason. */
  isMasked: v.boolean(),
  /** Everything the caller is to this case. */
  relations: v.array(v.picklist(relations)),
  /** What the caller may do now: a screen shows these as buttons and repeats no rule. */
  steps: v.array(v.picklist(concernStepNames)),
  text: v.string(),
  topic: v.nullable(topicName),
  /** Null where there is no topic. */
  topicBy: v.nullable(v.picklist(topicBys)),
  /** GCJ-02; within some 100 m for everybody but the reporter, their helper and the assignee. */
  place: v.object({ at: v.nullable(v.object({ lon: v.number(), lat: v.number() })), address: v.string() }),
  photos: v.array(photo),
  recording: v.nullable(recording),
  held,
  receivedAt: instant,
  due: v.nullable(due),
  verdict: v.nullable(v.picklist(verdicts)),
  cluster,
  isSilent: v.boolean(),
  /** Passed on so often that the office decides who has it next. */
  needsOffice: v.boolean(),
  /** Departments and hotlines that it was referred to, the first first. */
  referrals: v.array(v.object({ id, unit: v.string(), reference: v.string(), expectedOn: v.nullable(day), at: instant })),
  /** The letter that it was part of. */
  splitFrom: v.nullable(v.object({ id, number: v.string() })),
  /** Who has it now, who may not be the one it first went to. */
  deputy: v.nullable(named),
  /** As it was first routed. */
  receipt,
  messages: v.array(message),
  events: v.array(event),
  /** The reporter's own, to check; null for everybody else. */
  contact: v.nullable(v.object({ name: v.string(), phone: v.string(), mayCall: v.boolean() })),
  /** What the reporter revealed to the present assignee; null for everybody else. `isLapsed`: to one before, and to be said again. */
  reveal: v.nullable(v.object({ name: v.boolean(), phone: v.boolean(), isLapsed: v.boolean() })),
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
