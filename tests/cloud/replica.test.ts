import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openContext } from '../../src/cloud/context'
import { migrate } from '../../src/cloud/database/migrate'
import { beat } from '../../src/cloud/database/replica'
import { handle } from '../../src/cloud/main'
import { publicReads } from '../../src/cloud/public-reads'
import { operations } from '../../src/contract'
import type { Operation } from '../../src/contract/operation'
import { makeRecorder } from './cluster/recorder'
import type { TestContext } from './database'
import { goodInputs } from './inputs'
import { published, registering } from './notices'
import { makeRecords } from './records'
import { openStreaming, type Streaming } from './streaming/open'
import { buildTown, granted, type Town } from './town'

const LAG_SECONDS = 30
let folder: string
let servers: Streaming
let context: TestContext
let town: Town
let now = new Date('2026-11-23T02:00:00Z')
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-replica-'))
  servers = await openStreaming(folder)
  const opened = await openContext({
    databaseUrl: servers.primary,
    dataDir: path.join(folder, 'data'),
    now: () => now,
    env: { LOG_LEVEL: 'silent', DATABASE_REPLICA_URL: servers.standby, DATABASE_REPLICA_LAG: String(LAG_SECONDS) },
  })
  await migrate(opened.db)
  context = { ...opened, databaseUrl: servers.primary, recorder: await makeRecorder(opened.db), setNow: (to) => void (now = to) }
  town = await buildTown(context)
}, 120_000)
afterAll(async () => {
  await context.close()
  await servers.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await servers.hold(false)
  await beat(context.db, now)
  await servers.catchUp()
  while (!context.replica!.isAwake()) await new Promise((resolve) => setTimeout(resolve, 100))
})

/** What a caller sees of the hall, after it was named anew on the primary alone. */
const rename = (name: string) =>
  context.db.updateTable('stations').set({ name }).where('congress_id', '=', town.congressId).where('id', '=', town.hall).execute()
const hall = async (token?: string) => granted(context, 'station.open', { id: town.hall }, token)
const follow = (isFollowed: boolean) =>
  granted(context, 'station.follow', { requestId: randomUUID(), id: town.hall, isFollowed }, town.token.resident)

test('every operation that anybody may call either reads public pages, or is named here because it writes', () => {
  const others = Object.entries(operations as Record<string, Operation>).filter(
    ([name, { by }]) => by === 'anyone' && !publicReads.has(name),
  )
  expect(others.map(([name]) => name)).toEqual(['session.open', 'session.offer', 'session.take', 'concern.track'])
  for (const name of publicReads) expect((operations as Record<string, Operation>)[name]).toMatchObject({ by: 'anyone', isChange: false })
})

test('a public page comes from the replica, and what is somebody’s own from the primary', async () => {
  await rename('甲')
  await servers.catchUp()
  await servers.hold(true)
  await rename('乙')
  expect((await hall()).name).toBe('甲')
  expect((await hall(town.token.neighbour)).name).toBe('甲')
  const mine = await granted(context, 'station.followed', {}, town.token.resident)
  await follow(true)
  expect(await granted(context, 'station.followed', {}, town.token.resident)).not.toEqual(mine)
})

test('whoever has just changed something sees it at once, while others may still read the replica', async () => {
  const { id } = await published(context, town)
  await rename('甲')
  await servers.catchUp()
  await servers.hold(true)
  await rename('乙')
  await granted(context, 'registration.make', registering(id), town.token.resident)
  expect((await granted(context, 'notice.open', { id }, town.token.resident)).mine).toMatchObject({ state: 'booked' })
  expect((await hall(town.token.resident)).name).toBe('乙')
  expect((await hall(town.token.neighbour)).name).toBe('甲')
  // Once the replica has it too, it answers them again.
  await servers.hold(false)
  await servers.catchUp()
  await servers.hold(true)
  await rename('丙')
  expect((await granted(context, 'notice.open', { id }, town.token.resident)).mine).toMatchObject({ state: 'booked' })
  expect((await hall(town.token.resident)).name).toBe('乙')
})

test('a session that was closed is closed at once, whatever the replica still shows', async () => {
  await servers.hold(true)
  await context.db.deleteFrom('sessions').where('congress_id', '=', town.congressId).where('person_id', '=', town.person.li).execute()
  const reply = await handle({ operation: 'person.me', input: {}, token: town.token.li, callId: 'test' }, context)
  expect(reply).toMatchObject({ ok: false, error: { code: 'SIGN_IN' } })
})

test('a replica that is later than the bound is not read until it has caught up', async () => {
  await rename('甲')
  await servers.catchUp()
  await servers.hold(true)
  await rename('乙')
  now = new Date(now.getTime() + (LAG_SECONDS + 1) * 1000)
  await beat(context.db, now)
  expect((await hall()).name).toBe('乙')
  await servers.hold(false)
  await servers.catchUp()
  await servers.hold(true)
  await rename('丙')
  expect((await hall()).name).toBe('乙')
})

test('where the replica is away the primary answers, and the replica is taken again when it is back', async () => {
  await rename('甲')
  await servers.stopStandby()
  expect((await hall()).name).toBe('甲')
  expect(context.replica!.isAwake()).toBe(false)
  const from = performance.now()
  for (let times = 0; times < 5; times += 1) await hall()
  expect(performance.now() - from).toBeLessThan(3_000)
  await servers.startStandby()
})

test('no public page fails on a replica, which takes no writing', async () => {
  const inputs = goodInputs(await makeRecords(context, town))
  await beat(context.db, now)
  await servers.catchUp()
  for (const name of publicReads)
    for (const token of [undefined, town.token.neighbour]) {
      const input = inputs[name]!()
      delete input.cursor
      const reply = await handle({ operation: name, input, ...(token && { token }), callId: 'test' }, context)
      expect([name, reply.ok || reply.error.code]).not.toEqual([name, 'INTERNAL'])
      expect([name, context.replica!.isAwake()]).toEqual([name, true])
    }
})
