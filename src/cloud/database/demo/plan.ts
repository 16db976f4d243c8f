import { addDays, addWorkdays, dayOf, type Calendar } from '../../../domain/calendar'
import type { ConcernState, Verdict } from '../../../domain/concern'

/** How far a case of the demo has come. */
export interface Ending {
  state: ConcernState
  verdict?: Verdict
  /** The verdict sent it back to its deputy. */
  isReopened?: boolean
  /** The deputy sent it back to the desk. */
  isSentBack?: boolean
}

/** One case to make. */
export interface Planned extends Ending {
  index: number
  daysAgo: number
  /** One of the fifty in the inbox of the first deputy. */
  isInbox: boolean
}

const times = (count: number, ending: Ending): Ending[] => Array.from({ length: count }, () => ending)

/** 150 cases of everybody, in every state a case can be in. */
const everybody: readonly Ending[] = [
  ...times(12, { state: 'unassigned' }),
  ...times(4, { state: 'unassigned', isSentBack: true }),
  ...times(26, { state: 'assigned' }),
  ...times(26, { state: 'accepted' }),
  ...times(5, { state: 'accepted', verdict: 'not_settled', isReopened: true }),
  ...times(3, { state: 'accepted', verdict: 'beside_the_point', isReopened: true }),
  ...times(12, { state: 'asked' }),
  ...times(16, { state: 'answered' }),
  ...times(6, { state: 'answered', verdict: 'partly' }),
  ...times(32, { state: 'settled', verdict: 'settled' }),
  ...times(8, { state: 'withdrawn' }),
]
/** 50 open ones of one deputy: an inbox to work through. */
const inbox: readonly Ending[] = [
  ...times(22, { state: 'assigned' }),
  ...times(2, { state: 'disputed' }),
  ...times(20, { state: 'accepted' }),
  ...times(6, { state: 'asked' }),
]

/** The 200 cases, the oldest first. */
export function plan(now: Date, calendar: Calendar): Planned[] {
  const today = dayOf(now)
  const dueToday = daysUntilDue(today, calendar)
  return [...everybody.map((ending) => ({ ...ending, isInbox: false })), ...inbox.map((ending) => ({ ...ending, isInbox: true }))]
    .map((ending, index) => ({ ...ending, index, daysAgo: daysAgo(ending, index, dueToday) }))
    .sort((a, b) => b.daysAgo - a.daysAgo)
}

/** Open cases came in within the last three weeks, so that some are overdue and some due today; the others may be older. */
function daysAgo({ state, verdict, isReopened }: Ending, index: number, dueToday: number): number {
  // Some so long ago that the resident's silence shows.
  if (state === 'answered' && !verdict) return 8 + ((index * 3) % 26)
  if (isReopened || state === 'answered') return 8 + (index % 14)
  if (state === 'settled' || state === 'withdrawn') return 12 + (index % 60)
  return index % 10 === 0 ? dueToday : index % 19
}

/** Working days for an answer in the demo's congress. */
export const ANSWER_WITHIN = 10

/** How many days ago a case came in that is due today; where today is no working day, two weeks. */
function daysUntilDue(today: string, calendar: Calendar): number {
  for (let days = ANSWER_WITHIN; days < 30; days += 1)
    if (addWorkdays(addDays(today, -days), ANSWER_WITHIN, calendar) === today) return days
  return 14
}
