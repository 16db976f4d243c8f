import type { WechatAnswer } from './wechat'

export interface AccessToken {
  value: string
  endsAt: Date
}

/** Where several processes keep the one token of an account. It is a secret: whoever holds it speaks for the account. */
export interface TokenStore {
  read(): Promise<AccessToken | null>
  write(token: AccessToken): Promise<void>
}

/** For a process that is alone. */
export function ownTokens(): TokenStore {
  let kept: AccessToken | null = null
  return {
    read: async () => kept,
    write: async (token) => {
      kept = token
    },
  }
}

interface TokenOptions {
  /** Asks WeChat. `isForced` ends the token that was valid so far; WeChat does that at most 20 times a day. */
  ask(isForced: boolean): Promise<WechatAnswer<AccessToken>>
  tokens: TokenStore
  now: () => Date
}

export interface TokenKeeper {
  current(): Promise<WechatAnswer<AccessToken>>
  /** A token in place of one that WeChat no longer takes. */
  insteadOf(refused: string): Promise<WechatAnswer<AccessToken>>
}

/** WeChat gives a new token out during the last 5 minutes of the old one, and takes both. */
const REFRESH_BEFORE_END_MS = 5 * 60_000
/** Within this time of a forced token WeChat forces no other. */
const FORCE_AGAIN_AFTER_MS = 30_000

/** Keeps an access token, and asks for another one at a time. */
export function keepToken({ ask, tokens, now }: TokenOptions): TokenKeeper {
  let kept: AccessToken | null = null
  let asking: Promise<WechatAnswer<AccessToken>> | null = null
  let forcedAt = Number.NEGATIVE_INFINITY

  const isFresh = (token: AccessToken | null): token is AccessToken =>
    token !== null && token.endsAt.getTime() - now().getTime() > REFRESH_BEFORE_END_MS
  const once = (find: () => Promise<WechatAnswer<AccessToken>>) => {
    asking ??= find().finally(() => (asking = null))
    return asking
  }
  const keep = async (isForced: boolean) => {
    const answer = await ask(isForced)
    if (answer.ok) {
      kept = { value: answer.value, endsAt: answer.endsAt }
      await tokens.write(kept)
    }
    return answer
  }

  return {
    current: async () => {
      if (isFresh(kept)) return { ok: true, ...kept }
      return once(async () => {
        kept = await tokens.read()
        return isFresh(kept) ? { ok: true, ...kept } : keep(false)
      })
    },
    insteadOf: async (refused) => {
      if (isFresh(kept) && kept.value !== refused) return { ok: true, ...kept }
      return once(async () => {
        // Another process may have had the token replaced. To force one here would end that one, and theirs mine, and so on.
        const present = await keep(false)
        if (!present.ok || present.value !== refused || now().getTime() - forcedAt < FORCE_AGAIN_AFTER_MS) return present
        forcedAt = now().getTime()
        return keep(true)
      })
    },
  }
}
