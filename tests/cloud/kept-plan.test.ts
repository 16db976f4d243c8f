import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { openDatabase } from '../../src/cloud/database/open'
import { openTestContext, type TestContext } from './database'
import { openReception } from './receptions'
import { buildTown, call, granted, lampConcern, type Town } from './town'

let context: TestContext
let town: Town
beforeAll(async () => {
  const opened = await openTestContext()
  // One connection, so that what it keeps is seen by the next statement.
  context = { ...opened, db: openDatabase(opened.databaseUrl, 1, () => {}) }
  town = await buildTown(context)
})
afterAll(async () => {
  await context.db.destroy()
  await context.close()
})

const keptPlans = async () =>
  (
    await sql<{ name: string; statement: string }>`select name, statement from pg_prepared_statements order by statement`.execute(
      context.db,
    )
  ).rows

test('what every call asks is planned once a connection, however many call', async () => {
  await granted(context, 'concern.mine', { limit: 5 }, town.token.resident)
  const once = await keptPlans()
  expect(once.some(({ statement }) => statement.includes('token_hash'))).toBe(true)
  await granted(context, 'concern.mine', { limit: 5 }, town.token.resident)
  await granted(context, 'concern.mine', { limit: 7 }, town.token.wang)
  expect(await keptPlans()).toEqual(once)
})

test('a plan that a pooler lost within a transaction costs nobody a call: the transaction is made again, and none is kept from then on', async () => {
  await granted(context, 'concern.submit', lampConcern(), town.token.neighbour)
  const inIt = (await keptPlans()).filter(({ statement }) => statement.includes('insert into "requests"'))
  await sql`deallocate ${sql.raw(inIt[0]!.name)}`.execute(context.db)
  const { id } = await granted(context, 'concern.submit', lampConcern(), town.token.resident)
  const { items } = await granted(context, 'concern.mine', { limit: 50 }, town.token.resident)
  expect(items.filter((item) => item.id === id)).toHaveLength(1)
  await sql`deallocate all`.execute(context.db)
  await granted(context, 'concern.mine', { limit: 50 }, town.token.resident)
  expect([inIt.length, await keptPlans()]).toEqual([1, []])
})

test('outside of one the statement alone is sent again, as after a migration that gave its answer another shape', async () => {
  await context.db.destroy()
  context = { ...context, db: openDatabase(context.databaseUrl, 1, () => {}) }
  const receptionId = await openReception(context, town, { on: '2026-12-03', capacity: 2 })
  const book = (who: 'resident' | 'neighbour') =>
    call(context, 'visit.book', { requestId: randomUUID(), receptionId, startsAt: null, orWait: false }, town.token[who])
  expect(await book('resident')).toMatchObject({ ok: true })
  expect(await keptPlans()).not.toEqual([])
  await sql`alter table receptions add column later int`.execute(context.db)
  expect(await book('neighbour')).toMatchObject({ ok: true })
})
