/** WeChat allows a mini-program few templates, so several kinds share one. */
export const templates = ['progress', 'duty', 'visit', 'alarm'] as const
export type Template = (typeof templates)[number]

/**
 * Everything that somebody is told (通知), and the template by which WeChat brings it. Null: shown in the
 * mini-program alone, since one consent is one message and is kept for what somebody waits for.
 */
export const notifications = {
  /** To the resident. */
  concern_assigned: null,
  concern_accepted: null,
  concern_passed_on: null,
  concern_sent_back: null,
  concern_said: 'progress',
  concern_asked: 'progress',
  concern_answered: 'progress',
  concern_merged: null,
  /** To who joined it. */
  joined_answered: 'progress',
  joined_withdrawn: 'progress',
  joined_survey: 'progress',
  concern_upheld: null,
  concern_referred: null,
  concern_split: null,
  concern_resumed: null,
  /** Did the answer help? On the days that the congress sets. */
  concern_survey: 'progress',
  /** Somebody opened who the resident is, or their words unmasked. */
  identity_opened: null,
  publication_published: null,
  publication_refused: null,
  /** To who holds the case. */
  concern_received: 'duty',
  concern_returned: 'duty',
  /** To who had it before: somebody else decided that another deputy has it now. */
  concern_taken: null,
  concern_replied: 'duty',
  concern_commented: null,
  concern_chased: 'duty',
  concern_due_soon: 'duty',
  concern_referral_due: 'duty',
  /** To the desk, or the office. */
  concern_disputed: 'duty',
  concern_unaccepted: 'duty',
  concern_escalated: 'duty',
  /** Nobody acts for its deputy any more. */
  concern_unattended: 'duty',
  /** Nobody has assigned it, or decided whose it is. */
  concern_undecided: 'duty',
  concern_reopened: 'duty',
  concern_judged: null,
  concern_withdrawn: null,
  /** To the deputy: the second person returned the answer. */
  concern_answer_returned: 'duty',
  /** To who looks at answers before the resident does; to the office once it has waited for too long. */
  concern_review: 'alarm',
  concern_review_late: 'alarm',
  /** To who booked, and to deputies and desks of receptions. */
  visit_booked: null,
  visit_waiting: null,
  visit_offered: 'visit',
  visit_offer_lapsed: null,
  visit_not_reached: null,
  visit_rescheduled: 'visit',
  visit_cancelled: 'visit',
  visit_reminder: 'visit',
  visit_missed: null,
  visit_unmet: null,
  visit_minutes: null,
  visit_concern_proposed: 'progress',
  reception_closed: 'visit',
  reception_moved: 'visit',
  reception_receiver_changed: null,
  /** To the desk: a visitor says so. */
  reception_unmet: 'duty',
  reception_planned: 'duty',
  reception_swap_asked: 'duty',
  reception_swap_accepted: null,
  reception_swap_declined: null,
  /** To who follows the station. */
  notice_published: null,
  /** To who registered for an activity. */
  registration_booked: null,
  registration_waiting: null,
  registration_offered: 'visit',
  registration_offer_lapsed: null,
  registration_not_reached: null,
  registration_cancelled: 'visit',
  registration_reminder: 'visit',
  activity_changed: 'visit',
  activity_withdrawn: 'visit',
  activity_summarised: null,
  /** To the desk or the office. */
  notice_submitted: 'duty',
  notice_returned: 'duty',
  summary_due: 'duty',
  /** To the office. */
  publication_asked: null,
  /** To the author of what a person kept back. */
  content_kept_back: 'progress',
  /** To the office: something has been held for longer than a working day. */
  content_waiting: 'alarm',
  /** To the office: WeChat took no message any more. */
  delivery_failed: 'alarm',
} as const satisfies Record<string, Template | null>

export type NotificationKind = keyof typeof notifications
export const notificationKinds = Object.keys(notifications) as NotificationKind[]

/** Told to who joined a concern (附议), whose page is another than its resident's. */
export const isToJoined = (kind: NotificationKind): boolean => kind.startsWith('joined_')

/** Minutes until the next attempt after the n-th one failed for a reason that may pass; then it is given up. */
export const RETRY_MINUTES = [1, 2, 5, 15, 60, 180, 720] as const

/** When to try again after `attempts` failures, or null where it is given up. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const minutes = RETRY_MINUTES[attempts - 1]
  return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000)
}

/** What a template's fields may be filled with. Never what somebody wrote: a lock screen is read by others. */
export const templateValues = ['title', 'number', 'time', 'hint'] as const
export type TemplateValue = (typeof templateValues)[number]

/** WeChat's limits by the kind of field that a template's key begins with, in characters. */
const lengths: Record<string, number> = { thing: 20, character_string: 32, phrase: 5, name: 10, short_thing: 5, number: 32, letter: 32 }

/** Cuts a value to what WeChat takes for this key (`thing1`, `time2`, …), since a longer one refuses the whole message. */
export function fitField(key: string, value: string): string {
  const length = lengths[key.replace(/\d+$/, '')]
  if (length === undefined || [...value].length <= length) return value
  return `${[...value].slice(0, length - 1).join('')}…`
}
