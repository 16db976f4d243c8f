import { dayOf, minuteOf, workdaysBetween, type Calendar } from './calendar'

/**
 * The longest text of a concern or an answer, in UTF-16 units. Our choice; WeChat's check takes less, and is then asked
 * about one part after the other.
 */
export const TEXT_MAX = 5000

/** What WeChat's msgSecCheck takes at once: 2,500 characters, counted here in UTF-16 units so that it is never more. */
export const CHECKED_AT_ONCE = 2500
/** How much of a part the next one repeats, so that nothing hides on the cut. */
const OVERLAP = 100

/** A text in parts that WeChat takes, each beginning with the end of the one before; no part begins or ends within a character. */
export function partsToCheck(text: string): string[] {
  const parts: string[] = []
  for (let from = 0; ;) {
    const to = endBefore(text, from + CHECKED_AT_ONCE)
    parts.push(text.slice(from, to))
    if (to >= text.length) return parts
    from = endBefore(text, to - OVERLAP)
  }
}

const isSecondHalf = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff
const endBefore = (text: string, at: number) => (isSecondHalf(text.charCodeAt(at)) ? at - 1 : at)

/** What is checked before others see it. */
export const checkedKinds = ['concern', 'message', 'photo', 'recording', 'notice', 'summary', 'registration'] as const
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
