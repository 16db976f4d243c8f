import { randomUUID } from 'node:crypto'
import { networkOf } from '../../src/cloud/limit'
import { handle, type Call } from '../../src/cloud/main'
import { tick } from '../../src/cloud/tick'
import { operations } from '../../src/contract'
import { guesses, limitOf, ownLimits } from '../../src/domain/limit'
import { openContext } from '../../src/cloud/context'
import { openTestContext, type TestContext } from './database'
import { buildTown, call, granted, lampConcern, type Town } from './town'

let context: TestContext
let town: Town
beforeEach(async () => {
  context = await openTestContext({ isLimited: true })
  town = await buildTown(context)
})
afterEach(() => context.close())

const reads = limitOf('person.me', { isChange: false, isPerson: true })
const anonymous = limitOf('station.nearby', { isChange: false, isPerson: false })
const ask = (operation: string, input: unknown, over: Partial<Call>) =>
  handle({ operation, input, callId: 'test', congress: town.code, ...over }, context)
/** As if somebody had asked so often in this window: asking that often takes a minute. */
const exhaust = (left: number, limit: { count: number }) =>
  context.db
    .updateTable('rate_limits')
    .set({ count: limit.count - left })
    .execute()

test('what a person may do in a minute they may do, the next is told how long to wait, and in the next minute it is right again', async () => {
  context.setNow(new Date('2026-11-23T02:00:40Z'))
  await granted(context, 'person.me', {}, town.token.resident)
  await exhaust(1, reads)
  await granted(context, 'person.me', {}, town.token.resident)
  expect(await call(context, 'person.me', {}, town.token.resident)).toEqual({ ok: false, error: { code: 'TOO_MANY', retryAfterS: 20 } })
  context.setNow(new Date('2026-11-23T02:01:00Z'))
  await granted(context, 'person.me', {}, town.token.resident)
})

test('each person is counted alone, and each operation', async () => {
  await granted(context, 'person.me', {}, town.token.resident)
  await exhaust(0, reads)
  expect(await call(context, 'person.me', {}, town.token.resident)).toMatchObject({ error: { code: 'TOO_MANY' } })
  await granted(context, 'person.me', {}, town.token.neighbour)
  await granted(context, 'concern.mine', {}, town.token.resident)
})

test('several processes count as one: what one has let pass the other knows', async () => {
  const env = {
    LOG_LEVEL: 'silent',
    CONTACT_KEY: context.contactKey.current.toString('base64'),
    FILES_KEY: Buffer.alloc(32).toString('base64'),
  }
  const other = await openContext({ databaseUrl: context.databaseUrl, dataDir: '/nowhere', now: context.now, env })
  await granted(context, 'person.me', {}, town.token.resident)
  await exhaust(10, reads)
  const asks = Array.from({ length: 30 }, (_, index) =>
    handle({ operation: 'person.me', input: {}, callId: 'test', token: town.token.resident }, index % 2 ? other : context),
  )
  const replies = await Promise.all(asks)
  await other.close()
  const turnedAway = replies.filter((reply) => !reply.ok && reply.error.code === 'TOO_MANY')
  expect(turnedAway).toHaveLength(20)
})

test('who is not signed in is counted by address, a household of IPv6 as one; a made-up token makes nobody somebody else', async () => {
  const from = (address: string) => ({ from: { address, device: null } })
  await ask('station.nearby', {}, from('203.0.113.7'))
  await ask('station.nearby', {}, from('2001:db8:1:2:3::1'))
  await exhaust(0, anonymous)
  for (const address of ['203.0.113.7', '::ffff:203.0.113.7', '2001:db8:1:2:ffff::9', '2001:0db8:0001:0002::'])
    expect(await ask('station.nearby', {}, { ...from(address), token: randomUUID() })).toMatchObject({ error: { code: 'TOO_MANY' } })
  expect((await ask('station.nearby', {}, from('203.0.113.8'))).ok).toBe(true)
  expect((await ask('station.nearby', {}, from('2001:db8:1:3::1'))).ok).toBe(true)
  expect((await ask('station.nearby', {}, { ...from('203.0.113.7'), token: town.token.resident })).ok).toBe(true)
})

test.each([
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['2001:db8::', '2001:db8:0:0'],
  ['10.0.0.1', '10.0.0.1'],
])('of the address %s the network is %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('neither address nor person stands in the table, nothing links a window to the next, and tick takes away what is over', async () => {
  const rows = () => context.db.selectFrom('rate_limits').selectAll().execute()
  const from = { from: { address: '203.0.113.7', device: null } }
  await ask('station.nearby', {}, from)
  await granted(context, 'person.me', {}, town.token.resident)
  const [first, ...rest] = await rows()
  expect(rest).toHaveLength(1)
  const written = JSON.stringify([first, ...rest].map((row) => ({ ...row, bucket: row!.bucket.toString('latin1') })))
  for (const known of ['203.0.113.7', town.person.resident, 'station.nearby']) expect(written).not.toContain(known)
  context.setNow(new Date(context.now().getTime() + 60_000))
  await ask('station.nearby', {}, from)
  await granted(context, 'person.me', {}, town.token.resident)
  expect(new Set((await rows()).map(({ bucket }) => bucket.toString('hex'))).size).toBe(4)
  expect((await tick(context)).limits).toBe(2)
  expect(await rows()).toHaveLength(2)
})

test('a wrong code is a guess, a right one and a slip of the form are none; many at once are counted before any is answered', async () => {
  const guess = (code: string) => call(context, 'invitation.open', { code }, town.token.neighbour)
  const made = await granted(context, 'invitation.make', { requestId: randomUUID(), role: 'office', targetId: null }, town.token.office)
  const right = made.code!
  for (let times = 0; times < 3; times += 1) {
    expect(await guess(right)).toMatchObject({ ok: true })
    expect(await guess('not a code')).toMatchObject({ error: { code: 'BAD_INPUT' } })
  }
  const wrong = right.replace(/./g, 'Z')
  const replies = await Promise.all(Array.from({ length: 60 }, () => guess(wrong)))
  const refusals = replies.map((reply) => (reply.ok ? 'granted' : reply.error.code))
  expect(refusals.filter((code) => code === 'NOT_FOUND')).toHaveLength(guesses.invitation.count)
  expect(refusals.filter((code) => code === 'TOO_MANY')).toHaveLength(60 - guesses.invitation.count)
  // From then on the right one is no better than a wrong one.
  expect(await guess(right)).toMatchObject({ error: { code: 'TOO_MANY', retryAfterS: 3600 } })
})

test('handing in is never what is turned away: a hundred in a minute are kept', async () => {
  const submit = () => call(context, 'concern.submit', lampConcern(), town.token.resident)
  // Who hands in several at once is counted one after the other, and a call waits five seconds for a connection at most.
  for (let sent = 0; sent < 100; sent += 5)
    expect(await Promise.all(Array.from({ length: 5 }, submit))).toEqual(Array(5).fill(expect.objectContaining({ ok: true })))
}, 120_000)

test('every operation says that it may be too much, and every number is of one that there is', () => {
  for (const operation of Object.values(operations)) expect(operation.errors).toContain('TOO_MANY')
  const named = [...Object.keys(ownLimits), ...Object.values(guesses).flatMap(({ operations: each }) => each)]
  for (const name of named) expect(Object.keys(operations)).toContain(name)
})
