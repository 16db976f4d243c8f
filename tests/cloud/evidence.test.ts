import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { sealDay } from '../../src/cloud/audit/seal'
import { evidenceIn, flawsOf } from '../../src/cloud/audit/proof'
import { htmlOf, textOf } from '../../src/client/resident/take/paper'
import { verify } from '../../src/cloud/audit/verify'
import { openTestContext, recorded, type TestContext } from './database'
import { buildTown, call, granted, lampConcern, refusal, type Town } from './town'

let context: TestContext
let town: Town
let congress: { id: string }
beforeEach(async () => {
  context = await openTestContext()
  town = await buildTown(context)
  // Days go by in these tests, and nobody signs in anew.
  await context.db
    .updateTable('sessions')
    .set({ expires_at: new Date('2030-01-01') })
    .execute()
  congress = { id: town.congressId }
})
afterEach(() => context.close())

/** A case with a few steps in its log. */
async function aCase(): Promise<string> {
  const { id } = await granted(context, 'concern.submit', lampConcern(), town.token.resident)
  const change = { requestId: randomUUID(), id }
  const row = await context.db.selectFrom('concerns').where('id', '=', id).select('assignee_id').executeTakeFirstOrThrow()
  const token = row.assignee_id === town.wang ? town.token.wang : town.token.zhao
  await granted(context, 'concern.accept', change, token)
  await granted(context, 'concern.say', { ...change, requestId: randomUUID(), text: '我去看看', photoIds: [] }, token)
  return id
}
/** As somebody who owns the database can. */
const tamper = (change: string) =>
  sql
    .raw(
      `alter table concern_events disable trigger user; alter table sealed_cases disable trigger user; alter table seals disable trigger user;
      ${change};
      alter table concern_events enable trigger user; alter table sealed_cases enable trigger user; alter table seals enable trigger user`,
    )
    .execute(context.db)
const nextDay = () => {
  const at = new Date(context.now().getTime() + 24 * 3_600_000)
  at.setUTCHours(20, 0, 0, 0)
  context.setNow(at)
}
const kinds = async () => (await verify(recorded(context), congress)).flaws.map(({ kind }) => kind)

describe('the event log', () => {
  test('refuses to be changed, emptied or shortened, also past the operations', async () => {
    await aCase()
    for (const change of [
      "update concern_events set kind = 'settled'",
      'delete from concern_events',
      'truncate concern_events',
      "insert into concern_events (congress_id, concern_id, seq, kind, at, data) select congress_id, concern_id, 99, 'said', now(), '{}' from concern_events limit 1",
    ])
      await expect(sql.raw(change).execute(context.db)).rejects.toThrow()
    expect(await kinds()).toEqual([])
  })

  test('an event that the owner of the database changed is found and named', async () => {
    const id = await aCase()
    await aCase()
    await tamper(`update concern_events set at = at - interval '1 day' where concern_id = '${id}' and seq = 2`)
    expect((await verify(recorded(context), congress)).flaws).toEqual([
      { kind: 'event_changed', congressId: congress.id, concernId: id, seq: 2 },
    ])
  })

  test('one that was taken out of the middle is missed', async () => {
    const id = await aCase()
    await tamper(`delete from concern_events where concern_id = '${id}' and seq = 2`)
    expect(await kinds()).toContain('event_missing')
  })
})

describe('a case', () => {
  test('whose whole log was taken away on the same day is missed, before any seal', async () => {
    const id = await aCase()
    await tamper(`delete from concern_events where concern_id = '${id}'`)
    expect((await verify(context, congress)).flaws).toEqual([{ kind: 'event_missing', congressId: congress.id, concernId: id, seq: 1 }])
  })

  test('that somebody closed in its row is found: only its resident settles it or takes it back', async () => {
    const [settled, withdrawn, honest] = [await aCase(), await aCase(), await aCase()]
    await granted(context, 'concern.withdraw', { requestId: randomUUID(), id: honest }, town.token.resident)
    expect(await kinds()).toEqual([])
    await sql`update concerns set state = 'settled', verdict = 'settled' where id = ${settled}`.execute(context.db)
    await sql`update concerns set state = 'withdrawn' where id = ${withdrawn}`.execute(context.db)
    const { flaws } = await verify(context, congress)
    expect(flaws.map(({ kind, concernId }) => [kind, concernId]).toSorted()).toEqual(
      [settled, withdrawn].map((id) => ['closed_by_another', id]).toSorted(),
    )
  })
})

describe('the seal of a day', () => {
  test('is made once a day, however many timers run, and one root follows the other', async () => {
    await aCase()
    nextDay()
    const made = await Promise.all([1, 2, 3, 4].map(() => sealDay(recorded(context), congress)))
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(1)
    nextDay()
    await aCase()
    expect(await sealDay(recorded(context), congress)).toBe(1)
    nextDay()
    expect(await sealDay(recorded(context), congress)).toBe(1)
    const { seals, flaws, root } = await verify(recorded(context), congress)
    expect({ seals, flaws }).toEqual({ seals: 3, flaws: [] })
    expect(root?.hex).toMatch(/^[0-9a-f]{64}$/)
  })

  test('shows that the last event of a case was taken away, which its chain cannot', async () => {
    const id = await aCase()
    nextDay()
    await sealDay(recorded(context), congress)
    await tamper(
      `delete from concern_events where concern_id = '${id}' and seq = (select max(seq) from concern_events where concern_id = '${id}')`,
    )
    expect(await kinds()).toEqual(['sealed_event_changed'])
  })

  test('shows that a whole chain was written anew', async () => {
    const id = await aCase()
    nextDay()
    await sealDay(recorded(context), congress)
    await tamper(`
      update concern_events e set data = '{"deputyId": "${town.wang}"}' where concern_id = '${id}' and seq = 1;
      do $do$ declare e concern_events; previous bytea; begin
        for e in select * from concern_events where concern_id = '${id}' order by seq loop
          previous := concern_event_hash(previous, e.congress_id, e.concern_id, e.seq, e.kind, e.by_relation, e.actor_id, e.at, e.data);
          update concern_events set hash = previous where concern_id = e.concern_id and seq = e.seq;
        end loop; end $do$`)
    expect(await kinds()).toEqual(['sealed_event_changed'])
    await tamper(
      `update sealed_cases s set hash = e.hash from concern_events e where e.congress_id = s.congress_id and e.concern_id = s.concern_id and e.seq = s.seq`,
    )
    expect(await kinds()).toEqual(['seal_changed'])
  })

  test('what comes late, by a clock that was behind, is under the next seal', async () => {
    nextDay()
    await sealDay(recorded(context), congress)
    const today = context.now()
    context.setNow(new Date(today.getTime() - 20 * 3_600_000))
    await aCase()
    context.setNow(today)
    nextDay()
    nextDay()
    nextDay()
    await sealDay(recorded(context), congress)
    expect(await kinds()).toEqual([])
  })

  test('counts what is under none, once it should be', async () => {
    nextDay()
    await sealDay(recorded(context), congress)
    const today = context.now()
    context.setNow(new Date(today.getTime() - 10 * 24 * 3_600_000))
    const id = await aCase()
    context.setNow(today)
    expect((await verify(recorded(context), congress)).flaws).toEqual([
      expect.objectContaining({ kind: 'never_sealed', concernId: id, seq: 1 }),
    ])
  })
})

test('each congress has its own seals', async () => {
  await aCase()
  const other = await buildTown(context, 'OTHER')
  nextDay()
  await sealDay(recorded(context), { id: other.congressId })
  await sealDay(recorded(context), congress)
  const { cases } = await context.db.selectFrom('seals').where('congress_id', '=', congress.id).select('cases').executeTakeFirstOrThrow()
  expect(cases).toBe(1)
  expect((await verify(recorded(context), { id: other.congressId })).events).toBe(0)
})

describe('a case that its reporter takes along', () => {
  const take = (id: string) => granted(context, 'concern.export', { id }, town.token.resident)

  test('proves itself from the file alone, whichever of the cases of the day it is', async () => {
    const ids: string[] = []
    for (let cases = 0; cases < 5; cases += 1) ids.push(await aCase())
    expect((await take(ids[0]!)).evidence.seal).toBeNull()
    nextDay()
    await sealDay(recorded(context), congress)
    const { items } = await granted(context, 'seal.list', {}, town.token.resident)
    for (const id of ids) {
      const taken = await take(id)
      expect(flawsOf(taken.evidence)).toEqual([])
      expect(taken.evidence.seal).toMatchObject({ root: items[0]!.root, seq: taken.concern.events.length })
      expect(flawsOf(evidenceIn(JSON.stringify(taken)) as typeof taken.evidence)).toEqual([])
    }
  })

  test('shows what was changed in the file, left out, or sealed otherwise', async () => {
    const id = await aCase()
    await aCase()
    nextDay()
    await sealDay(recorded(context), congress)
    const { evidence } = await take(id)
    const { chain, seal } = evidence
    const changed = chain.map((event, index) => (index === 2 ? { ...event, line: event.line!.replace('accepted', 'answered') } : event))
    expect(flawsOf({ chain: changed, seal })).toEqual(['event 3 was changed'])
    expect(flawsOf({ chain: chain.slice(0, -1), seal })).toEqual([`event ${chain.length}, which is sealed, is missing`])
    expect(flawsOf({ chain, seal: { ...seal!, root: '0'.repeat(64) } })).toEqual([`the case is not under the root of ${seal!.on}`])
  })

  test('is proven from the page and from the words too, and nothing in it is taken for markup', async () => {
    const id = await aCase()
    nextDay()
    await sealDay(recorded(context), congress)
    const { evidence } = await take(id)
    const hostile = '<img src=x onerror="alert(1)"> & </pre>'
    const paper = { title: hostile, head: hostile, parts: [{ title: hostile, lines: [hostile] }], machine: JSON.stringify(evidence) }
    const html = htmlOf(paper, { photoCount: String }, new Map())
    expect(html).not.toContain('<img')
    expect(evidenceIn(html)).toEqual(evidence)
    expect(evidenceIn(textOf(paper))).toEqual(evidence)
    expect(evidenceIn('<html>nothing of the kind</html>')).toBeNull()
  })

  test('is for its reporter alone, not even for the office', async () => {
    const id = await aCase()
    for (const who of ['neighbour', 'wang', 'hallDesk', 'office'] as const)
      expect(await refusal(context, 'concern.export', { id }, town.token[who])).toBe('NOT_FOUND')
    expect(await refusal(context, 'concern.export', { id })).toBe('SIGN_IN')
  })
})

test('anyone reads the seals, page by page, the newest first', async () => {
  await aCase()
  for (let day = 0; day < 3; day += 1) {
    nextDay()
    await sealDay(recorded(context), congress)
  }
  const first = await call(context, 'seal.list', { limit: 2 }, undefined, town.code)
  const { items, next } = (first as { output: { items: { on: string; root: string; previousRoot: string | null }[]; next: string } }).output
  const rest = await call(context, 'seal.list', { limit: 2, cursor: next }, undefined, town.code)
  const { items: older } = (rest as { output: { items: typeof items } }).output
  expect(items[0]!.previousRoot).toBe(items[1]!.root)
  expect(items[1]!.previousRoot).toBe(older[0]!.root)
  expect([...items, ...older].map(({ on }) => on)).toEqual(
    [...items, ...older]
      .map(({ on }) => on)
      .toSorted()
      .toReversed(),
  )
  expect(older).toHaveLength(1)
})
