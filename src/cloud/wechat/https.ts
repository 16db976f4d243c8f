import * as v from 'valibot'
import { calls, read, wechatOver, type Ask, type Edition } from './calls'
import { failureOf, isOfToken, noAnswer } from './reasons'
import { keepToken, type TokenStore } from './token'
import type { Wechat, WechatAnswer } from './wechat'

export const wechatBase = 'https://api.weixin.qq.com'

export interface HttpsWechatOptions {
  appid: string
  secret: string
  /** `wechatBase`, or where a stand-in listens. */
  base: string
  tokens: TokenStore
  now: () => Date
  edition?: Edition
  /** How long an answer may take, to its last byte; 5,000 ms where absent. */
  patienceMs?: number
  fetch?: typeof globalThis.fetch
}

const session = v.object({ openid: v.pipe(v.string(), v.nonEmpty()) })
const token = v.object({ access_token: v.pipe(v.string(), v.nonEmpty()), expires_in: v.number() })

/** WeChat's servers over HTTPS, for whoever hosts outside WeChat cloud. Only a call that was refused for its token is repeated, once. */
export function httpsWechat({ appid, secret, tokens, now, edition, ...wire }: HttpsWechatOptions): Wechat {
  const request = requester(wire)
  const keeper = keepToken({
    tokens,
    now,
    ask: async (isForced) => {
      const askedAt = now().getTime()
      const body = { grant_type: 'client_credential', appid, secret, force_refresh: isForced }
      return read(await request('/cgi-bin/stable_token', {}, body), token, (answer) => ({
        value: answer.access_token,
        endsAt: new Date(askedAt + answer.expires_in * 1000),
      }))
    },
  })
  const ask: Ask = async (call, body) => {
    const first = await keeper.current()
    if (!first.ok) return first
    const answered = await request(calls[call].path, { access_token: first.value }, body)
    if (answered.ok || !isOfToken(answered.code)) return answered
    const second = await keeper.insteadOf(first.value)
    return second.ok ? request(calls[call].path, { access_token: second.value }, body) : second
  }
  return {
    ...wechatOver(ask, edition),
    sessionOf: async (code) => {
      const query = { appid, secret, js_code: code, grant_type: 'authorization_code' }
      // The session key is not kept: nothing here opens what it would seal.
      return read(await request('/sns/jscode2session', query), session, ({ openid }) => ({ openid }))
    },
  }
}

type Wire = Pick<HttpsWechatOptions, 'base' | 'patienceMs' | 'fetch'>

/** Secrets are in the address, so neither it nor an error that quotes it may leave here. */
function requester({ base, patienceMs = 5000, fetch = globalThis.fetch }: Wire) {
  return async (path: string, query: Record<string, string>, body?: object): Promise<WechatAnswer<{ answer: unknown }>> => {
    try {
      const response = await fetch(`${base}${path}?${new URLSearchParams(query)}`, {
        signal: AbortSignal.timeout(patienceMs),
        redirect: 'error',
        ...(body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      return answerIn(Buffer.from(await response.arrayBuffer()), response.ok)
    } catch {
      return noAnswer
    }
  }
}

const isImage = (bytes: Buffer) =>
  bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) || bytes.subarray(1, 4).equals(Buffer.from('PNG'))

/** WeChat's content type does not tell an image from an error, and its errors come with status 200. */
function answerIn(bytes: Buffer, isOk: boolean): WechatAnswer<{ answer: unknown }> {
  if (isOk && isImage(bytes)) return { ok: true, answer: bytes }
  const answer: unknown = JSON.parse(bytes.toString('utf8'))
  if (typeof answer !== 'object' || answer === null) return noAnswer
  const code = 'errcode' in answer ? Number(answer.errcode) : 0
  if (code !== 0) return failureOf(code)
  return isOk ? { ok: true, answer } : noAnswer
}
