import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '../free-port'
import type { Memory } from './host'

export interface FuzzedHost {
  url: string
  memory(): Promise<Memory>
  /** What it said on stderr and stdout: its log is there. */
  said(): string
  stop(): Promise<void>
}

/** A host with the demo's people on a database: the one named, else a PostgreSQL of its own in a folder that goes with it. */
export async function startHost(databaseUrl: string | null): Promise<FuzzedHost> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-fuzz-'))
  const port = freePort()
  const { DATABASE_URL: _, ...env } = process.env
  const host = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', path.join(__dirname, 'host.ts')], {
    cwd: path.join(__dirname, '../..'),
    env: {
      ...env,
      CI: 'true',
      DEMO: '1',
      DATA_DIR: dataDir,
      PORT: String(port),
      // A few people send all of it: what a limit turns away is not tried.
      RATE_LIMITS: '0',
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let text = ''
  const stop = async () => {
    if (host.exitCode === null && host.signalCode === null) {
      host.kill('SIGINT')
      await once(host, 'exit')
    }
    await rm(dataDir, { recursive: true, force: true })
  }
  for (const stream of [host.stdout!, host.stderr!]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  while (!text.includes('is ready')) {
    if (host.exitCode !== null) throw new Error(`The host did not start: ${text}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { url: `http://127.0.0.1:${port}`, memory: () => memoryOf(host), said: () => text, stop }
}

async function memoryOf(host: ChildProcess): Promise<Memory> {
  const answer = once(host, 'message')
  host.send('memory')
  return (await answer)[0] as Memory
}
