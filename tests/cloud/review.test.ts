import { randomUUID } from 'node:crypto'
import { openTestContext, type TestContext } from './database'
import { buildTown, call, granted, lampConcern, refusal, tick, type Town } from './town'
import { openWechatTown } from './wechat-town'

let context: TestContext
let town: Town
beforeEach(async () => {
  context = await openTestContext()
  town = await buildTown(context)
  // The clock moves by weeks; who is signed in stays so.
  await context.db
    .updateTable('sessions')
    .set({ expires_at: new Date('2027-12-31T00:00:00Z') })
    .execute()
})
afterEach(() => context.close())

const change = <T extends object>(input: T) => ({ requestId: randomUUID(), ...input })
const want = (reviewAnswers: 'none' | 'desk' | 'office') =>
  granted(context, 'settings.save', change({ settings: { reviewAnswers } }), town.token.office)
async function sent(in_ = context, of = town): Promise<string> {
  const { id } = await granted(in_, 'concern.submit', lampConcern(), of.token.resident)
  await granted(in_, 'concern.accept', change({ id }), of.token.wang)
  await granted(in_, 'concern.answer', change({ id, text: '已换新灯。' }), of.token.wang)
  return id
}
const open = (id: string, as: keyof Town['token'] = 'resident') => granted(context, 'concern.open', { id }, town.token[as])
const kinds = async (as: keyof Town['token']) =>
  (await granted(context, 'notification.mine', {}, town.token[as])).items.map(({ kind }) => kind)

describe('where the congress wants a second pair of eyes', () => {
  test('the resident reads the answer only once somebody at the desk has approved it', async () => {
    await want('desk')
    const id = await sent()
    const waiting = await open(id)
    expect(waiting).toMatchObject({ state: 'in_review', messages: [], due: null, steps: ['say', 'withdraw'] })
    expect(await kinds('resident')).not.toContain('concern_answered')
    expect(await kinds('hallDesk')).toContain('concern_review')
    expect((await open(id, 'wang')).messages).toMatchObject([{ kind: 'answered', held: { state: 'in_review' } }])
    await granted(context, 'concern.approve', change({ id }), town.token.hallDesk)
    const read = await open(id)
    expect(read).toMatchObject({ state: 'answered', messages: [{ text: '已换新灯。', held: null }] })
    expect(read.steps).toContain('judge')
    expect(
      read.events
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'opened')
        .slice(-2),
    ).toEqual(['review_asked', 'approved'])
    expect(await kinds('resident')).toContain('concern_answered')
  })

  test('one that is returned goes back to the deputy with a note that the resident never reads', async () => {
    await want('desk')
    const id = await sent()
    await granted(context, 'concern.returnAnswer', change({ id, reason: '请写明哪天换的' }), town.token.hallDesk)
    expect(await kinds('wang')).toContain('concern_answer_returned')
    const deputy = await open(id, 'wang')
    expect(deputy.state).toBe('accepted')
    expect(deputy.messages).toMatchObject([
      { kind: 'answered', held: { state: 'returned' } },
      { kind: 'answer_returned', text: '请写明哪天换的' },
    ])
    expect((await open(id)).messages).toEqual([])
    expect((await granted(context, 'concern.mine', {}, town.token.resident)).items[0]!.unread).toBe(0)
    const { concerns } = await granted(context, 'person.export', {}, town.token.resident)
    expect(JSON.stringify(concerns)).not.toMatch(/请写明哪天换的|已换新灯/)
    await granted(context, 'concern.answer', change({ id, text: '11月20日已换新灯。' }), town.token.wang)
    await granted(context, 'concern.approve', change({ id }), town.token.hallDesk)
    expect((await open(id)).messages.map(({ text }) => text)).toEqual(['11月20日已换新灯。'])
  })

  test('who wrote it cannot approve it, though they work at the desk', async () => {
    await want('desk')
    await context.db
      .insertInto('memberships')
      .values({ congress_id: town.congressId, person_id: town.person.wang, role: 'staff', deputy_id: null, station_id: town.hall })
      .execute()
    const id = await sent()
    expect(await kinds('wang')).not.toContain('concern_review')
    for (const step of ['concern.approve', 'concern.returnAnswer'] as const)
      expect(
        await refusal(context, step, change({ id, ...(step === 'concern.returnAnswer' && { reason: '请修改' }) }), town.token.wang),
      ).toBe('CONFLICT')
    expect(await refusal(context, 'concern.approve', change({ id }), town.token.homeDesk)).toBe('NOT_FOUND')
    expect(await refusal(context, 'concern.approve', change({ id }), town.token.resident)).toBe('CONFLICT')
    await granted(context, 'concern.approve', change({ id }), town.token.office)
  })

  test('where the office looks, the desk does not', async () => {
    await want('office')
    const id = await sent()
    expect(await kinds('office')).toContain('concern_review')
    expect(await refusal(context, 'concern.approve', change({ id }), town.token.hallDesk)).toBe('CONFLICT')
    await granted(context, 'concern.approve', change({ id }), town.token.office)
  })

  test('two who approve at once send it once', async () => {
    await want('desk')
    const id = await sent()
    const replies = await Promise.all(
      (['hallDesk', 'office'] as const).map((as) => call(context, 'concern.approve', change({ id }), town.token[as])),
    )
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await kinds('resident')).filter((kind) => kind === 'concern_answered')).toHaveLength(1)
  })

  test('the desk finds what waits in its list, and none of it counts as overdue', async () => {
    await want('desk')
    const id = await sent()
    context.setNow(new Date('2026-12-30T02:00:00Z'))
    const { items, counts } = await granted(context, 'concern.inbox', { as: 'desk' }, town.token.hallDesk)
    expect(items).toMatchObject([{ id, state: 'in_review', due: null }])
    expect(counts).toMatchObject({ open: 1, overdue: 0 })
    expect((await granted(context, 'concern.inbox', { as: 'deputy' }, town.token.wang)).items).toEqual([])
  })

  test('after two working days the office is told, once; the answer is neither sent nor lost', async () => {
    await want('desk')
    const id = await sent()
    const told = async () => {
      await tick(context)
      await tick(context)
      return (await kinds('office')).filter((kind) => kind === 'concern_review_late').length
    }
    context.setNow(new Date('2026-11-25T02:00:00Z'))
    expect(await told()).toBe(0)
    context.setNow(new Date('2026-11-26T02:00:00Z'))
    expect(await told()).toBe(1)
    context.setNow(new Date('2026-12-10T02:00:00Z'))
    expect(await told()).toBe(1)
    expect((await open(id)).state).toBe('in_review')
  })

  test('the days of the look are given back to the deputy', async () => {
    await want('desk')
    const id = await sent()
    context.setNow(new Date('2026-11-26T02:00:00Z'))
    await granted(context, 'concern.returnAnswer', change({ id, reason: '请修改' }), town.token.hallDesk)
    expect((await open(id, 'wang')).due).toMatchObject({ on: '2026-12-10', workdaysLeft: 10 })
  })

  test('what its resident takes back meanwhile waits for nobody any more', async () => {
    await want('desk')
    const id = await sent()
    await granted(context, 'concern.withdraw', change({ id }), town.token.resident)
    const row = context.db.selectFrom('concerns').where('id', '=', id).select(['state', 'review_by', 'review_author_id', 'review_asked_at'])
    expect(await row.executeTakeFirst()).toEqual({ state: 'withdrawn', review_by: null, review_author_id: null, review_asked_at: null })
    expect((await granted(context, 'concern.inbox', { as: 'desk' }, town.token.hallDesk)).items).toEqual([])
  })

  test('what waits when the setting is turned off still waits for its look', async () => {
    await want('desk')
    const id = await sent()
    await want('none')
    await granted(context, 'concern.approve', change({ id }), town.token.hallDesk)
    expect((await open(await sent())).state).toBe('answered')
  })
})

test("an approved answer is then checked by WeChat as its author's, and shown once it has passed", async () => {
  const of = await openWechatTown()
  try {
    await granted(of.context, 'settings.save', change({ settings: { reviewAnswers: 'desk' } }), of.town.token.office)
    of.standIn.judge('新灯', 'review')
    const id = await sent(of.context, of.town)
    expect((await granted(of.context, 'content.queue', {}, of.town.token.hallDesk)).items).toEqual([])
    await granted(of.context, 'concern.approve', change({ id }), of.town.token.hallDesk)
    expect((await granted(of.context, 'content.queue', {}, of.town.token.hallDesk)).items).toMatchObject([
      { by: 'assignee', text: '已换新灯。' },
    ])
    const seen = await granted(of.context, 'concern.open', { id }, of.town.token.resident)
    expect(seen.messages).toEqual([])
    expect(seen.steps).not.toContain('judge')
  } finally {
    await of.close()
  }
})
