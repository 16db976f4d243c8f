import * as v from 'valibot'
import { reviewChoices } from '../domain/follow'
import { instant, requestId } from './field'
import { change, query } from './operation'

const whole = (min: number, max: number) =>
  v.pipe(v.number('number'), v.integer('number'), v.minValue(min, 'range'), v.maxValue(max, 'range'))

/** What the office may set by itself. A new setting is one line here, its default in the domain, and a field on the page. */
export const ownSettings = {
  /** Working days within which a deputy answers. */
  answerWithinWorkdays: whole(1, 120),
  /** Calendar days after an answer on which the resident is asked whether it helped, each later than the one before. */
  surveyAfterDays: v.pipe(
    v.array(whole(1, 90), 'list'),
    v.minLength(1, 'required'),
    v.maxLength(3, 'too_many'),
    v.check((days) => days.every((day, index) => index === 0 || day > days[index - 1]!), 'order'),
  ),
  /** 复核: who looks at an answer before the resident does. */
  reviewAnswers: v.picklist(reviewChoices, 'choice'),
  /** Working days in which a deputy accepts, before the desk is told. */
  acceptWithinWorkdays: whole(1, 60),
  /** Working days overdue from which the desk is told, and then the office, not before it. */
  deskAfterWorkdays: whole(1, 60),
  officeAfterWorkdays: whole(1, 120),
  /** Working days that a question to the resident waits. */
  resumeAfterWorkdays: whole(1, 60),
  /** How often deputies pass a case on before the office decides. */
  passesMax: whole(1, 10),
  /** Calls that may find nobody before a letter or a visit has to do. */
  phoneTries: whole(1, 10),
  /** Minutes before a slot until which it may be booked, given back and changed. */
  noticeMinutes: whole(0, 20_160),
  cancelNoticeMinutes: whole(0, 20_160),
  rescheduleNoticeMinutes: whole(0, 20_160),
  /** Days ahead for which slots may be booked. */
  horizonDays: whole(1, 365),
  /** Minutes for which a place that became free is held for who waits. */
  offerMinutes: whole(15, 1_440),
  /** Days ahead by which a reception day is announced with names (公示); three is what residents are told. */
  announceDays: whole(3, 30),
  /** Minutes after a slot began from which either side may be called missing. */
  graceMinutes: whole(0, 60),
  /** Open bookings of one person at once. */
  openVisitsMax: whole(1, 20),
}
export type OwnSettings = v.InferOutput<v.ObjectSchema<typeof ownSettings, undefined>>

const view = v.object({
  settings: v.object(ownSettings),
  /** The latest changes first. */
  changes: v.array(
    v.object({
      name: v.string(),
      /** Null where the person is not known any more. */
      byName: v.nullable(v.string()),
      at: instant,
      before: v.string(),
      after: v.string(),
    }),
  ),
})

/** 设置 */
export const openSettings = query({
  summary: 'What the office has set for its congress, and who changed it last',
  by: 'office',
  input: v.strictObject({}),
  output: view,
  errors: [],
})

export const saveSettings = change({
  summary: 'Changes settings of the congress; those that are not named stay, and each change is logged with who made it',
  by: 'office',
  input: v.strictObject({ requestId, settings: v.partial(v.strictObject(ownSettings)) }),
  output: view,
  errors: [],
})
