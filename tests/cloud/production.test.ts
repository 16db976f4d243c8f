import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '../free-port'
import { emptyDatabase, openTestContext, type TestContext } from './database'
import { buildTown, inWest } from './town'

/** What a server is given: the built folder, the script behind the npm commands, and no package. */
const root = path.resolve(__dirname, '../..')
if (!existsSync(path.join(root, 'dist/server/start.js'))) throw new Error('There is no built server: npm run build:server')

let context: TestContext
let folder: string
const key = Buffer.alloc(32, 7).toString('base64')
let port: number
beforeAll(async () => {
  context = await openTestContext()
  await buildTown(context)
  folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-server-'))
  await mkdir(path.join(folder, 'config'))
  for (const each of ['dist/server', 'dist/h5', 'config/run.mjs', 'package.json'])
    await cp(path.join(root, each), path.join(folder, each), { recursive: true })
  port = freePort()
})
const running: ChildProcess[] = []
afterAll(async () => {
  for (const child of running) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await context.close()
  await rm(folder, { recursive: true, force: true })
})

function command(name: string, args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['config/run.mjs', name, ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: context.databaseUrl,
      DATA_DIR: path.join(folder, 'data'),
      CONTACT_KEY: key,
      FILES_KEY: key,
      PORT: String(port),
      ...env,
    },
  })
  running.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const saying = async (what: string) => {
    while (!said.includes(what)) {
      if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}: ${said}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return { child, saying, ended: once(child, 'exit').then(([code]) => ({ code: code as number | null, said })) }
}

test('the built server runs where no package is installed, is no demo, and ends when it is told to', async () => {
  const host = command('start')
  await host.saying('is ready')
  const at = (where: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${where}`, init)
  expect(await (await at('/healthz')).json()).toMatchObject({ status: 'ok', database: { ok: true } })
  expect(await (await at('/')).text()).toContain('<script')
  expect((await at('/demo/persons')).status).toBe(404)
  const answer = await at('/rpc/station.nearby', { method: 'POST', body: JSON.stringify({ at: inWest }) })
  expect(await answer.json()).toMatchObject({ items: [{ name: '西街联络站' }, { name: '东街代表之家' }] })
  host.child.kill('SIGTERM')
  expect((await host.ended).code).toBe(0)
})

test('it is backed up and restored where no package is installed, and not into a database that holds something', async () => {
  const backups = path.join(folder, 'backups')
  expect(await command('backup', [backups]).ended).toMatchObject({
    code: 0,
    said: expect.stringContaining('read again and found whole') as string,
  })
  const name = (await readdir(backups)).find((each) => each.endsWith('Z'))
  const refused = await command('restore', [path.join(backups, name!)]).ended
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('This database is not empty') as string })
  const empty = await emptyDatabase()
  const restored = await command('restore', [path.join(backups, name!)], { DATABASE_URL: empty.url }).ended
  expect(restored).toMatchObject({ code: 0, said: expect.stringMatching(/restored: \d+ rows/) as string })
  await empty.drop()
})

test('so do its commands', async () => {
  expect(await command('keys:rotate', [], { CONTACT_KEY_OLD: Buffer.alloc(32, 8).toString('base64') }).ended).toMatchObject({
    code: 0,
    said: expect.stringContaining('0 sealed anew') as string,
  })
  expect(await command('import', ['stations', '--congress', 'TOWN', 'absent.csv']).ended).toMatchObject({
    code: 2,
    said: expect.stringContaining('There is no file absent.csv') as string,
  })
  expect((await command('route', ['--congress', 'ABSENT', path.join(root, 'package.json')]).ended).said).toContain(
    'There is no congress ABSENT',
  )
})
