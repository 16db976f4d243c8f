import { CLAIM_ATTEMPTS_MAX } from './assistance'

/** How often one caller may do one thing within a window of the clock; no law sets any of these numbers. */
export interface Limit {
  count: number
  /** The length of a window; windows lie one after the other from 1970 on. */
  seconds: number
}

const MINUTE_S = 60
const HOUR_S = 3600

/** Who is signed in is counted alone. A page that asks again every five seconds asks twelve times a minute; ten such windows, and taps. */
const reads: Limit = { count: 300, seconds: MINUTE_S }
/** At a door one code is scanned in a second at the fastest, by two hands. */
const changes: Limit = { count: 120, seconds: MINUTE_S }
/** Who is not signed in is counted by address: a hall of 500 in one Wi-Fi, or a district's phones behind one address of their network. */
const readsByAddress: Limit = { count: 3000, seconds: MINUTE_S }

/** Operations with a number of their own. */
export const ownLimits = {
  // Handing in is slowed and kept by domain/pace.ts, never dropped: ten a minute all hour long is a program.
  'concern.submit': { count: 600, seconds: HOUR_S },
  // An office behind one address has many desks.
  'session.offer': { count: 60, seconds: 600 },
  // WeChat counts these, and asks money for the second.
  'code.draw': { count: 600, seconds: HOUR_S },
  'person.phone': { count: 10, seconds: HOUR_S },
  // Each reads everything of a person, a case or an activity.
  'person.export': { count: 60, seconds: HOUR_S },
  'concern.export': { count: 60, seconds: HOUR_S },
  'registration.sheet': { count: 60, seconds: HOUR_S },
  // Trains for seconds.
  'topic.retrain': { count: 6, seconds: HOUR_S },
  // Each reads and compares up to 5,000 rows; a file with faults is mended and tried again.
  'import.check': { count: 60, seconds: HOUR_S },
  'import.run': { count: 30, seconds: HOUR_S },
  // Each opens a resident's name or phone: nobody needs a town's in an afternoon.
  'concern.openContact': { count: 60, seconds: HOUR_S },
  'identity.open': { count: 60, seconds: HOUR_S },
  'identity.openText': { count: 60, seconds: HOUR_S },
  'phoneNote.open': { count: 120, seconds: HOUR_S },
} as const satisfies Record<string, Limit>

/** Codes that somebody might guess: only wrong ones are counted, over all operations that take the same kind. */
export const guesses = {
  /** 查询码: 50 bits. */
  claim: { operations: ['concern.claim', 'concern.track'], count: CLAIM_ATTEMPTS_MAX, seconds: HOUR_S },
  invitation: { operations: ['invitation.open', 'invitation.accept'], count: 30, seconds: HOUR_S },
  /** 扫码登录, a code that lives for two minutes. */
  signIn: { operations: ['session.look', 'session.decide'], count: 30, seconds: HOUR_S },
  /** 签到码: short, but only the station's staff may try; people misread them at a busy door. */
  checkIn: { operations: ['visit.checkIn', 'registration.checkIn'], count: 60, seconds: HOUR_S },
} as const satisfies Record<string, Limit & { operations: readonly string[] }>
export type Guess = keyof typeof guesses

/** The number for one operation, by whether it changes something and whether its caller is signed in. */
export function limitOf(operation: string, { isChange, isPerson }: { isChange: boolean; isPerson: boolean }): Limit {
  const own = (ownLimits as Partial<Record<string, Limit>>)[operation]
  return own ?? (!isPerson ? readsByAddress : isChange ? changes : reads)
}

/** What kind of code an operation takes; null where there is nothing to guess. */
export const guessOf = (operation: string): Guess | null =>
  (Object.keys(guesses) as Guess[]).find((guess) => (guesses[guess].operations as readonly string[]).includes(operation)) ?? null

/** When the window ends in which an instant lies, in milliseconds since 1970. */
export const windowEnd = (at: Date, { seconds }: Limit): number => (Math.floor(at.getTime() / (seconds * 1000)) + 1) * seconds * 1000
