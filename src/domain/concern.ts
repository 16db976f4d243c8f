import type { Actor } from './actor'

/** The states of a concern (诉求). Whether it is overdue, unread or waiting is computed, never stored. */
export const concernStates = [
  'unassigned',
  'assigned',
  'accepted',
  'asked',
  'disputed',
  'in_review',
  'answered',
  'settled',
  'withdrawn',
] as const
export type ConcernState = (typeof concernStates)[number]

/** States in which somebody still owes something: what an inbox shows. */
export const openStates = [
  'unassigned',
  'assigned',
  'accepted',
  'asked',
  'disputed',
  'in_review',
] as const satisfies readonly ConcernState[]

/** What an inbox shows: what is owed, what a desk should watch (overdue, or opened again), what nobody has said the topic of (类别待确认), what waits for the resident's verdict, what is over. */
export const inboxViews = ['open', 'watched', 'topic', 'answered', 'closed'] as const
export type InboxView = (typeof inboxViews)[number]

/** What an actor is to one case. Rights come from this, not from a role: so "own cases only" is the default. */
export const relations = ['reporter', 'assignee', 'desk', 'office', 'helper'] as const
export type Relation = (typeof relations)[number]

/** The resident's own answer to "did this settle it?". Only `settled` may be counted as settled. */
export const verdicts = ['settled', 'partly', 'beside_the_point', 'not_settled'] as const
export type Verdict = (typeof verdicts)[number]

/** How often deputies may pass a case on among themselves before the office decides, where a congress says nothing. */
export const PASSES_MAX = 2

/** Where each verdict leads. An answer that does not settle the matter goes back to the same deputy with a new deadline. */
export const verdictTo = {
  settled: 'settled',
  partly: 'answered',
  beside_the_point: 'accepted',
  not_settled: 'accepted',
} as const satisfies Record<Verdict, ConcernState>

export interface Step {
  from: readonly ConcernState[]
  by: readonly Relation[]
  /** Absent where the state stays, or where the verdict decides. */
  to?: ConcernState
}

/** The life of a concern: who may do what when, and what it leads to. */
export const concernSteps = {
  /** 分派: the desk gives a case to a deputy that has none, or whose deputy says that it is not theirs, or is not there (`isUnattended`). */
  assign: { from: ['unassigned', 'assigned', 'accepted', 'disputed'], by: ['desk', 'office'], to: 'assigned' },
  /** 受理 */
  accept: { from: ['assigned'], by: ['assignee'], to: 'accepted' },
  /** 请补充: the deputy asks the resident for more. */
  ask: { from: ['accepted'], by: ['assignee'], to: 'asked' },
  /** 补充: the resident answers the deputy's question. */
  reply: { from: ['asked'], by: ['reporter', 'helper'], to: 'accepted' },
  /** 答复 */
  answer: { from: ['accepted'], by: ['assignee'], to: 'answered' },
  /** 复核通过: a second person lets an answer go to the resident, where the congress wants that. */
  approve: { from: ['in_review'], by: ['desk', 'office'], to: 'answered' },
  /** 退回修改: back to the deputy with a note that the resident does not read. */
  returnAnswer: { from: ['in_review'], by: ['desk', 'office'], to: 'accepted' },
  /** 转交: to another deputy, with a reason that the resident and the next deputy read. */
  passOn: { from: ['assigned', 'accepted'], by: ['assignee'], to: 'assigned' },
  /** 退回: to the station's desk, with a reason. */
  sendBack: { from: ['assigned', 'accepted'], by: ['assignee'], to: 'unassigned' },
  /** 有异议: "not mine", with whose it is. It stays with the deputy until the desk or the office has decided. */
  dispute: { from: ['assigned', 'accepted'], by: ['assignee'], to: 'disputed' },
  /** 维持: the desk or the office decides that it is theirs after all, with the reason. */
  uphold: { from: ['disputed'], by: ['desk', 'office'], to: 'assigned' },
  /** 转介: to a department or hotline, with its reference. It closes nothing: the deputy sees that an answer comes. */
  refer: { from: ['assigned', 'accepted', 'disputed'], by: ['assignee', 'desk', 'office'] },
  /** 拆分: two matters in one letter become two cases; the second keeps the day it was received. */
  split: { from: ['unassigned', 'assigned', 'accepted', 'disputed'], by: ['assignee', 'desk', 'office'] },
  /** 留言: a message that changes nothing else. */
  say: {
    from: ['unassigned', 'assigned', 'accepted', 'asked', 'disputed', 'in_review', 'answered'],
    // A clerk who helps says what the person says, also where theirs is the desk of the case.
    by: ['reporter', 'helper', 'assignee', 'desk'],
  },
  /** 催办: once it is due, and at most once a day. */
  chase: { from: ['unassigned', 'assigned', 'accepted', 'disputed'], by: ['reporter', 'helper'] },
  /** 评价: did this settle it? May be said again, since what was mended may break again. */
  judge: { from: ['answered', 'settled'], by: ['reporter'] },
  /** 转述评价: what the person told staff, never their own verdict. */
  relayVerdict: { from: ['answered'], by: ['helper'] },
  /** 撤回 */
  withdraw: { from: ['unassigned', 'assigned', 'accepted', 'asked', 'disputed', 'in_review'], by: ['reporter'], to: 'withdrawn' },
  /** 查看联系方式: only where the resident allowed a call; each opening is logged where the resident can read it. */
  openContact: { from: ['assigned', 'accepted', 'asked', 'disputed', 'in_review', 'answered'], by: ['assignee'] },
  /** 定类别: says or corrects what it is about. */
  setTopic: {
    from: ['unassigned', 'assigned', 'accepted', 'asked', 'disputed', 'in_review', 'answered'],
    by: ['desk', 'office', 'assignee'],
  },
} as const satisfies Record<string, Step>

export type ConcernStep = keyof typeof concernSteps
export const concernStepNames = Object.keys(concernSteps) as ConcernStep[]

/** Whose case it is. */
export interface CaseParties {
  reporterId: string
  assigneeId: string | null
  stationId: string | null
  /** The station that acts for somebody without an account (代办); none once the case is claimed. */
  helperStationId?: string | null
}

/** Everything the actor is to a case; none means that for them it does not exist. */
export function relationsOf(actor: Actor, parties: CaseParties): Relation[] {
  return relations.filter(
    (relation) =>
      (relation === 'reporter' && parties.reporterId === actor.personId) ||
      (relation === 'assignee' && parties.assigneeId !== null && actor.deputyIds.includes(parties.assigneeId)) ||
      (relation === 'desk' && parties.stationId !== null && actor.stationIds.includes(parties.stationId)) ||
      (relation === 'office' && actor.isOffice) ||
      (relation === 'helper' && Boolean(parties.helperStationId) && actor.stationIds.includes(parties.helperStationId!)),
  )
}

/** What else decides whether a step may be taken now. */
export interface CaseFacts {
  state: ConcernState
  isDue: boolean
  /** The resident chased it today already. */
  wasChasedToday: boolean
  /** Passed on since a desk or the office last decided. */
  passes: number
  /** The congress's own limit of that. */
  passesMax?: number
  /** Nobody acts for its deputy, or it is overdue for so long that the office was told: others may give it to somebody else. */
  isUnattended: boolean
  /** A dispute was decided: it stays with this assignee. */
  isUpheld: boolean
  hasContact: boolean
  mayCall: boolean
  /** Who looks at the answer that waits, and whether this person wrote it; absent where none waits. */
  review?: { by: 'desk' | 'office'; isAuthor: boolean } | null
}

const mayPass = ({ passes, passesMax = PASSES_MAX }: Pick<CaseFacts, 'passes' | 'passesMax'>) => passes < passesMax

/** Whether a step may be taken by somebody who stands in these relations to the case. */
export function mayTake(step: ConcernStep, by: readonly Relation[], facts: CaseFacts): boolean {
  const rule: Step = concernSteps[step]
  if (!rule.from.includes(facts.state) || !rule.by.some((relation) => by.includes(relation))) return false
  switch (step) {
    case 'chase':
      return facts.isDue && !facts.wasChasedToday
    case 'openContact':
      return facts.hasContact && facts.mayCall
    case 'passOn':
      return mayPass(facts)
    case 'dispute':
      return !facts.isUpheld
    case 'assign':
      if ((facts.state === 'assigned' || facts.state === 'accepted') && !facts.isUnattended) return false
      return mayPass(facts) || by.includes('office')
    case 'approve':
    case 'returnAnswer':
      return Boolean(facts.review && !facts.review.isAuthor && (facts.review.by === 'desk' || by.includes('office')))
    default:
      return true
  }
}

/** The steps that a person may take now, for the buttons of a screen. */
export function stepsFor(by: readonly Relation[], facts: CaseFacts): ConcernStep[] {
  return concernStepNames.filter((step) => mayTake(step, by, facts))
}

/** `2026-0123`: the year in Asia/Shanghai and the congress's own count in it. */
export function concernNumber(year: number, count: number): string {
  return `${year}-${String(count).padStart(4, '0')}`
}
