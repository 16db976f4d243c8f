import { notificationKinds, notifications } from './notification'

/** How a concern came to us; staff file all but the first. */
export const entries = ['online', 'walk_in', 'letter', 'phone', 'visit'] as const
export type Entry = (typeof entries)[number]
export const filedEntries = ['walk_in', 'letter', 'phone', 'visit'] as const satisfies readonly Entry[]

/** By what a person let staff act for them. A letter of their own says so itself. */
export const consentKinds = ['paper', 'spoken', 'letter'] as const
export type ConsentKind = (typeof consentKinds)[number]

/** How a call that tells of progress ended. */
export const noteOutcomes = ['reached', 'family', 'not_reached', 'letter', 'visited'] as const
export type NoteOutcome = (typeof noteOutcomes)[number]

export interface AssistanceSettings {
  /** Calls that may find nobody before a letter or a visit has to do. Our choice: no rule sets it. */
  phoneTries: number
}
export const assistanceDefaults: AssistanceSettings = { phoneTries: 3 }

export const assistanceSettingsOf = (said: Partial<AssistanceSettings> | undefined): AssistanceSettings => ({
  ...assistanceDefaults,
  ...said,
})

/** Whether a call may still be tried, or the person has to be written to or visited. */
export const mustWrite = (tries: number, own: Partial<AssistanceSettings> | undefined): boolean =>
  tries >= assistanceSettingsOf(own).phoneTries

/** What somebody without the mini-program is called about: all that WeChat would have brought. */
export const calledAbout = notificationKinds.filter((kind) => notifications[kind] !== null)

/** Letters of a 查询码: 50 bits. */
export const CLAIM_LETTERS = 10
/** Wrong codes that one caller may give in an hour. */
export const CLAIM_ATTEMPTS_MAX = 10
