import type { Actor } from './actor'

/** What a station, or the office, posts (公告); with a time and a place it is an activity (活动). */
export const noticeStates = [
  /** Being written, or returned by who checked it. */
  'draft',
  /** Waits for a second person. */
  'in_review',
  /** Waits for its time, or for the check of what it says. */
  'ready',
  'published',
  /** 撤回: shown with its reason to who had registered, and to nobody else. */
  'withdrawn',
] as const
export type NoticeState = (typeof noticeStates)[number]

/** Whom a notice is for: decides whose lists it stands in and which followers are told. Its page may be opened by anybody. */
export const noticeAudiences = ['congress', 'station', 'constituency'] as const
export type NoticeAudience = (typeof noticeAudiences)[number]

/** What an actor is to a notice; whoever reads it is nothing. */
export const noticeRelations = ['author', 'desk', 'office'] as const
export type NoticeRelation = (typeof noticeRelations)[number]

/** Who looks at a notice before it is published; nobody, unless the congress wants it. */
export const noticeReviews = ['none', 'second', 'office'] as const
export type NoticeReview = (typeof noticeReviews)[number]

interface NoticeStep {
  from: readonly NoticeState[]
  by: readonly NoticeRelation[]
  to?: NoticeState
}

/** The life of a notice. */
export const noticeSteps = {
  /** Changes what it says. What waits to be published has to be handed in again; what is published stays so and is checked anew. */
  save: { from: ['draft', 'in_review', 'ready', 'published'], by: ['desk', 'office'] },
  submit: { from: ['draft'], by: ['desk', 'office'] },
  /** 审核通过, by another than its author. */
  approve: { from: ['in_review'], by: ['desk', 'office'], to: 'ready' },
  /** 退回修改 */
  return: { from: ['in_review'], by: ['desk', 'office'], to: 'draft' },
  pin: { from: ['published'], by: ['desk', 'office'] },
  withdraw: { from: ['draft', 'in_review', 'ready', 'published'], by: ['desk', 'office'], to: 'withdrawn' },
  /** 活动回顾: what became of an activity; may be put right afterwards. */
  summarise: { from: ['published'], by: ['desk', 'office'] },
} as const satisfies Record<string, NoticeStep>
export type NoticeStepName = keyof typeof noticeSteps
export const noticeStepNames = Object.keys(noticeSteps) as NoticeStepName[]

export interface NoticeParties {
  /** Null where the office posts it. */
  stationId: string | null
  authorId: string | null
}

/** Everything the actor is to a notice. */
export function noticeRelationsOf(actor: Actor | null, { stationId, authorId }: NoticeParties): NoticeRelation[] {
  if (!actor) return []
  const works = actor.isOffice || (stationId !== null && actor.stationIds.includes(stationId))
  return noticeRelations.filter(
    (relation) =>
      (relation === 'author' && works && authorId === actor.personId) ||
      (relation === 'desk' && stationId !== null && actor.stationIds.includes(stationId)) ||
      (relation === 'office' && actor.isOffice),
  )
}

export interface NoticeFacts {
  state: NoticeState
  review: NoticeReview
  /** It is an activity that has begun. */
  hasBegun: boolean
}

/** Whether a step may be taken by somebody who stands in these relations to the notice. */
export function mayTakeNotice(step: NoticeStepName, by: readonly NoticeRelation[], { state, review, hasBegun }: NoticeFacts): boolean {
  const rule: NoticeStep = noticeSteps[step]
  if (!rule.from.includes(state) || !rule.by.some((relation) => by.includes(relation))) return false
  switch (step) {
    case 'approve':
    case 'return':
      return !by.includes('author') && (review !== 'office' || by.includes('office'))
    case 'summarise':
      return hasBegun
    default:
      return true
  }
}

/** The steps that a person may take now, for the buttons of a screen. */
export function noticeStepsFor(by: readonly NoticeRelation[], facts: NoticeFacts): NoticeStepName[] {
  return noticeStepNames.filter((step) => mayTakeNotice(step, by, facts))
}

/** Whom somebody may address: a clerk their station and its constituencies, the office everybody. */
export function audiencesFor(by: readonly NoticeRelation[], stationId: string | null): NoticeAudience[] {
  return noticeAudiences.filter((audience) =>
    audience === 'congress' ? by.includes('office') : audience !== 'station' || stationId !== null,
  )
}

/** Settings of a congress for notices and activities. */
export interface NoticeSettings {
  review: NoticeReview
  /** How long a place that became free is held for who waits. */
  offerMinutes: number
  /** How long before an activity a place may still be given back. */
  cancelNoticeMinutes: number
  /** Hours before an activity at which who registered is reminded. */
  reminderHours: number[]
  /** Calendar days after an activity on which a missing summary is asked for; the last time the office hears of it too. */
  summaryDays: number[]
  /** Activities ahead for which one person may be registered at once. */
  openMax: number
}

/** Where a congress says nothing else: our choices, the same as for visits where they are the same. */
export const noticeDefaults: NoticeSettings = {
  review: 'none',
  offerMinutes: 120,
  cancelNoticeMinutes: 60,
  reminderHours: [24, 2],
  summaryDays: [3, 7],
  openMax: 10,
}

export const noticeSettingsOf = (said: Partial<NoticeSettings> | undefined): NoticeSettings => ({ ...noticeDefaults, ...said })

/** Older than this many days, a missing summary is not asked for any more: a congress that begins today is not asked about last year. */
export const SUMMARY_LATE_DAYS = 30

/** How many of the questions for a summary are due, when an activity ended `days` calendar days ago. */
export function summaryRounds(days: number, summaryDays: readonly number[]): number {
  return days > SUMMARY_LATE_DAYS ? 0 : summaryDays.filter((each) => each <= days).length
}

/** The most places, questions, and choices of one question that an activity has. */
export const PLACES_MAX = 10_000
export const QUESTIONS_MAX = 10
export const CHOICES_MAX = 12
