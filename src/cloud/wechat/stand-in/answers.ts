import { randomBytes } from 'node:crypto'
import { calls } from '../calls'
import type { Suggestion } from '../wechat'
import { problemOf } from './fields'
import { codePicture } from './picture'
import { consentKey, forgetOld, isOld, keepSent, type State } from './state'

/** A request as it came: `body` is what a POST had in JSON. */
export interface Asked {
  query: URLSearchParams
  body: Record<string, unknown>
}
export type Answer = Record<string, unknown> | Buffer

interface Route {
  method: 'GET' | 'POST'
  needsToken: boolean
  answer(asked: Asked, state: State): Answer
}

const TEXT_LIMIT = 2500
const ACTIVE_MS = 2 * 3_600_000
const MEDIA_LIMIT_BYTES = 10 * 1024 * 1024
const FETCH_PATIENCE_MS = 5000
/** WeChat's labels of what it found: 100 nothing, 21000 something of no other kind. */
const labels = { pass: 100, review: 21000, risky: 21000 } as const

const hex = () => randomBytes(4).toString('hex')
const identity = () => `${hex()}-${hex()}-${hex()}`
const ok = (more: Record<string, unknown> = {}): Answer => ({ errcode: 0, errmsg: 'ok', ...more })
/** WeChat's errors, with status 200. Its words are for people; only the number is to be relied on. */
export const error = (errcode: number, text: string): Answer => ({ errcode, errmsg: `${text} rid: ${identity()}` })

/** The paths of WeChat's server API that are asked here, answered as its documentation says. */
export const routes: Record<string, Route> = {
  '/cgi-bin/stable_token': { method: 'POST', needsToken: false, answer: giveToken },
  '/sns/jscode2session': { method: 'GET', needsToken: false, answer: giveSession },
  [calls.sendMessage.path]: { method: 'POST', needsToken: true, answer: takeMessage },
  [calls.checkText.path]: { method: 'POST', needsToken: true, answer: judgeText },
  [calls.checkMedia.path]: { method: 'POST', needsToken: true, answer: takeMedia },
  [calls.codeImage.path]: { method: 'POST', needsToken: true, answer: drawCode },
  [calls.phoneOf.path]: { method: 'POST', needsToken: true, answer: givePhone },
}

function accountError(appid: unknown, secret: unknown, state: State): Answer | null {
  if (!appid) return error(41002, 'appid missing')
  if (!secret) return error(41004, 'appsecret missing')
  if (appid !== state.appid) return error(40013, 'invalid appid')
  return secret === state.secret ? null : error(40125, 'invalid appsecret')
}

function giveToken({ body }: Asked, state: State): Answer {
  const refused = accountError(body.appid, body.secret, state)
  if (refused) return refused
  if (body.grant_type !== 'client_credential') return error(40002, 'invalid grant_type')
  return (body.force_refresh === true ? state.tokens.force() : state.tokens.normal()) ?? error(45009, 'reach max api daily quota limit')
}

function giveSession({ query }: Asked, state: State): Answer {
  const refused = accountError(query.get('appid'), query.get('secret'), state)
  if (refused) return refused
  if (query.get('grant_type') !== 'authorization_code') return error(40002, 'invalid grant_type')
  const code = query.get('js_code') ?? ''
  const demo = state.acceptsDemoCodes ? /^demo-(.+)-[^-]+$/.exec(code)?.[1] : undefined
  if (demo && !state.logins.has(code)) {
    forgetOld(state.logins, state.now())
    state.logins.set(code, { of: demo, madeAt: state.now().getTime(), isUsed: false })
  }
  const login = state.logins.get(code)
  if (login?.isUsed) return error(40163, 'code been used')
  if (!login || isOld(login, state.now())) return error(40029, 'invalid code')
  if (state.blocked.has(login.of)) return error(40226, 'code blocked')
  login.isUsed = true
  return { openid: login.of, session_key: randomBytes(16).toString('base64') }
}

function givePhone({ body }: Asked, state: State): Answer {
  const code = state.phones.get(String(body.code))
  if (!code || code.isUsed || isOld(code, state.now())) return error(40029, 'invalid code')
  code.isUsed = true
  const [, abroad, pure] = /^(?:\+(\d{1,3}) )?(\d+)$/.exec(code.of)!
  const watermark = { timestamp: Math.floor(state.now().getTime() / 1000), appid: state.appid }
  const phoneNumber = abroad ? `+${abroad}${pure}` : pure
  return ok({ phone_info: { phoneNumber, purePhoneNumber: pure, countryCode: abroad ?? '86', watermark } })
}

const isOpenid = (given: unknown): given is string => typeof given === 'string' && /^[\w-]{1,64}$/.test(given)

function takeMessage({ body }: Asked, state: State): Answer {
  const { touser, template_id: template, page } = body
  if (!isOpenid(touser)) return error(40003, 'invalid openid')
  const keys = state.templates?.[String(template)]
  if (typeof template !== 'string' || !template || (state.templates && !keys)) return error(40037, 'invalid template_id')
  const path = String(page ?? '').split('?')[0]!
  if (path && state.pages && !state.pages.includes(path)) return error(41030, 'invalid page')
  const given = Object.entries((body.data ?? {}) as Record<string, { value?: unknown } | null>)
  const data = Object.fromEntries(given.map(([key, field]) => [key, field?.value]))
  for (const key of keys ?? Object.keys(data)) {
    const problem = problemOf(key, data[key])
    if (problem) return error(47003, `argument invalid! ${problem}`)
  }
  const consent = consentKey(touser, template)
  const left = state.consents.get(consent) ?? 0
  if (left < 1) return error(43101, 'user refuse to accept the msg')
  state.consents.set(consent, left - 1)
  const shown = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, String(value)]))
  keepSent(state, { openid: touser, template, page: String(page ?? ''), data: shown, at: state.now() })
  state.messageId += 1
  const List = { TemplateId: template, MsgID: String(state.messageId), ErrorCode: '0', ErrorStatus: 'success' }
  state.teller.tell(0, touser, () => ({ Event: 'subscribe_msg_sent_event', List }))
  return ok({ msgid: state.messageId })
}

/** What both checks ask of a request. */
function checkError({ version, scene, openid }: Record<string, unknown>, state: State): Answer | null {
  if (version !== 2) return error(47001, 'data format error')
  if (![1, 2, 3, 4].includes(Number(scene))) return error(40129, 'invalid scene')
  if (!isOpenid(openid)) return error(40003, 'invalid openid')
  const openedAt = state.openedAt.get(openid)
  return openedAt !== undefined && state.now().getTime() - openedAt > ACTIVE_MS ? error(61010, 'code is expired') : null
}

const worst = (found: Suggestion[]): Suggestion => (found.includes('risky') ? 'risky' : found.includes('review') ? 'review' : 'pass')
const judged = (text: string, { words }: State) => worst([...words].flatMap(([word, suggest]) => (text.includes(word) ? [suggest] : [])))
const finding = (suggest: Suggestion) => ({
  result: { suggest, label: labels[suggest] },
  detail: [{ strategy: 'content_model', errcode: 0, suggest, label: labels[suggest], prob: 90 }],
})

function judgeText({ body }: Asked, state: State): Answer {
  const { content } = body
  if (typeof content !== 'string' || !content) return error(44002, 'empty post data')
  if ([...content].length > TEXT_LIMIT) return error(45002, 'content size out of limit')
  return checkError(body, state) ?? ok({ ...finding(judged(content, state)), trace_id: identity() })
}

function takeMedia({ body }: Asked, state: State): Answer {
  const { media_url: url, media_type: type, openid } = body
  if (typeof url !== 'string' || !url) return error(44002, 'empty post data')
  if (type !== 1 && type !== 2) return error(47001, 'data format error')
  const refused = checkError(body, state)
  if (refused) return refused
  const head = { Event: 'wxa_media_check', appid: state.appid, trace_id: identity(), version: 2 }
  state.teller.tell(state.mediaDelayMs, String(openid), async () =>
    (await canLoad(url))
      ? { ...head, errcode: 0, errmsg: 'ok', ...finding(judged(url, state)) }
      : { ...head, detail: [], errcode: -1008, errmsg: '下载错误,请检查媒体链接是否有效' },
  )
  return ok({ trace_id: head.trace_id })
}

/** WeChat fetches the link itself, so it must be open to it without a login. */
async function canLoad(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_PATIENCE_MS) })
    return response.ok && (await response.arrayBuffer()).byteLength <= MEDIA_LIMIT_BYTES
  } catch {
    return false
  }
}

function drawCode({ body }: Asked, state: State): Answer {
  const { scene, page, check_path: isChecked = true, env_version: edition = 'release' } = body
  if (typeof scene !== 'string' || !/^[\w!#$&'()*+,/:;=?@\-.~]{1,32}$/.test(scene))
    return error(40169, 'invalid length for scene, or the data is not json string')
  if (!['release', 'trial', 'develop'].includes(String(edition))) return error(40097, 'invalid args')
  const path = String(page ?? '')
  // The root's slash and a query are refused whether the page is looked for or not.
  if (path.startsWith('/') || path.includes('?')) return error(41030, 'invalid page')
  if (isChecked && path && state.pages && !state.pages.includes(path)) return error(41030, 'invalid page')
  return codePicture(`${state.codeBase}${path}?scene=${encodeURIComponent(scene)}`)
}
