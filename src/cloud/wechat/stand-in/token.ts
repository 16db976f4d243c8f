import { randomBytes } from 'node:crypto'

const LIFE_MS = 7200_000
const OVERLAP_MS = 5 * 60_000
const FORCE_APART_MS = 30_000
const FORCED_A_DAY = 20
const DAY_MS = 86_400_000

interface Issued {
  value: string
  endsAt: number
  /** Replaced by force, or taken to be wrong though it is still given out. */
  isRefused: boolean
}

/** The access tokens of one account, by the rules of getStableAccessToken. */
export function openTokens(now: () => Date) {
  const issued = new Map<string, Issued>()
  let current: Issued | null = null
  let forced: number[] = []
  const at = () => now().getTime()

  const issue = (): Issued => {
    current = { value: randomBytes(48).toString('base64url'), endsAt: at() + LIFE_MS, isRefused: false }
    issued.set(current.value, current)
    return current
  }
  const answer = ({ value, endsAt }: Issued) => ({ access_token: value, expires_in: Math.ceil((endsAt - at()) / 1000) })

  return {
    /** In normal mode the same token until its last 5 minutes, in which the old one is good beside the new. */
    normal: () => answer(current && current.endsAt - at() > OVERLAP_MS ? current : issue()),
    /** Null after 20 times a day. */
    force: () => {
      const last = forced.at(-1) ?? Number.NEGATIVE_INFINITY
      if (current && at() - last < FORCE_APART_MS) return answer(current)
      forced = forced.filter((time) => at() - time < DAY_MS)
      if (forced.length >= FORCED_A_DAY) return null
      forced.push(at())
      for (const token of issued.values()) token.isRefused = true
      return answer(issue())
    },
    /** 0 where the token is good. */
    errorOf: (value: string | null): number => {
      if (!value) return 41001
      const token = issued.get(value)
      if (!token || token.isRefused) return 40001
      return token.endsAt <= at() ? 42001 : 0
    },
    expire: () => {
      for (const token of issued.values()) token.endsAt = at()
    },
    refuseCurrent: () => {
      if (current) current.isRefused = true
    },
  }
}
