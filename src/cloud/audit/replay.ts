import type { EventKind } from '../../contract/concern-view'
import { verdictTo, type ConcernState, type Verdict } from '../../domain/concern'
import type { EventData } from '../database/schema'

/** What the log of a case says that it has come to. */
export interface Replayed {
  state: ConcernState
  assigneeId: string | null
  verdict: Verdict | null
  /** Passed on since a desk or the office last decided. */
  passes: number
  isUpheld: boolean
}
export interface LoggedEvent {
  kind: EventKind
  data: EventData
}

type Fold = (before: Replayed, data: EventData) => Partial<Replayed>
const holder = ({ deputyId }: EventData) => ({
  assigneeId: deputyId ?? null,
  state: deputyId ? ('assigned' as const) : ('unassigned' as const),
})
const nothing: Fold = () => ({})

/** What each kind of event changes: a new kind does not compile until it has said so. */
const folds: Record<EventKind, Fold> = {
  submitted: nothing,
  routed: (_, data) => holder(data),
  split_off: (_, data) => holder(data),
  assigned: (_, data) => ({ ...holder(data), passes: 0, isUpheld: false }),
  accepted: () => ({ state: 'accepted' }),
  asked: () => ({ state: 'asked' }),
  replied: () => ({ state: 'accepted' }),
  resumed: () => ({ state: 'accepted' }),
  answered: () => ({ state: 'answered', verdict: null }),
  passed_on: ({ passes }, data) => ({ ...holder(data), passes: passes + 1, isUpheld: false }),
  sent_back: () => ({ state: 'unassigned', assigneeId: null }),
  disputed: () => ({ state: 'disputed' }),
  upheld: () => ({ state: 'assigned', passes: 0, isUpheld: true }),
  review_asked: () => ({ state: 'in_review', verdict: null }),
  approved: () => ({ state: 'answered' }),
  answer_returned: () => ({ state: 'accepted' }),
  judged: (_, { verdict }) => (verdict ? { verdict, state: verdictTo[verdict] } : {}),
  withdrawn: () => ({ state: 'withdrawn' }),
  opened: nothing,
  said: nothing,
  chased: nothing,
  reopened: () => ({ state: 'accepted' }),
  contact_opened: nothing,
  contact_corrected: nothing,
  erased: nothing,
  referred: nothing,
  split: nothing,
  escalated: nothing,
  topic_set: nothing,
  revealed: nothing,
  concealed: nothing,
  identity_opened: nothing,
  text_opened: nothing,
  // What was over when it was put under another stays as it was.
  merged: (_, { state, deputyId }) => (state ? { state, assigneeId: deputyId ?? null } : {}),
  detached: nothing,
  joined: nothing,
  left: nothing,
  joined_judged: nothing,
  filed: nothing,
  claimed: nothing,
  consent_opened: nothing,
  verdict_relayed: nothing,
  told_reached: nothing,
  told_family: nothing,
  told_not_reached: nothing,
  told_letter: nothing,
  told_visited: nothing,
}

/** Tells the life of a case anew from its log alone, so that its row and every count can be compared with it. */
export const replay = (events: readonly LoggedEvent[]): Replayed =>
  events.reduce<Replayed>((before, { kind, data }) => ({ ...before, ...folds[kind](before, data) }), {
    state: 'unassigned',
    assigneeId: null,
    verdict: null,
    passes: 0,
    isUpheld: false,
  })
