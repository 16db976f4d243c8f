import { dayOf, minuteOf, workdaysBetween, type Calendar } from './calendar'

/** What is checked before others see it. */
export const checkedKinds = ['concern', 'message', 'photo', 'recording'] as const
export type CheckedKind = (typeof checkedKinds)[number]

/** What a person decides about what was held: to show it, or to keep it back with a reason that its author reads. */
export const contentDecisions = ['show', 'keep_back'] as const
export type ContentDecision = (typeof contentDecisions)[number]

/** WeChat pushes what it found within 30 minutes; after this long it is held for a person. */
export const MEDIA_ANSWER_MINUTES = 40

/** How long something may be held before the office is alarmed, in working days. */
export const HELD_ALARM_WORKDAYS = 1

/** Whether what was held at `heldAt` has waited for longer than it may: on the next working day, at the same time of day. */
export function isHeldTooLong(heldAt: Date, now: Date, calendar: Calendar): boolean {
  const workdays = workdaysBetween(dayOf(heldAt), dayOf(now), calendar)
  return workdays > HELD_ALARM_WORKDAYS || (workdays === HELD_ALARM_WORKDAYS && minuteOf(now) >= minuteOf(heldAt))
}

/** A recording instead of writing: at most a minute. */
export const RECORDING_SECONDS_MAX = 60
/** 60 s at 96 kbit/s is 720 kB; twice that. */
export const RECORDING_BYTES_MAX = 1_572_864
