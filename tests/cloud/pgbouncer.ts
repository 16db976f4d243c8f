import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '../free-port'

const isRoot = process.getuid?.() === 0
const places = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer']

/** Where PgBouncer is; Debian's is installed where the tests run as root. */
export function findPgbouncer(): string | undefined {
  const found = () => places.find(existsSync)
  if (!found() && isRoot && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    try {
      execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' })
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'pgbouncer'], { env, stdio: 'ignore' })
    } catch {
      return undefined
    }
  }
  return found()
}

export interface Pooler {
  /** A database of the server behind it. */
  urlOf(database: string): string
  close(): Promise<void>
}

/** A pooler in transaction mode, with so many connections to each database of the server. */
export async function openPooler(program: string, serverUrl: string, connections: number): Promise<Pooler> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-pooler-'))
  const port = freePort()
  const server = new URL(serverUrl)
  // A server that trusts has none, and PgBouncer takes no empty one.
  const password = server.password ? ` password=${decodeURIComponent(server.password)}` : ''
  const config = path.join(folder, 'pgbouncer.ini')
  await writeFile(
    config,
    `[databases]
* = host=${server.hostname} port=${server.port} user=${server.username}${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 500
`,
  )
  // PgBouncer does not run as root.
  await chmod(folder, 0o755)
  const child = spawn(program, [...(isRoot ? ['-u', 'postgres'] : []), config], { stdio: 'ignore' })
  const urlOf = (database: string) => `postgres://${server.username}@127.0.0.1:${port}/${database}`
  for (let tries = 100; ; tries -= 1) {
    const client = new pg.Client({ connectionString: urlOf(server.pathname.slice(1)) })
    const failed = await client.connect().then(
      () => client.end().then(() => null),
      (error: Error) => error,
    )
    if (!failed) break
    if (tries === 0 || child.exitCode !== null) throw failed
    await pause(100)
  }
  return {
    urlOf,
    close: async () => {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
