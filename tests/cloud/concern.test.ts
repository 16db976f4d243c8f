import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Input } from '../../src/contract'
import { openSession } from '../../src/cloud/session/identify'
import { openTestContext, type TestContext } from './database'
import { pixel } from './photos'
import { buildTown, call, granted, inEast, lampConcern, nearLine, outside, refusal, type Town } from './town'

let context: TestContext
let town: Town
beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
})
afterAll(() => context.close())

const submit = (over: Partial<Input<'concern.submit'>> = {}) => granted(context, 'concern.submit', lampConcern(over), town.token.resident)
const step = (id: string) => ({ requestId: randomUUID(), id })
const stored = (id: string) => context.db.selectFrom('concerns').where('id', '=', id).selectAll().executeTakeFirstOrThrow()

/** A case that its deputy has accepted and answered. */
async function answered(): Promise<string> {
  const { id } = await submit()
  await granted(context, 'concern.accept', step(id), town.token.wang)
  await granted(context, 'concern.answer', { ...step(id), text: '已换新灯，请您看看。' }, town.token.wang)
  return id
}

describe('handing in a concern', () => {
  test('it goes to the deputy of the place who works on the topic, and the receipt says why', async () => {
    const { id, number, receipt, due } = await submit()
    expect(number).toMatch(/^2026-\d{4,}$/)
    expect(receipt.deputy?.name).toBe('王小河')
    expect(receipt.reasons).toEqual([
      { kind: 'constituency', constituency: { id: town.west, name: '西选区' } },
      { kind: 'topic', topic: { code: 'lamps', name: '路灯' } },
    ])
    expect(receipt.alternatives.map(({ name }) => name)).toEqual(['李大山'])
    expect(receipt.station?.name).toBe('西街联络站')
    expect(due).toEqual({ on: '2026-12-07', workdaysLeft: 10, isProvisional: false })
    expect(await stored(id)).toMatchObject({ state: 'assigned', assignee_id: town.wang })
  })

  test('without a topic it goes to the deputy with the fewest open cases', async () => {
    const { receipt } = await submit({ topic: null })
    expect(receipt.deputy?.name).toBe('李大山')
    expect(receipt.reasons.at(-1)).toEqual({ kind: 'fewest_open', openCases: 0 })
  })

  test('the deputy whom the resident chose gets it', async () => {
    const { receipt } = await submit({ deputyId: town.zhao })
    expect(receipt).toMatchObject({ deputy: { name: '赵长青' }, reasons: [{ kind: 'chosen' }], station: { name: '东街代表之家' } })
  })

  test('near a line it goes to the desk, unless the resident says which side', async () => {
    const unsure = await submit({ place: { at: nearLine, address: '' } })
    expect(unsure.receipt.deputy).toBeNull()
    expect(unsure.receipt.sides.map(({ name }) => name)).toEqual(['西选区', '东选区'])
    expect(await stored(unsure.id)).toMatchObject({ state: 'unassigned', station_id: town.hall })
    const sure = await submit({ place: { at: nearLine, address: '' }, constituencyId: town.east })
    expect(sure.receipt.deputy?.name).toBe('赵长青')
  })

  test('outside every constituency it goes to the desk of the nearest station', async () => {
    const { id, receipt } = await submit({ place: { at: outside, address: '' } })
    expect(receipt.reasons).toEqual([{ kind: 'no_constituency' }])
    expect(await stored(id)).toMatchObject({ state: 'unassigned', station_id: town.home })
  })

  test('without a place it goes to the desk of the station that the resident came from', async () => {
    const { id } = await submit({ place: { at: null, address: '菜市场旁边' }, stationId: town.hall })
    expect(await stored(id)).toMatchObject({ state: 'unassigned', station_id: town.hall })
  })

  test('what is previewed is what then happens', async () => {
    const preview = await granted(context, 'concern.route', { at: inEast, topic: 'lamps' })
    const { receipt } = await submit({ place: { at: inEast, address: '' } })
    expect(receipt.deputy).toEqual(preview.deputy)
    expect(receipt.reasons[0]).toEqual(preview.reasons[0])
  })

  test('however often the button is pressed, it is handed in once', async () => {
    const input = lampConcern()
    const replies = await Promise.all(Array.from({ length: 8 }, () => granted(context, 'concern.submit', input, town.token.resident)))
    expect(new Set(replies.map(({ number }) => number)).size).toBe(1)
    const rows = await context.db.selectFrom('requests').where('request_id', '=', input.requestId).selectAll().execute()
    expect(rows).toHaveLength(1)
  })

  test('a request id that was used for something else is refused', async () => {
    const input = lampConcern()
    await granted(context, 'concern.submit', input, town.token.resident)
    const reply = await call(context, 'concern.submit', { ...input, text: '另一件完全不同的事情' }, town.token.resident)
    expect(reply).toEqual({ ok: false, error: { code: 'BAD_INPUT', fields: [{ path: 'requestId', rule: 'used' }] } })
  })

  test('numbers have no gap and no double when many hand in at once', async () => {
    const replies = await Promise.all(Array.from({ length: 12 }, () => submit()))
    const counts = replies.map(({ number }) => Number(number.split('-')[1])).sort((a, b) => a - b)
    expect(counts).toEqual(Array.from({ length: 12 }, (_, index) => counts[0]! + index))
  })

  test('one that is refused leaves nothing behind', async () => {
    const count = async () =>
      (
        await context.db
          .selectFrom('concerns')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
      ).count
    const before = await count()
    expect(await refusal(context, 'concern.submit', lampConcern({ photoIds: [randomUUID()] }), town.token.resident)).toBe('NOT_FOUND')
    expect(await count()).toBe(before)
  })

  test('name and phone are not readable in the database', async () => {
    const { id } = await submit()
    const { contact } = await stored(id)
    expect(contact!.toString('utf8')).not.toContain('13800138000')
    const { rows } = await sql<{ all: string }>`select string_agg(r::text, '') as all from requests r`.execute(context.db)
    expect(rows[0]!.all).not.toContain('13800138000')
  })
})

describe('the life of a concern', () => {
  test('accept, ask, reply, answer, settled: both sides see every step and word', async () => {
    const { id } = await submit()
    const opened = await granted(context, 'concern.open', { id }, town.token.wang)
    expect(opened.steps).toEqual(['accept', 'passOn', 'sendBack', 'dispute', 'refer', 'split', 'say', 'setTopic'])
    expect(opened.contact).toBeNull()
    await granted(context, 'concern.accept', step(id), town.token.wang)
    await granted(context, 'concern.ask', { ...step(id), text: '是哪一盏灯？' }, town.token.wang)
    await granted(context, 'concern.reply', { ...step(id), text: '东南角那盏。' }, town.token.resident)
    await granted(context, 'concern.answer', { ...step(id), text: '已换新灯。' }, town.token.wang)
    const seen = await granted(context, 'concern.open', { id }, town.token.resident)
    expect(seen.steps).toEqual(['say', 'judge'])
    expect(seen.contact).toEqual({ name: '张三', phone: '13800138000', mayCall: false })
    const settled = await granted(context, 'concern.judge', { ...step(id), verdict: 'settled', text: '' }, town.token.resident)
    expect(settled.state).toBe('settled')
    expect(settled.events.map(({ kind }) => kind)).toEqual([
      'submitted',
      'routed',
      'opened',
      'accepted',
      'asked',
      'replied',
      'answered',
      'judged',
    ])
    expect(settled.messages.map(({ kind, text, isMine }) => [kind, text, isMine])).toEqual([
      ['asked', '是哪一盏灯？', false],
      ['replied', '东南角那盏。', true],
      ['answered', '已换新灯。', false],
    ])
  })

  test('an answer that did not settle it goes back to the same deputy with a new deadline', async () => {
    const id = await answered()
    const now = context.now()
    context.setNow(new Date('2026-12-10T02:00:00Z'))
    const reopened = await granted(
      context,
      'concern.judge',
      { ...step(id), verdict: 'not_settled', text: '又坏了' },
      await later(town.person.resident),
    )
    context.setNow(now)
    expect(reopened).toMatchObject({ state: 'accepted', verdict: 'not_settled', deputy: { name: '王小河' }, due: { on: '2026-12-24' } })
    expect(reopened.events.slice(-2).map(({ kind }) => kind)).toEqual(['judged', 'reopened'])
  })

  test('what was settled may break again', async () => {
    const id = await answered()
    await granted(context, 'concern.judge', { ...step(id), verdict: 'settled', text: '' }, town.token.resident)
    expect((await granted(context, 'concern.judge', { ...step(id), verdict: 'not_settled', text: '' }, town.token.resident)).state).toBe(
      'accepted',
    )
  })

  test('passed on, the next deputy sees why, and the first sees it no more', async () => {
    const { id } = await submit()
    const reply = await call(context, 'concern.passOn', { ...step(id), deputyId: town.li, reason: '李代表分管这条街' }, town.token.wang)
    expect(reply).toEqual({ ok: true, output: null })
    const next = await granted(context, 'concern.open', { id }, town.token.li)
    expect(next.messages.at(-1)).toMatchObject({ kind: 'passed_on', text: '李代表分管这条街', authorName: '王小河' })
    expect(await refusal(context, 'concern.open', { id }, town.token.wang)).toBe('NOT_FOUND')
  })

  test('what a deputy sent once more after the case went on is refused like any that is not theirs, and is said once', async () => {
    const { id } = await submit()
    const said = { ...step(id), text: '我周四去看。', photoIds: [], recordingId: null }
    await granted(context, 'concern.say', said, town.token.wang)
    await call(context, 'concern.passOn', { ...step(id), deputyId: town.li, reason: '李代表分管这条街' }, town.token.wang)
    expect(await refusal(context, 'concern.say', said, town.token.wang)).toBe('NOT_FOUND')
    const { messages } = await granted(context, 'concern.open', { id }, town.token.li)
    expect(messages.filter(({ text }) => text === said.text)).toHaveLength(1)
  })

  test('sent back, the desk assigns it to another', async () => {
    const { id } = await submit()
    await call(context, 'concern.sendBack', { ...step(id), reason: '不在我的选区' }, town.token.wang)
    const desk = await granted(context, 'concern.inbox', { as: 'desk' }, town.token.hallDesk)
    expect(desk.items.map((item) => item.id)).toContain(id)
    const assigned = await granted(context, 'concern.assign', { ...step(id), deputyId: town.zhao }, town.token.hallDesk)
    expect(assigned).toMatchObject({ state: 'assigned', deputy: { name: '赵长青' } })
    expect((await granted(context, 'concern.open', { id }, town.token.zhao)).steps).toContain('accept')
  })

  test('a case may be chased once it is due, not before', async () => {
    const { id } = await submit()
    expect(await refusal(context, 'concern.chase', { ...step(id), text: '' }, town.token.resident)).toBe('CONFLICT')
    const now = context.now()
    context.setNow(new Date('2026-12-07T02:00:00Z'))
    const token = await later(town.person.resident)
    const chased = await granted(context, 'concern.chase', { ...step(id), text: '到期了，请看看' }, token)
    context.setNow(now)
    expect(chased.messages.at(-1)).toMatchObject({ kind: 'chased', text: '到期了，请看看' })
  })

  test('two answers at once: one is taken, the other told that things have changed', async () => {
    const { id } = await submit()
    await granted(context, 'concern.accept', step(id), town.token.wang)
    const answer = () => refusal(context, 'concern.answer', { ...step(id), text: '已换新灯。' }, town.token.wang)
    expect((await Promise.all([answer(), answer()])).sort()).toEqual(['CONFLICT', null].sort())
  })

  test('the phone is opened with a reason that the resident reads, and only where a call was allowed', async () => {
    const closed = await submit()
    await granted(context, 'concern.accept', step(closed.id), town.token.wang)
    expect(await refusal(context, 'concern.openContact', { ...step(closed.id), reason: '想约时间' }, town.token.wang)).toBe('CONFLICT')
    const open = await submit({ contact: { name: '张三', phone: '13800138000', mayCall: true } })
    const contact = await granted(context, 'concern.openContact', { ...step(open.id), reason: '想约时间' }, town.token.wang)
    expect(contact).toEqual({ name: '张三', phone: '13800138000' })
    const seen = await granted(context, 'concern.open', { id: open.id }, town.token.resident)
    expect(seen.messages.at(-1)).toMatchObject({ kind: 'contact_opened', text: '想约时间', authorName: '王小河' })
  })

  test('a message is unread until the other side opens the case', async () => {
    const { id } = await submit()
    await granted(context, 'concern.say', { ...step(id), text: '补充：晚上九点以后全黑' }, town.token.resident)
    const unread = async (token: string) =>
      (await granted(context, 'concern.inbox', { as: 'deputy', limit: 100 }, token)).items.find((item) => item.id === id)!.unread
    expect(await unread(town.token.wang)).toBe(2)
    await granted(context, 'concern.open', { id }, town.token.hallDesk)
    expect(await unread(town.token.wang)).toBe(2)
    await granted(context, 'concern.open', { id }, town.token.wang)
    expect(await unread(town.token.wang)).toBe(0)
    const [message] = (await granted(context, 'concern.open', { id }, town.token.resident)).messages
    expect(message!.readAt).not.toBeNull()
  })

  test('withdrawn, it leaves the inbox and stays with the resident', async () => {
    const { id } = await submit()
    const withdrawn = await granted(context, 'concern.withdraw', step(id), town.token.resident)
    expect(withdrawn).toMatchObject({ state: 'withdrawn', steps: [], due: null })
    expect(
      (await granted(context, 'concern.inbox', { as: 'deputy', limit: 100 }, town.token.wang)).items.map((item) => item.id),
    ).not.toContain(id)
    expect(await refusal(context, 'concern.accept', step(id), town.token.wang)).toBe('CONFLICT')
  })

  test('a message carries the photos of who wrote it, and the other side sees them', async () => {
    const { id } = await submit()
    const png = pixel.toString('base64')
    const photo = await granted(context, 'photo.add', { requestId: randomUUID(), base64: png }, town.token.resident)
    await granted(context, 'concern.say', { ...step(id), text: '请看照片', photoIds: [photo.id] }, town.token.resident)
    const seen = await granted(context, 'concern.open', { id }, town.token.wang)
    expect(seen.photos).toEqual([])
    expect(seen.messages.at(-1)!.photos.map((each) => each.id)).toEqual([photo.id])
    expect(await refusal(context, 'concern.say', { ...step(id), text: '再用一次', photoIds: [photo.id] }, town.token.resident)).toBe(
      'NOT_FOUND',
    )
  })

  test('each step owes a message to the other side, in the same transaction', async () => {
    const { id } = await submit()
    await granted(context, 'concern.accept', step(id), town.token.wang)
    await refusal(context, 'concern.accept', step(id), town.token.wang)
    const owed = await context.db.selectFrom('outbox').where('concern_id', '=', id).select(['kind', 'person_id']).orderBy('kind').execute()
    expect(owed).toEqual([
      { kind: 'concern_accepted', person_id: town.person.resident },
      { kind: 'concern_received', person_id: town.person.wang },
    ])
  })

  test('the event log cannot be changed', async () => {
    await expect(context.db.deleteFrom('concern_events').execute()).rejects.toThrow('append-only')
    await expect(context.db.updateTable('concern_events').set({ kind: 'settled' }).execute()).rejects.toThrow('append-only')
  })
})

describe('lists', () => {
  test('an inbox comes by deadline, a page at a time, each case once', async () => {
    const ids: string[] = []
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await granted(context, 'concern.inbox', { as: 'deputy', limit: 5, ...(cursor && { cursor }) }, town.token.wang)
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.next
    }
    const { items, counts } = await granted(context, 'concern.inbox', { as: 'deputy', limit: 100 }, town.token.wang)
    expect(ids).toEqual(items.map(({ id }) => id))
    expect(counts.open).toBe(ids.length)
  })

  test('a resident sees their own, the newest first, and nobody else does', async () => {
    context.setNow(new Date(context.now().getTime() + 1000))
    const { id } = await submit()
    const { items } = await granted(context, 'concern.mine', {}, town.token.resident)
    expect(items[0]!.id).toBe(id)
    expect((await granted(context, 'concern.mine', {}, town.token.neighbour)).items).toEqual([])
  })

  test('who is no deputy has no inbox', async () => {
    expect(await refusal(context, 'concern.inbox', { as: 'deputy' }, town.token.resident)).toBe('FORBIDDEN')
    expect(await refusal(context, 'concern.inbox', { as: 'desk' }, town.token.wang)).toBe('FORBIDDEN')
  })
})

describe('a case that is not yours does not exist', () => {
  test.each(['neighbour', 'li', 'zhao', 'homeDesk'] as const)('the %s is told the same of another’s case and of none', async (who) => {
    const { id } = await submit()
    const steps = ['concern.open', 'concern.accept', 'concern.withdraw'] as const
    for (const operation of steps) {
      const input = (of: string) => (operation === 'concern.open' ? { id: of } : step(of))
      const [theirs, none] = [
        await call(context, operation, input(id), town.token[who]),
        await call(context, operation, input(randomUUID()), town.token[who]),
      ]
      expect(theirs).toEqual(none)
      expect(theirs).toEqual({ ok: false, error: { code: 'NOT_FOUND' } })
    }
    expect((await stored(id)).state).toBe('assigned')
  })

  test('another congress has its own cases', async () => {
    const { id } = await submit()
    const other = await buildTown(context, `OTHER${randomUUID().slice(0, 8)}`)
    expect(await refusal(context, 'concern.open', { id }, other.token.office)).toBe('NOT_FOUND')
    expect(await call(context, 'concern.open', { id }, other.token.office, town.code)).toEqual({ ok: false, error: { code: 'SIGN_IN' } })
  })
})

/** Sessions last twelve hours, so a person who comes back another day signs in again. */
async function later(personId: string): Promise<string> {
  return (await openSession(context.db, { congressId: town.congressId, personId, kind: 'desktop' }, context.now())).token
}
