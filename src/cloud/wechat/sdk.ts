import { calls, wechatOver, type Ask, type Edition } from './calls'
import { failureOf, noAnswer } from './reasons'
import type { Wechat, WechatAnswer } from './wechat'

/** What config.json of a function that calls `cloudWechat` must declare under `permissions.openapi`; without it WeChat says -604101. */
export const openapiPermissions: string[] = Object.values(calls).map(({ openapi }) => openapi)

/** The SDK has a function under any name, right or not, so names are taken from `calls` alone. */
type Openapi = Record<string, Record<string, (body: Record<string, unknown>) => Promise<Record<string, unknown>>>>

export interface CloudWechatOptions {
  edition?: Edition
  /** How long an answer may take; 8,000 ms where absent. The SDK itself waits 15 s, and the function lives for 20. */
  patienceMs?: number
}

/** WeChat's servers through WeChat cloud, which needs no token. A login code is `rejected`: there a caller's identity is `getWXContext`. */
export function cloudWechat({ edition, patienceMs = 8000 }: CloudWechatOptions = {}): Wechat {
  const ask: Ask = async (call, body) => {
    const { openapi } = await open()
    const [group, method] = calls[call].openapi.split('.') as [string, string]
    return within(patienceMs, openapi[group]![method]!(body).then(answerIn, failureIn))
  }
  return { ...wechatOver(ask, edition), sessionOf: async () => ({ ok: false, reason: 'rejected', code: 0 }) }
}

let opened: Promise<{ openapi: Openapi }> | undefined

/**
 * Once: `init` for the function's own environment. By default the SDK rewrites names in bodies and answers; here they stay WeChat's.
 * A promise of `openapi` itself would never come: it has a function under the name `then` too, which asks WeChat.
 */
function open(): Promise<{ openapi: Openapi }> {
  opened ??= import('wx-server-sdk').then(({ default: cloud }) => {
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string })
    const named = cloud.openapi as unknown as (options: { convertCase: boolean }) => Openapi
    return { openapi: named({ convertCase: false }) }
  })
  return opened
}

const answerIn = (answer: Record<string, unknown>) => ({ ok: true as const, answer: 'buffer' in answer ? answer.buffer : answer })

/** What the SDK throws carries WeChat's errcode, or that of WeChat cloud, as `errCode`. */
function failureIn(thrown: unknown) {
  const code = typeof thrown === 'object' && thrown !== null && 'errCode' in thrown ? Number(thrown.errCode) : Number.NaN
  return Number.isSafeInteger(code) && code !== 0 ? failureOf(code) : noAnswer
}

function within<T extends object>(ms: number, answered: Promise<WechatAnswer<T>>): Promise<WechatAnswer<T>> {
  let timer: NodeJS.Timeout
  const late = new Promise<WechatAnswer<T>>((resolve) => (timer = setTimeout(resolve, ms, noAnswer)))
  return Promise.race([answered, late]).finally(() => clearTimeout(timer))
}
