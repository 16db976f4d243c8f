import type { WechatFailure, WechatReason } from './wechat'

/** What each errcode means to us. A code that is not here is a mistake of ours: `rejected`. */
const reasons: Record<number, WechatReason> = {
  [-1]: 'down',
  45009: 'busy',
  45011: 'busy',
  // Two messages to the same person at the same moment.
  43108: 'busy',
  43101: 'refused',
  61010: 'inactive',
  40029: 'bad_code',
  40163: 'bad_code',
  40226: 'bad_code',
  40001: 'unauthorised',
  40014: 'unauthorised',
  42001: 'unauthorised',
  // The appid or its secret: wrong, absent, frozen; the account itself frozen or gone.
  40013: 'unauthorised',
  40125: 'unauthorised',
  40243: 'unauthorised',
  41002: 'unauthorised',
  41004: 'unauthorised',
  50002: 'unauthorised',
  50004: 'unauthorised',
  50007: 'unauthorised',
  // The server's address is not on the account's list, or its administrator has yet to allow it.
  40164: 'unauthorised',
  61004: 'unauthorised',
  89503: 'unauthorised',
  89506: 'unauthorised',
  89507: 'unauthorised',
  // The account may not make this call.
  48001: 'unauthorised',
  48004: 'unauthorised',
  // WeChat cloud: too many requests a second, or at once.
  [-501003]: 'busy',
  [-501004]: 'busy',
  // Not in a function of WeChat cloud, or not declared in its config.json.
  [-501007]: 'unauthorised',
  [-501008]: 'unauthorised',
  [-601004]: 'unauthorised',
  [-604101]: 'unauthorised',
  [-604104]: 'unauthorised',
  // There is no such call.
  [-604100]: 'rejected',
}
/** WeChat cloud's own troubles are numbered from here down. */
const FIRST_OF_CLOUD = -400_000

/** The failure that an errcode of WeChat, or of its cloud, stands for. */
export function failureOf(code: number): WechatFailure {
  return { ok: false, reason: reasons[code] ?? (code <= FIRST_OF_CLOUD ? 'down' : 'rejected'), code }
}

/** No answer at all, or one that is not WeChat's. */
export const noAnswer: WechatFailure = { ok: false, reason: 'down', code: 0 }

/** The access token is wrong, replaced by a newer one, or at its end. */
export const isOfToken = (code: number): boolean => code === 40001 || code === 40014 || code === 42001
