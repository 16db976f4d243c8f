import { PASSES_MAX } from './concern'

/** Times in the life of a concern that a congress may set. Models: a city's 12345 standard, WriteToThem and FixMyStreet. */
export interface LifeSettings {
  /** Working days in which a deputy accepts, before the desk is told. */
  acceptWithinWorkdays: number
  /** Working days overdue from which the desk, and then the office, is told. */
  deskAfterWorkdays: number
  officeAfterWorkdays: number
  /** Working days that a question to the resident waits, before the deputy goes on with what is there. */
  resumeAfterWorkdays: number
  /** How often deputies may pass a case on among themselves before the office decides. */
  passesMax: number
}

/** Where a congress says nothing else. */
export const lifeDefaults: LifeSettings = {
  acceptWithinWorkdays: 2,
  deskAfterWorkdays: 1,
  officeAfterWorkdays: 5,
  resumeAfterWorkdays: 15,
  passesMax: PASSES_MAX,
}

export const lifeSettingsOf = (said: Partial<LifeSettings> | undefined): LifeSettings => ({ ...lifeDefaults, ...said })
