import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { openTestContext, type TestContext } from './database'
import { buildTown } from './town'

const run = promisify(execFile)
const key = Buffer.alloc(32, 7).toString('base64')
let context: TestContext
let folder: string
beforeAll(async () => {
  context = await openTestContext()
  await buildTown(context)
  folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-function-'))
})
afterAll(async () => {
  await context.close()
  await rm(folder, { recursive: true, force: true })
})

/** Calls the function `api` in a process of its own, as WeChat does: who calls is in the environment, never in the event. */
const callFunction = async (event: unknown, env: NodeJS.ProcessEnv, openid = 'oSomebody'): Promise<unknown> =>
  (await outputOf(event, env, openid)).answer

/** What it answered, and the lines of its log, which it may write before or after that. */
async function outputOf(event: unknown, env: NodeJS.ProcessEnv, openid: string): Promise<{ answer: unknown; log: string[] }> {
  const script = `require('tsx/cjs'); require('./src/cloud/functions/api.ts').main(${JSON.stringify(event)}, { request_id: 'test' })
    .then((reply) => console.log('ANSWER' + JSON.stringify(reply)), (error) => console.log('ANSWER' + JSON.stringify(error.message))).finally(() => process.exit())`
  const { stdout } = await run(process.execPath, ['-e', script], {
    env: { PATH: process.env.PATH, WX_CONTEXT_KEYS: 'WX_OPENID', WX_OPENID: openid, ...env },
  })
  const lines = stdout.trim().split('\n')
  return {
    answer: JSON.parse(lines.find((line) => line.startsWith('ANSWER'))!.slice('ANSWER'.length)),
    log: lines.filter((line) => !line.startsWith('ANSWER')),
  }
}
const good = () => ({ DATABASE_URL: context.databaseUrl, CONTACT_KEY: key, FILES_KEY: key, FILES_DIR: folder })

test.each([
  ['DATABASE_URL', 'DATABASE_URL'],
  ['CONTACT_KEY', 'CONTACT_KEY'],
  ['FILES_KEY', 'FILES_KEY'],
  ['FILES_DIR', 'FILES_CLOUD'],
])('without %s it says that it needs %s, and stops', async (name, needed) => {
  expect(await callFunction({ operation: 'congress.list', input: {} }, { ...good(), [name]: '' })).toContain(
    `needs ${needed} in its environment`,
  )
})

test('who calls is WeChat’s OPENID, whatever the event says', async () => {
  const me = async (openid: string) =>
    (await callFunction({ operation: 'person.me', input: {}, openid: 'oForged', userInfo: { openId: 'oForged' } }, good(), openid)) as {
      output: { id: string }
    }
  const [first, again, other] = [await me('oAnna'), await me('oAnna'), await me('oBen')]
  expect(again.output.id).toBe(first.output.id)
  expect(other.output.id).not.toBe(first.output.id)
  const openids = await context.db.selectFrom('persons').where('openid', 'is not', null).select('openid').orderBy('openid').execute()
  expect(openids.map(({ openid }) => openid)).toEqual(['oAnna', 'oBen'])
})

test('an event that is no call is answered with a declared error', async () => {
  expect(await callFunction({}, good())).toEqual({ ok: false, error: { code: 'NOT_FOUND' } })
  expect(await callFunction({ operation: ['person.me'], input: {} }, good())).toEqual({ ok: false, error: { code: 'NOT_FOUND' } })
})

test('with cloud storage for photos it needs no disk and no key for links', async () => {
  const env = { ...good(), FILES_KEY: '', FILES_DIR: '', FILES_CLOUD: 'cloud://town-1a2b.746f-town-1a2b' }
  expect(await callFunction({ operation: 'congress.list', input: {} }, env)).toMatchObject({ ok: true })
})

test('its log has a line for the call, by the id that the phone made, and does not say who called', async () => {
  const id = 'a-call-of-the-phone'
  const { log } = await outputOf({ operation: 'person.me', input: {}, call: id }, good(), 'oMarkedOpenid')
  const lines = log.map((line) => JSON.parse(line) as object)
  expect(lines).toMatchObject([{ call: id, operation: 'person.me', congress: 'TOWN', role: 'resident', outcome: 'OK', msg: 'call' }])
  expect(JSON.stringify(lines)).not.toContain('oMarkedOpenid')
  const {
    log: [line],
  } = await outputOf({ operation: 'person.me', input: {}, call: 'x*/ select' }, good(), 'oMarkedOpenid')
  expect(JSON.parse(line!)).toMatchObject({ call: 'test' })
})
