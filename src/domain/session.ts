/** Where a session was opened: in the mini-program of a deployment without WeChat cloud, by scanning, or as a demo person. */
export const sessionKinds = ['phone', 'desktop', 'demo'] as const
export type SessionKind = (typeof sessionKinds)[number]

/** How long each lasts, in hours. A phone signs in again by itself; a desktop may stand in an office that others enter. */
export const sessionHours = { phone: 2, desktop: 12, demo: 12 } as const satisfies Record<SessionKind, number>

/** A session goes on under a new token once its token is this old: what somebody took from a log or a screen is soon worth nothing. */
export const RENEWED_AFTER_MS = 3_600_000

/** How long the token before is still good once the new one was used: calls that were under way have their answer by then. */
export const OVERLAP_MS = 60_000

/** A code to scan lives for two minutes and is good once. */
export const OFFER_SECONDS = 120

/** `/`-separated in a QR code, `.` in WeChat's scene, whose characters are limited: the congress's code and the code itself. */
export const sceneOf = (congressCode: string, code: string) => `${congressCode}.${code}`

/** WeChat: at most 32 characters. */
export const SCENE_MAX = 32

/** What a scan gave, whichever way the code was drawn: a scene, a path with one, or an address that ends in one. */
export function readScene(scanned: string): { congressCode: string; code: string } | null {
  let text = scanned
  try {
    text = decodeURIComponent(scanned)
  } catch {
    // As it stands.
  }
  const found = /(?:^|[=/])([\w-]{1,19})\.([0-9A-Z]{8,12})$/.exec(text)
  return found ? { congressCode: found[1]!, code: found[2]! } : null
}
