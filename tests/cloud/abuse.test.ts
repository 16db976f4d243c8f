import { randomUUID } from 'node:crypto'
import type { Input } from '../../src/contract'
import { CHECKED_AT_ONCE, TEXT_MAX } from '../../src/domain/content'
import { HANDED_IN_PER_HOUR } from '../../src/domain/pace'
import { openTestContext, type TestContext } from './database'
import { buildTown, call, granted, inEast, inWest, lampConcern, type Town } from './town'
import { minutes, openWechatTown, type WechatTown } from './wechat-town'

const usual = JSON.stringify({ answerWithinWorkdays: 10 })
const start = Date.parse('2026-11-23T02:00:00Z')
const kinds = async (context: TestContext, token: string) =>
  (await granted(context, 'notification.mine', {}, token)).items.map(({ kind }) => kind)

describe('one person hands in very much within an hour', () => {
  let context: TestContext
  let town: Town
  beforeEach(async () => {
    context = await openTestContext()
    town = await buildTown(context)
    await context.db.updateTable('congresses').set({ settings: usual }).execute()
  })
  afterEach(() => context.close())

  const submit = (over: Partial<Input<'concern.submit'>> = {}, token = town.token.resident) =>
    granted(context, 'concern.submit', lampConcern(over), token)
  const mine = async () => {
    const numbers: string[] = []
    let cursor: string | undefined
    do {
      const page: { items: { number: string }[]; next: string | null } = await granted(
        context,
        'concern.mine',
        { ...(cursor && { cursor }) },
        town.token.resident,
      )
      numbers.push(...page.items.map(({ number }) => number))
      cursor = page.next ?? undefined
    } while (cursor)
    return numbers
  }
  const inbox = (as: 'deputy' | 'desk', token: string) => granted(context, 'concern.inbox', { as }, token)
  /** Different matters, so that none is a copy of another. */
  const matters = ['井盖', '垃圾', '噪音', '停车', '电梯', '油烟', '积水', '绿化', '健身', '快递', '充电', '漏水', '墙皮', '占道']
  const matter = (index: number) => `${matters[index]!.repeat(6)}${String(index).padStart(6, '7')}号`

  test('a hundred near-copies are all kept, stand under the first, and the resident reads so each time', async () => {
    const numbers: string[] = []
    for (let copy = 0; copy < 100; copy += 1) {
      context.setNow(new Date(start + copy * 35_000))
      const { number, receipt } = await submit({ text: `西街路口的路灯坏了两个星期，晚上看不见路。${'快修'.repeat(copy % 5)}` })
      numbers.push(number)
      if (copy > 0) expect(receipt.reasons.slice(0, 2)).toMatchObject([{ kind: 'own_copy', number: numbers[0] }, { kind: 'constituency' }])
      expect(receipt.deputy).toMatchObject({ id: town.wang })
    }
    expect(new Set(numbers).size).toBe(100)
    expect((await mine()).toSorted()).toEqual(numbers.toSorted())
    expect((await inbox('deputy', town.token.wang)).items).toMatchObject([{ number: numbers[0], cluster: { cases: 100, people: 1 } }])
    expect(await kinds(context, town.token.wang)).toEqual(['concern_received'])
  }, 120_000)

  test('past ten different ones the next wait at the desk, which is told once; none is refused, none is lost', async () => {
    const receipts = []
    for (const [index] of matters.entries()) receipts.push((await submit({ text: matter(index) })).receipt)
    expect(receipts.map(({ deputy }) => deputy !== null)).toEqual(matters.map((_, index) => index < HANDED_IN_PER_HOUR))
    expect(receipts.slice(HANDED_IN_PER_HOUR).map(({ reasons }) => reasons)).toEqual(
      [10, 11, 12, 13].map((handedIn) => [{ kind: 'many_at_once', handedIn }]),
    )
    expect((await mine()).length).toBe(matters.length)
    expect((await inbox('deputy', town.token.wang)).counts.open + (await inbox('deputy', town.token.li)).counts.open).toBe(10)
    const desk = await inbox('desk', town.token.hallDesk)
    const waiting = desk.items.filter(({ state }) => state === 'unassigned')
    expect(waiting).toHaveLength(4)
    expect(await kinds(context, town.token.hallDesk)).toEqual(['concern_received'])
    await granted(context, 'concern.assign', { requestId: randomUUID(), id: waiting[0]!.id, deputyId: town.li }, town.token.hallDesk)
    expect((await inbox('deputy', town.token.li)).items.map(({ id }) => id)).toContain(waiting[0]!.id)
  })

  test('a deputy who was chosen is spared too, and an hour later it goes to them at once again', async () => {
    for (let index = 0; index < HANDED_IN_PER_HOUR; index += 1) await submit({ text: matter(index) })
    expect((await submit({ text: matter(10), deputyId: town.li })).receipt.deputy).toBeNull()
    expect((await submit({ text: matter(10), deputyId: town.li }, town.token.neighbour)).receipt.deputy).toMatchObject({ id: town.li })
    context.setNow(new Date(start + 61 * 60_000))
    expect((await submit({ text: matter(11), deputyId: town.li })).receipt.deputy).toMatchObject({ id: town.li })
  })

  test('thirty that arrive together are counted one after the other', async () => {
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        call(
          context,
          'concern.submit',
          lampConcern({ text: matter(index % 14), deputyId: index < 15 ? town.wang : town.li }),
          town.token.resident,
        ),
      ),
    )
    expect(replies.filter(({ ok }) => ok)).toHaveLength(30)
    const rows = await context.db.selectFrom('concerns').where('head_id', 'is', null).select('assignee_id').execute()
    expect(rows.filter(({ assignee_id }) => assignee_id).length).toBeLessThanOrEqual(HANDED_IN_PER_HOUR)
    expect(await mine()).toHaveLength(30)
  })

  test('the same words about a lamp elsewhere are another matter', async () => {
    const text = '路口的路灯坏了两个星期，晚上看不见路。'
    await submit({ text, place: { at: inWest, address: '' } })
    const { receipt } = await submit({ text, place: { at: inEast, address: '' } })
    expect(receipt.deputy).toMatchObject({ id: town.zhao })
  })
})

describe('what passes through WeChat’s check', () => {
  let of: WechatTown
  beforeEach(async () => {
    of = await openWechatTown()
    await of.context.db.updateTable('congresses').set({ settings: usual }).execute()
  })
  afterEach(() => of.close())

  const submit = (text: string) => granted(of.context, 'concern.submit', lampConcern({ text }), of.town.token.resident)
  const read = (id: string, who: 'resident' | 'wang') => call(of.context, 'concern.open', { id }, of.town.token[who])

  test('a text of 5,000 characters is checked in parts and stays one text', async () => {
    const text = '路'.repeat(TEXT_MAX - 2) + '灯。'
    const { id } = await submit(text)
    expect(await read(id, 'wang')).toMatchObject({ ok: true, output: { text } })
  })

  test.each([-7, -4, -3, -1, 0])('a phrase that begins %i characters from the cut is seen', async (offset) => {
    of.standIn.judge('不许说的七个字', 'risky')
    const before = '路'.repeat(CHECKED_AT_ONCE + offset)
    const { id } = await submit(`${before}不许说的七个字${'灯'.repeat(2000)}`)
    expect(await read(id, 'wang')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
    expect((await granted(of.context, 'content.queue', {}, of.town.token.hallDesk)).items).toMatchObject([{ id, found: 'risky' }])
  })

  test('no part ends within a character', async () => {
    const { id } = await submit(`路${'😀'.repeat(2400)}`)
    expect(await read(id, 'wang')).toMatchObject({ ok: true })
  })

  test('what was kept back hides nothing: put right and handed in again, it reaches the deputy by itself', async () => {
    of.standIn.judge('隔壁老李', 'risky')
    const text = '西街路口的路灯坏了两个星期，晚上看不见路，孩子放学摔了一跤。'
    const first = await submit(`${text}是隔壁老李弄的。`)
    const [held] = (await granted(of.context, 'content.queue', {}, of.town.token.hallDesk)).items
    const keep = { requestId: randomUUID(), id: held!.id, decision: 'keep_back' as const, reason: '写了邻居' }
    await granted(of.context, 'content.decide', keep, of.town.token.hallDesk)
    of.pass(minutes(5))
    const second = await submit(text)
    const { items } = await granted(of.context, 'concern.inbox', { as: 'deputy' }, of.town.token.wang)
    expect(items.map(({ id }) => id)).toEqual([second.id])
    expect(await read(first.id, 'resident')).toMatchObject({ ok: true, output: { held: { state: 'kept_back' } } })
  })
})
