import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openContext, type Context } from '../context'
import { fillDemo } from '../database/demo/fill'
import { openEmbedded } from '../database/embedded'
import { migrateAt } from '../database/migrate'
import { tick } from '../tick'
import type { PushSecret } from '../wechat/push'
import { openClock } from './clock'
import { serveHttp, serveMetrics } from './http'
import { claim } from './lock'
import { openMetrics, type Metrics } from './metrics'
import { consentOfDemoPeople, demoTemplates, openDemoWechat, type DemoWechat } from './wechat'

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const dataDir = path.resolve(process.env.DATA_DIR ?? '.data')
const port = Number(process.env.PORT ?? 8790)
/** Beside dist/server/start.js, or from here. */
const pages = ['../h5', '../../../dist/h5'].map((each) => path.resolve(__dirname, each)).find(existsSync) ?? 'dist/h5'
/** Several hosts may share a database of their own behind a proxy; the embedded one has a single host. */
const lock = path.join(dataDir, process.env.DATABASE_URL ? `host-${port}.json` : 'host.json')
/** A host with a database of its own is a demo unless it is told otherwise; one with somebody's DATABASE_URL never is by itself. */
const isDemo = process.env.DEMO ? process.env.DEMO !== '0' : !process.env.DATABASE_URL

/** What is to be let go of at the end, in the order in which it was taken. */
const held: (() => unknown)[] = []
const REST_MS = 5_000
/** Within the 20 s after which a phone gives up, so that a person hears UNAVAILABLE. The timer's statements go over much more. */
const [ANSWER_PATIENCE_MS, TICK_PATIENCE_MS] = [15_000, 50_000]
let ending: Promise<void> | undefined

/** Lets go of everything, the last first, and ends the process. What does not let go in time is left behind. */
function end(code: number): Promise<void> {
  return (ending ??= (async () => {
    for (const letGo of held.toReversed())
      await Promise.resolve(letGo()).catch((error: Error) => process.stderr.write(`${error.message}\n`))
    process.exit(code)
  })())
}

async function start(): Promise<void> {
  if (!(port > 0 && port < 65_536)) throw new Error(`PORT must be a number between 1 and 65535, not ${process.env.PORT}`)
  const claimed = await claim(lock, port, say)
  if (typeof claimed === 'number') return say(`Lianxinqiao is already running: http://localhost:${claimed}`)
  held.push(claimed)

  const opening = process.env.DATABASE_URL ? null : openEmbedded(dataDir, say)
  // Ctrl-C during the first start: what is being made is finished and stopped.
  held.push(async () => (await opening?.catch(() => null))?.stop())
  const embedded = await opening
  if (ending) return
  if (embedded?.isAttached) say('Attached to the PostgreSQL that an earlier run left.')
  const demo = isDemo && !process.env.WECHAT_APPID ? await openDemoWechat(port) : null
  if (demo) held.push(() => demo.standIn.close())
  const clock = openClock({
    report: (ms) => process.stderr.write(`This machine's clock and the database's differ by ${Math.round(ms / 1000)} s\n`),
  })
  const databaseUrl = process.env.DATABASE_URL || embedded!.url
  const metrics = openMetrics()
  const options = {
    observer: metrics.observer,
    databaseUrl,
    dataDir,
    now: clock.now,
    isDemo,
    ...(demo && { wechat: demo.wechat, templates: demoTemplates }),
    publicUrl: process.env.PUBLIC_URL ?? `http://localhost:${port}`,
  }
  const context = await openContext({ ...options, patienceMs: ANSWER_PATIENCE_MS })
  // A pool waits for whoever still uses it; stopping PostgreSQL ends them.
  held.push(() => Promise.race([context.close(), pause(REST_MS)]))
  metrics.watch(context)
  const migrated = await migrateAt(databaseUrl)
  held.push(await clock.follow(context.db))
  if (migrated.length > 0) say(`Schema brought up to date: ${migrated.join(', ')}`)
  if (isDemo) await fillDemo(context, say)
  if (demo) await consentOfDemoPeople(context, demo.standIn)
  if (ending) return

  const ticking = process.env.TICK === '0' ? null : await openContext({ ...options, patienceMs: TICK_PATIENCE_MS, connections: 2 })
  if (ticking) held.push(() => Promise.race([ticking.close(), pause(REST_MS)]))
  const { METRICS_TOKEN: token } = process.env
  const server = serveHttp(context, {
    pages,
    ...(token && { metrics: { metrics, token } }),
    ...pushOf(demo),
    ...(demo && { phone: demo.standIn.sent }),
    isBehindProxy: process.env.BEHIND_PROXY === '1',
    ...(process.env.MAP_TILES && { tiles: process.env.MAP_TILES }),
    ...(process.env.MAP_TILES_ATTRIBUTION && { tilesAttribution: process.env.MAP_TILES_ATTRIBUTION }),
  })
  server.on('error', (error: NodeJS.ErrnoException) => {
    say(error.code === 'EADDRINUSE' ? `Port ${port} is taken by another program: set PORT to a free one.` : error.message)
    void end(1)
  })
  await openMetricsPort(metrics)
  server.listen({ port, host: process.env.HOST }, () => {
    held.push(startCounting(context), () => finish(server))
    if (ticking) held.push(startTicking(ticking))
    say(`Lianxinqiao is ready: http://localhost:${port}`)
    openBrowser(`http://localhost:${port}`)
  })
}

/** Where WeChat's pushes are taken: the console's 令牌, and its key in 安全模式. */
function pushOf(demo: DemoWechat | null): { push?: PushSecret } {
  const { WECHAT_PUSH_TOKEN: token, WECHAT_PUSH_KEY: encodingAesKey, WECHAT_APPID: appid } = process.env
  if (demo) return { push: demo.push }
  return token && appid ? { push: { token, appid, ...(encodingAesKey && { encodingAesKey }) } } : {}
}

/** METRICS_PORT: where Prometheus on this machine reads without a token; nothing of it is to be reached from elsewhere. */
async function openMetricsPort(metrics: Metrics): Promise<void> {
  const at = Number(process.env.METRICS_PORT ?? 0)
  if (!at) return
  const server = serveMetrics(metrics)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(at, '127.0.0.1', resolve))
  held.push(() => void server.close().closeAllConnections())
}

const COUNT_MS = 15_000

/** Writes down what was counted, and the rest of it at the end. */
function startCounting({ watch }: Context): () => Promise<void> {
  const counting = setInterval(() => void watch.flush(), COUNT_MS)
  return async () => {
    clearInterval(counting)
    await Promise.race([watch.flush(true), pause(REST_MS)])
  }
}

const TICK_MS = 5_000

/** Does the timer's work, one round after the other, until it is told to stop. */
function startTicking(context: Context): () => Promise<void> {
  const stop = new AbortController()
  const running = (async () => {
    while (!stop.signal.aborted) {
      // The database may be away; the next round finds it again.
      await tick(context).catch(() => {})
      await pause(TICK_MS, undefined, { signal: stop.signal }).catch(() => {})
    }
  })()
  return async () => {
    stop.abort()
    await Promise.race([running, pause(REST_MS)])
  }
}

/** Takes no more connections, and waits for the answers that are still owed. */
async function finish(server: Server): Promise<void> {
  const closed = new Promise<unknown>((resolve) => server.close(resolve))
  // A connection that has its answer stays open for the next request otherwise.
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const rest = setTimeout(() => server.closeAllConnections(), REST_MS)
  await closed
  clearInterval(idle)
  clearTimeout(rest)
}

/** Opens the pages where a person sits at a desktop; a server or a test run has none. */
function openBrowser(url: string): void {
  const hasDesktop = process.platform === 'darwin' || process.platform === 'win32' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (!process.stdout.isTTY || process.env.CI || !hasDesktop) return
  const [command, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform as string] ?? ['xdg-open']
  execFile(command!, [...args, url], () => {})
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0))
start().catch((error: unknown) => {
  if (!ending) process.stderr.write(`Lianxinqiao could not start: ${error instanceof Error ? error.message : String(error)}\n`)
  void end(1)
})
