import { randomUUID } from 'node:crypto'
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
