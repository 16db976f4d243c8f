import { sql } from 'kysely'
import { constituencies } from '../../src/cloud/database/demo/district'
import { fillDemo } from '../../src/cloud/database/demo/fill'
import { demoPersons, signInDemo } from '../../src/cloud/database/demo/persons'
import { letters } from '../../src/cloud/database/demo/texts'
import { boxOf, isInside } from '../../src/domain/place'
import { concernStates, concernSteps, verdictTo, type ConcernState, type ConcernStep } from '../../src/domain/concern'
import { openTestContext, type TestContext } from './database'
import { brokenRules, none } from './receptions'
import { granted, refusal } from './town'

let context: TestContext
beforeAll(async () => {
  context = await openTestContext({ isDemo: true })
  await fillDemo(context, () => {})
})
afterAll(() => context.close())

const count = async (table: 'stations' | 'deputies' | 'concerns' | 'constituencies') =>
  (
    await context.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count

test('one district with 40 stations and homes, 60 deputies, and 200 concerns in every state with 12 on one bus line', async () => {
  expect([await count('stations'), await count('deputies'), await count('concerns'), await count('constituencies')]).toEqual([
    40, 60, 212, 20,
  ])
  const states = await context.db.selectFrom('concerns').select('state').distinct().execute()
  expect(states.map(({ state }) => state).sort()).toEqual([...concernStates].sort())
})

test('filling it again changes nothing', async () => {
  await fillDemo(context, () => {})
  expect(await count('concerns')).toBe(212)
})

test('no picture belongs to two: who takes it from one summary would take it from the other', async () => {
  const { rows } = await sql<{ photo: string; often: number }>`
    select photo, count(*) as often from notice_summaries cross join lateral unnest(photo_ids) as photos(photo)
    group by photo having count(*) > 1`.execute(context.db)
  expect(rows).toEqual([])
})

test('each log, replayed by the table of steps, ends in the state that its case has', async () => {
  const steps: Partial<Record<string, ConcernStep>> = {
    assigned: 'assign',
    accepted: 'accept',
    asked: 'ask',
    replied: 'reply',
    answered: 'answer',
    sent_back: 'sendBack',
    disputed: 'dispute',
    approved: 'approve',
    answer_returned: 'returnAnswer',
    passed_on: 'passOn',
    withdrawn: 'withdraw',
  }
  const { rows } = await sql<{
    state: ConcernState
    events: { kind: string; data: { deputyId?: string; verdict?: keyof typeof verdictTo } }[]
    seqs: number[]
  }>`
    select c.state, json_agg(json_build_object('kind', e.kind, 'data', e.data) order by e.seq) as events, array_agg(e.seq order by e.seq) as seqs
    from concerns c join concern_events e on e.congress_id = c.congress_id and e.concern_id = c.id group by c.congress_id, c.id`.execute(
    context.db,
  )
  for (const { state, events, seqs } of rows) {
    expect(seqs).toEqual(seqs.map((_, index) => index + 1))
    let at: ConcernState = 'unassigned'
    for (const { kind, data } of events) {
      if (kind === 'routed') at = data.deputyId ? 'assigned' : 'unassigned'
      else if (kind === 'review_asked') {
        expect(concernSteps.answer.from).toContain(at)
        at = 'in_review'
      } else if (kind === 'judged') {
        expect(concernSteps.judge.from).toContain(at)
        at = verdictTo[data.verdict!]
      } else if (steps[kind]) {
        const step = concernSteps[steps[kind]]
        expect(step.from).toContain(at)
        at = 'to' in step ? step.to : at
      }
    }
    expect(at).toBe(state)
  }
})

test('a dozen letters on one bus line are one case for their deputy, offered to who writes the next', async () => {
  const deputy = (await signInDemo(context, 'deputy-2'))!.token
  const { items } = await granted(context, 'concern.inbox', { as: 'deputy' }, deputy)
  const [bus, ...others] = items.filter(({ cluster }) => cluster)
  expect(bus).toMatchObject({ state: 'accepted', cluster: { cases: 12, joined: 1, people: 13 } })
  expect(others).toEqual([])
  expect((await granted(context, 'concern.cluster', { id: bus!.id }, deputy)).members).toHaveLength(11)
  const asked = { text: '301路公交车早高峰老是等不到，一等就是半个小时', at: null }
  const resident = (await signInDemo(context, 'resident-7'))!.token
  expect((await granted(context, 'concern.similar', asked, resident)).items).toMatchObject([{ people: 13 }])
})

test('one deputy has an inbox of 50, some of it overdue', async () => {
  const { token } = (await signInDemo(context, 'deputy-1'))!
  const { counts } = await granted(context, 'concern.inbox', { as: 'deputy' }, token)
  expect(counts.open).toBe(50)
  expect(counts.overdue).toBeGreaterThan(3)
})

test('every demo person can sign in, and nobody else', async () => {
  const { persons } = await demoPersons(context)
  expect(new Set(persons.map(({ role }) => role))).toEqual(new Set(['resident', 'deputy', 'staff', 'office']))
  for (const { person } of persons.filter((_, index) => index % 20 === 0))
    expect((await signInDemo(context, person))?.person.person).toBe(person)
  expect(await signInDemo(context, 'resident-99')).toBeNull()
})

test('the constituencies tile the district: every station lies in exactly one, and so does every place between', async () => {
  const stations = await context.db.selectFrom('stations').select(['lon', 'lat']).execute()
  const all = constituencies()
  const box = boxOf({ type: 'MultiPolygon', coordinates: all.flatMap(({ boundary }) => boundary.coordinates) })
  const between = Array.from({ length: 900 }, (_, index) => ({
    lon: box.west + ((box.east - box.west) * ((index % 30) + 0.37)) / 30,
    lat: box.south + ((box.north - box.south) * (Math.floor(index / 30) + 0.41)) / 30,
  }))
  for (const at of [...stations, ...between]) expect([at, all.filter(({ boundary }) => isInside(at, boundary)).length]).toEqual([at, 1])
})

test('the desk has cases of each sort that routing leaves to it', async () => {
  const { rows } = await sql<{ kind: string; count: number }>`
    select routing->'reasons'->0->>'kind' as kind, count(*) as count from concerns
    where assignee_id is null and routing->>'deputyId' is null group by 1 order by 1`.execute(context.db)
  expect(rows).toEqual([
    { kind: 'near_line', count: 4 },
    { kind: 'no_constituency', count: 4 },
    { kind: 'no_place', count: 4 },
  ])
})

test('the texts are many: at least sixty are distinct', () => {
  expect(new Set(letters.map(({ text }) => text)).size).toBeGreaterThanOrEqual(60)
})

test('there are visits to see: coming ones, a full day with somebody waiting, past ones with minutes, and a rota to confirm', async () => {
  const states = await context.db.selectFrom('visits').select('state').distinct().execute()
  expect(states.map(({ state }) => state)).toEqual(expect.arrayContaining(['booked', 'waiting', 'received', 'missed']))
  const { rows } = await sql<{ count: number }>`
    select count(*) from visits w where w.state = 'waiting' and (
      select r.capacity * ((r.to_minute - r.from_minute) / r.slot_minutes) = count(*) from visits v join receptions r on r.id = v.reception_id
      where v.reception_id = w.reception_id and v.seat is not null group by r.capacity, r.to_minute, r.from_minute, r.slot_minutes)`.execute(
    context.db,
  )
  expect(rows[0]!.count).toBeGreaterThan(0)
  const { token } = (await signInDemo(context, 'staff-1'))!
  const mine = (await granted(context, 'person.me', {}, token)).roles.find(({ role }) => role === 'staff')!
  const rota = await granted(context, 'rota.open', { stationId: mine.id! }, token)
  expect(rota.receptions.some(({ state }) => state === 'planned')).toBe(true)
  const resident = (await signInDemo(context, 'resident-2'))!.token
  const { items } = await granted(context, 'visit.mine', {}, resident)
  expect(items.length).toBeGreaterThan(1)
  for (const { id } of items) expect(await refusal(context, 'visit.open', { id }, resident)).toBeNull()
  expect(await brokenRules(context)).toEqual(none)
})
