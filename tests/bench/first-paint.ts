// How long a first and a second visit of 首页 take on a slow phone, against one page of the same bytes on the same line:
// `npm run build:h5 && npx tsx tests/bench/first-paint.ts [rounds]`. By hand: what a clock says is no test.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext } from '@playwright/test'
import { freePort } from '../free-port'

/** As in tests/journeys/first-use.journey.ts. */
const THREE_G = { offline: false, latency: 300, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: 750e3 / 8 }
const CPU = 4
const USEFUL = '反映一件事'
const rounds = Number(process.argv[2] ?? 5)

interface Visit {
  /** Milliseconds from the navigation: anything at all, and what one came for. */
  first: number
  useful: number
  bytes: number
}

async function visit(context: BrowserContext, url: string, words: string): Promise<Visit> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', THREE_G)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU })
  let bytes = 0
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  // Looked for at each frame within the page, so that the line to it adds nothing. Text, since tsx names a function by a helper that no page has.
  const look = `(function look() {
    if (document.body?.innerText.includes(${JSON.stringify(words)})) requestAnimationFrame(() => (window.usefulAt = performance.now()))
    else requestAnimationFrame(look)
  })()`
  await page.addInitScript({ content: look })
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForFunction(() => 'usefulAt' in window, undefined, { timeout: 120_000, polling: 250 })
  const times = await page.evaluate(() => ({
    first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    useful: (window as unknown as { usefulAt: number }).usefulAt,
  }))
  await page.close()
  return { ...times, bytes }
}

/** One page that says the same after as many bytes, which nothing makes smaller: what the line alone costs. */
async function plainPage(bytes: number): Promise<Server> {
  const filler = randomBytes(Math.ceil((bytes * 3) / 4))
    .toString('base64')
    .slice(0, bytes)
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><title>x</title><p>.</p><script type="text/plain">${filler}</script><p>${USEFUL}</p>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

async function openHost(folder: string): Promise<{ url: string; close: () => Promise<unknown> }> {
  const port = freePort()
  const host = spawn(process.execPath, ['--import', 'tsx', 'src/cloud/host/start.ts'], {
    cwd: path.resolve(__dirname, '../..'),
    env: { ...process.env, CI: 'true', DATABASE_URL: '', DEMO: '1', DATA_DIR: folder, PORT: String(port) },
  })
  await new Promise<void>((resolve, reject) => {
    host.stdout.on('data', (chunk: Buffer) => chunk.toString().includes('is ready') && resolve())
    host.on('exit', () => reject(new Error('The host did not start')))
  })
  return { url: `http://localhost:${port}/`, close: () => new Promise((resolve) => host.on('exit', resolve) && host.kill('SIGTERM')) }
}

const middle = (numbers: readonly number[]) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1]!
function say(name: string, visits: readonly Visit[], limit?: number): number {
  const useful = middle(visits.map((each) => each.useful))
  const seconds = (of: number) => `${(of / 1_000).toFixed(2)} s`
  const bytes = `${(middle(visits.map((each) => each.bytes)) / 1_000).toFixed(0)} kB`
  const ratio = limit ? `, ${(useful / limit).toFixed(2)} × the plain page` : ''
  console.log(
    `${name.padEnd(14)} ${bytes.padStart(7)}  first paint ${seconds(middle(visits.map(({ first }) => first)))}  useful ${seconds(useful)}${ratio}`,
  )
  return useful
}

async function measure(browser: Browser, url: string): Promise<void> {
  const fresh = () => browser.newContext({ locale: 'zh-CN', serviceWorkers: 'block', viewport: { width: 375, height: 812 } })
  const warm = await fresh()
  const { bytes } = await visit(warm, url, USEFUL)
  await warm.close()
  const plain = await plainPage(bytes)
  const plainUrl = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`
  const [cold, again, limit]: [Visit[], Visit[], Visit[]] = [[], [], []]
  for (let round = 0; round < rounds; round += 1) {
    const ours = await fresh()
    cold.push(await visit(ours, url, USEFUL))
    again.push(await visit(ours, url, USEFUL))
    await ours.close()
    const other = await fresh()
    limit.push(await visit(other, plainUrl, USEFUL))
    await other.close()
  }
  plain.close()
  console.log(`4 × slower CPU, 1.6 Mbit/s, 300 ms a round trip; the middle of ${rounds}`)
  const least = say('plain page', limit)
  say('first visit', cold, least)
  say('second visit', again, least)
}

async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-paint-'))
  const host = await openHost(folder)
  const browser = await chromium.launch({
    ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    await measure(browser, host.url)
  } finally {
    await browser.close()
    await host.close()
    await rm(folder, { recursive: true, force: true })
  }
}

void run()
