import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { seeded } from '../../src/cloud/database/demo/random'
import { moveUpRegistrations } from '../../src/cloud/registration/seats'
import { crowdOf, persist, residents } from './crowd'
import { openTestContext, type TestContext } from './database'
import { brokenPlaces, published, registering, unbroken } from './notices'
import { newResident } from './receptions'
import { buildTown, type call, type Town } from './town'

/** REGISTRATION_RACE_SECONDS=60 for the long run. */
const SECONDS = Number(process.env.REGISTRATION_RACE_SECONDS ?? 4)
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

const states = async (noticeId: string) => {
  const rows = await context.db
    .selectFrom('registrations')
    .where('notice_id', '=', noticeId)
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

test('300 who register for 80 places at once: 80 have one, 220 stand in line, each at a place of their own', async () => {
  const { id } = await published(context, town)
  const people = await residents(crowd, town, 300)
  const replies = await Promise.all(
    people.map(({ token }) => persist(crowd, 'registration.make', registering(id, { orWait: true }), token)),
  )
  expect(replies.filter(({ ok }) => ok)).toHaveLength(300)
  expect(await states(id)).toEqual({ booked: 80, waiting: 220 })
  const { rows } = await sql`
    select count(distinct seat) as seats, max(seat) as highest, count(distinct queue_no) as waiting, max(queue_no) as last
    from registrations where notice_id = ${id}`.execute(context.db)
  expect(rows).toEqual([{ seats: 80, highest: 80, waiting: 220, last: 220 }])
  expect(await brokenPlaces(context)).toEqual(unbroken)

  // Forty give their places back at once, and forty who waited longest are offered them, each one.
  const seated = await context.db
    .selectFrom('registrations')
    .where('notice_id', '=', id)
    .where('seat', '<=', 40)
    .select(['id', 'person_id'])
    .execute()
  const tokenOf = new Map(people.map((person) => [person.id, person.token]))
  const gone = await Promise.all(
    seated.map((row) => persist(crowd, 'registration.cancel', { requestId: randomUUID(), id: row.id }, tokenOf.get(row.person_id!)!)),
  )
  expect(gone.filter(({ ok }) => ok)).toHaveLength(40)
  expect(await states(id)).toEqual({ booked: 40, offered: 40, waiting: 180, cancelled: 40 })
  const offered = await context.db
    .selectFrom('registrations')
    .where('notice_id', '=', id)
    .where('state', '=', 'offered')
    .select('queue_no')
    .execute()
  expect(offered.map(({ queue_no }) => queue_no).sort((a, b) => a! - b!)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
  expect(await brokenPlaces(context)).toEqual(unbroken)
}, 180_000)

test('without the waiting list, 60 who want 10 places: ten have one, and everybody else is told that it is full', async () => {
  const { id } = await published(context, town, { registration: { capacity: 10, questions: [] } })
  const people = await residents(crowd, town, 60)
  const replies = await Promise.all(people.map(({ token }) => persist(crowd, 'registration.make', registering(id, { answers: [] }), token)))
  expect(replies.filter(({ ok }) => ok)).toHaveLength(10)
  for (const reply of replies)
    if (!reply.ok) expect(reply.error).toEqual({ code: 'CONFLICT', fields: [{ path: 'noticeId', rule: 'full' }] })
  expect(await states(id)).toEqual({ booked: 10 })
}, 120_000)

test('however often the button is pressed, one place is taken', async () => {
  const { id } = await published(context, town)
  const { token } = await newResident(crowd, town)
  const same = registering(id)
  const replies = await Promise.all([
    ...Array.from({ length: 6 }, () => persist(crowd, 'registration.make', same, token)),
    ...Array.from({ length: 6 }, () => persist(crowd, 'registration.make', registering(id), token)),
  ])
  expect(replies.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(1)
  for (const reply of replies)
    if (!reply.ok) expect(reply.error).toEqual({ code: 'CONFLICT', fields: [{ path: 'noticeId', rule: 'registered' }] })
  expect(await states(id)).toEqual({ booked: 1 })
})

test(
  `for ${SECONDS} s many register, wait, accept, decline and cancel at once: no place is had twice, none is unused while somebody waits`,
  async () => {
    const activities = [
      (await published(context, town, { registration: { capacity: 3, questions: [] } })).id,
      (await published(context, town, { registration: { capacity: 2, questions: [] } })).id,
    ]
    const people = await residents(crowd, town, 12)
    const done: Record<string, number> = {}
    // Nothing of this shows anything unless each of these happened, so a slow machine gets longer.
    const end = Date.now() + SECONDS * 1000
    const isMissing = () => ['make', 'accept', 'decline', 'cancel'].some((what) => !done[what])
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
          .selectFrom('registrations')
          .where('person_id', '=', personId)
          .where('state', 'in', ['waiting', 'offered', 'booked'])
          .select(['id', 'state'])
          .execute()
        const one = open[turn % Math.max(1, open.length)]
        const id = { requestId: randomUUID(), id: one?.id }
        if (!one || turn % 5 === 0)
          note(
            'make',
            await persist(crowd, 'registration.make', registering(activities[turn % 2]!, { answers: [], orWait: turn % 3 !== 0 }), token),
          )
        else if (one.state === 'offered')
          note(turn % 4 ? 'accept' : 'decline', await persist(crowd, turn % 4 ? 'registration.accept' : 'registration.cancel', id, token))
        else if (one.state === 'booked' || turn % 4 === 0) note('cancel', await persist(crowd, 'registration.cancel', id, token))
      }
    }
    const congress = await context.db
      .selectFrom('congresses')
      .where('id', '=', town.congressId)
      .select(['id', 'code', 'name', 'division_code as divisionCode', 'settings'])
      .executeTakeFirstOrThrow()
    // The timer comes by as well, and the rule is asked while all of it goes on, not only afterwards.
    const timer = async () => {
      while (goesOn()) {
        await moveUpRegistrations(crowd, congress)
        broken += Object.values(await brokenPlaces(context)).reduce((sum, count) => sum + count, 0)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    await Promise.all([...people.map(live), timer()])
    if (process.env.REGISTRATION_RACE_SECONDS) console.info(done)
    expect(faults).toEqual([])
    expect(broken).toBe(0)
    expect(await brokenPlaces(context)).toEqual(unbroken)
    expect(isMissing()).toBe(false)
  },
  (SECONDS + 60) * 1000,
)
