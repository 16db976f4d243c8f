import type { Output } from '../../../contract'
import type { Due } from '../../../domain/calendar'
import type { ConcernState, Relation } from '../../../domain/concern'
import type { IconName } from '../icon'

export type CaseView = Output<'concern.open'>
export type CaseItem = Output<'concern.mine'>['items'][number]

interface Look {
  tone: 'plain' | 'info' | 'success' | 'warning' | 'error'
  icon: IconName
}

/** Colour and icon repeat the words of a state. */
export const stateLook = {
  unassigned: { tone: 'plain', icon: 'building' },
  assigned: { tone: 'plain', icon: 'letter' },
  accepted: { tone: 'info', icon: 'edit' },
  asked: { tone: 'warning', icon: 'message' },
  disputed: { tone: 'warning', icon: 'flag' },
  in_review: { tone: 'info', icon: 'clock' },
  answered: { tone: 'info', icon: 'message' },
  settled: { tone: 'success', icon: 'done' },
  withdrawn: { tone: 'plain', icon: 'close' },
} satisfies Record<ConcernState, Look>

const SOON_WORKDAYS = 2

export const dueLook = ({ workdaysLeft }: Due): Look =>
  workdaysLeft < 0
    ? { tone: 'error', icon: 'alert' }
    : workdaysLeft <= SOON_WORKDAYS
      ? { tone: 'warning', icon: 'clock' }
      : { tone: 'plain', icon: 'clock' }

export type CasePageName = 'resident' | 'deputy' | 'desk'

/** As what the person looks at the case, on the page of a role. */
export function sightOf(page: CasePageName, relations: readonly Relation[]): Relation {
  if (page === 'resident') return 'reporter'
  if (page === 'deputy') return 'assignee'
  return relations.includes('desk') ? 'desk' : relations.includes('helper') ? 'helper' : 'office'
}
