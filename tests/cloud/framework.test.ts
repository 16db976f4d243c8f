import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import writeXlsxFile from 'write-excel-file/node'
import { freePort } from '../free-port'
import { openTestContext, type TestContext } from './database'
import { buildTown, lampConcern, type Town } from './town'

/** The bundles that are uploaded, each in Tencent's own framework, as a process of its own on a real database. */
const root = path.resolve(__dirname, '../..')
const built = path.join(root, 'dist/functions')
if (!existsSync(path.join(built, 'api/index.js'))) throw new Error('There are no bundles: npm run build:cloud')
const names = readdirSync(built)
interface Settings {
  name: string
  timeout: number
  runtime: string
  triggers?: { name: string; type: string; config: string }[]
  envVariables: Record<string, string>
}
const json = <T>(file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as T
const settings = json<{ functionRoot: string; functions: Settings[] }>('cloudbaserc.json')
const settingsOf = (name: string) => settings.functions.find((each) => each.name === name)!

let context: TestContext
let town: Town
let folder: string
const running: ChildProcess[] = []
beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
  folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-framework-'))
})
afterAll(async () => {
  for (const child of running) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await context.close()
  await rm(folder, { recursive: true, force: true })
})

const key = Buffer.alloc(32, 7).toString('base64')
const good = () => ({ DATABASE_URL: context.databaseUrl, CONTACT_KEY: key, FILES_KEY: key, FILES_DIR: folder })

interface Started {
  /** Posts an event in the name of `openid`, where one is given. */
  call(event: unknown, openid?: string, source?: string): Promise<{ status: number; body: unknown; ms: number }>
  startedAt: number
}

async function start(name: string, env: NodeJS.ProcessEnv): Promise<Started> {
  const port = freePort()
  const startedAt = performance.now()
  const child = fork(
    path.join(root, 'node_modules/@cloudbase/functions-framework/bin/tcb-ff.js'),
    [`--port=${port}`, `--source=${path.join(built, name)}`, `--logDirname=${path.join(folder, 'logs')}`],
    {
      cwd: path.join(built, name),
      env: { PATH: process.env.PATH, TZ: 'UTC', ...env },
      execArgv: ['--require', path.join(__dirname, 'framework-caller.cjs')],
      silent: true,
    },
  )
  running.push(child)
  const listening = new Promise<void>((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Server listening')) resolve()
    }
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    child.on('exit', (code) => reject(new Error(`${name} ended with ${code}: ${said}`)))
  })
  await listening
  return {
    startedAt,
    async call(event, openid, source = openid ? 'wx_client' : '') {
      if (openid !== undefined) {
        child.send({ openid, source })
        await once(child, 'message')
      }
      const from = performance.now()
      const response = await fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(event),
      })
      const text = await response.text()
      return { status: response.status, body: /^[{[]/.test(text) ? (JSON.parse(text) as unknown) : text, ms: performance.now() - from }
    },
  }
}

test('api answers its first call and those after it; who calls is WeChat’s word, also in an instance that is warm', async () => {
  const api = await start('api', good())
  const me = async (openid: string) => (await api.call({ operation: 'person.me', input: {}, openid: 'oForged' }, openid)).body
  const first = await api.call({ operation: 'congress.open', input: {} }, 'oAnna')
  const cold = performance.now() - api.startedAt
  expect(first).toMatchObject({ status: 200, body: { ok: true, output: { code: 'TOWN' } } })
  const second = await api.call({ operation: 'congress.open', input: {} }, 'oAnna')
  expect(second.body).toEqual(first.body)
  process.stdout.write(
    `api in Tencent's framework: ${Math.round(cold)} ms from its start to the first answer, of which ${Math.round(first.ms)} ms for the call; ${Math.round(second.ms)} ms warm\n`,
  )
  expect(second.ms).toBeLessThan(first.ms)

  const submitted = (await api.call({ operation: 'concern.submit', input: lampConcern() }, 'oAnna')).body as { output: { id: string } }
  const opens = async (openid: string) => (await api.call({ operation: 'concern.open', input: { id: submitted.output.id } }, openid)).body
  expect(await opens('oBen')).toEqual({ ok: false, error: { code: 'NOT_FOUND' } })
  expect(await opens('oAnna')).toMatchObject({ ok: true, output: { relations: ['reporter'], contact: { phone: '13800138000' } } })
  expect(await me('oAnna')).toEqual(await me('oAnna'))
  expect(await me('oBen')).not.toEqual(await me('oAnna'))
})

test('api finds the packages that it reads only where a table comes', async () => {
  await context.db.updateTable('persons').set({ openid: 'oOffice' }).where('id', '=', town.person.office).execute()
  const api = await start('api', good())
  const rows = [
    ['编号', '姓名'],
    ['F1', '框架代表'],
  ]
  const workbook = await writeXlsxFile(rows.map((row) => row.map((value) => ({ value, type: String })))).toBuffer()
  for (const bytes of [workbook, Buffer.from(rows.map((row) => row.join(',')).join('\n'))]) {
    const input = { kind: 'deputies', datum: 'gcj02', base64: bytes.toString('base64') }
    expect((await api.call({ operation: 'import.check', input }, 'oOffice')).body).toMatchObject({
      ok: true,
      output: { added: 1, badCount: 0 },
    })
  }
})

test('api answers what is no operation, and what is no call, with a declared error', async () => {
  const api = await start('api', good())
  const absent = { status: 200, body: { ok: false, error: { code: 'NOT_FOUND' } } }
  expect(await api.call({ operation: 'station.burn', input: {} }, 'oAnna')).toMatchObject(absent)
  expect(await api.call({}, 'oAnna')).toMatchObject(absent)
  expect(await api.call({ operation: 'person.me', input: {} }, '')).toMatchObject({ body: { ok: false, error: { code: 'SIGN_IN' } } })
})

test('a database that cannot be reached is said in the reply', async () => {
  const api = await start('api', { ...good(), DATABASE_URL: `postgres://nobody@127.0.0.1:${freePort()}/nothing` })
  expect(await api.call({ operation: 'congress.open', input: {} }, 'oAnna')).toMatchObject({
    status: 200,
    body: { ok: false, error: { code: 'UNAVAILABLE' } },
  })
})

test.each(names)('%s without DATABASE_URL says so and stops', async (name) => {
  const { DATABASE_URL: _, ...without } = good()
  const answer = await (await start(name, without)).call({ operation: 'congress.open', input: {} }, '')
  expect(answer.status).toBe(500)
  expect(JSON.stringify(answer.body)).toContain('needs DATABASE_URL in its environment')
})

test('tick runs from its timer, cold and warm', async () => {
  const tick = await start('tick', good())
  const event = { Type: 'Timer', TriggerName: settingsOf('tick').triggers![0]!.name, Time: '2026-11-23T02:00:00Z', Message: '' }
  for (const answer of [await tick.call(event, ''), await tick.call(event, '')]) expect(answer.status).toBeLessThan(300)
  const cold = performance.now() - tick.startedAt
  process.stdout.write(`tick in Tencent's framework: ${Math.round(cold)} ms for two runs from its start\n`)
})

test('push takes what WeChat tells, and what is nothing to us', async () => {
  const push = await start('push', good())
  for (const event of [{ Event: 'wxa_media_check', trace_id: 'unknown', errcode: 0, result: { suggest: 'pass' } }, { MsgType: 'text' }])
    expect(await push.call(event, '')).toMatchObject({ status: 200, body: 'success' })
})

test.each(['tick', 'push'])('%s does nothing for who calls it from a mini-program, by itself or through another function', async (name) => {
  const started = await start(name, good())
  for (const source of ['wx_client', 'scf,wx_client', 'wx_devtools']) {
    const answer = await started.call({ Event: 'wxa_media_check', trace_id: 'forged' }, 'oAnna', source)
    expect([answer.status, JSON.stringify(answer.body).includes('is not called by a mini-program')]).toEqual([500, true])
  }
})

test('the settings for CloudBase’s command line and for DevTools are the same, with nothing in them that WeChat refuses', () => {
  expect(settings.functionRoot).toBe('dist/functions')
  expect(settings.functions.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
  expect(names.toSorted()).toEqual(['api', 'push', 'tick'])
  for (const name of names) {
    const { timeout, runtime, triggers } = settingsOf(name)
    const { permissions, ...config } = json<{ permissions: { openapi: string[] } }>(`dist/functions/${name}/config.json`)
    expect(config).toEqual({ timeout, runtime, ...(triggers && { triggers }) })
    for (const permission of permissions.openapi) expect(permission).toMatch(/^[a-zA-Z]+\.[a-zA-Z]+$/)
    expect(json(`dist/functions/${name}/package.json`)).toMatchObject({ name, main: 'index.js' })
  }
  for (const { timeout, triggers = [], envVariables } of settings.functions) {
    expect(timeout).toBeLessThanOrEqual(60)
    for (const { config } of triggers) expect(config.split(' ')).toHaveLength(7)
    // Secrets are the environment's and never the file's.
    for (const [name, value] of Object.entries(envVariables)) expect(value).toBe(`{{env.${name}}}`)
  }
})
