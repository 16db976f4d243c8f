import * as v from 'valibot'
import { isSignedBy, unseal } from './envelope'
import type { Suggestion } from './wechat'

/** What WeChat tells of its own accord. It tells up to three times until it is answered, so the same may come again: `key` is then the same. */
export type Push =
  /** `code` other than 0: WeChat could not load the picture, so a person must look; -1008 is a link that it could not open. */
  | { kind: 'media_checked'; traceId: string; suggestion: Suggestion; code: number }
  /** Each `accepted` is good for one more message of that template. */
  | { kind: 'consent_changed'; key: string; openid: string; templates: { template: string; accepted: boolean }[] }
  | { kind: 'message_delivered'; key: string; openid: string; template: string; ok: boolean; code: number }

const number = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.safeInteger())
/** In JSON a list of one is sent as that one, without a list. */
const listOf = <const S extends v.GenericSchema>(item: S) =>
  v.union([
    v.pipe(v.array(item), v.minLength(1)),
    v.pipe(
      item,
      v.transform((one) => [one]),
    ),
  ])

const checked = v.object({
  Event: v.literal('wxa_media_check'),
  trace_id: v.string(),
  errcode: v.optional(number, 0),
  result: v.optional(v.object({ suggest: v.picklist(['pass', 'review', 'risky']) })),
})
const consented = v.object({
  Event: v.picklist(['subscribe_msg_popup_event', 'subscribe_msg_change_event']),
  FromUserName: v.string(),
  CreateTime: number,
  List: listOf(v.object({ TemplateId: v.string(), SubscribeStatusString: v.string() })),
})
const sent = v.object({
  Event: v.literal('subscribe_msg_sent_event'),
  FromUserName: v.string(),
  CreateTime: number,
  List: listOf(v.object({ TemplateId: v.string(), MsgID: v.union([v.string(), v.number()]), ErrorCode: number })),
})
const event = v.variant('Event', [checked, consented, sent])

/** Reads an event as WeChat cloud hands it to a function, or as `receivePush` unsealed it. Null for what concerns us not. */
export function readPush(given: unknown): Push | null {
  const parsed = v.safeParse(event, given)
  if (!parsed.success) return null
  const { output } = parsed
  if (output.Event === 'wxa_media_check') {
    const isSeen = output.errcode === 0 && output.result
    return { kind: 'media_checked', traceId: output.trace_id, suggestion: isSeen ? isSeen.suggest : 'review', code: output.errcode }
  }
  const openid = output.FromUserName
  if (output.Event === 'subscribe_msg_sent_event') {
    const { TemplateId: template, MsgID, ErrorCode: code } = output.List[0]!
    return { kind: 'message_delivered', key: `sent ${MsgID}`, openid, template, ok: code === 0, code }
  }
  return {
    kind: 'consent_changed',
    key: `${output.Event} ${openid} ${output.CreateTime}`,
    openid,
    templates: output.List.map(({ TemplateId, SubscribeStatusString }) => ({
      template: TemplateId,
      // There are also acceptWithAudio, acceptWithAlert and more.
      accepted: SubscribeStatusString.startsWith('accept'),
    })),
  }
}

export interface PushSecret {
  /** The 令牌 of WeChat's console. */
  token: string
  appid: string
  /** Where the console says 安全模式. Then nothing that is not sealed is taken. */
  encodingAesKey?: string
}

export interface PushRequest {
  method: string
  query: URLSearchParams
  body: string
}

/** What to answer WeChat, and what it told. 403: not from WeChat, or too long ago. */
export type Received = { status: 200 | 400 | 403; body: string; push: Push | null }

const MAX_AGE_MS = 5 * 60_000
const refused: Received = { status: 403, body: '', push: null }

/** WeChat's push over HTTPS with JSON bodies. A signature without 安全模式 does not cover the body: there TLS alone protects it. */
export function receivePush({ method, query, body }: PushRequest, secret: PushSecret, now: Date): Received {
  const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? '']
  const isRecent = Math.abs(now.getTime() - Number(timestamp || Number.NaN) * 1000) <= MAX_AGE_MS
  if (!isRecent) return refused
  const isSigned = isSignedBy(query.get('signature') ?? '', secret.token, timestamp, nonce)
  if (method === 'GET') return isSigned ? { status: 200, body: query.get('echostr') ?? '', push: null } : refused
  const given = parse(body)
  if (secret.encodingAesKey === undefined) return isSigned ? taken(given) : refused
  const sealed = v.safeParse(v.object({ Encrypt: v.string() }), given)
  if (!sealed.success) return refused
  const { Encrypt } = sealed.output
  if (!isSignedBy(query.get('msg_signature') ?? '', secret.token, timestamp, nonce, Encrypt)) return refused
  const opened = unseal(Encrypt, { ...secret, encodingAesKey: secret.encodingAesKey })
  return opened === null ? refused : taken(parse(opened))
}

const taken = (given: unknown): Received =>
  given === undefined ? { status: 400, body: '', push: null } : { status: 200, body: 'success', push: readPush(given) }

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
