import * as v from 'valibot'
import { TEXT_MAX } from '../domain/content'
import { visitNeeds, visitRelations, visitStates, visitStepNames } from '../domain/visit'
import { code, cursor, day, id, instant, minute, pageSize, point, requestId, text } from './field'
import { change, query } from './operation'

const named = v.object({ id, name: v.string() })
const topicName = v.object({ code: v.string(), name: v.string() })
const place = v.object({ id, name: v.string(), address: v.string(), at: v.object({ lon: v.number(), lat: v.number() }) })
export const checkInCode = v.pipe(v.string('text'), v.trim(), v.toUpperCase(), v.regex(/^[2-9A-HJ-NP-Z]{6}$/, 'short_code'))

/** What the log of a visit tells; the words stand elsewhere. */
export const visitEventKinds = [
  'booked',
  'waited',
  'offered',
  'accepted',
  'lapsed',
  'rescheduled',
  'cancelled',
  'closed',
  'moved',
  'receiver_changed',
  'arrived',
  'walked_in',
  'missed',
  'unmet',
  'minutes',
  'proposed',
  'concern_made',
] as const
export type VisitEventKind = (typeof visitEventKinds)[number]

export const slotStates = ['free', 'full', 'over'] as const

/** 可预约时段 */
export const slotsOfVisits = query({
  summary:
    'Coming receptions with their slots: of a station, of a deputy, or, with neither, those with a free place, at the stations nearest to `at` where it is given',
  by: 'anyone',
  input: v.strictObject({
    stationId: v.optional(v.nullable(id), null),
    deputyId: v.optional(v.nullable(id), null),
    /** GCJ-02. */
    at: v.optional(v.nullable(point), null),
    limit: v.optional(v.pipe(v.number('number'), v.integer('number'), v.minValue(1, 'range'), v.maxValue(50, 'range')), 20),
  }),
  output: v.object({
    /** By time. */
    items: v.array(
      v.object({
        receptionId: id,
        on: day,
        from: minute,
        to: minute,
        deputy: named,
        station: place,
        /** Metres as the crow flies; null without `at`. */
        distanceM: v.nullable(v.number()),
        slotMinutes: v.number(),
        slots: v.array(
          v.object({
            startsAt: instant,
            free: v.number(),
            /** `over`: past, or nearer than the notice that a booking needs. */
            state: v.picklist(slotStates),
          }),
        ),
        /** Places that may be booked now. */
        free: v.number(),
        /** People on the waiting list. */
        waiting: v.number(),
      }),
    ),
  }),
  /** NOT_FOUND: a station or deputy that is absent. */
  errors: ['NOT_FOUND'],
})

const event = v.object({
  kind: v.picklist(visitEventKinds),
  by: v.nullable(v.picklist(visitRelations)),
  at: instant,
  /** The time that it was about. */
  startsAt: v.nullable(instant),
  deputyName: v.nullable(v.string()),
})

const whenAndWhere = {
  id,
  state: v.picklist(visitStates),
  /** Null on the waiting list and for who walked in. */
  startsAt: v.nullable(instant),
  endsAt: v.nullable(instant),
  reception: v.object({ id, on: day, from: minute, to: minute }),
  station: place,
  deputy: named,
  topic: v.nullable(topicName),
  people: v.number(),
  /** On the waiting list: how many are before, and which slot is waited for (null: any). */
  waiting: v.nullable(v.object({ ahead: v.number(), startsAt: v.nullable(instant) })),
  /** Until when the place is held. */
  offerEndsAt: v.nullable(instant),
}

const visitItem = v.object(whenAndWhere)

export const visitView = v.object({
  ...whenAndWhere,
  /** Everything the caller is to this visit. */
  relations: v.array(v.picklist(visitRelations)),
  /** What the caller may do now: a screen shows these as buttons and repeats no rule. */
  steps: v.array(v.picklist(visitStepNames)),
  isWalkIn: v.boolean(),
  /** What it is about and what help is needed; null for the office, whom it does not concern. */
  about: v.nullable(v.string()),
  needs: v.nullable(v.array(v.picklist(visitNeeds))),
  /** For checking in: the visitor's and the desk's. */
  code: v.nullable(v.string()),
  cancelUntil: v.nullable(instant),
  rescheduleUntil: v.nullable(instant),
  /** The station moved it after it was booked: it may be changed at any time. */
  wasMoved: v.boolean(),
  /** Why the station closed or moved the reception. */
  reason: v.nullable(v.string()),
  arrivedAt: v.nullable(instant),
  minutes: v.nullable(v.object({ said: v.string(), promised: v.string(), promisedOn: v.nullable(day) })),
  /** A concern that waits for the visitor's confirmation. */
  proposal: v.nullable(v.object({ text: v.string(), topic: v.nullable(topicName), address: v.string() })),
  concern: v.nullable(v.object({ id, number: v.string() })),
  events: v.array(event),
})

const details = {
  topic: v.optional(v.nullable(code), null),
  /** What it is about, in the visitor's words; no name or phone is needed. */
  about: v.optional(text(0, 500), ''),
  people: v.optional(v.pipe(v.number('number'), v.integer('number'), v.minValue(1, 'range'), v.maxValue(20, 'range')), 1),
  needs: v.optional(v.pipe(v.array(v.picklist(visitNeeds, 'choice'), 'list'), v.maxLength(visitNeeds.length, 'too_many')), []),
}
const when = {
  receptionId: id,
  /** A slot of the reception as `visit.slots` gave it; null takes the earliest that is free. */
  startsAt: v.nullable(instant),
}

/**
 * NOT_FOUND: absent or not yours. CONFLICT: the visit or the reception does not, or no longer, allow it; the rule says why:
 * `full`, `too_soon`, `too_far`, `day_taken` (one open booking a day), `moved` (no slot begins then any more), `closed`.
 */
type OfVisit = v.GenericSchema<unknown, { requestId: string }>
const step = <I extends OfVisit>(summary: string, input: I) =>
  change({ summary, by: 'person', input, output: visitView, errors: ['NOT_FOUND', 'CONFLICT'] })
const ofVisit = { requestId, id }

/** 预约 */
export const bookVisit = change({
  summary: 'Books a place, or with `orWait` joins the waiting list where it is full',
  by: 'person',
  input: v.strictObject({ requestId, ...when, ...details, orWait: v.optional(v.boolean('boolean'), false) }),
  output: visitView,
  /** TOO_MANY: as many open bookings as one person may have. */
  errors: ['NOT_FOUND', 'CONFLICT', 'TOO_MANY'],
})

export const acceptVisit = step('确认候补: takes the place that is held', v.strictObject(ofVisit))
export const rescheduleVisit = step(
  '改约: another slot for the same visit; the old place is kept unless the new one is got',
  v.strictObject({ ...ofVisit, ...when }),
)
export const cancelVisit = step('取消: gives back a booking, an offer or a place on the waiting list', v.strictObject(ofVisit))

/** 我的预约 */
export const myVisits = query({
  summary: "The caller's own visits, the newest first",
  by: 'person',
  input: v.strictObject({ cursor, limit: pageSize }),
  output: v.object({ items: v.array(visitItem), next: v.nullable(v.string()) }),
  errors: [],
})

export const openVisit = query({
  summary: 'One visit as the caller may see it',
  by: 'person',
  input: v.strictObject({ id }),
  output: visitView,
  errors: ['NOT_FOUND'],
})

/** 加入日历 */
export const calendarOfVisit = query({
  summary: 'The visit as an iCalendar file; the same UID and a higher SEQUENCE after each change, CANCELLED when it is off',
  by: 'person',
  input: v.strictObject({ id }),
  output: v.object({ text: v.string(), fileName: v.string() }),
  /** CONFLICT: it has no time yet. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 签到 */
export const checkInVisit = change({
  summary:
    "Checks in a visitor of the caller's station by code; `at` may lie back where the phone was offline, never ahead but for a clock some minutes fast, and never on another day",
  by: 'staff',
  input: v.strictObject({ requestId, code: checkInCode, at: instant }),
  output: visitView,
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 现场登记 */
export const walkInVisit = change({
  summary: 'Somebody who came without booking joins the same queue; they need no account',
  by: 'staff',
  input: v.strictObject({ requestId, receptionId: id, at: instant, ...details }),
  output: visitView,
  errors: ['NOT_FOUND', 'CONFLICT'],
})

const atTheDoor = v.object({
  id,
  state: v.picklist(visitStates),
  startsAt: v.nullable(instant),
  arrivedAt: v.nullable(instant),
  isWalkIn: v.boolean(),
  /** For the desk. */
  code: v.nullable(v.string()),
  topic: v.nullable(topicName),
  about: v.string(),
  people: v.number(),
  needs: v.array(v.picklist(visitNeeds)),
  steps: v.array(v.picklist(visitStepNames)),
})

/** 排队 */
export const queueOfVisits = query({
  summary: 'Who is at the door, the next first; who is expected; and who is done: for the desk and the deputy',
  by: 'person',
  input: v.strictObject({ receptionId: id }),
  output: v.object({
    reception: v.object({ id, on: day, from: minute, to: minute, station: named, deputy: named }),
    queue: v.array(atTheDoor),
    expected: v.array(atTheDoor),
    done: v.array(atTheDoor),
    /** People on the waiting list, or with an offer. */
    waiting: v.number(),
  }),
  errors: ['NOT_FOUND'],
})

export const noShowVisit = step(
  '未到: the visitor did not come, or the deputy was not there',
  v.strictObject({ ...ofVisit, who: v.picklist(['visitor', 'deputy'], 'choice') }),
)
export const minutesOfVisit = step(
  '接待记录: what was said and what was promised; the visitor reads it',
  v.strictObject({
    ...ofVisit,
    said: text(1, TEXT_MAX),
    promised: v.optional(text(0, 1000), ''),
    promisedOn: v.optional(v.nullable(day), null),
  }),
)
export const toConcern = step(
  '转为诉求: writes down a concern that the visitor then confirms',
  v.strictObject({ ...ofVisit, text: text(5, TEXT_MAX), topic: v.optional(v.nullable(code), null), address: v.optional(text(0, 120), '') }),
)
export const confirmConcern = step(
  "确认诉求: the visitor's one confirmation makes it a concern as if they had handed it in themselves",
  v.strictObject({
    ...ofVisit,
    /** Put right by the visitor; absent where it stands as written. */
    text: v.optional(text(5, TEXT_MAX)),
  }),
)
