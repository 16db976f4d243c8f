import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { refreshFigures } from '../../src/cloud/figures/compute'
import { sumUp } from '../../src/cloud/figures/sum'
import { allCongresses } from '../../src/cloud/congress/find'
import { addDays, dayOf } from '../../src/domain/calendar'
import { factsOf, figurePeriods, routeOf, spanOf, type CaseFacts } from '../../src/domain/figures'
import { recount } from '../../src/domain/figures-recount'
import { openTestContext, type TestContext } from './database'
import { buildTown, call, granted, lampConcern, refusal, tick, type Town } from './town'

const NOW = new Date('2026-11-23T02:00:00Z')
const DAY_MS = 86_400_000
let context: TestContext
let town: Town
beforeEach(async () => {
  context = await openTestContext({ now: NOW })
  town = await buildTown(context)
})
afterEach(() => context.close())

const congressOf = async (id: string) => (await allCongresses(context)).find((each) => each.id === id)!
async function refresh(congressId = town.congressId): Promise<void> {
  const congress = await congressOf(congressId)
  while ((await refreshFigures(context, congress)) > 0);
}

/** mulberry32, public domain. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Puts in cases whose logs are any order of steps at all. */
async function scatter(of: Town, count: number, random: () => number): Promise<void> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const concerns: unknown[] = []
  const events: unknown[] = []
  for (let index = 0; index < count; index += 1) {
    const id = randomUUID()
    const receivedAt = new Date(NOW.getTime() - random() * 800 * DAY_MS)
    const deputyId = pick([null, of.wang, of.zhao])
    concerns.push({
      id,
      number: `r-${index}`,
      received_at: receivedAt,
      due_on: dayOf(new Date(receivedAt.getTime() + 14 * DAY_MS)),
      topic_code: null,
      constituency_id: pick([null, of.west, of.east]),
      entry: pick(['online', 'walk_in', 'letter']),
      routing: { deputyId, constituencyId: null, also: [], reasons: [{ kind: deputyId ? 'only_deputy' : 'no_place' }], alternatives: [] },
    })
    let at = receivedAt.getTime()
    const steps = Math.floor(random() * 9)
    const log = [
      'submitted',
      ...Array.from({ length: steps }, () =>
        pick([
          'asked',
          'replied',
          'resumed',
          'review_asked',
          'answered',
          'approved',
          'judged',
          'reopened',
          'said',
          'withdrawn',
          'accepted',
        ]),
      ),
    ]
    for (const [step, kind] of log.entries()) {
      const data = kind === 'judged' ? { verdict: pick(['settled', 'partly', 'beside_the_point', 'not_settled']) } : {}
      events.push({
        concern_id: id,
        seq: step + 1,
        kind,
        by_relation: kind === 'judged' ? pick(['reporter', 'reporter', 'desk']) : 'assignee',
        at: new Date(at),
        data,
      })
      at = Math.min(NOW.getTime(), at + random() * 15 * DAY_MS)
    }
  }
  await sql`insert into concerns (congress_id, id, number, reporter_id, state, text, address, may_call, routing, received_at, assigned_at, due_on, topic_code, constituency_id, entry)
    select ${of.congressId}::uuid, id, number, ${of.person.resident}::uuid, 'unassigned', '', '', false, routing, received_at, received_at, due_on, topic_code, constituency_id, entry
    from json_to_recordset(${JSON.stringify(concerns)}::json) as c(id uuid, number text, routing jsonb, received_at timestamptz, due_on date, topic_code text, constituency_id uuid, entry text)`.execute(
    context.db,
  )
  await sql`insert into concern_events (congress_id, concern_id, seq, kind, by_relation, at, data)
    select ${of.congressId}::uuid, concern_id, seq, kind, by_relation, at, data
    from json_to_recordset(${JSON.stringify(events)}::json) as e(concern_id uuid, seq int, kind text, by_relation text, at timestamptz, data jsonb)`.execute(
    context.db,
  )
}

/** Every case of a congress, folded from its log one by one. */
async function fromTheLog(congressId: string): Promise<(CaseFacts & { constituencyId: string | null; entry: string; route: string })[]> {
  const concerns = await context.db.selectFrom('concerns').where('congress_id', '=', congressId).selectAll().execute()
  const events = await context.db.selectFrom('concern_events').where('congress_id', '=', congressId).selectAll().orderBy('seq').execute()
  const { rows } = await sql<{ id: string; entry: string }>`select id, entry from concerns where congress_id = ${congressId}`.execute(
    context.db,
  )
  const entry = new Map(rows.map((row) => [row.id, row.entry]))
  const logOf = new Map<string, typeof events>()
  for (const event of events) logOf.set(event.concern_id, [...(logOf.get(event.concern_id) ?? []), event])
  return concerns.map((row) => ({
    ...factsOf(
      (logOf.get(row.id) ?? []).map(({ kind, by_relation, at, data }) => ({ kind, by: by_relation, at, verdict: data.verdict })),
      { receivedAt: row.received_at, dueOn: row.due_on, answerWithinWorkdays: 10, calendar: context.calendar },
    ),
    constituencyId: row.constituency_id,
    entry: entry.get(row.id)!,
    route: routeOf(row.routing, row.topic_by),
  }))
}

test('the counts of every period equal a recount from the log, whatever the logs are, in all and by each dimension', async () => {
  const other = await buildTown(context, 'OTHER')
  await scatter(town, 1_500, seeded(1))
  await scatter(other, 400, seeded(2))
  await refresh()
  await refresh(other.congressId)
  const today = dayOf(NOW)
  for (const { congressId } of [town, other]) {
    const cases = await fromTheLog(congressId)
    for (const period of figurePeriods) {
      const span = spanOf(period, today)
      const { all, by } = (await sumUp(context.db, congressId, [span.from, addDays(span.until, 1)], today))[0]!
      expect(all).toEqual(recount(cases, span, today))
      for (const [id, sums] of by.constituency)
        expect(sums).toEqual(
          recount(
            cases.filter((each) => each.constituencyId === id),
            span,
            today,
          ),
        )
      for (const [entry, sums] of by.entry)
        expect(sums).toEqual(
          recount(
            cases.filter((each) => each.entry === entry),
            span,
            today,
          ),
        )
      for (const [route, sums] of by.route)
        expect(sums).toEqual(
          recount(
            cases.filter((each) => each.route === route),
            span,
            today,
          ),
        )
    }
    const { figures } = await granted(context, 'figures.open', { period: 'last_12_months' }, town.token.resident)
    if (congressId === town.congressId) {
      const { counts } = recount(cases, spanOf('last_12_months', today), today)
      expect(figures).toMatchObject({
        received: counts.received,
        inTime: { numerator: counts.inTime, denominator: counts.due },
        answered: counts.answered,
      })
    }
  }
  const { rows } = await sql<{ received: number; answered: number }>`
    select count(distinct c.id) as received, count(distinct e.concern_id) as answered from concerns c
    left join concern_events e on e.congress_id = c.congress_id and e.concern_id = c.id and e.kind in ('answered', 'approved')
    where c.congress_id = ${town.congressId} and (c.received_at at time zone 'Asia/Shanghai')::date between '2026-01-01' and '2026-11-23'`.execute(
    context.db,
  )
  const { figures } = await granted(context, 'figures.open', { period: 'year' }, town.token.resident)
  expect({ received: figures!.received, answered: figures!.answered }).toEqual(rows[0])
}, 120_000)

test('a case on its way: received, answered, settled by the resident, each from the next hour on', async () => {
  const ids: string[] = []
  for (let index = 0; index < 6; index += 1) ids.push((await granted(context, 'concern.submit', lampConcern(), town.token.resident)).id)
  const seen = async () => (await granted(context, 'figures.open', { period: 'month' }, town.token.resident)).figures
  expect(await seen()).toBeNull()
  await refresh()
  expect(await seen()).toMatchObject({ received: 6, inTime: null, answered: 0, settled: null })
  for (const id of ids) {
    await granted(context, 'concern.accept', { requestId: randomUUID(), id }, town.token.wang)
    await granted(context, 'concern.answer', { requestId: randomUUID(), id, text: '已经报修。' }, town.token.wang)
  }
  await refresh()
  expect(await seen()).toMatchObject({ answered: 0 })
  context.setNow(new Date(NOW.getTime() + 61 * 60_000))
  await refresh()
  expect(await seen()).toMatchObject({
    inTime: { numerator: 6, denominator: 6 },
    settled: { numerator: 0, denominator: 6 },
    words: { waiting: 6, silent: 0 },
  })
  for (const id of ids)
    await granted(context, 'concern.judge', { requestId: randomUUID(), id, verdict: 'settled', text: '' }, town.token.resident)
  context.setNow(new Date(NOW.getTime() + 122 * 60_000))
  await refresh()
  expect(await seen()).toMatchObject({ settled: { numerator: 6, denominator: 6 }, words: { settled: 6, waiting: 0 } })
})

test('a step that was committed late, behind what had been read already, is not lost', async () => {
  const { id } = await granted(context, 'concern.submit', lampConcern(), town.token.resident)
  await refresh()
  await sql`insert into concern_events (congress_id, concern_id, seq, kind, by_relation, at, data)
    select congress_id, concern_id, max(seq) + 1, 'answered', 'assignee', min(at) - interval '5 minutes', '{}' from concern_events where concern_id = ${id} group by congress_id, concern_id`.execute(
    context.db,
  )
  context.setNow(new Date(NOW.getTime() + 61 * 60_000))
  await refresh()
  expect(await context.db.selectFrom('figures_cases').where('concern_id', '=', id).select('answered_on').executeTakeFirst()).toEqual({
    answered_on: '2026-11-23',
  })
})

test('the timer computes them, two processes at once do no harm, and the next quarter of an hour has nothing to do', async () => {
  await scatter(town, 300, seeded(4))
  const [first, second] = await Promise.all([tick(context), tick(context)])
  expect(first.figures + second.figures).toBeGreaterThan(0)
  context.setNow(new Date(NOW.getTime() + 15 * 60_000))
  expect((await tick(context)).figures).toBe(0)
  const cases = await fromTheLog(town.congressId)
  expect(await sumUp(context.db, town.congressId, ['2026-01-01', '2026-11-24'], '2026-11-23')).toMatchObject([
    { all: recount(cases, spanOf('year', '2026-11-23'), '2026-11-23') },
  ])
})

test('anyone reads the page; it names no deputy, hides a handful, and another congress has its own', async () => {
  const other = await buildTown(context, 'OTHER')
  await scatter(town, 900, seeded(5))
  await granted(context, 'concern.submit', lampConcern(), other.token.resident)
  await refresh()
  await refresh(other.congressId)
  const reply = await call(context, 'figures.open', { period: 'last_12_months' }, undefined, town.code)
  const words = JSON.stringify(reply)
  for (const secret of [town.wang, town.zhao, '王小河', '赵长青', town.person.resident]) expect(words).not.toContain(secret)
  const numbers = JSON.stringify((reply as { output: { figures: unknown } }).output.figures).match(/"(received|numerator)":[1-4]\b/g)
  expect(numbers).toBeNull()
  expect((await granted(context, 'figures.open', { period: 'month' }, other.token.resident)).figures).toMatchObject({ received: 'hidden' })
})

test('the audit is the office’s alone, says how many of how many, and notes a constituency that is left waiting', async () => {
  await scatter(town, 600, seeded(6))
  await refresh()
  await sql`update figures_cases set answered_on = received_on + (case when constituency_id = ${town.west} then 40 else 5 end), days = 5,
    workdays = case when constituency_id = ${town.west} then 28 else 4 end where congress_id = ${town.congressId}`.execute(context.db)
  // The end of the log is read twice: these facts are not in it.
  await sql`update figures_progress set read_to = '2100-01-01' where congress_id = ${town.congressId}`.execute(context.db)
  context.setNow(new Date(NOW.getTime() + 61 * 60_000))
  await refresh()
  const { audit } = await granted(context, 'figures.audit', { period: 'last_12_months' }, town.token.office)
  const west = audit!.dimensions.find(({ dimension }) => dimension === 'constituency')!.groups.find(({ name }) => name === '西选区')!
  expect(west).toMatchObject({ deputies: 2, median: 28 })
  expect(west.notes.find(({ measure }) => measure === 'inTime')).toMatchObject({ isLower: true, own: { numerator: 0 } })
  expect(west.notes.find(({ measure }) => measure === 'delay')).toMatchObject({
    isLower: false,
    own: { median: 28 },
    others: { median: 4 },
  })
  for (const key of ['resident', 'wang', 'hallDesk'] as const)
    expect(await refusal(context, 'figures.audit', { period: 'month' }, town.token[key])).toBe('FORBIDDEN')
})
