import { httpsWechat, type HttpsWechatOptions } from '../../../src/cloud/wechat/https'
import { openStandIn, type StandIn, type StandInOptions } from '../../../src/cloud/wechat/stand-in/open'
import { ownTokens } from '../../../src/cloud/wechat/token'
import type { Wechat } from '../../../src/cloud/wechat/wechat'

/** WeChat on this machine at a time that the test moves, and the client under test. */
export interface Line {
  standIn: StandIn
  wechat: Wechat
  /** Another process of the same account. */
  client(over?: Partial<HttpsWechatOptions>): Wechat
  now: () => Date
  pass(ms: number): void
}

export const paths = {
  token: '/cgi-bin/stable_token',
  session: '/sns/jscode2session',
  send: '/cgi-bin/message/subscribe/send',
  text: '/wxa/msg_sec_check',
  media: '/wxa/media_check_async',
  code: '/wxa/getwxacodeunlimit',
  phone: '/wxa/business/getuserphonenumber',
}

const open: StandIn[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.close()))
})

export async function openLine(options: Partial<StandInOptions> = {}): Promise<Line> {
  let at = Date.parse('2026-03-02T01:00:00Z')
  const now = () => new Date(at)
  const standIn = await openStandIn({ now, ...options })
  open.push(standIn)
  const client = (over: Partial<HttpsWechatOptions> = {}) =>
    httpsWechat({ appid: standIn.appid, secret: standIn.secret, base: standIn.base, tokens: ownTokens(), now, ...over })
  return { standIn, wechat: client(), client, now, pass: (ms) => (at += ms) }
}

export const minutes = (count: number) => count * 60_000
