import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { openDatabase } from '../../src/cloud/database/open'
import { openTestContext, type TestContext } from './database'
import { newResident, openReception } from './receptions'
import { buildTown, call, granted, type Town } from './town'

let context: TestContext
let town: Town
beforeAll(async () => {
  context = await openTestContext({ now: new Date('2026-11-23T02:00:00Z') })
  town = await buildTown(context)
})
afterAll(() => context.close())

const open = (isNamed: boolean) => openDatabase(context.databaseUrl, 1, () => {}, { isNamed })
const named = async (db: TestContext['db']) =>
  (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db)).rows.map(({ statement }) => statement)

test('a statement that comes again is planned once a connection; where a pooler stands before the database none has a name', async () => {
  for (const isNamed of [true, false]) {
    const db = open(isNamed)
    const find = () => db.selectFrom('congresses').where('id', '=', town.congressId).select('code').execute()
    expect(await find()).toEqual([{ code: 'TOWN' }])
    expect(await named(db)).toEqual([])
    await find()
    expect(await find()).toEqual([{ code: 'TOWN' }])
    expect(await named(db)).toEqual(isNamed ? [expect.stringContaining('from "congresses"')] : [])
    await db.destroy()
  }
})

test('a migration that changes what a planned statement returns costs one try, and operations take another', async () => {
  const db = open(true)
  await sql`create table changed (i int)`.execute(db)
  await sql`insert into changed values (1)`.execute(db)
  const all = () => sql`select * from changed where i = ${1}`.execute(db).then(({ rows }) => rows)
  for (let turn = 0; turn < 3; turn += 1) expect(await all()).toEqual([{ i: 1 }])
  await sql`alter table changed add column more int`.execute(db)
  await expect(all()).rejects.toMatchObject({ code: '0A000' })
  expect(await all()).toEqual([{ i: 1, more: null }])
  await db.destroy()

  const list = () => call(context, 'concern.mine', {}, town.token.resident)
  for (let turn = 0; turn < 12; turn += 1) expect((await list()).ok).toBe(true)
  const opened = async () => call(context, 'visit.slots', {})
  for (let turn = 0; turn < 12; turn += 1) expect((await opened()).ok).toBe(true)
  await sql`alter table receptions add column later int`.execute(context.db)
  expect((await opened()).ok).toBe(true)
})

test('who has a place and asks again, because no answer came, has it still when everything is full', async () => {
  const receptionId = await openReception(context, town, { on: '2026-12-03', from: 540, to: 560, slotMinutes: 20, capacity: 1 })
  const { token } = await newResident(context, town)
  const request = { requestId: randomUUID(), receptionId, startsAt: null }
  const first = await granted(context, 'visit.book', request, token)
  expect(first.state).toBe('booked')
  const other = await newResident(context, town)
  expect(await call(context, 'visit.book', { ...request, requestId: randomUUID() }, other.token)).toMatchObject({
    ok: false,
    error: { code: 'CONFLICT', fields: [{ path: 'startsAt', rule: 'full' }] },
  })
  expect(await granted(context, 'visit.book', request, token)).toEqual(first)
})
