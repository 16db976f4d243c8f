import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { migrate } from '../../src/cloud/database/migrate'
import { openDatabase } from '../../src/cloud/database/open'
import { verify } from '../../src/cloud/audit/verify'
import { openTestContext, type TestContext } from './database'
import { findPgbouncer, openPooler, type Pooler } from './pgbouncer'
import { newResident, openReception } from './receptions'
import { urlOf } from './server'
import { buildTown, call, granted, lampConcern, tick, type Town } from './town'

/** Connections to the database, for more clients than that. */
const BEHIND = 3
const CLIENTS = 40

const program = findPgbouncer()
const through = program ? describe : describe.skip
const reason = program ? '' : ' (skipped: there is no PgBouncer, and it could not be installed)'

through(`behind PgBouncer in transaction mode${reason}`, () => {
  let direct: TestContext
  let context: TestContext
  let pooler: Pooler
  let town: Town
  let name: string
  beforeAll(async () => {
    direct = await openTestContext()
    name = new URL(direct.databaseUrl).pathname.slice(1)
    pooler = await openPooler(program!, direct.databaseUrl, BEHIND)
    const db = openDatabase(pooler.urlOf(name), CLIENTS, () => {})
    context = { ...direct, db }
    town = await buildTown(context)
  }, 120_000)
  afterAll(async () => {
    await context.db.destroy()
    await pooler.close()
    await direct.close()
  })

  test('several hosts migrate an empty database at once: the lock belongs to the transaction, and none is needed beside it', async () => {
    const fresh = `pooled_${randomUUID().replaceAll('-', '')}`
    const admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
    await admin.connect()
    await admin.query(`create database ${fresh}`)
    const hosts = Array.from({ length: 3 }, () => openDatabase(pooler.urlOf(fresh), 2, () => {}))
    const done = await Promise.all(hosts.map((db) => migrate(db)))
    expect(done.filter((names) => names.length > 0)).toHaveLength(1)
    for (const db of hosts) await db.destroy()
    await admin.query(`drop database ${fresh} with (force)`)
    await admin.end()
  })

  test('forty residents hand in at once over three connections: each case once, numbered without a gap, its log whole', async () => {
    const people = await Promise.all(Array.from({ length: CLIENTS }, () => newResident(context, town)))
    const requests = people.map(({ token }) => ({ token, input: lampConcern() }))
    const send = () =>
      Promise.all(requests.map(({ token, input }) => granted(context, 'concern.submit', input, token).then(({ id }) => id)))
    const first = await send()
    expect(await send()).toEqual(first)
    const numbers = await context.db.selectFrom('concerns').where('congress_id', '=', town.congressId).select('number').execute()
    expect(numbers.map(({ number }) => Number(number.slice(-4))).toSorted((a, b) => a - b)).toEqual(first.map((_, at) => at + 1))
    await Promise.all(first.map((id) => granted(context, 'concern.accept', { requestId: randomUUID(), id }, town.token.wang)))
    const { items } = await granted(context, 'concern.inbox', { as: 'deputy', view: 'open', limit: 5 }, town.token.wang)
    expect(items).toHaveLength(5)
    const { flaws } = await verify(context, (await context.db.selectFrom('congresses').selectAll().executeTakeFirstOrThrow()) as never)
    expect(flaws).toEqual([])
  }, 120_000)

  test('a rush for ten places gives ten, and timers that run at once send each message once and seal each day once', async () => {
    const receptionId = await openReception(context, town, { on: '2026-12-03', from: 540, to: 640, slotMinutes: 10, capacity: 1 })
    const people = await Promise.all(Array.from({ length: CLIENTS }, () => newResident(context, town)))
    const replies = await Promise.all(
      people.map(({ token }) =>
        call(context, 'visit.book', { requestId: randomUUID(), receptionId, startsAt: null, orWait: false }, token),
      ),
    )
    expect(replies.filter(({ ok }) => ok)).toHaveLength(10)
    context.setNow(new Date('2026-11-24T20:00:00Z'))
    const ticked = await Promise.all([tick(context), tick(context), tick(context)])
    const due = await context.db.selectFrom('outbox').where('done_at', 'is not', null).select('id').execute()
    expect(due.length).toBeGreaterThan(10)
    expect(ticked.reduce((sum, { send }) => sum + send, 0)).toBe(due.length)
    const seals = await context.db.selectFrom('seals').where('congress_id', '=', town.congressId).select('on_day').execute()
    expect(new Set(seals.map(({ on_day }) => on_day)).size).toBe(seals.length)
    expect(seals.length).toBeGreaterThan(0)
  }, 120_000)

  test('it was the pooler all the while: no more connections reached the database than it has', async () => {
    const admin = new pg.Client({ connectionString: urlOf('postgres') })
    await admin.connect()
    await Promise.all(Array.from({ length: CLIENTS }, () => call(context, 'congress.open', {})))
    // One more is that of the test's own context, which went round it when it looked at the tables.
    const { rows } = await admin.query<{ count: string }>(
      `select count(*) as count from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
      [name],
    )
    await admin.end()
    expect(Number(rows[0]!.count)).toBeGreaterThan(0)
    expect(Number(rows[0]!.count)).toBeLessThanOrEqual(BEHIND + 1)
  })
})
