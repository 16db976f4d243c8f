/** The states of a registration (报名). The first four are open: somebody comes, or hopes to. */
export const registrationStates = [
  /** 候补 */
  'waiting',
  /** A place became free and is held for this person, who has to say yes. */
  'offered',
  'booked',
  'arrived',
  'cancelled',
  /** The activity was withdrawn. */
  'closed',
  /** The offer was not taken in time, or the activity began and no place had become free. */
  'lapsed',
] as const
export type RegistrationState = (typeof registrationStates)[number]

/** One of these a person may have for one activity. */
export const openRegistrationStates = ['waiting', 'offered', 'booked', 'arrived'] as const satisfies readonly RegistrationState[]

export const questionKinds = ['text', 'choice', 'yes_no'] as const
export type QuestionKind = (typeof questionKinds)[number]

/** What is asked of who registers. */
export interface Question {
  text: string
  kind: QuestionKind
  /** Of a choice. */
  options: string[]
  isRequired: boolean
}

/** Answers to a question of yes or no, as they are stored. */
export const YES_NO = ['yes', 'no'] as const

/** What is wrong with the answers, by the number of the question; an empty answer is none. */
export function wrongAnswers(questions: readonly Question[], answers: readonly string[]): { index: number; rule: string }[] {
  return questions.flatMap(({ kind, options, isRequired }, index) => {
    const answer = answers[index] ?? ''
    if (answer === '') return isRequired ? [{ index, rule: 'required' }] : []
    const allowed: readonly string[] | null = kind === 'choice' ? options : kind === 'yes_no' ? YES_NO : null
    return allowed && !allowed.includes(answer) ? [{ index, rule: 'choice' }] : []
  })
}

/** What somebody wrote in their own words; the rest is the station's. */
export const writtenAnswers = (questions: readonly Question[], answers: readonly string[]): string =>
  answers
    .filter((_, index) => questions[index]?.kind === 'text')
    .filter(Boolean)
    .join('\n')

/** Places that nobody has, from 1, the lowest first. */
export function freePlaces(capacity: number, taken: readonly number[]): number[] {
  const gone = new Set(taken)
  return Array.from({ length: capacity }, (_, index) => index + 1).filter((place) => !gone.has(place))
}

export const registrationStepNames = ['accept', 'cancel'] as const
export type RegistrationStepName = (typeof registrationStepNames)[number]

export interface RegistrationFacts {
  state: RegistrationState
  /** The time until which a place may be given back has not passed. */
  mayCancel: boolean
  hasBegun: boolean
}

/** What who registered may do now. What waits, or is only offered, may be given back until it begins. */
export function registrationStepsFor({ state, mayCancel, hasBegun }: RegistrationFacts): RegistrationStepName[] {
  if (hasBegun) return []
  if (state === 'offered') return ['accept', 'cancel']
  return state === 'waiting' || (state === 'booked' && mayCancel) ? ['cancel'] : []
}
