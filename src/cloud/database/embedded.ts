import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries, own, runner, type Run } from './run'

/** A PostgreSQL server that came with the npm packages. */
export interface EmbeddedServer {
  /** Of its database `lianxinqiao`. */
  url: string
  /** It was running already: left by a crash, or a host's own. */
  isAttached: boolean
  /** Lets go of it; who lets go last stops it. */
  stop(): Promise<void>
}

/** Its types leave these two out. */
type Hold = pg.Client & Record<'ref' | 'unref', () => void>

const DATABASE = 'lianxinqiao'
/** Under plain C, pg_trgm and lower() see no Chinese. C.UTF-8 is a name that only Linux is sure to know; letters are what counts. */
const CTYPE = { darwin: 'en_US.UTF-8', win32: 'en-US' }[process.platform as string] ?? 'C.UTF-8'
const LOCALE = CTYPE === 'C.UTF-8' ? ['--locale=C.UTF-8'] : ['--locale=C', `--lc-ctype=${CTYPE}`]
/** On Windows an empty name would be taken for a folder called '' (its quotes), and none is the default there. */
const socketIn = (folder: string) => (process.platform === 'win32' ? '' : ` -c unix_socket_directories='${folder}'`)
/** The advisory lock that everybody who uses the server shares. */
const HOLD = 790_001

/** Starts the server whose data lie in `<dataDir>/postgres`, making it on the first call, or attaches to it where it runs already. */
export async function openEmbedded(
  dataDir: string,
  report: (line: string) => void = () => {},
  /** Has a socket there too, whose path may have 107 bytes at most. */
  socketFolder = '',
): Promise<EmbeddedServer> {
  const folder = path.resolve(dataDir)
  const data = path.join(folder, 'postgres')
  await mkdir(folder, { recursive: true })
  const password = await passwordIn(folder)
  const binaries = await findBinaries()
  const run = await runner(folder, path.dirname(binaries.pg_ctl))
  const urlOn = (port: number, database = 'postgres') => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`

  const { port, isAttached, hold } = await (async () => {
    for (let tries = 5; ; tries -= 1) {
      const living = await livingPort(data, urlOn)
      if (living === null) await initialise(run, binaries.initdb, folder, data, report)
      try {
        const on = living ?? (await begin(run, binaries.pg_ctl, data, socketFolder))
        return { port: on, isAttached: living !== null, hold: await takeHold(urlOn(on)) }
      } catch (error) {
        // Another process may start or stop the same server at this moment: a second look finds it running, or gone.
        if (tries === 1) throw error
        await pause(300)
      }
    }
  })()
  const stop = async () => {
    hold.ref()
    await hold.query('select pg_advisory_unlock_shared($1)', [HOLD]).catch(() => {})
    await hold.end().catch(() => {})
    const last = await connect(urlOn(port)).catch(() => null)
    if (!last) return // It went down by itself.
    const { rows } = await last.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [HOLD])
    if (rows[0]!.alone) await run(binaries.pg_ctl, ['stop', '--wait', '--silent', '-m', 'fast', '-D', data])
    await last.end().catch(() => {})
  }
  return { url: urlOn(port, DATABASE), isAttached, stop }
}

/** pg_ctl puts the server in a session of its own, so that Ctrl-C reaches the host first and the host stops the server. */
async function begin(run: Run, pg_ctl: string, data: string, socketFolder: string): Promise<number> {
  const port = await freePort()
  const log = path.join(data, 'server.log')
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c max_connections=200${socketIn(socketFolder)}`
  await run(pg_ctl, ['start', '--wait', '--timeout=600', '--silent', '-D', data, '-l', log, '-o', settings]).catch(() => {
    throw new Error(`PostgreSQL did not start: see ${log}`)
  })
  return port
}

/** A folder gets its name only when it is whole: one that Ctrl-C left half-made has another, and is cleared away. */
async function initialise(run: Run, initdb: string, folder: string, data: string, report: (line: string) => void): Promise<void> {
  if (await exists(path.join(data, 'PG_VERSION'))) return
  report('Making a PostgreSQL database …')
  for (const name of await readdir(folder)) {
    const [, maker] = /^postgres\.new-(\d+)$/.exec(name) ?? []
    if (maker && !isAlive(Number(maker))) await rm(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 })
  }
  const half = path.join(folder, `postgres.new-${process.pid}`)
  await rm(half, { recursive: true, force: true })
  await mkdir(half)
  await own(half)
  const password = `--pwfile=${path.join(folder, 'postgres.password')}`
  await run(initdb, ['--encoding=UTF8', ...LOCALE, '--auth=scram-sha-256', '--username=postgres', `--pgdata=${half}`, password])
  await rename(half, data).catch(async (error: unknown) => {
    await rm(half, { recursive: true, force: true })
    // Another process was first: its database is as good.
    if (!(await exists(path.join(data, 'PG_VERSION')))) throw error
  })
}

async function passwordIn(folder: string): Promise<string> {
  const file = path.join(folder, 'postgres.password')
  if (!(await exists(file))) {
    // Linked when it is written, so that nobody reads an empty one.
    const mine = `${file}.${randomUUID()}`
    await writeFile(mine, randomBytes(24).toString('base64url'), { mode: 0o600 })
    await link(mine, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await rm(mine)
  }
  await own(file)
  return (await readFile(file, 'utf8')).trim()
}

/**
 * The port of a server that runs on these data; waits for one that is starting, recovering or going down.
 * Its postmaster.pid is never removed under a living server: that makes it abort, and a second one would start beside it.
 */
async function livingPort(data: string, urlOn: (port: number) => string): Promise<number | null> {
  const [PATIENCE_MS, PAUSE_MS, REFUSALS] = [60_000, 150, 20]
  let refusals = 0
  for (let waited = 0; waited < PATIENCE_MS; waited += PAUSE_MS) {
    // Line 1 is the process, line 4 the port.
    const lines = (await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    if (!isAlive(Number(lines[0]))) return null // PostgreSQL itself clears the file of a dead one.
    const failure = await connect(urlOn(Number(lines[3]))).then((client) => client.end().then(() => null), codeOf)
    if (failure === null) return Number(lines[3])
    if (failure === '28P01') throw new Error(`The PostgreSQL that runs on ${data} does not take the password in postgres.password`)
    // Nobody listens there: the number now belongs to another program, as after a restart of the machine.
    if (failure === 'ECONNREFUSED' && (refusals += 1) >= REFUSALS)
      return rm(path.join(data, 'postmaster.pid'), { force: true }).then(() => null)
    await pause(PAUSE_MS)
  }
  throw new Error(`The PostgreSQL that runs on ${data} does not answer`)
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Joins those who use the server, and makes its database where that is missing. The connection does not keep the process from ending. */
async function takeHold(url: string): Promise<Hold> {
  const client = (await connect(url)) as Hold
  await client.query('select pg_advisory_lock_shared($1)', [HOLD])
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
  if (rowCount === 0)
    await client.query(`create database ${DATABASE}`).catch((error: unknown) => {
      if (!['42P04', '23505'].includes(codeOf(error))) throw error // another was first
    })
  client.unref()
  return client
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000, keepAlive: true })
  // A server that goes down would otherwise end the process.
  client.on('error', () => {})
  await client.connect()
  return client
}

const codeOf = (error: unknown) => String((error as { code?: unknown }).code)

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** A folder that may not be looked into is an error, not an absence. */
const exists = (file: string) =>
  stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
