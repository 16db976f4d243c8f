import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Suggestion } from '../wechat'
import { error, routes, type Answer } from './answers'
import { consentKey, forgetOld, type SentMessage, type State } from './state'
import { openTeller, type PushTarget } from './tell'
import { openTokens } from './token'

export interface StandInOptions {
  now: () => Date
  /** Any free one where absent. Only this machine is listened to. */
  port?: number
  appid?: string
  secret?: string
  templates?: Record<string, readonly string[]>
  pages?: readonly string[]
  /** Also takes `demo-<openid>-<nonce>` for a code of wx.login: for a host where anybody may be anybody. */
  acceptsDemoCodes?: boolean
  codeBase?: string
  mediaDelayMs?: number
  push?: PushTarget
}

/** `reset` breaks every connection, `html` is a gateway's page with 502; `slowMs` answers that late. */
export type Outage = 'reset' | 'html' | { slowMs: number }

/** A WeChat of one's own, by plain functions what a phone, a console or bad luck would do. */
export interface StandIn {
  base: string
  appid: string
  secret: string
  /** Messages that a person's phone would have shown, oldest first; the last 2,000 of all people are kept. */
  sent(openid: string): SentMessage[]
  /** How many requests a path has had. */
  asked(path: string): number
  /** What wx.login gives on this person's phone. */
  codeFor(openid: string): string
  /** What getPhoneNumber gives: `13800138000`, or `+852 51234567`. */
  phoneCodeFor(phone: string): string
  /** A person of high risk, whom WeChat lets log in nowhere. */
  block(openid: string): void
  /** The person taps 允许 in the subscription's pop-up: good for one message, or for more (Infinity: a long-term template). */
  consent(openid: string, template: string, times?: number): void
  /** The person refuses the template in the mini-program's settings. */
  withdraw(openid: string, template: string): void
  /** From now on it counts when this person last opened the mini-program. */
  opened(openid: string, at?: Date): void
  /** Text, and links of media, that contain this are judged so. */
  judge(part: string, suggestion: Suggestion): void
  mediaDelay(ms: number): void
  codesOpen(base: string): void
  /** Every token ends now. */
  expireTokens(): void
  /** The present token is refused, yet given out again until one is forced. */
  refuseToken(): void
  /** After so many in a minute a path answers 45009. */
  limit(path: string, perMinute: number): void
  /** The next `times` answers of a path are this errcode. */
  fail(path: string, errcode: number, times?: number): void
  outage(how: Outage | null): void
  /** As WeChat's console when an address for pushes is entered. */
  verifyPush(): Promise<boolean>
  /** Until every push that is owed was made or given up. */
  quiet(): Promise<void>
  close(): Promise<void>
}

const MINUTE_MS = 60_000
const html = '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>'

/** Opens a local server that answers as WeChat's does, for development, tests and the demo. */
export async function openStandIn(options: StandInOptions): Promise<StandIn> {
  const { now, appid = 'wx0000000000000000', secret = randomBytes(16).toString('hex') } = options
  const state: State = {
    now,
    appid,
    secret,
    tokens: openTokens(now),
    teller: openTeller({ target: options.push, appid, now }),
    templates: options.templates,
    pages: options.pages,
    acceptsDemoCodes: options.acceptsDemoCodes ?? false,
    codeBase: options.codeBase ?? 'https://stand-in.invalid/',
    mediaDelayMs: options.mediaDelayMs ?? 0,
    logins: new Map(),
    phones: new Map(),
    blocked: new Set(),
    consents: new Map(),
    openedAt: new Map(),
    words: new Map(),
    sent: [],
    messageId: now().getTime() * 1000,
  }
  const counts = new Map<string, number>()
  const limits = new Map<string, { perMinute: number; times: number[] }>()
  const failures = new Map<string, { errcode: number; left: number }>()
  let outage: Outage | null = null

  function answer(request: IncomingMessage, url: URL, body: string): Answer {
    const route = routes[url.pathname]
    if (!route) return error(40066, 'invalid url')
    if (request.method !== route.method)
      return route.method === 'GET' ? error(43001, 'require GET method') : error(43002, 'require POST method')
    const failure = failures.get(url.pathname)
    if (failure && failure.left-- > 0) return error(failure.errcode, 'as agreed')
    const limit = limits.get(url.pathname)
    if (limit) {
      const at = now().getTime()
      limit.times = limit.times.filter((time) => at - time < MINUTE_MS)
      if (limit.times.length >= limit.perMinute) return error(45009, 'reach max api minute quota limit')
      limit.times.push(at)
    }
    if (route.needsToken) {
      const code = state.tokens.errorOf(url.searchParams.get('access_token'))
      if (code !== 0) return error(code, tokenErrors[code]!)
    }
    const parsed = route.method === 'GET' ? {} : objectIn(body)
    return parsed ? route.answer({ query: url.searchParams, body: parsed }, state) : error(47001, 'data format error')
  }

  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy())
  })
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in')
    counts.set(url.pathname, (counts.get(url.pathname) ?? 0) + 1)
    if (outage === 'reset') return void request.socket.resetAndDestroy()
    if (outage === 'html') return void response.writeHead(502, { 'content-type': 'text/html' }).end(html)
    const slowMs = outage?.slowMs
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const given = answer(request, url, Buffer.concat(chunks).toString('utf8'))
    // It is done by then: who does not wait for the answer has asked all the same.
    if (slowMs) await new Promise((resolve) => setTimeout(resolve, slowMs).unref())
    if (Buffer.isBuffer(given)) response.writeHead(200, { 'content-type': 'image/png' }).end(given)
    else response.writeHead(200, { 'content-type': 'application/json; encoding=utf-8' }).end(JSON.stringify(given))
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })

  const codeOf = (of: string, kept: State['logins']) => {
    forgetOld(kept, now())
    const code = randomBytes(16).toString('base64url')
    kept.set(code, { of, madeAt: now().getTime(), isUsed: false })
    return code
  }
  const tellConsent = (openid: string, template: string, event: string, status: string) => {
    const List = { TemplateId: template, SubscribeStatusString: status, PopupScene: '0' }
    state.teller.tell(0, openid, () => ({ Event: event, List }))
  }
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    appid,
    secret,
    sent: (openid) => state.sent.filter((message) => message.openid === openid),
    asked: (path) => counts.get(path) ?? 0,
    codeFor: (openid) => codeOf(openid, state.logins),
    phoneCodeFor: (phone) => codeOf(phone, state.phones),
    block: (openid) => void state.blocked.add(openid),
    consent: (openid, template, times = 1) => {
      const key = consentKey(openid, template)
      state.consents.set(key, (state.consents.get(key) ?? 0) + times)
      tellConsent(openid, template, 'subscribe_msg_popup_event', 'accept')
    },
    withdraw: (openid, template) => {
      state.consents.delete(consentKey(openid, template))
      tellConsent(openid, template, 'subscribe_msg_change_event', 'reject')
    },
    opened: (openid, at = now()) => void state.openedAt.set(openid, at.getTime()),
    judge: (part, suggestion) => void state.words.set(part, suggestion),
    mediaDelay: (ms) => void (state.mediaDelayMs = ms),
    codesOpen: (base) => void (state.codeBase = base),
    expireTokens: state.tokens.expire,
    refuseToken: state.tokens.refuseCurrent,
    limit: (path, perMinute) => void limits.set(path, { perMinute, times: [] }),
    fail: (path, errcode, times = 1) => void failures.set(path, { errcode, left: times }),
    outage: (how) => void (outage = how),
    verifyPush: state.teller.verify,
    quiet: state.teller.quiet,
    close: () =>
      new Promise((resolve) => {
        state.teller.close()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const tokenErrors: Record<number, string> = {
  40001: 'invalid credential, access_token is invalid or not latest',
  41001: 'access_token missing',
  42001: 'access_token expired',
}

function objectIn(body: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}
