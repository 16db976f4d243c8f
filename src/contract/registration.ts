import * as v from 'valibot'
import { QUESTIONS_MAX } from '../domain/notice'
import { registrationStates } from '../domain/registration'
import { cursor, id, instant, pageSize, requestId, text } from './field'
import { noticeItem, noticeView, ownRegistration } from './notice'
import { change, query } from './operation'
import { checkInCode } from './visit'

/**
 * CONFLICT, by its rule: `full`, `too_late` (no longer taken, or begun), `registered` (has one already), `closed` (takes none).
 * TOO_MANY: as many activities ahead as one person may have.
 */
export const makeRegistration = change({
  summary: 'Registers for an activity, or with `orWait` joins the waiting list where it is full',
  by: 'person',
  input: v.strictObject({
    requestId,
    noticeId: id,
    /** For the staff of the station alone. */
    name: text(1, 40),
    phone: v.optional(v.pipe(text(0, 20), v.regex(/^[0-9+\-() ]*$/, 'phone')), ''),
    /** To its questions, in their order. */
    answers: v.optional(v.pipe(v.array(text(0, 500), 'list'), v.maxLength(QUESTIONS_MAX, 'too_many')), []),
    orWait: v.optional(v.boolean('boolean'), false),
  }),
  output: noticeView,
  errors: ['NOT_FOUND', 'CONFLICT', 'TOO_MANY'],
})

const step = (summary: string) =>
  change({ summary, by: 'person', input: v.strictObject({ requestId, id }), output: noticeView, errors: ['NOT_FOUND', 'CONFLICT'] })

export const acceptRegistration = step('确认候补: takes the place that is held')
export const cancelRegistration = step("取消报名: gives back one's own place or place on the list; the desk may for who asked them to")

/** 我的活动 */
export const myRegistrations = query({
  summary: "The caller's own registrations, the newest first",
  by: 'person',
  input: v.strictObject({ cursor, limit: pageSize }),
  output: v.object({ items: v.array(v.object({ id, notice: noticeItem, registration: ownRegistration })), next: v.nullable(v.string()) }),
  errors: [],
})

const registered = v.object({
  id,
  state: v.picklist(registrationStates),
  code: v.string(),
  /** Empty once their time is up, or their person had them erased. */
  name: v.string(),
  phone: v.string(),
  /** Null while they are checked. */
  answers: v.nullable(v.array(v.string())),
  registeredAt: instant,
  arrivedAt: v.nullable(instant),
  /** Came without having registered. */
  isWalkIn: v.boolean(),
  /** From 1, on the waiting list. */
  place: v.nullable(v.number()),
})

/** 报名名单 */
export const listRegistrations = query({
  summary: "Who registered for an activity of the caller's station, with names: those with a place, then those who wait, in their order",
  by: 'person',
  input: v.strictObject({ noticeId: id }),
  output: v.object({ items: v.array(registered) }),
  errors: ['NOT_FOUND'],
})

/** 签到 */
export const checkInRegistration = change({
  summary:
    'Checks in who registered, by code, for an activity of today; `at` may lie back where the phone was offline, never ahead but for a clock some minutes fast',
  by: 'person',
  input: v.strictObject({ requestId, noticeId: id, code: checkInCode, at: instant }),
  output: registered,
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 现场登记 */
export const walkInRegistration = change({
  summary: 'Somebody who came without having registered; takes no place',
  by: 'person',
  input: v.strictObject({ requestId, noticeId: id, name: text(1, 40), at: instant }),
  output: registered,
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 签到表 */
export const sheetOfRegistrations = change({
  summary: 'The attendance list as an Excel workbook in base64; that it was taken, and by whom, is noted',
  by: 'person',
  input: v.strictObject({ requestId, noticeId: id }),
  output: v.object({ base64: v.string(), fileName: v.string() }),
  errors: ['NOT_FOUND'],
})
