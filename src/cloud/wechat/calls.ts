import * as v from 'valibot'
import { noAnswer } from './reasons'
import { scenes, type Wechat, type WechatAnswer } from './wechat'

/** Each call by its path over HTTPS and by its name in WeChat cloud, where config.json must declare it. */
export const calls = {
  sendMessage: { path: '/cgi-bin/message/subscribe/send', openapi: 'subscribeMessage.send' },
  checkText: { path: '/wxa/msg_sec_check', openapi: 'security.msgSecCheck' },
  checkMedia: { path: '/wxa/media_check_async', openapi: 'security.mediaCheckAsync' },
  codeImage: { path: '/wxa/getwxacodeunlimit', openapi: 'wxacode.getUnlimited' },
  phoneOf: { path: '/wxa/business/getuserphonenumber', openapi: 'phonenumber.getPhoneNumber' },
} as const satisfies Record<string, { path: `/${string}`; openapi: `${string}.${string}` }>
export type Call = keyof typeof calls

/** Which build of the mini-program messages and codes open: the published one, the one for trial, the developer's. */
export type Edition = 'release' | 'trial' | 'develop'
const stateOf = { release: 'formal', trial: 'trial', develop: 'developer' } as const

/** Asks WeChat one thing. The answer is its JSON, or the bytes of an image. */
export type Ask = (call: Call, body: Record<string, unknown>) => Promise<WechatAnswer<{ answer: unknown }>>

const media = { audio: 1, image: 2 } as const
const checked = v.object({ result: v.object({ suggest: v.picklist(['pass', 'review', 'risky']) }) })
const accepted = v.object({ trace_id: v.pipe(v.string(), v.nonEmpty()) })
const image = v.instance(Buffer)
// The documentation says that countryCode is a string; its example shows a number.
const phone = v.object({ phone_info: v.object({ purePhoneNumber: v.string(), countryCode: v.union([v.string(), v.number()]) }) })

/** What is asked and read, the same whether `ask` goes over HTTPS or through WeChat cloud. */
export function wechatOver(ask: Ask, edition: Edition = 'release'): Omit<Wechat, 'sessionOf'> {
  return {
    sendMessage: async ({ openid, template, page, data }) => {
      const values = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }]))
      const body = { touser: openid, template_id: template, page, data: values, miniprogram_state: stateOf[edition], lang: 'zh_CN' }
      return read(await ask('sendMessage', body), v.object({}), () => ({}))
    },
    checkText: async ({ openid, text, scene }) =>
      read(await ask('checkText', { version: 2, openid, scene: scenes[scene], content: text }), checked, ({ result }) => ({
        suggestion: result.suggest,
      })),
    checkMedia: async ({ openid, url, kind, scene }) => {
      const body = { version: 2, openid, scene: scenes[scene], media_url: url, media_type: media[kind] }
      return read(await ask('checkMedia', body), accepted, (answer) => ({ traceId: answer.trace_id }))
    },
    codeImage: async ({ scene, page }) => {
      // A page is looked for among the published ones only, so a code for another build must not be checked.
      const body = { scene, page, env_version: edition, check_path: edition === 'release' }
      return read(await ask('codeImage', body), image, (bytes) => ({ image: bytes }))
    },
    phoneOf: async (code) =>
      read(await ask('phoneOf', { code }), phone, ({ phone_info: { purePhoneNumber, countryCode } }) => ({
        phone: `${String(countryCode) === '86' ? '' : countryCode}${purePhoneNumber}`.replaceAll(/\D/g, ''),
      })),
  }
}

/** An answer that is not of the documented shape says nothing, so it counts as none. */
export function read<const S extends v.GenericSchema, T extends object>(
  answered: WechatAnswer<{ answer: unknown }>,
  schema: S,
  take: (answer: v.InferOutput<S>) => T,
): WechatAnswer<T> {
  if (!answered.ok) return answered
  const parsed = v.safeParse(schema, answered.answer)
  return parsed.success ? { ok: true, ...take(parsed.output) } : noAnswer
}
