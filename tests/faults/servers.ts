import { spawn, type ChildProcess } from 'node:child_process'
import { appendFile, copyFile, mkdir, mkdtemp, readFile } from 'node:fs/promises'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from 'esbuild'
import pg from 'pg'
import { findBinaries, own, runner } from '../../src/cloud/database/run'
import { freePort } from '../free-port'

/** What is to be stopped at the end, the last first. */
export type Held = (() => unknown)[]

/** The host and its commands as they are deployed, in a folder of this run. */
export async function bundleHost(folder: string): Promise<string> {
  const out = path.join(folder, 'server')
  await build({
    entryPoints: ['start', 'audit'].map((name) => `src/cloud/host/${name}.ts`),
    outdir: out,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['pg-native'],
    logLevel: 'error',
  })
  await copyFile('src/cloud/topic/topics.model', path.join(out, 'topics.model'))
  return out
}

export interface Postgres {
  port: number
  data: string
  url(port?: number, host?: string): string
  start(): Promise<void>
  /** -9 to the postmaster; its backends end by themselves when they see it gone. */
  kill(): Promise<void>
  /** -9 to one that serves somebody: the postmaster then restarts all of them. */
  killBackend(): Promise<void>
  promote(): Promise<void>
  isUp(): Promise<boolean>
  stop(): Promise<void>
}

interface PostgresOptions {
  data?: string
  settings?: Record<string, string>
  /** An existing data folder is started as it is. */
  isMade?: boolean
  /** A network whose clients need no password either. */
  trusted?: string
}

/** A server of its own from the npm package, with checksums on its pages. */
export async function openPostgres(
  folder: string,
  held: Held,
  { data = path.join(folder, 'postgres'), settings = {}, isMade, trusted }: PostgresOptions = {},
): Promise<Postgres> {
  const { initdb, pg_ctl } = await findBinaries()
  const run = await runner(folder, path.dirname(pg_ctl))
  const port = freePort()
  await own(path.dirname(data))
  const auth = ['--auth=trust', '--username=postgres', '--data-checksums']
  if (!isMade) await run(initdb, ['--encoding=UTF8', '--locale=C.UTF-8', ...auth, `--pgdata=${data}`])
  if (trusted) await appendFile(path.join(data, 'pg_hba.conf'), `host all all ${trusted} trust\n`)
  const given = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    log_min_messages: 'fatal',
    ...settings,
  }
  const words = Object.entries(given).map(([name, value]) => `-c ${name}='${value}'`)
  const url = (on = port, host = '127.0.0.1') => `postgres://postgres@${host}:${on}/postgres`
  const stop = () => run(pg_ctl, ['stop', '--wait', '--silent', '-m', 'immediate', '-D', data]).catch(() => {})
  held.push(stop)
  const server: Postgres = {
    port,
    data,
    url,
    stop,
    // Again and again, as systemd does: beside backends of a killed postmaster that still live it refuses.
    start: async () => {
      const args = ['start', '--wait', '--timeout=120', '--silent', '-D', data, '-l', `${data}.log`, '-o', `-p ${port} ${words.join(' ')}`]
      for (let tries = 30; ; tries -= 1) {
        const failure = await run(pg_ctl, args).then(
          () => null,
          (error: Error) => error,
        )
        if (!failure) return
        if (tries === 0) throw failure
        await pause(500)
      }
    },
    kill: async () => {
      const pid = Number((await readFile(path.join(data, 'postmaster.pid'), 'utf8')).split('\n')[0])
      process.kill(pid, 'SIGKILL')
    },
    killBackend: async () => {
      const client = new pg.Client({ connectionString: url() })
      client.on('error', () => {})
      await client.connect()
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by state = 'active' desc limit 1`,
      )
      process.kill(rows[0]!.pid, 'SIGKILL')
      await client.end().catch(() => {})
    },
    isUp: () =>
      run(pg_ctl, ['status', '--silent', '-D', data]).then(
        () => true,
        () => false,
      ),
    promote: () => run(pg_ctl, ['promote', '--wait', '--silent', '-D', data]),
  }
  await server.start()
  return server
}

export interface Host {
  base: string
  port: number
  said(): string
  kill(): void
  /** Waits until it answers /healthz with 200. */
  healthy(): Promise<void>
}

interface HostOptions {
  server: string
  databaseUrl: string
  dataDir: string
  env?: NodeJS.ProcessEnv
  /** Words before `node`, as to enter a network of its own. */
  before?: string[]
  address?: string
}

/** One of our hosts, started again a second after it ended, as systemd does it. */
export async function openHost(
  held: Held,
  { server, databaseUrl, dataDir, env, before = [], address = '127.0.0.1' }: HostOptions,
): Promise<Host> {
  const port = freePort()
  let said = ''
  let child: ChildProcess
  let isWanted = true
  const [command, ...args] = [...before, process.execPath, path.join(server, 'start.js')]
  const key = Buffer.alloc(32, 7).toString('base64')
  const begin = () => {
    child = spawn(command!, args, {
      env: {
        PATH: process.env.PATH,
        // A few people do here what a town does in a day.
        RATE_LIMITS: '0',
        CI: 'true',
        DEMO: '0',
        DATABASE_URL: databaseUrl,
        DATA_DIR: dataDir,
        CONTACT_KEY: key,
        FILES_KEY: key,
        PORT: String(port),
        ...env,
      },
    })
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-200_000)))
    child.on('exit', () => isWanted && setTimeout(() => isWanted && begin(), 1_000))
  }
  begin()
  held.push(async () => {
    isWanted = false
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.on('exit', resolve))
    child.kill('SIGKILL')
    await ended
  })
  const base = `http://${address}:${port}`
  return {
    base,
    port,
    said: () => said,
    kill: () => void child.kill('SIGKILL'),
    healthy: async () => {
      for (let tries = 600; tries > 0; tries -= 1) {
        const isOk = await fetch(`${base}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
          ({ ok }) => ok,
          () => false,
        )
        if (isOk) return
        await pause(100)
      }
      throw new Error(`The host did not come up:\n${said}`)
    },
  }
}

export interface Proxy {
  port: number
  /** Where new connections lead from now on. */
  leadTo(port: number): void
  /** Nothing goes through any more, and nobody is told; connections from before stay dead afterwards. */
  cut(): void
  heal(): void
}

/** A TCP proxy on this machine. */
export async function openProxy(held: Held, target: number): Promise<Proxy> {
  let isCut = false
  const sockets = new Set<Socket>()
  const deaf = new WeakSet<Socket>()
  const server = createServer((near) => {
    near.on('error', () => {})
    sockets.add(near)
    if (isCut) return void deaf.add(near)
    const far = connect(target, '127.0.0.1')
    sockets.add(far)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk: Buffer) => !deaf.has(from) && to.write(chunk))
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        if (!deaf.has(from)) to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  held.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port) => {
      target = port
    },
    cut: () => {
      isCut = true
      for (const socket of sockets) deaf.add(socket)
    },
    heal: () => {
      isCut = false
    },
  }
}

/** A folder of this fault's own, for PostgreSQL's and the hosts' data. */
export async function folderIn(parent: string, name: string): Promise<string> {
  const folder = await mkdtemp(path.join(parent, `${name}-`))
  await mkdir(path.join(folder, 'hosts'))
  await own(folder)
  return folder
}
