import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Journeys of the person who runs the host: real processes on a folder of their own. */
let dataDir: string
let port: number
const hosts: ChildProcess[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-host-'))
  port = 20_000 + (process.pid % 20_000)
})
afterAll(async () => {
  for (const host of hosts) if (host.exitCode === null && host.signalCode === null) await end(host, 'SIGINT')
})

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
const post = (where: string, body: unknown, token?: string) =>
  fetch(at(where), {
    method: 'POST',
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
    headers: token ? { authorization: `Bearer ${token}` } : {},
  })

/** Whether PostgreSQL listens: a process that is gone may stay in the table as a zombie where nobody reaps it. */
const listens = async () => {
  const [, , , port] = (await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  if (!port) return false
  return new Promise<boolean>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('connect', () => resolve(socket.destroy() && true))
    socket.on('error', () => resolve(false))
  })
}
const serverPid = async () => Number((await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])

test('a first start makes a database, fills the demo, and says where it is', async () => {
  const { said, ready } = start()
  await ready
  expect(said()).toContain(`Lianxinqiao is ready: http://localhost:${port}`)
  expect(await (await fetch(at('/healthz'))).json()).toMatchObject({ status: 'ok', database: { ok: true }, queue: { waiting: 0, dead: 0 } })
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
  expect(await codes(await post('/rpc/station.burn', {}))).toEqual([404, 'NOT_FOUND'])
  expect(await codes(await post('/rpc/concern.mine', {}, 'not a token'))).toEqual([401, 'SIGN_IN'])
  expect((await fetch(at('/rpc/station.nearby'))).status).toBe(405)
  expect((await fetch(at('/files/../../contact.key'))).status).toBe(404)
  expect((await fetch(at('/%2e%2e/%2e%2e/package.json'))).status).toBe(404)
  expect((await fetch(at('/c/ABCDEF'), { redirect: 'manual' })).headers.get('location')).toBe('/#/resident/code/index?code=ABCDEF')
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

test('PostgreSQL going down is said, and coming up again is enough', async () => {
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
  const other = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-host-'))
  const second = start({ DATA_DIR: other })
  expect(await new Promise((resolve) => second.host.on('exit', resolve))).toBe(1)
  expect(second.said()).toContain(`Port ${port} is taken`)
})
