import { randomUUID } from 'node:crypto'
import { tick } from '../../src/cloud/tick'
import type { Input } from '../../src/contract'
import { openTestContext, type TestContext } from './database'
import { buildTown, granted, lampConcern, refusal, type Town } from './town'

let context: TestContext
let town: Town
beforeEach(async () => {
  // A Monday, ten in the morning in Shanghai.
  context = await openTestContext({ now: new Date('2026-11-23T02:00:00Z') })
  town = await buildTown(context)
  await context.db
    .updateTable('sessions')
    .set({ expires_at: new Date('2030-01-01') })
    .execute()
})
afterEach(() => context.close())

const of = (id: string) => ({ requestId: randomUUID(), id })
const on = (day: string) => context.setNow(new Date(`${day}T10:00:00+08:00`))
const submit = async (over: Partial<Input<'concern.submit'>> = {}) =>
  (await granted(context, 'concern.submit', lampConcern(over), town.token.resident)).id
const open = (id: string, who: keyof Town['token']) => granted(context, 'concern.open', { id }, town.token[who])
const assign = (id: string, who: 'hallDesk' | 'office', deputyId = town.li) =>
  granted(context, 'concern.assign', { ...of(id), deputyId }, town.token[who])
const openList = async (who: 'hallDesk' | 'homeDesk') =>
  (await granted(context, 'concern.inbox', { as: 'desk' }, town.token[who])).items.map(({ id }) => id)
const told = async (kind: string, who: keyof Town['person']) =>
  (
    await context.db
      .selectFrom('outbox')
      .where('kind', '=', kind as 'concern_survey')
      .where('person_id', '=', town.person[who])
      .select('id')
      .execute()
  ).length
const leaves = (who: 'wang' | 'hallDesk') => context.db.deleteFrom('memberships').where('person_id', '=', town.person[who]).execute()

describe('a case whose deputy nobody acts for', () => {
  test('since they have no account yet: the desk is told of it instead, and may give it to another', async () => {
    await leaves('wang')
    const id = await submit()
    expect((await open(id, 'resident')).deputy).toMatchObject({ id: town.wang })
    expect([await told('concern_received', 'wang'), await told('concern_received', 'hallDesk')]).toEqual([0, 1])
    expect(await openList('hallDesk')).toEqual([id])
    expect(await openList('homeDesk')).toEqual([])
    expect(await assign(id, 'hallDesk')).toMatchObject({ state: 'assigned', deputy: { id: town.li } })
    expect(await told('concern_received', 'li')).toBe(1)
    expect(await openList('hallDesk')).toEqual([])
  })

  test('since they have left: the timer tells the desk once of what they had accepted, and it goes on with another from its same deadline', async () => {
    const id = await submit()
    await granted(context, 'concern.accept', of(id), town.token.wang)
    expect((await open(id, 'hallDesk')).steps).not.toContain('assign')
    const { due } = await open(id, 'resident')
    await leaves('wang')
    await Promise.all([tick(context), tick(context)])
    expect(await told('concern_unattended', 'hallDesk')).toBe(1)
    expect((await open(id, 'resident')).events.at(-1)).toMatchObject({ kind: 'escalated', level: 'unattended' })
    expect(await assign(id, 'hallDesk')).toMatchObject({ state: 'assigned', deputy: { id: town.li } })
    expect((await open(id, 'resident')).due!.on).toBe(due!.on)
    expect(await refusal(context, 'concern.open', { id }, town.token.wang)).toBe('NOT_FOUND')
  })

  test('since they are in office no more: the same, and what the resident writes meanwhile goes to the desk', async () => {
    const id = await submit()
    await context.db.updateTable('deputies').set({ is_active: false }).where('id', '=', town.wang).execute()
    expect((await open(id, 'hallDesk')).steps).toContain('assign')
    await leaves('wang')
    await granted(context, 'concern.say', { ...of(id), text: '还有人管吗？' }, town.token.resident)
    expect(await told('concern_commented', 'hallDesk')).toBe(1)
  })

  test('and no clerk has an account either: the office is told', async () => {
    await leaves('wang')
    await leaves('hallDesk')
    const id = await submit()
    expect(await told('concern_received', 'office')).toBe(1)
    expect(await assign(id, 'office')).toMatchObject({ deputy: { id: town.li } })
  })
})

test('nobody takes a case from a deputy who is only a little late; once the office has been told of it, others may', async () => {
  const id = await submit()
  await granted(context, 'concern.accept', of(id), town.token.wang)
  // Due on 7 December; five working days after that the office is told.
  on('2026-12-11')
  expect(await refusal(context, 'concern.assign', { ...of(id), deputyId: town.li }, town.token.office)).toBe('CONFLICT')
  on('2026-12-14')
  await tick(context)
  expect(await told('concern_escalated', 'office')).toBe(1)
  expect(await assign(id, 'office')).toMatchObject({ state: 'assigned', deputy: { id: town.li } })
  expect(await told('concern_taken', 'wang')).toBe(1)
})

describe('what waits for somebody to say whose it is', () => {
  test('goes to the office after two working days, once a day however many there are', async () => {
    const lost = [await submit({ place: { at: null, address: '' }, deputyId: null }), await submit({ place: { at: null, address: '' } })]
    for (const id of lost) expect((await open(id, 'office')).state).toBe('unassigned')
    on('2026-11-24')
    await tick(context)
    expect(await told('concern_undecided', 'office')).toBe(0)
    on('2026-11-25')
    await Promise.all([tick(context), tick(context)])
    expect(await told('concern_undecided', 'office')).toBe(1)
    for (const id of lost) expect((await open(id, 'resident')).events.at(-1)).toMatchObject({ kind: 'escalated', level: 'undecided' })
  })

  test('and so does a dispute, from the day on which it was begun', async () => {
    const id = await submit()
    on('2026-11-27')
    await granted(context, 'concern.dispute', { ...of(id), reason: '不在我的选区' }, town.token.wang)
    on('2026-11-30')
    await tick(context)
    expect(await told('concern_undecided', 'office')).toBe(0)
    on('2026-12-01')
    await tick(context)
    expect(await told('concern_undecided', 'office')).toBe(1)
  })
})
