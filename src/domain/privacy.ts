/**
 * The text that a person agrees to before anything of theirs is sent. A new purpose or a new kind of data is a new
 * version, which is asked for anew (PIPL art. 14).
 */
export const agreementVersion = '2026-11'

/** How long a congress keeps what, in days. No law sets these: PIPL art. 19 asks for the shortest time that serves the purpose. */
export const retentionDefaults = {
  /** Photos and recordings that were sent and never attached to anything. */
  loosePhotoDays: 1,
  /** Ids of requests, which make a repeated one happen once; a phone does not try again after so long. */
  requestDays: 30,
  /** What somebody was told (通知). Our choice: half a year. */
  notificationDays: 180,
  /** Name and phone of a case that is over, after its last step. Our choice: the longest time for a reply to a suggestion is six months. */
  contactDays: 180,
  /** Words, place and photos of a case that is over, after its last step. Our choice: the general limitation period of Civil Code art. 188, three years. */
  textDays: 1095,
} as const
export type Retention = { -readonly [K in keyof typeof retentionDefaults]: number }

/** The congress's own numbers, the defaults where it says nothing. */
export const retentionOf = (own: Partial<Retention> | undefined): Retention => ({ ...retentionDefaults, ...own })
