import { spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import type { Context } from '../../src/cloud/context'
import { handle, type Reply } from '../../src/cloud/main'
import type { Caller } from './work'

const TRIES = 5
/** Who is not signed in is limited by their address: each call comes from another, as from many people. */
const addressOf = () => `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join('.')}`

/** The operations in this process. */
export const inProcess =
  (context: Context): Caller =>
  async (of) => {
    // As a phone does it: what the database was too busy for is sent again, and takes as long as all tries together.
    for (let left = TRIES; ; left -= 1) {
      const reply = await handle({ ...of, from: { address: addressOf(), device: null }, callId: 'bench' }, context)
      if (reply.ok || reply.error.code !== 'UNAVAILABLE' || left === 0) return reply
    }
  }

export interface HttpHost {
  caller: Caller
  close(): Promise<void>
}

/** The same over HTTP, served by a process of its own. */
export async function openHost(databaseUrl: string, folder: string): Promise<HttpHost> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/bench/host.ts'], {
    env: { ...process.env, BENCH_DATABASE_URL: databaseUrl, BENCH_FOLDER: folder, LOG_LEVEL: 'silent' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(Number(line)))
    child.once('exit', () => reject(new Error('The host did not start')))
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  const caller: Caller = (of) =>
    new Promise<Reply>((resolve, reject) => {
      const { operation, input, token, congress } = of
      const body = JSON.stringify(input)
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-forwarded-for': addressOf(),
        ...(token && { authorization: `Bearer ${token}` }),
        ...(congress && { congress }),
      }
      const sent = request({ host: '127.0.0.1', port, path: `/rpc/${operation}`, method: 'POST', agent, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const answer = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { error: never }
          resolve(response.statusCode === 200 ? { ok: true, output: answer } : { ok: false, error: answer.error })
        })
      })
      // A host closes a connection that was idle for five seconds, now and then just as something is sent on it: a phone sends it again.
      sent.on('error', (error: NodeJS.ErrnoException) =>
        sent.reusedSocket && error.code === 'ECONNRESET' ? caller(of).then(resolve, reject) : reject(error),
      )
      sent.end(body)
    })
  return {
    caller,
    close: () =>
      new Promise((resolve) => {
        agent.destroy()
        child.once('exit', () => resolve())
        child.stdin.end()
      }),
  }
}
