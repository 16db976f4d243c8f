import { randomUUID } from 'node:crypto'
import type { Input } from '../../src/contract'
import { openTestContext, type TestContext } from './database'
import { buildTown, granted, lampConcern, refusal, tick, type Town } from './town'

let context: TestContext
let town: Town
beforeEach(async () => {
  // A Monday, ten in the morning in Shanghai.
  context = await openTestContext({ now: new Date('2026-11-23T02:00:00Z') })
  town = await buildTown(context)
  // Weeks go by in these tests, and nobody signs in anew.
  await context.db
    .updateTable('sessions')
    .set({ expires_at: new Date('2030-01-01') })
    .execute()
})
afterEach(() => context.close())

const of = (id: string) => ({ requestId: randomUUID(), id })
const words = { photoIds: [], recordingId: null }
const submit = async (over: Partial<Input<'concern.submit'>> = {}) =>
  (await granted(context, 'concern.submit', lampConcern(over), town.token.resident)).id
const open = (id: string, who: keyof Town['token']) => granted(context, 'concern.open', { id }, town.token[who])
const accept = (id: string) => granted(context, 'concern.accept', of(id), town.token.wang)
const answer = (id: string) => granted(context, 'concern.answer', { ...of(id), text: '修好了', ...words }, town.token.wang)
const on = (day: string) => context.setNow(new Date(`${day}T10:00:00+08:00`))
const told = async (kind: string, who: keyof Town['person']) =>
  (
    await context.db
      .selectFrom('outbox')
      .where('kind', '=', kind as 'concern_survey')
      .where('person_id', '=', town.person[who])
      .select('id')
      .execute()
  ).length

describe('the clock of a case', () => {
  test('stands still while the resident is asked, and goes on by the working days that this took', async () => {
    const id = await submit()
    await accept(id)
    const { due } = await open(id, 'resident')
    await granted(context, 'concern.ask', { ...of(id), text: '哪一盏？', ...words }, town.token.wang)
    expect((await open(id, 'wang')).due).toBeNull()
    on('2026-12-07')
    await granted(context, 'concern.reply', { ...of(id), text: '东头第二盏', ...words }, town.token.resident)
    const later = (await open(id, 'resident')).due!
    expect(due!.on).toBe('2026-12-07')
    // Ten working days from 23 November to 7 December.
    expect(later.on).toBe('2026-12-21')
  })

  test('ends with the case, where whoever is asked withdraws it', async () => {
    const id = await submit()
    await accept(id)
    await granted(context, 'concern.ask', { ...of(id), text: '哪一盏？', ...words }, town.token.wang)
    await granted(context, 'concern.withdraw', of(id), town.token.resident)
    const { asked_on } = await context.db.selectFrom('concerns').where('id', '=', id).select('asked_on').executeTakeFirstOrThrow()
    expect(asked_on).toBeNull()
  })

  test('goes on by itself where the resident does not say more, and nothing is closed', async () => {
    const id = await submit()
    await accept(id)
    await granted(context, 'concern.ask', { ...of(id), text: '哪一盏？', ...words }, town.token.wang)
    on('2026-12-14')
    await Promise.all([tick(context), tick(context), tick(context)])
    const seen = await open(id, 'wang')
    expect(seen.state).toBe('accepted')
    expect(seen.events.filter(({ kind }) => kind === 'resumed')).toHaveLength(1)
    expect(await told('concern_resumed', 'resident')).toBe(1)
  })
})

describe('passing on', () => {
  test('twice, and then the office decides, who begins the count anew', async () => {
    const id = await submit()
    await granted(context, 'concern.passOn', { ...of(id), deputyId: town.li, reason: '李代表熟悉' }, town.token.wang)
    await granted(context, 'concern.passOn', { ...of(id), deputyId: town.wang, reason: '还是王代表' }, town.token.li)
    const seen = await open(id, 'wang')
    expect(seen.steps).not.toContain('passOn')
    expect(seen.messages.map(({ text }) => text)).toEqual(['李代表熟悉', '还是王代表'])
    expect(await refusal(context, 'concern.passOn', { ...of(id), deputyId: town.li, reason: '再转' }, town.token.wang)).toBe('CONFLICT')
    await granted(context, 'concern.sendBack', { ...of(id), reason: '请办公室决定' }, town.token.wang)
    expect(await refusal(context, 'concern.assign', { ...of(id), deputyId: town.li }, town.token.hallDesk)).toBe('CONFLICT')
    await granted(context, 'concern.assign', { ...of(id), deputyId: town.li }, town.token.office)
    expect((await open(id, 'li')).steps).toContain('passOn')
  })
})

describe('a dispute', () => {
  test('leaves the case with its deputy until the desk has decided, and is not begun again', async () => {
    const id = await submit()
    await granted(context, 'concern.dispute', { ...of(id), reason: '归李代表', deputyId: town.li }, town.token.wang)
    expect(await told('concern_disputed', 'hallDesk')).toBe(1)
    const seen = await open(id, 'wang')
    expect(seen).toMatchObject({ state: 'disputed', deputy: { id: town.wang } })
    const { items } = await granted(context, 'concern.inbox', { as: 'desk' }, town.token.hallDesk)
    expect(items.map((item) => item.id)).toEqual([id])
    await granted(context, 'concern.uphold', { ...of(id), reason: '路灯在您的选区' }, town.token.hallDesk)
    expect(await told('concern_upheld', 'wang')).toBe(1)
    expect((await open(id, 'wang')).steps).not.toContain('dispute')
    expect(await refusal(context, 'concern.dispute', { ...of(id), reason: '还是不归我' }, town.token.wang)).toBe('CONFLICT')
  })

  test('may end with the deputy who was named; the deadline stays', async () => {
    const id = await submit()
    const before = (await open(id, 'resident')).due
    await granted(context, 'concern.dispute', { ...of(id), reason: '归李代表', deputyId: town.li }, town.token.wang)
    await granted(context, 'concern.assign', { ...of(id), deputyId: town.li }, town.token.hallDesk)
    expect(await open(id, 'li')).toMatchObject({ state: 'assigned', due: before })
    expect(await refusal(context, 'concern.open', { id }, town.token.wang)).toBe('NOT_FOUND')
  })

  test('a deputy cannot name themselves or somebody who is not there', async () => {
    const id = await submit()
    const name = (deputyId: string) => refusal(context, 'concern.dispute', { ...of(id), reason: '不归我管', deputyId }, town.token.wang)
    expect(await name(town.wang)).toBe('BAD_INPUT')
    expect(await name(randomUUID())).toBe('NOT_FOUND')
    expect((await open(id, 'wang')).state).toBe('assigned')
  })
})

describe('referring', () => {
  test('keeps the number, closes nothing, and is followed up', async () => {
    const id = await submit()
    await accept(id)
    const refer = { unit: '区城管委', reference: '', expectedOn: '2026-11-26' }
    const first = await granted(context, 'concern.refer', { ...of(id), ...refer }, town.token.wang)
    expect(first.state).toBe('accepted')
    const referralId = first.referrals[0]!.id
    await granted(context, 'concern.refer', { ...of(id), ...refer, referralId, reference: '2026-778' }, town.token.wang)
    expect((await open(id, 'resident')).referrals).toMatchObject([{ unit: '区城管委', reference: '2026-778', expectedOn: '2026-11-26' }])
    on('2026-11-27')
    await tick(context)
    await tick(context)
    expect(await told('concern_referral_due', 'wang')).toBe(1)
    expect(await refusal(context, 'concern.refer', { ...of(id), ...refer, referralId: randomUUID() }, town.token.wang)).toBe('NOT_FOUND')
  })
})

describe('splitting', () => {
  test('makes the second matter a case of its own, that wins nobody time', async () => {
    const id = await submit({ contact: { name: '周大娘', phone: '13900001111', mayCall: true } })
    const whole = await open(id, 'resident')
    on('2026-11-25')
    await granted(context, 'concern.split', { ...of(id), text: '还有井盖松了，车过就响。' }, town.token.wang)
    const { items } = await granted(context, 'concern.mine', {}, town.token.resident)
    const part = await open(items.find((item) => item.id !== id)!.id, 'resident')
    expect(part).toMatchObject({
      text: '还有井盖松了，车过就响。',
      splitFrom: { id, number: whole.number },
      receivedAt: whole.receivedAt,
      due: { on: whole.due!.on },
      contact: { name: '周大娘', phone: '13900001111' },
    })
    expect(part.number).not.toBe(whole.number)
    expect((await open(id, 'resident')).text).toBe(whole.text)
    const opened = await granted(context, 'concern.openContact', { ...of(part.id), reason: '约时间看井盖' }, town.token.wang)
    expect(opened.phone).toBe('13900001111')
  })
})

describe('urging', () => {
  test('once a day; the second is heard by the desk, the third by the office', async () => {
    const id = await submit()
    for (const [day, desk, office] of [
      ['2026-12-07', 0, 0],
      ['2026-12-08', 1, 0],
      ['2026-12-09', 2, 1],
    ] as const) {
      on(day)
      await granted(context, 'concern.chase', { ...of(id), text: '' }, town.token.resident)
      expect(await refusal(context, 'concern.chase', { ...of(id), text: '' }, town.token.resident)).toBe('CONFLICT')
      expect([await told('concern_chased', 'hallDesk'), await told('concern_chased', 'office')]).toEqual([desk, office])
    }
  })
})

describe('reopening', () => {
  test('is told once to a desk that also stands in for a deputy without an account', async () => {
    const id = await submit()
    await accept(id)
    await answer(id)
    await context.db.deleteFrom('memberships').where('deputy_id', '=', town.wang).execute()
    await granted(context, 'concern.judge', { ...of(id), verdict: 'not_settled', text: '' }, town.token.resident)
    expect(await told('concern_reopened', 'hallDesk')).toBe(1)
  })

  test('goes to the same deputy before the eyes of the desk; the second time the office sees it too', async () => {
    const id = await submit()
    const reopen = async () => {
      await answer(id)
      await granted(context, 'concern.judge', { ...of(id), verdict: 'not_settled', text: '还是不亮' }, town.token.resident)
    }
    await accept(id)
    await reopen()
    expect(await open(id, 'wang')).toMatchObject({ state: 'accepted', deputy: { id: town.wang } })
    expect([await told('concern_reopened', 'hallDesk'), await told('concern_reopened', 'office')]).toEqual([1, 0])
    const { items } = await granted(context, 'concern.inbox', { as: 'desk', view: 'watched' }, town.token.hallDesk)
    expect(items.map((item) => item.id)).toEqual([id])
    await reopen()
    expect([await told('concern_reopened', 'hallDesk'), await told('concern_reopened', 'office')]).toEqual([2, 1])
  })
})

describe('what the timer notices', () => {
  test('a case that is not accepted in time, and one that is overdue: first the desk, then the office, each once', async () => {
    const id = await submit()
    on('2026-11-25')
    await tick(context)
    expect(await told('concern_unaccepted', 'hallDesk')).toBe(1)
    on('2026-12-04')
    await tick(context)
    expect(await told('concern_due_soon', 'wang')).toBe(1)
    on('2026-12-08')
    await Promise.all([tick(context), tick(context), tick(context), tick(context)])
    expect([await told('concern_escalated', 'hallDesk'), await told('concern_escalated', 'office')]).toEqual([1, 0])
    on('2026-12-14')
    await Promise.all([tick(context), tick(context)])
    expect([await told('concern_escalated', 'hallDesk'), await told('concern_escalated', 'office')]).toEqual([1, 1])
    const seen = await open(id, 'resident')
    expect(seen.state).toBe('assigned')
    expect(seen.events.filter(({ kind }) => kind === 'escalated').map(({ level }) => level)).toEqual([
      'unaccepted',
      'overdue_desk',
      'overdue_office',
    ])
  })

  test('nobody is told of anything at night', async () => {
    await submit()
    context.setNow(new Date('2026-12-10T23:30:00+08:00'))
    await tick(context)
    expect(await told('concern_escalated', 'hallDesk')).toBe(0)
  })

  test('what waits for the resident is not overdue', async () => {
    const id = await submit()
    await accept(id)
    await granted(context, 'concern.ask', { ...of(id), text: '哪一盏？', ...words }, town.token.wang)
    on('2026-12-08')
    await tick(context)
    expect(await told('concern_escalated', 'hallDesk')).toBe(0)
    const { counts } = await granted(context, 'concern.inbox', { as: 'deputy' }, town.token.wang)
    expect(counts.overdue).toBe(0)
  })
})
