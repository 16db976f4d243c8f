import { minuteOf } from './calendar'

/** Who looks at an answer before the resident does; nobody, unless the congress wants it. */
export const reviewChoices = ['none', 'desk', 'office'] as const
export type ReviewChoice = (typeof reviewChoices)[number]

/** What a congress decides about answers and what follows them; our choices where it says nothing. */
export const followDefaults = {
  /**
   * Calendar days after the resident could read an answer on which they are asked whether it helped. WriteToThem asks
   * after 14 days and again 7 days later, FixMyStreet after 4 weeks; a street lamp is on or it is not, so sooner.
   */
  surveyAfterDays: [7, 14],
  reviewAnswers: 'none',
} as const satisfies FollowSettings
export interface FollowSettings {
  surveyAfterDays: readonly number[]
  reviewAnswers: ReviewChoice
}

/** The congress's own choices, the defaults where it says nothing. */
export const followOf = (own: Partial<FollowSettings>): FollowSettings => ({
  surveyAfterDays: own.surveyAfterDays ?? followDefaults.surveyAfterDays,
  reviewAnswers: own.reviewAnswers ?? followDefaults.reviewAnswers,
})

/** Days after the last question from which a missing verdict is shown as silence. Silence is never satisfaction. */
export const SILENT_AFTER_DAYS = 7

/** Older than this many days past its day, a question is not asked any more: a congress that begins today does not ask about years ago. */
export const SURVEY_LATE_DAYS = 30

/** Nobody is asked at night: minutes since midnight, Asia/Shanghai. */
const SURVEY_FROM = 10 * 60
const SURVEY_TO = 20 * 60
export const isSurveyHour = (now: Date): boolean => minuteOf(now) >= SURVEY_FROM && minuteOf(now) < SURVEY_TO

/** Working days within which a second person looks at an answer; then the office is told. It is neither sent by itself nor lost. */
export const REVIEW_WORKDAYS = 2
