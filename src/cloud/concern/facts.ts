import { dayOf, dueAt } from '../../domain/calendar'
import { openStates, type CaseFacts, type ConcernState } from '../../domain/concern'
import { lifeSettingsOf } from '../../domain/concern-life'
import { isRevealed } from '../../domain/identity'
import type { ActorScope } from '../operation'
import type { ConcernRow } from './record'

/** Whether the deadline runs: not while the resident is asked or a second person looks, whose time is not the deputy's, and not once it is over. */
export const isRunning = (state: ConcernState) =>
  state !== 'asked' && state !== 'in_review' && (openStates as readonly ConcernState[]).includes(state)

/** What the rules need to know of a case. */
export function factsOf(
  { now, calendar, actor, congress }: Pick<ActorScope, 'now' | 'calendar' | 'actor' | 'congress'>,
  row: ConcernRow,
): CaseFacts {
  const { passesMax, officeAfterWorkdays } = lifeSettingsOf(congress.settings.life)
  const { workdaysLeft } = dueAt(row.due_on, now(), calendar)
  return {
    state: row.state,
    isDue: workdaysLeft <= 0,
    isUnattended: row.is_attended === false || workdaysLeft <= -officeAfterWorkdays,
    wasChasedToday: row.chased_on === dayOf(now()),
    passes: row.passes,
    passesMax,
    isUpheld: row.is_upheld,
    hasContact: row.contact !== null,
    mayCall: isRevealed({ assigneeId: row.assignee_id, revealTo: row.reveal_to, name: row.reveals_name, phone: row.may_call }),
    review: row.review_by && { by: row.review_by, isAuthor: row.review_author_id === actor.personId },
  }
}
