import { randomBytes } from 'node:crypto'
import { templates } from '../../domain/notification'
import type { Templates } from '../notification/templates'
import { demoPersons, openidOf } from '../database/demo/persons'
import type { Context } from '../context'
import { httpsWechat } from '../wechat/https'
import type { PushSecret } from '../wechat/push'
import { openStandIn, type StandIn } from '../wechat/stand-in/open'
import { ownTokens } from '../wechat/token'
import type { Wechat } from '../wechat/wechat'

/** The demo's templates, as a mini-program's console would have them. */
export const demoTemplates: Templates = Object.fromEntries(
  templates.map((template) => [
    template,
    { id: `demo-${template}`, fields: { thing1: 'title', character_string2: 'number', time3: 'time', thing4: 'hint' } as const },
  ]),
)

export interface DemoWechat {
  wechat: Wechat
  standIn: StandIn
  push: PushSecret
}

/** A WeChat of the demo's own, so that everything can be tried without an account; it pushes to this host. */
export async function openDemoWechat(port: number): Promise<DemoWechat> {
  const token = randomBytes(16).toString('hex')
  const now = () => new Date()
  const standIn = await openStandIn({
    now,
    acceptsDemoCodes: true,
    codeBase: `http://localhost:${port}/#/`,
    mediaDelayMs: 2_000,
    push: { url: `http://127.0.0.1:${port}/wechat/push`, token },
  })
  // Words that show what happens to what WeChat finds risky.
  standIn.judge('演示违规', 'risky')
  standIn.judge('演示存疑', 'review')
  const { appid, secret, base } = standIn
  return { wechat: httpsWechat({ appid, secret, base, tokens: ownTokens(), now }), standIn, push: { token, appid } }
}

/** In a browser nobody can be asked for a subscription, so the demo's people have agreed to every message. */
export async function consentOfDemoPeople(context: Context, standIn: StandIn): Promise<void> {
  const { persons } = await demoPersons(context)
  for (const { person } of persons)
    for (const template of templates) standIn.consent(openidOf(person), demoTemplates[template]!.id, Number.POSITIVE_INFINITY)
}
