import Taro from '@tarojs/taro'
import type { Input, OperationName, Output } from '../../contract'
import type { ErrorCode, FieldError, Refusal } from '../../contract/operation'
import { API } from './environment'
import { congressCode, forgetToken, renewToken, sessionStarted, token } from './identity'

/** A call that came back without its answer; OFFLINE where nothing came back at all. */
export class Refused extends Error {
  constructor(
    readonly code: ErrorCode | 'OFFLINE',
    readonly fields: readonly FieldError[] = [],
    /** TOO_MANY: in how many seconds it may be tried again; undefined where it is not time that helps. */
    readonly retryAfterS?: number,
    /** By which the office finds this call in its logs. */
    readonly callId: string | null = null,
  ) {
    super(code)
    // Compiled to ES5, a subclass of Error loses its prototype.
    Object.setPrototypeOf(this, Refused.prototype)
  }
}

export function isRefused(error: unknown): error is Refused {
  return error instanceof Refused
}

type Reply = { ok: true; output: unknown } | { ok: false; error: Refusal }

/** Does one operation of the contract in the cloud, whichever way this platform reaches it. */
export async function call<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>> {
  await sessionStarted()
  const asked = token()
  try {
    return await once(name, input)
  } catch (error) {
    // A token that has run out, or a phone that has none since nobody had agreed yet: sign in anew, once.
    const isPhone = process.env.TARO_ENV !== 'h5'
    if (!(isRefused(error) && error.code === 'SIGN_IN' && (token() || isPhone))) throw error
    // Unless the session goes on under another token that came meanwhile.
    if (token() === asked) forgetToken()
    await sessionStarted()
    return once(name, input)
  }
}

async function once<N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>> {
  const callId = newRequestId()
  const reply = await (usesCloud() ? byCloud(name, input, callId) : byRequest(name, input, callId))
  if (!reply.ok) throw new Refused(reply.error.code, reply.error.fields, reply.error.retryAfterS, callId)
  return reply.output as Output<N>
}

/** WeChat's own cloud, unless the build names a host. */
export const usesCloud = () => process.env.TARO_ENV === 'weapp' && API === '' && Boolean(Taro.cloud)

async function byCloud(operation: OperationName, input: unknown, callId: string): Promise<Reply> {
  const answer = await Taro.cloud
    .callFunction({ name: 'api', data: { operation, input, congress: congressCode(), call: callId } })
    .catch(() => Promise.reject(new Refused('OFFLINE')))
  return isReply(answer.result) ? answer.result : { ok: false, error: { code: 'INTERNAL' } }
}

function isReply(result: unknown): result is Reply {
  return typeof result === 'object' && result !== null && 'ok' in result
}

async function byRequest(operation: OperationName, input: unknown, callId: string): Promise<Reply> {
  const { statusCode, data } = await request('POST', `/rpc/${operation}`, input, callId)
  if (statusCode >= 200 && statusCode < 300) return { ok: true, output: data }
  const error = (data as { error?: Refusal } | null)?.error
  return { ok: false, error: error?.code ? error : { code: statusCode >= 500 ? 'UNAVAILABLE' : 'INTERNAL' } }
}

/** The host that serves the operations: this page's own on H5. */
export const host = process.env.TARO_ENV === 'h5' ? '' : API

/** One HTTP request to the host, with who is calling and of which congress. */
export async function request(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  callId = newRequestId(),
): Promise<{ statusCode: number; data: unknown }> {
  const header: Record<string, string> = { 'Content-Type': 'application/json', 'X-Request-Id': callId }
  const bearer = token()
  if (bearer) header.Authorization = `Bearer ${bearer}`
  const congress = congressCode()
  if (congress) header.Congress = congress
  try {
    const {
      statusCode,
      data,
      header: answered,
    } = await Taro.request<unknown>({
      url: host + path,
      method,
      header,
      ...(body === undefined ? {} : { data: JSON.stringify(body) }),
      timeout: 20_000,
    })
    const renewed = bearer && headerOf(answered, 'session-token')
    if (renewed) renewToken(bearer, renewed)
    return { statusCode, data }
  } catch (error) {
    const { statusCode, status } = (error ?? {}) as { statusCode?: number; status?: number }
    if (statusCode ?? status) return { statusCode: (statusCode ?? status)!, data: null }
    throw new Refused('OFFLINE')
  }
}

/** Phones write a header's name as the server did, browsers in small letters. */
function headerOf(headers: Record<string, unknown> | undefined, name: string): string | undefined {
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)
  return typeof found?.[1] === 'string' ? found[1] : undefined
}

/** UUID v4; phones have no `crypto`, so it is asked for, not needed. */
export function newRequestId(): string {
  const random =
    typeof crypto !== 'undefined' && typeof crypto.getRandomValues === 'function'
      ? crypto.getRandomValues(new Uint8Array(16))
      : Uint8Array.from({ length: 16 }, () => Math.floor(Math.random() * 256))
  random[6] = (random[6]! & 0x0f) | 0x40
  random[8] = (random[8]! & 0x3f) | 0x80
  const hex = Array.from(random, (byte) => `0${byte.toString(16)}`.slice(-2)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
