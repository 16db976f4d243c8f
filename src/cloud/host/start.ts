import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openContext } from '../context'
import { fillDemo } from '../database/demo/fill'
import { openEmbedded } from '../database/embedded'
import { migrate } from '../database/migrate'
import { serveHttp } from './http'

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const dataDir = path.resolve(process.env.DATA_DIR ?? '.data')
const port = Number(process.env.PORT ?? 8790)
const lock = path.join(dataDir, 'host.json')
/** A host with a database of its own is a demo unless it is told otherwise; one with somebody's DATABASE_URL never is by itself. */
const isDemo = process.env.DEMO ? process.env.DEMO !== '0' : !process.env.DATABASE_URL

/** Where another host on the same data listens, if one does. */
async function otherHost(): Promise<number | null> {
  try {
    const other = JSON.parse(await readFile(lock, 'utf8')) as { port: number }
    const response = await fetch(`http://127.0.0.1:${other.port}/healthz`, { signal: AbortSignal.timeout(3000) })
    return 'database' in ((await response.json()) as object) ? other.port : null
  } catch {
    return null
  }
}

async function start(): Promise<void> {
  const other = await otherHost()
  if (other !== null) return say(`Lianxinqiao is already running: http://localhost:${other}`)

  const embedded = process.env.DATABASE_URL ? null : await openEmbedded(dataDir, say)
  if (embedded?.isAttached) say('Attached to the PostgreSQL that an earlier run left.')
  const context = await openContext({ databaseUrl: process.env.DATABASE_URL ?? embedded!.url, dataDir, isDemo })
  const migrated = await migrate(context.db)
  if (migrated.length > 0) say(`Schema brought up to date: ${migrated.join(', ')}`)
  if (isDemo) await fillDemo(context, say)

  const server = serveHttp(context, {
    pages: path.resolve(__dirname, '../../../dist/h5'),
    ...(process.env.MAP_TILES && { tiles: process.env.MAP_TILES }),
    ...(process.env.MAP_TILES_ATTRIBUTION && { tilesAttribution: process.env.MAP_TILES_ATTRIBUTION }),
  })
  const stop = async (code: number) => {
    server.close()
    server.closeIdleConnections()
    const REST_MS = 5000
    setTimeout(() => server.closeAllConnections(), REST_MS).unref()
    await new Promise((resolve) => (server.listening ? server.once('close', resolve) : resolve(null)))
    await context.close()
    await embedded?.stop()
    await rm(lock, { force: true })
    process.exit(code)
  }
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      void stop(0)
    })
  server.on('error', (error: NodeJS.ErrnoException) => {
    say(error.code === 'EADDRINUSE' ? `Port ${port} is taken by another program: set PORT to a free one.` : error.message)
    isStopping = true
    void context
      .close()
      .then(() => embedded?.stop())
      .finally(() => process.exit(1))
  })
  server.listen(port, () => {
    void writeFile(lock, JSON.stringify({ pid: process.pid, port }))
    say(`Lianxinqiao is ready: http://localhost:${port}`)
    openBrowser(`http://localhost:${port}`)
  })
}

/** Opens the pages where a person sits at a desktop; a server or a test run has none. */
function openBrowser(url: string): void {
  const hasDesktop = process.platform === 'darwin' || process.platform === 'win32' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (!process.stdout.isTTY || process.env.CI || !hasDesktop) return
  const [command, ...args] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform as string] ?? ['xdg-open']
  execFile(command!, [...args, url], () => {})
}

start().catch((error: unknown) => {
  process.stderr.write(`Lianxinqiao could not start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
