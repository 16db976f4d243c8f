import type { Server } from 'node:http'
import { serveHttp } from '../../src/cloud/host/http'
import { demoTemplates } from '../../src/cloud/host/wechat'
import { httpsWechat } from '../../src/cloud/wechat/https'
import { openStandIn, type StandIn } from '../../src/cloud/wechat/stand-in/open'
import { ownTokens } from '../../src/cloud/wechat/token'
import { freePort } from '../free-port'
import { openTestContext, type TestContext } from './database'
import { buildTown, type Town } from './town'

/** A town whose people have WeChat, and a host to which WeChat pushes what it finds. */
export interface WechatTown {
  context: TestContext
  town: Town
  standIn: StandIn
  openid(of: keyof Town['person']): string
  /** Moves the clock. */
  pass(ms: number): void
  close(): Promise<void>
}

export async function openWechatTown(): Promise<WechatTown> {
  const port = freePort()
  const token = 'push-token'
  let at = Date.parse('2026-11-23T02:00:00Z')
  const now = () => new Date(at)
  const standIn = await openStandIn({ now, acceptsDemoCodes: true, push: { url: `http://127.0.0.1:${port}/wechat/push`, token } })
  const { appid, secret, base } = standIn
  const wechat = httpsWechat({ appid, secret, base, tokens: ownTokens(), now, patienceMs: 2_000 })
  const context = await openTestContext({ wechat, templates: demoTemplates, publicUrl: `http://127.0.0.1:${port}` })
  const server: Server = serveHttp(context, { pages: 'tests', push: { token, appid } })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const town = await buildTown(context)
  const openid = (of: keyof Town['person']) => `o-${of}`
  for (const of of Object.keys(town.person) as (keyof Town['person'])[])
    await context.db
      .updateTable('persons')
      .set({ openid: openid(of) })
      .where('id', '=', town.person[of])
      .execute()
  return {
    context,
    town,
    standIn,
    openid,
    pass: (ms) => {
      at += ms
      context.setNow(now())
    },
    close: async () => {
      await standIn.close()
      await new Promise((resolve) => server.close(resolve))
      await context.close()
    },
  }
}

export const minutes = (count: number) => count * 60_000
