/** Times in the life of a concern that a congress may set. Models: a city's 12345 standard, WriteToThem and FixMyStreet. */
export interface LifeSettings {
  /** Working days in which a deputy accepts, before the desk is told. */
  acceptWithinWorkdays: number
  /** Working days overdue from which the desk, and then the office, is told. */
  deskAfterWorkdays: number
  officeAfterWorkdays: number
  /** Working days that a question to the resident waits, before the deputy goes on with what is there. */
  resumeAfterWorkdays: number
  /** Calendar days after an answer on which the resident is asked whether it settled the matter. */
  surveyDays: number[]
  /** Calendar days after an answer from which no verdict is shown as silence. */
  silentAfterDays: number
}

/** Where a congress says nothing else. */
export const lifeDefaults: LifeSettings = {
  acceptWithinWorkdays: 2,
  deskAfterWorkdays: 1,
  officeAfterWorkdays: 5,
  resumeAfterWorkdays: 15,
  surveyDays: [7, 14],
  silentAfterDays: 21,
}

export const lifeSettingsOf = (said: Partial<LifeSettings> | undefined): LifeSettings => ({ ...lifeDefaults, ...said })

const DAY_MS = 86_400_000

/** 居民未评价: answered, asked, and never judged. It is neither settled nor unsettled, and is shown as what it is. */
export function isSilent(
  { state, verdict, answeredAt }: { state: string; verdict: string | null; answeredAt: Date | null },
  now: Date,
  { silentAfterDays }: LifeSettings,
): boolean {
  return state === 'answered' && verdict === null && answeredAt !== null && now.getTime() - answeredAt.getTime() >= silentAfterDays * DAY_MS
}
