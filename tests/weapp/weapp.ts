import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test as base, type Browser, type Locator, type Page } from '@playwright/test'
import pg from 'pg'
import { openContext, type Context } from '../../src/cloud/context'
import { fillDemo } from '../../src/cloud/database/demo/fill'
import { openEmbedded } from '../../src/cloud/database/embedded'
import { migrate } from '../../src/cloud/database/migrate'
import { demoTemplates } from '../../src/cloud/host/wechat'
import { httpsWechat } from '../../src/cloud/wechat/https'
import { openStandIn, type StandIn } from '../../src/cloud/wechat/stand-in/open'
import { ownTokens } from '../../src/cloud/wechat/token'
import { overBudget } from './budget'
import type { WeappWindow } from './host/browser/main'
import { serveWeapp } from './host/serve'

const root = path.resolve(__dirname, '../..')

/** The built mini-program and its functions on a database of their own. */
export interface Town {
  url: string
  context: Context
  /** WeChat's servers, which the functions ask over HTTPS. */
  standIn: StandIn
  close(): Promise<void>
}

export async function openTown(): Promise<Town> {
  const closing: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const one of closing.splice(0).toReversed()) await one()
  }
  try {
    return { ...(await build((one) => closing.push(one))), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Each thing says at once how it ends, so that a failure on the way leaves nothing running. */
async function build(later: (close: () => Promise<unknown>) => void): Promise<Omit<Town, 'close'>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-weapp-'))
  later(() => rm(dataDir, { recursive: true, force: true }))
  const embedded = process.env.TEST_DATABASE_URL ? null : await openEmbedded(process.env.JOURNEYS_DATA ?? path.join(dataDir, 'server'))
  // One that another started keeps running for them.
  if (embedded && !embedded.isAttached) later(() => embedded.stop())
  const server = process.env.TEST_DATABASE_URL ?? embedded!.url
  const name = `weapp_${randomUUID().replaceAll('-', '')}`
  await query(server, `create database ${name} encoding 'UTF8' template template0`)
  later(() => query(server, `drop database ${name} with (force)`))
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href
  const contactKey = Buffer.alloc(32, 7).toString('base64')
  const filesKey = Buffer.alloc(32, 8).toString('base64')
  const env = { CONTACT_KEY: contactKey, FILES_KEY: filesKey, LOG_LEVEL: 'error' }
  const now = () => new Date()
  const standIn = await openStandIn({ now })
  later(() => standIn.close())
  const { appid, secret, base: api } = standIn
  const context = await openContext({
    databaseUrl,
    dataDir,
    isDemo: true,
    connections: 2,
    env,
    wechat: httpsWechat({ appid, secret, base: api, tokens: ownTokens(), now }),
    templates: demoTemplates,
  })
  later(() => context.close())
  await migrate(context.db)
  await fillDemo(context, () => {})
  const served = await serveWeapp({
    dist: path.join(root, 'dist/weapp'),
    functions: path.join(root, 'dist/functions'),
    env: {
      ...env,
      DATABASE_URL: databaseUrl,
      FILES_DIR: dataDir,
      WECHAT_APPID: appid,
      WECHAT_SECRET: secret,
      WECHAT_API: api,
      WECHAT_TEMPLATES: JSON.stringify(demoTemplates),
    },
  })
  later(() => served.close())
  return { url: served.url, context, standIn }
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/** One person's phone with the mini-program open on it. */
export interface Phone {
  page: Page
  /** The page on top; those below it are still in the document. */
  top: Locator
  /** What the person answers when WeChat asks: `answer('getFuzzyLocation', { longitude, latitude })`. */
  answer(name: string, gives: unknown): Promise<void>
  refuse(name: string, why?: string): Promise<void>
  /**
   * Several at once, by API or by open-type of a button: `answers({ scanCode: { result }, getPhoneNumber: { refuses: 'user deny' } })`.
   * Others than WeChat's own names: `privacy: 'needed'` and `privacyWindow`, `recording`, `audio`.
   */
  answers(given: Record<string, unknown>): Promise<void>
  /** Calls an API of WeChat as page code would, but out of no tap; gives what it resolves or fails with. */
  wx(name: string, options?: Record<string, unknown>): Promise<unknown>
  route(): Promise<string>
  /** Agrees to the privacy text where it is asked for on the page on top. */
  agree(): Promise<void>
  log(): Promise<WeappWindow['log']>
}

export async function openPhone(
  browser: Browser,
  { url }: Town,
  { openid, path: first }: { openid: string; path?: string },
): Promise<Phone> {
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const search = new URLSearchParams({ openid, ...(first && { page: first }) })
  await page.goto(`${url}/?${search.toString()}`)
  await page.waitForFunction('weapp.route() !== "" || weapp.log.errors.length > 0')
  const on = <T>(run: (held: WeappWindow, given: unknown[]) => T, ...given: unknown[]) =>
    page.evaluate(`(${run.toString()})(window.weapp, ${JSON.stringify(given)})`) as Promise<T>
  return {
    page,
    top: page.locator('.host-page:not([hidden])'),
    answer: (name, gives) => on((held, given) => held.answer(given[0] as string, given[1]), name, gives),
    refuse: (name, why = 'auth deny') => on((held, given) => held.refuse(given[0] as string, given[1] as string), name, why),
    answers: (given) =>
      on((held, [all]) => {
        for (const [name, gives] of Object.entries(all as Record<string, unknown>)) {
          const refuses = (gives as { refuses?: unknown } | null)?.refuses
          if (typeof refuses === 'string') held.refuse(name, refuses)
          else held.answer(name, gives)
        }
      }, given),
    wx: (name, options = {}) => on((held, parts) => held.wx(parts[0] as string, parts[1] as Record<string, unknown>), name, options),
    route: () => on((held) => held.route()),
    agree: async () => {
      await on((held) => held.answer('agreePrivacyAuthorization', {}))
      await page.getByRole('button', { name: '同意并继续' }).last().tap()
      // As a person would wait. One who goes on before the first answers renders a page twice or once by chance.
      await page.waitForFunction('weapp.quiet() > 300')
    },
    log: () => on((held) => held.log),
  }
}

interface Fixtures {
  /** Opens a phone; at the end of the test its error log must be empty, and what it rendered within the journey's budget. */
  phoneOf(openid: string, path?: string): Promise<Phone>
}

export const test = base.extend<Fixtures, { town: Town }>({
  town: [
    // Playwright reads the first parameter as the list of fixtures, so it must be a pattern.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const town = await openTown()
      await use(town)
      await town.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  phoneOf: async ({ browser, town }, use, info) => {
    const phones: Phone[] = []
    await use(async (openid, first) => {
      const phone = await openPhone(browser, town, { openid, ...(first && { path: first }) })
      phones.push(phone)
      return phone
    })
    const logs: WeappWindow['log'][] = []
    for (const phone of phones) {
      logs.push(await phone.log())
      await phone.page.context().close()
    }
    expect(logs.flatMap(({ errors }) => errors)).toEqual([])
    const sum = (what: 'calls' | 'bytes') => logs.reduce((total, { setData }) => total + setData[what], 0)
    // A journey that failed on the way spent less than it would have.
    if (info.status === info.expectedStatus) expect(overBudget(info.title, { calls: sum('calls'), bytes: sum('bytes') })).toEqual([])
  },
})
export { expect }
