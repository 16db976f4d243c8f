import type { Suggestion } from '../wechat'
import type { openTeller } from './tell'
import type { openTokens } from './token'

/** What a person's phone would have shown. */
export interface SentMessage {
  openid: string
  template: string
  page: string
  data: Record<string, string>
  at: Date
}

/** A code of wx.login or getPhoneNumber: good once, and for `CODE_LIFE_MS`. */
export interface OneTimeCode {
  /** The openid, or the phone's number. */
  of: string
  madeAt: number
  isUsed: boolean
}

/** What WeChat would know of one account. */
export interface State {
  now: () => Date
  appid: string
  secret: string
  tokens: ReturnType<typeof openTokens>
  teller: ReturnType<typeof openTeller>
  /** Each template with its keys; where absent, any template with any keys is there. */
  templates: Record<string, readonly string[]> | undefined
  /** The published pages; where absent, any page is. */
  pages: readonly string[] | undefined
  acceptsDemoCodes: boolean
  /** What a code image opens, before the page. */
  codeBase: string
  mediaDelayMs: number
  logins: Map<string, OneTimeCode>
  phones: Map<string, OneTimeCode>
  blocked: Set<string>
  /** How many more messages each person takes, by `consentKey`. */
  consents: Map<string, number>
  /** When a person last opened the mini-program; who is not here is in it now. */
  openedAt: Map<string, number>
  words: Map<string, Suggestion>
  sent: SentMessage[]
  /** The msgid of the last message; begins with the clock, so that a later stand-in gives out others. */
  messageId: number
}

export const consentKey = (openid: string, template: string): string => `${template} ${openid}`

const MAX_SENT = 2000

/** Keeps the last 2,000 messages. */
export function keepSent(state: State, message: SentMessage): void {
  state.sent.push(message)
  if (state.sent.length > MAX_SENT) state.sent.splice(0, state.sent.length - MAX_SENT)
}

export const CODE_LIFE_MS = 5 * 60_000
const MAX_CODES = 10_000

export const isOld = ({ madeAt }: OneTimeCode, now: Date): boolean => now.getTime() - madeAt > CODE_LIFE_MS

/** Makes room where there are very many: used codes must be remembered for as long as they would have been good. */
export function forgetOld(codes: Map<string, OneTimeCode>, now: Date): void {
  if (codes.size < MAX_CODES) return
  for (const [code, made] of codes) if (isOld(made, now)) codes.delete(code)
}
