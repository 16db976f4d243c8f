import * as v from 'valibot'
import { concernStates, concernStepNames, relations, verdicts } from '../domain/concern'
import { topicBys } from '../domain/topic'
import { deputyCard } from './deputy'
import { day, due, held, id, instant, photo, recording } from './field'

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
