import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { seeded } from '../../src/cloud/database/demo/random'
import { moveUp } from '../../src/cloud/visit/seats'
import { crowdOf, persist, residents } from './crowd'
import { openTestContext, type TestContext } from './database'
import { brokenRules, none, openReception } from './receptions'
import { buildTown, type call, type Town } from './town'

/** VISIT_RACE_SECONDS=60 for the long run. */
const SECONDS = Number(process.env.VISIT_RACE_SECONDS ?? 4)
const NOW = new Date('2026-11-23T02:00:00Z')

let context: TestContext
let crowd: TestContext
let town: Town
beforeAll(async () => {
  context = await openTestContext({ now: NOW })
  crowd = crowdOf(context)
  town = await buildTown(context)
})
afterAll(async () => {
  await crowd.db.destroy()
  await context.close()
})

const states = async (receptionId: string) => {
  const rows = await context.db
    .selectFrom('visits')
    .where('reception_id', '=', receptionId)
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}
const book = (receptionId: string, token: string, orWait: boolean) =>
  persist(crowd, 'visit.book', { requestId: randomUUID(), receptionId, startsAt: null, orWait }, token)

test('500 who book ten places at once: ten have one, and everybody else is told that it is full', async () => {
  const receptionId = await openReception(context, town, { on: '2026-12-01', from: 540, to: 640, slotMinutes: 20, capacity: 2 })
  const people = await residents(crowd, town, 500)
  const replies = await Promise.all(people.map(({ token }) => book(receptionId, token, false)))
  expect(replies.filter(({ ok }) => ok)).toHaveLength(10)
  for (const reply of replies)
    if (!reply.ok) expect(reply.error).toEqual({ code: 'CONFLICT', fields: [{ path: 'startsAt', rule: 'full' }] })
  expect(await states(receptionId)).toEqual({ booked: 10 })
  expect(await brokenRules(context)).toEqual(none)
}, 120_000)

test('500 who book ten places of one slot or wait: ten have one, 490 stand in line, each at a place of their own', async () => {
  const receptionId = await openReception(context, town, { on: '2026-12-02', from: 540, to: 560, slotMinutes: 20, capacity: 10 })
  const people = await residents(crowd, town, 500)
  const replies = await Promise.all(people.map(({ token }) => book(receptionId, token, true)))
  expect(replies.filter(({ ok }) => ok)).toHaveLength(500)
  expect(await states(receptionId)).toEqual({ booked: 10, waiting: 490 })
  const { rows } = await sql<{ count: number; last: number }>`
    select count(distinct queue_no) as count, max(queue_no) as last from visits where reception_id = ${receptionId}`.execute(context.db)
  expect(rows).toEqual([{ count: 490, last: 490 }])
  expect(await brokenRules(context)).toEqual(none)
}, 120_000)

test(
  `for ${SECONDS} s many book, wait, change, accept, decline and cancel at once: no place is had twice, none is unused while somebody waits`,
  async () => {
    const receptions = [
      await openReception(context, town, { on: '2026-12-07', from: 540, to: 600, slotMinutes: 20, capacity: 1 }),
      await openReception(context, town, { on: '2026-12-08', from: 540, to: 580, slotMinutes: 20, capacity: 2 }),
    ]
    const people = await residents(crowd, town, 10)
    const done: Record<string, number> = {}
    // Nothing of this shows anything unless each of these happened, so a slow machine gets longer.
    const end = Date.now() + SECONDS * 1000
    const isMissing = () => ['book', 'accept', 'decline', 'cancel', 'reschedule'].some((what) => !done[what])
    const goesOn = () => Date.now() < end || (isMissing() && Date.now() < end + 40_000)
    const faults: unknown[] = []
    let broken = 0
    const note = (what: string, reply: Awaited<ReturnType<typeof call>>) => {
      const how = reply.ok ? what : `${what} ${reply.error.code} ${reply.error.fields?.[0]?.rule ?? ''}`.trim()
      done[how] = (done[how] ?? 0) + 1
      if (!reply.ok && !['CONFLICT', 'NOT_FOUND'].includes(reply.error.code)) faults.push([what, reply.error])
    }
    const live = async ({ id: personId, token }: { id: string; token: string }, index: number) => {
      const random = seeded(index)
      while (goesOn()) {
        const turn = Math.floor(random() * 60)
        const open = await crowd.db
          .selectFrom('visits')
          .where('visitor_id', '=', personId)
          .where('state', 'in', ['waiting', 'offered', 'booked'])
          .select(['id', 'state'])
          .execute()
        const one = open[turn % Math.max(1, open.length)]
        const id = { requestId: randomUUID(), id: one?.id }
        const other = receptions[turn % receptions.length]!
        if (!one || turn % 5 === 0) note('book', await book(other, token, turn % 3 !== 0))
        else if (one.state === 'offered')
          note(turn % 4 ? 'accept' : 'decline', await persist(crowd, turn % 4 ? 'visit.accept' : 'visit.cancel', id, token))
        else if (one.state === 'booked' && turn % 3 === 0)
          note('reschedule', await persist(crowd, 'visit.reschedule', { ...id, receptionId: other, startsAt: null }, token))
        else if (one.state === 'booked' || turn % 4 === 0) note('cancel', await persist(crowd, 'visit.cancel', id, token))
      }
    }
    // The timer comes by as well, and the rule is asked while all of it goes on, not only afterwards.
    const timer = async () => {
      while (goesOn()) {
        await moveUp(crowd)
        broken += Object.values(await brokenRules(context)).reduce((sum, count) => sum + count, 0)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    await Promise.all([...people.map(live), timer()])
    if (process.env.VISIT_RACE_SECONDS) console.info(done)
    expect(faults).toEqual([])
    expect(broken).toBe(0)
    expect(await brokenRules(context)).toEqual(none)
    expect(isMissing()).toBe(false)
  },
  (SECONDS + 60) * 1000,
)
