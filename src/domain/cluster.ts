import { openStates, type ConcernState, type ConcernStep, type Relation } from './concern'

/** States in which two cases may be put together: nobody has answered either yet. */
export const mergedStates = ['unassigned', 'assigned', 'accepted', 'asked'] as const satisfies readonly ConcernState[]

/** Who may say that two cases are one matter, and take one out again. They must stand so to each of them. */
export const mergedBy = ['assignee', 'desk', 'office'] as const satisfies readonly Relation[]

export const mayMerge = (state: ConcernState, by: readonly Relation[]): boolean =>
  (mergedStates as readonly ConcernState[]).includes(state) && mergedBy.some((relation) => by.includes(relation))

/** Out again at any time: what was answered stays answered. */
export const mayDetach = (by: readonly Relation[]): boolean => mergedBy.some((relation) => by.includes(relation))

/** The state of an open case once it is under a first one: what the first is asked for is asked of its own resident only. */
export const stateUnder = (head: ConcernState): ConcernState => (head === 'asked' ? 'accepted' : head)

/** Steps on the first case of a cluster that are of that case alone; every other step is taken on all of them. */
const alone: readonly string[] = ['ask', 'reply', 'say', 'chase', 'judge', 'withdraw', 'openContact', 'split', 'relayVerdict']

/** States of the others in which a step on the first case is taken on them too; null: the step is of that case alone. */
export function membersStates(step: ConcernStep): readonly ConcernState[] | null {
  if (alone.includes(step)) return null
  if (step === 'accept') return ['assigned']
  return openStates
}

/**
 * Whether a step that is taken on another than the first case takes it out of its cluster: it goes its own way then, to
 * somebody else or to its own answer, and an inbox lists only the first of a cluster.
 */
export const partsFromCluster = (step: ConcernStep): boolean =>
  (['assign', 'passOn', 'sendBack', 'dispute', 'uphold', 'answer', 'approve', 'returnAnswer'] as readonly string[]).includes(step)

/** Whether a verdict takes a case out of its cluster: one resident's "not settled" opens theirs again, and no other. */
export const leavesCluster = (from: ConcernState, to: ConcernState): boolean =>
  (from === 'answered' || from === 'settled') && to !== 'answered' && to !== 'settled'

/**
 * What somebody who joined a concern (附议) may do with it, by its state. They are nothing else to it: they read its
 * state and the answers given since they joined, not its words, its thread or whose it is.
 */
export const joinSteps = {
  /** 附议 */
  join: ['unassigned', 'assigned', 'accepted', 'asked', 'disputed', 'in_review', 'answered', 'settled'],
  /** 取消附议 */
  leave: ['unassigned', 'assigned', 'accepted', 'asked', 'disputed', 'in_review', 'answered', 'settled', 'withdrawn'],
  /** 评价: counted beside the reporter's; it neither settles nor reopens what is somebody else's. */
  confirm: ['answered', 'settled'],
} as const satisfies Record<string, readonly string[]>
export type JoinStep = keyof typeof joinSteps
export const joinStepNames = Object.keys(joinSteps) as JoinStep[]

export const mayJoin = (step: JoinStep, state: ConcernState): boolean => (joinSteps[step] as readonly string[]).includes(state)
