import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../free-port'

/** Journeys of the person who runs the host: real processes on a folder of their own. */
let dataDir: string
let port: number
const hosts: ChildProcess[] = []
const folders: string[] = []

beforeAll(async () => {
  dataDir = await folder()
  port = freePort()
})
afterAll(async () => {
  for (const host of hosts) if (host.exitCode === null && host.signalCode === null) await end(host, 'SIGINT')
  for (const each of folders) await rm(each, { recursive: true, force: true })
})

async function folder(): Promise<string> {
  folders.push(await mkdtemp(path.join(tmpdir(), 'lianxinqiao-host-')))
  return folders.at(-1)!
}

function start(over: NodeJS.ProcessEnv = {}): { host: ChildProcess; said: () => string; ready: Promise<void> } {
  const { DATABASE_URL: _, TEST_DATABASE_URL: __, ...env } = process.env
  const host = spawn(process.execPath, ['--import', 'tsx', 'src/cloud/host/start.ts'], {
    env: { ...env, CI: 'true', DATA_DIR: dataDir, PORT: String(port), ...over },
  })
  hosts.push(host)
  let text = ''
  const ready = new Promise<void>((resolve) => {
    const hear = (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('is ready')) resolve()
    }
    host.stdout!.on('data', hear)
    host.stderr!.on('data', hear)
    host.on('exit', () => resolve())
  })
  return { host, said: () => text, ready }
}

const end = (host: ChildProcess, signal: NodeJS.Signals) =>
  new Promise<number | null>((resolve) => {
    if (host.exitCode !== null) resolve(host.exitCode)
    host.on('exit', (code) => resolve(code))
    host.kill(signal)
  })

const at = (where: string) => `http://127.0.0.1:${port}${where}`
const post = (where: string, body: unknown, token?: string, type = 'application/json') =>
  fetch(at(where), {
    method: 'POST',
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
    headers: { 'content-type': type, ...(token && { authorization: `Bearer ${token}` }) },
  })

/** Whether PostgreSQL listens: a process that is gone may stay in the table as a zombie where nobody reaps it. */
const listens = async (data = dataDir) => {
  const [, , , listening] = (await readFile(path.join(data, 'postgres/postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  if (!listening) return false
  return new Promise<boolean>((resolve) => {
    const socket = connect(Number(listening), '127.0.0.1')
    socket.on('connect', () => resolve(socket.destroy() && true))
    socket.on('error', () => resolve(false))
  })
}
const serverPid = async () => Number((await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])

test('a first start makes a database, fills the demo, and says where it is', async () => {
  const { said, ready } = start()
  await ready
  expect(said()).toContain(`Lianxinqiao is ready: http://localhost:${port}`)
  const read = async () => (await (await fetch(at('/healthz'))).json()) as { queue: { waiting: number } }
  // Some of the demo's messages fall due while a slow machine is still filling it, or just now; the timer's next round sends them.
  let health = await read()
  while (health.queue.waiting > 0) {
    await pause(500)
    health = await read()
  }
  expect(health).toMatchObject({ status: 'ok', database: { ok: true }, queue: { waiting: 0, dead: 0 } })
  const { persons } = (await (await fetch(at('/demo/persons'))).json()) as { persons: { role: string }[] }
  const count = (role: string) => persons.filter((person) => person.role === role).length
  expect([count('resident') > 0, count('deputy'), count('staff'), count('office')]).toEqual([true, 60, 40, 1])
})

test('a second start says where the first one is, and ends', async () => {
  const second = start({ PORT: String(port + 1) })
  const code = await new Promise((resolve) => second.host.on('exit', resolve))
  expect(code).toBe(0)
  expect(second.said()).toContain(`already running: http://localhost:${port}`)
})

test('a demo person signs in and hands in a concern; nobody else becomes anybody', async () => {
  const signIn = (await (await post('/demo/sign-in', { person: 'resident-1' })).json()) as { token: string }
  const congress = (await (await post('/rpc/congress.open', {})).json()) as { centre: { lon: number; lat: number } }
  const submitted = await post(
    '/rpc/concern.submit',
    {
      requestId: randomUUID(),
      text: '桥头的路灯不亮了',
      place: { at: congress.centre, address: '桥头' },
      contact: { name: '', phone: '', mayCall: false },
    },
    signIn.token,
  )
  expect(submitted.status).toBe(200)
  expect(await submitted.json()).toMatchObject({ number: expect.stringMatching(/^2\d{3}-\d{4}$/) as string })
  expect((await post('/demo/sign-in', { person: 'nobody' })).status).toBe(404)
  expect((await post('/demo/sign-in', {})).status).toBe(400)
})

test('bad requests get a declared error, never a 500', async () => {
  const codes = async (response: Response) => [response.status, ((await response.json()) as { error: { code: string } }).error.code]
  expect(await codes(await post('/rpc/station.nearby', '{not json'))).toEqual([400, 'BAD_INPUT'])
  expect(await codes(await post('/rpc/station.nearby', new Uint8Array([0x22, 0xff, 0x22])))).toEqual([400, 'BAD_INPUT'])
  expect(await codes(await post('/rpc/station.nearby', `"${'x'.repeat(7_000_000)}"`))).toEqual([413, 'TOO_LARGE'])
  expect((await post('/rpc/station.nearby', '{}', undefined, 'text/plain')).status).toBe(200)
  expect(await codes(await post('/rpc/station.burn', {}))).toEqual([404, 'NOT_FOUND'])
  expect(await codes(await post('/rpc/concern.mine', {}, 'not a token'))).toEqual([401, 'SIGN_IN'])
  expect((await fetch(at('/rpc/station.nearby'))).status).toBe(405)
  expect((await fetch(at('//'))).status).toBeLessThan(500)
  expect((await fetch(at('/files/../../contact.key'))).status).toBe(404)
  expect((await fetch(at('/%2e%2e/%2e%2e/package.json'))).status).toBe(404)
  expect((await fetch(at('/c/ABCDEF'), { redirect: 'manual' })).headers.get('location')).toBe('/#/resident/code/index?code=ABCDEF')
})

test('a connection is kept longer than a proxy keeps it, which would otherwise ask on one that is just being closed', async () => {
  const PROXY_KEEPS_S = 60
  const reply = await fetch(at('/healthz'))
  expect(Number(/timeout=(\d+)/.exec(reply.headers.get('keep-alive')!)![1])).toBeGreaterThan(PROXY_KEEPS_S)
})

test('a command that looks in while the host runs leaves it its PostgreSQL', async () => {
  const look = `require('./src/cloud/database/embedded').openEmbedded(${JSON.stringify(dataDir)}).then(async (server) => { console.log(server.isAttached); await server.stop() })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--eval', look])
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0)
  expect(text.trim()).toBe('true')
  expect((await fetch(at('/healthz'))).status).toBe(200)
})

test('killed with -9 it leaves its PostgreSQL running; the next start attaches to that, and nothing is lost', async () => {
  const before = await serverPid()
  const [first] = hosts
  await end(first!, 'SIGKILL')
  expect(await listens()).toBe(true)
  const next = start()
  await next.ready
  expect(next.said()).toContain('Attached to the PostgreSQL that an earlier run left')
  expect(await serverPid()).toBe(before)
  const { token } = (await (await post('/demo/sign-in', { person: 'resident-1' })).json()) as { token: string }
  const mine = (await (await post('/rpc/concern.mine', {}, token)).json()) as { items: { excerpt: string }[] }
  expect(mine.items[0]!.excerpt).toBe('桥头的路灯不亮了')
})

test('PostgreSQL going down is said, and does not take the host down', async () => {
  process.kill(await serverPid(), 'SIGQUIT')
  for (let tries = 100; tries > 0 && (await listens()); tries -= 1) await new Promise((resolve) => setTimeout(resolve, 50))
  expect((await fetch(at('/healthz'))).status).toBe(503)
  const refused = await post('/rpc/station.nearby', {})
  expect([refused.status, await refused.json()]).toEqual([503, { error: { code: 'UNAVAILABLE' } }])
})

test('Ctrl-C ends it cleanly and leaves no PostgreSQL behind; what was written is there at the next start', async () => {
  expect(await end(hosts.at(-1)!, 'SIGINT')).toBe(0)
  const next = start()
  await next.ready
  expect(next.said()).not.toContain('Putting in demo data')
  expect(await end(next.host, 'SIGINT')).toBe(0)
  expect(await listens()).toBe(false)
})

test('a port that is taken is said in words', async () => {
  const first = start()
  await first.ready
  const other = await folder()
  const second = start({ DATA_DIR: other })
  expect(await new Promise((resolve) => second.host.on('exit', resolve))).toBe(1)
  expect(second.said()).toContain(`Port ${port} is taken`)
})

test('of two that start at once, one runs and the other says where', async () => {
  await end(
    hosts.findLast(({ exitCode, signalCode }) => exitCode === null && signalCode === null)!,
    'SIGINT',
  )
  const both = [start(), start({ PORT: String(port + 1) })]
  await Promise.race(both.map(({ ready, said }) => ready.then(() => said().includes('is ready') || new Promise(() => {}))))
  const loser = both.find(({ said }) => !said().includes('is ready'))!
  await loser.ready
  const runs = both.find(({ said }) => said().includes('is ready'))!
  expect(loser.host.exitCode ?? (await new Promise((resolve) => loser.host.on('exit', resolve)))).toBe(0)
  expect(loser.said()).toContain(`already running: ${runs.said().match(/http:\S+/)![0]}`)
  expect(await end(runs.host, 'SIGINT')).toBe(0)
})

test('a request that is under way at Ctrl-C gets its answer', async () => {
  const { host, ready } = start()
  await ready
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.on('data', (chunk) => (heard += chunk.toString()))
  socket.write('POST /rpc/congress.open HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{')
  await new Promise((resolve) => setTimeout(resolve, 300))
  const ended = end(host, 'SIGINT')
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await listens()).toBe(true)
  socket.write('}')
  expect(await ended).toBe(0)
  expect(heard).toMatch(/^HTTP\/1.1 200/)
  expect(await listens()).toBe(false)
})

test('Ctrl-C during the first start leaves nothing running, and the next start is a first one', async () => {
  const fresh = await folder()
  // Under a folder that only its owner may enter, as root's own is: PostgreSQL runs there as somebody else.
  await chmod(fresh, 0o700)
  const data = path.join(fresh, 'data')
  const { host, said } = start({ DATA_DIR: data })
  while (!said().includes('Making a PostgreSQL')) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await end(host, 'SIGINT')).toBe(0)
  expect(await listens(data)).toBe(false)
  const next = start({ DATA_DIR: data })
  await next.ready
  expect(next.said()).toContain('is ready')
  expect(await end(next.host, 'SIGINT')).toBe(0)
})
