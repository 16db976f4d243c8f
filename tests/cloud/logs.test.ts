import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openContext, type Context } from '../../src/cloud/context'
import { migrate } from '../../src/cloud/database/migrate'
import { demoTemplates } from '../../src/cloud/host/wechat'
import { openSession } from '../../src/cloud/session/identify'
import { openStandIn, type StandIn } from '../../src/cloud/wechat/stand-in/open'
import { operations, type OperationName } from '../../src/contract'
import type { Caller, Operation } from '../../src/contract/operation'
import { freePort } from '../free-port'
import type { TestContext } from './database'
import { goodInputs } from './inputs'
import { makeRecords } from './records'
import { buildTown, inWest, type Town } from './town'

/** What the people of this town write, have and are: none of it may stand in a log. */
const marks = {
  name: '阮秋棠',
  phone: '13976540011',
  text: '望月湾路口的路灯坏了两个星期',
  address: '望月湾三巷九号',
  openid: 'oPTuA5Marked0penid',
  forged: 'Zm9yZ2VkLXRva2VuLW9mLW5vYm9keQ',
}

let folder: string
let server: { url: string; process: ChildProcess }
let context: Context
let town: Town
let standIn: StandIn
let host: ChildProcess | undefined
let port: number
let said = ''
const tokens: Partial<Record<keyof Town['token'], string>> = {}
/** A text that a person writes, with all that they might write into it. */
const marked = (words: string) => `${words}。${marks.name}，${marks.phone}，${marks.address}，${marks.text}`

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-logs-'))
  server = await openServer(path.join(folder, 'database'))
  const dataDir = path.join(folder, 'host')
  context = await openContext({
    databaseUrl: server.url,
    dataDir,
    now: () => new Date('2026-11-23T02:00:00Z'),
    env: { LOG_LEVEL: 'silent' },
  })
  await migrate(context.db)
  const early = { ...context, databaseUrl: server.url, setNow: () => {} } satisfies TestContext
  town = await buildTown(early)
  records = await makeRecords(early, town)
  standIn = await openStandIn({ now: () => new Date() })
  for (const who of ['resident', 'wang', 'zhao', 'hallDesk', 'office'] as const) {
    const personId = town.person[who]
    tokens[who] = (await openSession(context.db, { congressId: town.congressId, personId, kind: 'desktop' }, new Date())).token
    await context.db
      .updateTable('persons')
      .set({ openid: `${marks.openid}${who}` })
      .where('id', '=', personId)
      .execute()
    for (const template of ['progress', 'duty'] as const) {
      standIn.consent(`${marks.openid}${who}`, demoTemplates[template]!.id, 9)
      const consent = { congress_id: town.congressId, person_id: personId, template, remaining: 9, refused_at: null }
      await context.db.insertInto('consents').values(consent).execute()
    }
  }
  await likeSelfHosting()
  port = freePort()
  host = spawn(process.execPath, ['--import', 'tsx', 'src/cloud/host/start.ts'], {
    env: {
      PATH: process.env.PATH,
      CI: 'true',
      DATABASE_URL: server.url,
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'trace',
      WECHAT_APPID: standIn.appid,
      WECHAT_SECRET: standIn.secret,
      WECHAT_API: standIn.base,
      WECHAT_TEMPLATES: JSON.stringify(demoTemplates),
    },
  })
  for (const stream of [host.stdout!, host.stderr!]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await until(() => said.includes('is ready'))
}, 180_000)
afterAll(async () => {
  await end(host)
  await standIn?.close()
  await context?.close()
  await end(server?.process)
  await rm(folder, { recursive: true, force: true })
})
/** A PostgreSQL of this test's own, whose log it may change and read; in a process of its own, since jest reads no ES module. */
async function openServer(data: string): Promise<typeof server> {
  const script = `require('./src/cloud/database/embedded').openEmbedded(${JSON.stringify(data)}).then((server) => {
    console.log(server.url)
    const alive = setInterval(() => {}, 1000)
    process.on('SIGTERM', () => server.stop().then(() => clearInterval(alive)))
  })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve) => child.stdout.on('data', (chunk: Buffer) => resolve(chunk.toString().trim())))
  return { url, process: child }
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null) return
  await new Promise((resolve) => child.on('exit', resolve) && child.kill('SIGTERM'))
}

let records: Awaited<ReturnType<typeof makeRecords>>

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 300; tries > 0 && !(await holds()); tries -= 1) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await holds()).toBe(true)
}

async function asOwner(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

/** Logs as docs/self-hosting/postgresql.conf says, but for every statement as though each were slow. */
async function likeSelfHosting(): Promise<void> {
  const file = await readFile(path.resolve(__dirname, '../../docs/self-hosting/postgresql.conf'), 'utf8')
  const settings = [...file.matchAll(/^(log_\w+) = (.+)$/gm)].map(([, name, value]) => [name!, value!.replaceAll("'", '')] as const)
  expect(settings.map(([name]) => name)).toEqual(expect.arrayContaining(['log_parameter_max_length', 'log_min_error_statement']))
  await asOwner(
    ...settings.map(([name, value]) => `alter system set ${name} = '${value}'`),
    `alter system set log_min_duration_statement = 0`,
    'select pg_reload_conf()',
  )
}

const serverLog = () => readFile(path.join(folder, 'database/postgres/server.log'), 'utf8')
const asked: Record<string, number> = {}
async function ask(
  operation: string,
  input: unknown,
  { token, callId, congress }: { token?: string; callId?: string; congress?: string } = {},
) {
  const response = await fetch(`http://127.0.0.1:${port}/rpc/${operation}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(callId && { 'x-request-id': callId }),
      ...(congress && { congress: encodeURIComponent(congress) }),
    },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  })
  asked[response.status] = (asked[response.status] ?? 0) + 1
  return { status: response.status, callId: response.headers.get('x-request-id'), body: (await response.json()) as Record<string, unknown> }
}

/** The same input with marks wherever a person writes. */
function written(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => written(each, key))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, written(of, name)]))
  if (key === 'name') return marks.name
  if (key === 'phone') return marks.phone
  return typeof value === 'string' && /\p{Script=Han}/u.test(value) ? marked(value) : value
}

const concern = () => ({
  requestId: randomUUID(),
  text: marked('路灯不亮'),
  topic: 'lamps',
  place: { at: inWest, address: marks.address },
  contact: { name: marks.name, phone: marks.phone, mayCall: true },
})

/** Who tries an operation: who may, and for what anybody may, those whose records are asked about. */
const callers = {
  anyone: ['resident'],
  person: ['resident', 'wang', 'hallDesk'],
  deputy: ['wang'],
  staff: ['hallDesk'],
  office: ['office'],
} as const satisfies Record<Caller, readonly (keyof Town['token'])[]>

async function everythingIsSaid(): Promise<void> {
  const inputs = goodInputs(records)
  // What ends a session, a role or a person comes last, so that the rest is done by somebody.
  const ending = ['session.close', 'membership.leave', 'membership.remove', 'person.erase']
  const names = Object.keys(operations).toSorted((one, other) => ending.indexOf(one) - ending.indexOf(other))
  const { body } = await ask('concern.submit', concern(), { token: tokens.resident! })
  await ask('concern.accept', { requestId: randomUUID(), id: body.id }, { token: tokens.wang! })
  await ask('concern.answer', { requestId: randomUUID(), id: body.id, text: marked('已修好') }, { token: tokens.wang! })
  for (const name of names)
    for (const who of callers[(operations[name as OperationName] as Operation).by]) {
      const { cursor: _, ...input } = inputs[name]!() as { cursor?: string }
      const withMarks = written(input) as object
      await ask(name, operations[name as OperationName].isChange ? { requestId: randomUUID(), ...withMarks } : withMarks, {
        token: tokens[who]!,
        callId: randomUUID(),
      })
    }
  for (const name of ['concern.submit', 'concern.open', 'photo.add', marks.phone, `concern.${marks.openid}`]) {
    await ask(name, { requestId: marks.phone, id: marks.name, text: [marks.text], [marks.phone]: marks.phone }, { token: tokens.resident! })
    await ask(name, `{"text":"${marks.text}`, { token: tokens.resident! })
    await ask(name, concern(), { token: marks.forged, congress: marks.name })
  }
  for (const where of [`/files/${marks.phone}`, `/c/${marks.name}`, `/i/TOWN.${marks.phone}`, `/${encodeURIComponent(marks.address)}`])
    await fetch(`http://127.0.0.1:${port}${where}?name=${marks.openid}`, { redirect: 'manual' })
}

async function somethingBreaks(): Promise<void> {
  // The row that broke a rule is in PostgreSQL's detail, and so in what pg throws.
  await asOwner(`alter table concerns add constraint broken check (text not like '%路灯不亮%') not valid`)
  expect((await ask('concern.submit', concern(), { token: tokens.zhao! })).status).toBe(500)
  await asOwner('alter table concerns drop constraint broken', 'alter table topics rename to topics_away')
  expect((await ask('concern.submit', concern(), { token: tokens.zhao! })).status).toBe(500)
  await asOwner('alter table topics_away rename to topics')
}

test('what people write, have and are is in no log: not in the host’s at its most talkative, not in PostgreSQL’s', async () => {
  await everythingIsSaid()
  await somethingBreaks()
  await until(() => standIn.sent(`${marks.openid}wang`).length > 0)
  // It was all there to be logged.
  const kept = await context.db.selectFrom('concerns').where('text', 'like', `%${marks.text}%`).select('id').execute()
  expect(kept.length).toBeGreaterThan(0)
  expect([asked[200]! > 100, asked[400]! > 10, asked[500]]).toEqual([true, true, 2])
  const calls = said.split('\n').flatMap((line) => (line.includes('"msg":"call"') ? [JSON.parse(line) as { operation: string }] : []))
  expect(new Set(calls.map(({ operation }) => operation)).size).toBeGreaterThan(Object.keys(operations).length)
  expect(said).toContain('"msg":"operation failed"')
  const log = await serverLog()
  expect(log).toMatch(/duration: .*\/\*concern\.submit [\w-]+\*\/ with "concern" as \(insert into "concerns"/)
  expect(log).toContain('violates check constraint')

  const secrets = [
    ...Object.values(marks),
    '13800138000',
    '张三',
    ...Object.values(tokens),
    ...Object.values(town.person),
    ...Object.values(town.token),
  ]
  for (const secret of secrets) {
    expect(said).not.toContain(secret)
    expect(log).not.toContain(secret)
  }
}, 240_000)

test('without those settings PostgreSQL would log it', async () => {
  await asOwner('alter system reset log_parameter_max_length', 'alter system reset log_error_verbosity', 'select pg_reload_conf()')
  await until(async () => {
    await ask('concern.submit', concern(), { token: tokens.zhao! })
    return (await serverLog()).includes(marks.text)
  })
})

test('a line of the host says which call it was, and nothing more', async () => {
  const callId = randomUUID()
  await ask('station.nearby', { at: inWest }, { token: tokens.office!, callId })
  await until(() => said.includes(callId))
  const line = said.split('\n').find((each) => each.includes(callId))!
  expect(JSON.parse(line)).toEqual({
    level: 30,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    call: callId,
    operation: 'station.nearby',
    congress: 'TOWN',
    role: 'office',
    outcome: 'OK',
    ms: expect.any(Number) as number,
    msg: 'call',
  })
})

test('the id that the phone made is in the statement that is slow, while it runs and in the log', async () => {
  const callId = randomUUID()
  const blocker = new pg.Client({ connectionString: server.url })
  await blocker.connect()
  await blocker.query('begin')
  await blocker.query('lock table stations in access exclusive mode')
  const answer = ask('station.nearby', { at: inWest }, { callId })
  // On a connection without a transaction: within one, the first look is what every other sees.
  const watcher = new pg.Client({ connectionString: server.url })
  await watcher.connect()
  const activity = async () =>
    (await watcher.query<{ query: string }>(`select query from pg_stat_activity where wait_event_type = 'Lock'`)).rows.map(
      ({ query }) => query,
    )
  await until(async () => (await activity()).some((query) => query.startsWith(`/*station.nearby ${callId}*/ `)))
  await blocker.query('commit')
  await Promise.all([blocker.end(), watcher.end()])
  expect((await answer).callId).toBe(callId)
  await until(async () => (await serverLog()).includes(callId))
})

test('an id that could end the comment is replaced', async () => {
  const answer = await ask('station.nearby', { at: inWest }, { callId: 'x*/;drop--' })
  expect([answer.status, answer.callId]).toEqual([200, expect.stringMatching(/^[\da-f-]{36}$/)])
})

test('the timer’s statements say which job they are of', async () => {
  await until(async () => (await serverLog()).includes('/*tick.send*/'))
})
