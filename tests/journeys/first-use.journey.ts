import { expect, test, type APIRequestContext, type Browser, type BrowserContext, type Page, type Route } from '@playwright/test'
import { openStates } from '../../src/domain/concern'
import { asked, personWith, shown } from './person'

/** Before 首页 can be used: nothing of these may be needed from the server. */
const ASKED = /\/(rpc|demo|map\.json)/
const KB = 1000
/** A phone of 2016 on 3G: four times slower, 1.6 Mbit/s, 300 ms a round trip. */
const THREE_G = { offline: false, latency: 300, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: 750e3 / 8 }
const USEFUL = '反映一件事'

async function slowPhone(
  context: BrowserContext,
): Promise<{ page: Page; loaded: () => { requests: number; bytes: number; code: number } }> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', THREE_G)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  /** `code`: the bytes of scripts and styles; what comes from the browser's cache has none. */
  const sum = { requests: 0, bytes: 0, code: 0 }
  const isCode = new Set<string>()
  cdp.on('Network.requestWillBeSent', ({ request }) => {
    if (!request.url.startsWith('data:')) sum.requests += 1
  })
  cdp.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script' || type === 'Stylesheet') isCode.add(requestId)
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    sum.bytes += encodedDataLength
    if (isCode.has(requestId)) sum.code += encodedDataLength
  })
  return { page, loaded: () => ({ ...sum }) }
}

/** Lets no answer of the server through until it is told to. */
async function holdAnswers(page: Page): Promise<{ asked: () => number; release: () => Promise<void> }> {
  const held: Route[] = []
  let isHeld = true
  await page.route(ASKED, (route) => (isHeld ? void held.push(route) : route.fallback()))
  return {
    asked: () => held.length,
    release: async () => {
      isHeld = false
      for (const route of held.splice(0)) await route.fallback()
    },
  }
}

/** When the element was first painted, in ms since the navigation began. */
const paintedAt = (page: Page) => page.evaluate(() => Math.round(performance.now()))

async function openNew(browser: Browser) {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  return { context, ...(await slowPhone(context)) }
}

/** The case of resident-6 that 首页 shows first. */
async function firstOnHome(request: APIRequestContext) {
  const { items } = await asked(request, 'concern.mine', { limit: 20 }, 'resident-6')
  // One that was spoken has no words to look for.
  return items.find(({ state, excerpt }) => excerpt && (state === 'answered' || (openStates as readonly string[]).includes(state)))!
}

test('首页 can be used on a slow phone after 200 kB and before the server has answered anything', async ({ browser }) => {
  const { context, page, loaded } = await openNew(browser)
  const answers = await holdAnswers(page)
  await page.goto('/', { waitUntil: 'commit' })
  await expect(page.getByRole('button', { name: USEFUL }).first()).toBeVisible({ timeout: 60_000 })
  const ms = await paintedAt(page)
  const { requests, bytes } = loaded()
  console.log(
    `    first visit, 4 × slower CPU, 3G: ${requests} requests, ${(bytes / KB).toFixed(0)} kB, useful after ${(ms / 1000).toFixed(1)} s`,
  )
  expect(bytes).toBeLessThan(200 * KB)
  expect(requests).toBeLessThanOrEqual(16)
  await answers.release()
  await context.close()
})

test('what 首页 needs is asked for with the document, not link by link, and something is seen before any script has come', async ({
  browser,
}) => {
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  /** By whom a file was asked for: the document, or a script that had to come first. */
  const askedBy = new Map<string, string>()
  cdp.on('Network.requestWillBeSent', ({ request, initiator }) => {
    const by = initiator.type === 'script' ? (initiator.stack?.callFrames.at(-1)?.url ?? '') : 'document'
    if (/\.(js|css)$/.test(request.url)) askedBy.set(request.url, askedBy.get(request.url) ?? by)
  })
  const held: Route[] = []
  await page.route(/\.js$/, (route) => void held.push(route))
  await page.goto('/', { waitUntil: 'commit' })
  await expect(page.getByRole('status')).toHaveText('连心桥')
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('#first i')!).height)).toBe('88px')
  await page.unroute(/\.js$/)
  for (const route of held) await route.fallback()
  await expect(page.getByRole('button', { name: USEFUL }).first()).toBeVisible()
  await expect(page.locator('#first')).toHaveCount(0)
  const late = [...askedBy].filter(([, by]) => by !== 'document').map(([url, by]) => `${url} by ${by}`)
  console.log(`    ${askedBy.size} scripts and styles, ${late.length} of them asked for by a script`)
  expect(late).toEqual([])
  await context.close()
})

test('each call carries an id that the phone made, and the answer says the same', async ({ browser }) => {
  const page = await browser.newPage()
  const answer = page.waitForResponse(/\/rpc\//)
  await page.goto('/')
  const id = (await answer).request().headers()['x-request-id']
  expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/)
  expect((await answer).headers()['x-request-id']).toBe(id)
  await page.close()
})

test('a second visit asks for no script and no style anew', async ({ browser }) => {
  const { context, page, loaded } = await openNew(browser)
  await page.goto('/')
  await expect(page.getByRole('button', { name: USEFUL }).first()).toBeVisible({ timeout: 60_000 })
  await page.waitForLoadState('networkidle')
  const first = loaded()
  expect(first.code).toBeGreaterThan(100 * KB)
  await page.reload()
  await expect(page.getByRole('button', { name: USEFUL }).first()).toBeVisible({ timeout: 60_000 })
  await page.waitForLoadState('networkidle')
  console.log(`    second visit: ${((loaded().bytes - first.bytes) / KB).toFixed(0)} kB`)
  expect(loaded().code - first.code).toBe(0)
  await context.close()
})

test('a second visit shows one’s cases before any answer arrives, and then the fresh ones', async ({ browser, request }) => {
  const page = await personWith(browser, 'resident-6')
  const one = await firstOnHome(request)
  await expect(page.getByText(one.excerpt).first()).toBeVisible()
  // What was read is written down a second later.
  await expect.poll(() => page.evaluate(() => window.sessionStorage.getItem('lx.own') ?? '')).toContain(one.excerpt)

  const answers = await holdAnswers(page)
  await page.reload()
  await expect(page.getByText(one.excerpt).first()).toBeVisible()
  console.log(`    second visit, nothing answered: one's own case after ${((await paintedAt(page)) / 1000).toFixed(1)} s`)
  await expect.poll(answers.asked).toBeGreaterThan(0)
  await answers.release()
  await expect(page.getByText('演示：您现在是')).toBeVisible()
  await page.close()
})

test('who signs in after somebody else sees nothing of theirs, not even for a moment', async ({ browser, request }) => {
  const page = await personWith(browser, 'resident-6')
  const { excerpt } = await firstOnHome(request)
  await expect.poll(() => page.evaluate(() => window.sessionStorage.getItem('lx.own') ?? '')).toContain(excerpt)

  const answers = await holdAnswers(page)
  await page.goto('/?as=resident-1')
  await expect(page.getByRole('button', { name: USEFUL }).first()).toBeVisible()
  await expect(shown(page)).not.toContainText(excerpt)
  expect(await page.evaluate(() => JSON.stringify({ ...window.sessionStorage, ...window.localStorage }))).not.toContain(excerpt)
  await answers.release()
  await expect(page.getByText(/您现在是孙大娘/)).toBeVisible()
  await expect(shown(page)).not.toContainText(excerpt)
  await page.close()
})

test('a photo opens large, and closes by Escape with the focus where it was', async ({ browser }) => {
  const page = await personWith(browser, 'resident-1')
  await page.goto('/#/resident/report/index')
  const chooser = page.waitForEvent('filechooser')
  await shown(page).getByRole('textbox').fill('路灯坏了，请看照片。')
  await shown(page).getByRole('button', { name: '下一步' }).click()
  await shown(page).getByRole('button', { name: '添加照片' }).click()
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const file = { name: 'lamp.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') }
  await (await chooser).setFiles([file, { ...file, name: 'lamp-2.png' }])
  await shown(page).getByRole('button', { name: '第2张照片', exact: true }).click()
  const viewer = page.locator('dialog.lx-viewer')
  await expect(viewer.getByRole('status')).toHaveText('2 / 2')
  await viewer.getByRole('button', { name: '上一张' }).click()
  await expect(viewer.getByRole('status')).toHaveText('1 / 2')
  await page.keyboard.press('Escape')
  await expect(viewer).toHaveCount(0)
  await page.close()
})
