import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { saveModel } from '../../src/cloud/topic/retrain'
import type { Input, OperationName, Output } from '../../src/contract'
import { train } from '../../src/domain/topic-training'
import { freePort } from '../free-port'
import { corpus } from '../domain/topic-corpus'
import { openTestContext, type TestContext } from './database'
import { buildTown, lampConcern, type Town } from './town'

/** Two processes on one database, as behind a proxy that sends each request to either. */
type Host = (typeof names)[number]
const names = ['a', 'b'] as const

let context: TestContext
let town: Town
let folder: string
const hosts = {} as Record<Host, { process: ChildProcess; port: number }>
beforeAll(async () => {
  context = await openTestContext({ now: new Date() })
  town = await buildTown(context)
  folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-hosts-'))
  await Promise.all(
    names.map(async (name) => {
      const port = freePort()
      const child = spawn(process.execPath, ['--import', 'tsx', 'src/cloud/host/start.ts'], {
        env: {
          ...process.env,
          CI: 'true',
          DATABASE_URL: context.databaseUrl,
          DATA_DIR: path.join(folder, name),
          CONTACT_KEY: Buffer.alloc(32, 7).toString('base64'),
          FILES_KEY: Buffer.alloc(32, 8).toString('base64'),
          PORT: String(port),
          TICK: '0',
        },
      })
      hosts[name] = { process: child, port }
      for await (const chunk of child.stdout) if (String(chunk).includes('is ready')) return
      throw new Error(`Host ${name} did not start`)
    }),
  )
}, 120_000)
afterAll(async () => {
  for (const { process: child } of Object.values(hosts))
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  await context.close()
  await rm(folder, { recursive: true, force: true })
})

async function on<N extends OperationName>(host: Host, operation: N, input: Input<N>, token?: string): Promise<Output<N>> {
  const response = await fetch(`http://127.0.0.1:${hosts[host].port}/rpc/${operation}`, {
    method: 'POST',
    body: JSON.stringify(input),
    headers: token ? { authorization: `Bearer ${token}` } : {},
  })
  const body = (await response.json()) as Output<N> & { error?: { code: string } }
  if (body.error) throw new Error(body.error.code)
  return body
}
const requestId = () => randomUUID()

test('a page signed in through either host: the code of one is scanned at the other, and its session taken and closed at either', async () => {
  const { code, secret } = await on('a', 'session.offer', {})
  await on('b', 'session.look', { code }, town.token.resident)
  expect(await on('a', 'session.take', { code, secret })).toEqual({ state: 'seen', session: null })
  await on('b', 'session.decide', { requestId: requestId(), code, isConfirmed: true }, town.token.resident)
  const { session } = await on('a', 'session.take', { code, secret })
  await expect(on('b', 'session.take', { code, secret })).resolves.toMatchObject({ session: null })
  await on('b', 'concern.mine', {}, session!.token)
  await on('b', 'session.close', { requestId: requestId(), id: null }, session!.token)
  await expect(on('a', 'concern.mine', {}, session!.token)).rejects.toThrow('SIGN_IN')
})

test('a request that is sent again to the other host, or to both at once, is one case', async () => {
  const input = lampConcern()
  const twice = await Promise.all(names.map((host) => on(host, 'concern.submit', input, town.token.resident)))
  const again = await on('b', 'concern.submit', input, town.token.resident)
  expect(new Set([...twice, again].map(({ id }) => id)).size).toBe(1)
  const { items } = await on('b', 'concern.inbox', { as: 'deputy', view: 'open' }, town.token.wang)
  expect(items.map(({ id }) => id)).toEqual([again.id])
  await on('b', 'concern.accept', { requestId: requestId(), id: again.id }, town.token.wang)
  expect(await on('a', 'concern.open', { id: again.id }, town.token.resident)).toMatchObject({ state: 'accepted' })
})

test('what the office sets on one host holds on the other from the next call on', async () => {
  for (const host of names) await on(host, 'settings.open', {}, town.token.office)
  await on('a', 'settings.save', { requestId: requestId(), settings: { answerWithinWorkdays: 3 } }, town.token.office)
  const before = await on('b', 'concern.submit', lampConcern(), town.token.resident)
  await on('b', 'settings.save', { requestId: requestId(), settings: { answerWithinWorkdays: 15 } }, town.token.office)
  const after = await on('a', 'concern.submit', lampConcern(), town.token.resident)
  expect(before.due.on < after.due.on).toBe(true)
})

test('a role that is taken away on one host ends on the other with the next call', async () => {
  await on('b', 'concern.inbox', { as: 'desk', view: 'open' }, town.token.homeDesk)
  const who = { personId: town.person.homeDesk, role: 'staff', targetId: town.home } as const
  await on('a', 'membership.remove', { requestId: requestId(), ...who }, town.token.office)
  await expect(on('b', 'concern.inbox', { as: 'desk', view: 'open' }, town.token.homeDesk)).rejects.toThrow('FORBIDDEN')
})

test('a model that was trained anew elsewhere is used by hosts that have the one before in memory', async () => {
  const guess = async (host: Host) => (await on(host, 'topic.suggest', { text: '东街的路灯和灯杆都坏了' })).items[0]?.code
  const learn = async (lamps: string, other: string) => {
    context.setNow(new Date(context.now().getTime() + 60_000))
    await saveModel(context, town.congressId, train([...corpus(['路灯', '灯杆'], lamps), ...corpus(['学校'], other)]), 100)
  }
  for (const host of names) await guess(host)
  await learn('roads', 'schools')
  expect([await guess('a'), await guess('b')]).toEqual(['roads', 'roads'])
  await learn('schools', 'roads')
  expect([await guess('a'), await guess('b')]).toEqual(['schools', 'schools'])
})
