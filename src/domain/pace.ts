/**
 * How many concerns one person may hand in within an hour that go straight to a deputy. The next are kept and numbered
 * as any other, and go by the desk of the station first. No law sets it; `handedInPerHour` of a congress says otherwise.
 */
export const HANDED_IN_PER_HOUR = 10

export const HOUR_MS = 3_600_000

/** Whether the desk looks first at what somebody hands in who has handed in so many within the hour before. */
export const goesByDesk = (handedIn: number, perHour: number | undefined): boolean => handedIn >= (perHour ?? HANDED_IN_PER_HOUR)
