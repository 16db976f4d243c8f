import { randomUUID } from 'node:crypto'
import type { Input } from '../../src/contract'
import { readSheet } from '../../src/cloud/read-sheet'
import { retain } from '../../src/cloud/privacy/retain'
import { openTestContext, type TestContext } from './database'
import { brokenPlaces, planting, published, registered, registering, unbroken } from './notices'
import { newResident, signedIn } from './receptions'
import { buildTown, call, granted, refusal, tick, type Town } from './town'

let context: TestContext
let town: Town
const NOW = new Date('2026-11-23T02:00:00Z')
const STARTS = Date.parse('2026-12-06T01:00:00Z')
const HOUR_MS = 3_600_000
beforeAll(async () => {
  context = await openTestContext({ now: NOW })
  town = await buildTown(context)
})
beforeEach(() => context.setNow(NOW))
afterEach(async () => expect(await brokenPlaces(context)).toEqual(unbroken))
afterAll(() => context.close())

const of = (id: string) => ({ requestId: randomUUID(), id })
const few = (capacity: number | null) => published(context, town, { registration: { capacity, questions: [] } })
const join = (id: string, orWait = false) => registered(context, town, id, { answers: [], orWait })
const why = async (operation: string, input: unknown, token: string) => {
  const reply = await call(context, operation, input, token)
  return reply.ok ? null : [reply.error.code, reply.error.fields?.[0]?.path, reply.error.fields?.[0]?.rule]
}
const owed = (noticeId: string, personId: string) =>
  context.db
    .selectFrom('outbox')
    .where('notice_id', '=', noticeId)
    .where('person_id', '=', personId)
    .select(['kind', 'show_at'])
    .orderBy('show_at')
    .orderBy('kind')
    .execute()
const mine = async (noticeId: string, personId: string) =>
  (await granted(context, 'notice.open', { id: noticeId }, await signedIn(context, town, personId))).mine!
const desk = () => signedIn(context, town, town.person.hallDesk)

describe('registering', () => {
  test('gives a place, a code and two reminders; names and answers are read by the staff of the station and nobody else', async () => {
    const { id } = await published(context, town)
    const { mine: own, personId, token } = await registered(context, town, id, { answers: ['yes', '孩子对花粉过敏'] })
    expect(own).toMatchObject({ state: 'booked', name: '周静', phone: '13800138000', steps: ['cancel'] })
    expect(own.code).toMatch(/^[2-9A-HJ-NP-Z]{6}$/)
    expect(own.cancelUntil).toBe(new Date(STARTS - HOUR_MS).toISOString())
    expect(await owed(id, personId)).toEqual([
      { kind: 'registration_booked', show_at: NOW },
      { kind: 'registration_reminder', show_at: new Date(STARTS - 24 * HOUR_MS) },
      { kind: 'registration_reminder', show_at: new Date(STARTS - 2 * HOUR_MS) },
    ])
    const { items } = await granted(context, 'registration.list', { noticeId: id }, town.token.hallDesk)
    expect(items).toMatchObject([{ name: '周静', phone: '13800138000', answers: ['yes', '孩子对花粉过敏'], isWalkIn: false }])
    for (const who of ['resident', 'neighbour', 'wang', 'homeDesk'] as const) {
      for (const operation of ['registration.list', 'registration.sheet'] as const)
        expect(
          await refusal(
            context,
            operation,
            { noticeId: id, ...(operation === 'registration.sheet' && { requestId: randomUUID() }) },
            town.token[who],
          ),
        ).toBe('NOT_FOUND')
      expect(JSON.stringify(await granted(context, 'notice.open', { id }, town.token[who]))).not.toMatch(/周静|13800138000|花粉/)
    }
    const listed = await granted(context, 'registration.mine', {}, token)
    expect(listed.items).toMatchObject([{ notice: { id, title: '周末一起种树' }, registration: { state: 'booked' } }])
    const { rows } = await context.db
      .selectFrom('registrations')
      .where('id', '=', own.id)
      .selectAll()
      .execute()
      .then((found) => ({ rows: found }))
    expect(rows[0]!.contact!.toString('utf8')).not.toMatch(/周静|13800138000/)
  })

  test('refusals say why: full, registered already, too late, takes none, and which answer is missing', async () => {
    const { id } = await few(1)
    const first = await join(id)
    const { token } = await newResident(context, town)
    expect(await why('registration.make', registering(id, { answers: [] }), token)).toEqual(['CONFLICT', 'noticeId', 'full'])
    expect(await why('registration.make', registering(id, { answers: [], orWait: true }), first.token)).toEqual([
      'CONFLICT',
      'noticeId',
      'registered',
    ])
    const asks = await published(context, town)
    expect(await why('registration.make', registering(asks.id, { answers: ['', ''] }), token)).toEqual([
      'BAD_INPUT',
      'answers.0',
      'required',
    ])
    expect(await why('registration.make', registering(asks.id, { answers: ['vielleicht'] }), token)).toEqual([
      'BAD_INPUT',
      'answers.0',
      'choice',
    ])
    expect(await why('registration.make', registering(asks.id, { answers: ['no', '', 'x'] }), token)).toEqual([
      'BAD_INPUT',
      'answers',
      'too_many',
    ])
    const none = await published(context, town, { happening: null, registration: null })
    expect(await why('registration.make', registering(none.id), token)).toEqual(['CONFLICT', 'noticeId', 'closed'])
    const early = await published(context, town, { registration: { capacity: 5, until: '2026-12-01T00:00:00Z', questions: [] } })
    context.setNow(new Date('2026-12-01T00:00:00Z'))
    const later = await newResident(context, town)
    expect(await why('registration.make', registering(early.id, { answers: [] }), later.token)).toEqual([
      'CONFLICT',
      'noticeId',
      'too_late',
    ])
  })

  test('nobody registers for more activities ahead than the congress allows', async () => {
    const { token } = await newResident(context, town)
    const replies = []
    for (let index = 0; index < 11; index += 1)
      replies.push(await refusal(context, 'registration.make', registering((await few(5)).id, { answers: [] }), token))
    expect(replies).toEqual([...Array.from({ length: 10 }, () => null), 'TOO_MANY'])
  })

  test('without a number of places everybody gets one', async () => {
    const { id } = await few(null)
    for (let index = 0; index < 5; index += 1) expect((await join(id)).mine.state).toBe('booked')
    expect((await granted(context, 'notice.open', { id })).registration).toMatchObject({ capacity: null, free: null })
  })
})

describe('the waiting list', () => {
  test('a place that is given back is held two hours for who waited longest, then for the next; who comes meanwhile gets none', async () => {
    const { id } = await few(1)
    const first = await join(id)
    const [second, third] = [await join(id, true), await join(id, true)]
    expect([second.mine.state, second.mine.ahead, third.mine.ahead]).toEqual(['waiting', 0, 1])
    await granted(context, 'registration.cancel', of(first.mine.id), first.token)
    const offered = await mine(id, second.personId)
    expect(offered).toMatchObject({
      state: 'offered',
      steps: ['accept', 'cancel'],
      offerEndsAt: new Date(NOW.getTime() + 2 * HOUR_MS).toISOString(),
    })
    expect((await mine(id, third.personId)).ahead).toBe(0)
    const { token } = await newResident(context, town)
    expect(await why('registration.make', registering(id, { answers: [] }), token)).toEqual(['CONFLICT', 'noticeId', 'full'])

    context.setNow(new Date(NOW.getTime() + 2 * HOUR_MS))
    const late = await signedIn(context, town, second.personId)
    expect(await why('registration.accept', of(second.mine.id), late)).toEqual(['CONFLICT', 'id', 'offer_over'])
    await tick(context)
    expect((await mine(id, second.personId)).state).toBe('lapsed')
    expect((await owed(id, second.personId)).map(({ kind }) => kind)).toContain('registration_offer_lapsed')
    expect((await mine(id, third.personId)).state).toBe('offered')
    const accepted = await granted(context, 'registration.accept', of(third.mine.id), await signedIn(context, town, third.personId))
    expect(accepted.mine).toMatchObject({ state: 'booked', offerEndsAt: null })
    expect((await owed(id, third.personId)).map(({ kind }) => kind).filter((kind) => kind === 'registration_reminder')).toHaveLength(2)
  })

  test('more places are offered at once; fewer than are taken are refused; questions stay once somebody has answered', async () => {
    const { id } = await few(1)
    await join(id)
    const second = await join(id, true)
    const change = (registration: Input<'notice.save'>['registration']) => ({ ...planting(town, { registration }), id })
    expect(await why('notice.save', change({ capacity: 5, questions: [{ text: '几个人？', kind: 'text' }] }), town.token.hallDesk)).toEqual(
      ['CONFLICT', 'registration.questions', 'has_registrations'],
    )
    await granted(context, 'notice.save', change({ capacity: 2, questions: [] }), town.token.hallDesk)
    expect((await mine(id, second.personId)).state).toBe('offered')
    expect(await why('notice.save', change({ capacity: 1, questions: [] }), town.token.hallDesk)).toEqual([
      'CONFLICT',
      'registration.capacity',
      'taken',
    ])
    expect(await why('notice.save', change(null), town.token.hallDesk)).toEqual(['CONFLICT', 'registration', 'has_registrations'])
  })

  test('what asks nothing else may be changed after somebody has answered', async () => {
    const { id } = await published(context, town)
    await registered(context, town, id)
    const changed = await granted(context, 'notice.save', { ...planting(town), id, text: '雨天改在室内。' }, town.token.hallDesk)
    expect(changed).toMatchObject({ state: 'published', text: '雨天改在室内。' })
  })

  test('when it begins, who still waits is told that no place became free', async () => {
    const { id } = await few(1)
    await join(id)
    const second = await join(id, true)
    context.setNow(new Date(STARTS))
    await tick(context)
    expect((await mine(id, second.personId)).state).toBe('lapsed')
    expect((await owed(id, second.personId)).map(({ kind }) => kind)).toContain('registration_not_reached')
  })

  test('a start that is past by mistake is refused, and who waits still waits; once it has begun it may be put right', async () => {
    const { id } = await few(1)
    await join(id)
    const second = await join(id, true)
    const change = (startsAt: string) => ({
      ...planting(town, {
        happening: { startsAt, endsAt: '2026-12-06T03:00:00Z', place: '西街公园东门', at: null },
        registration: { capacity: 1, questions: [] },
      }),
      id,
    })
    const past = change(new Date(NOW.getTime() - HOUR_MS).toISOString())
    expect(await why('notice.save', past, town.token.hallDesk)).toEqual(['CONFLICT', 'happening.startsAt', 'past'])
    expect(await mine(id, second.personId)).toMatchObject({ state: 'waiting', ahead: 0 })
    context.setNow(new Date(STARTS + HOUR_MS))
    await granted(context, 'notice.save', change(new Date(STARTS + HOUR_MS / 2).toISOString()), await desk())
  })

  test('a place is given back until an hour before; the desk may later, and who had it is told', async () => {
    const { id } = await few(2)
    const [one, two] = [await join(id), await join(id)]
    context.setNow(new Date(STARTS - HOUR_MS / 2))
    expect(await refusal(context, 'registration.cancel', of(one.mine.id), await signedIn(context, town, one.personId))).toBe('CONFLICT')
    expect(await refusal(context, 'registration.cancel', of(one.mine.id), await signedIn(context, town, two.personId))).toBe('NOT_FOUND')
    await granted(context, 'registration.cancel', of(one.mine.id), await desk())
    expect((await mine(id, one.personId)).state).toBe('cancelled')
    expect((await owed(id, one.personId)).map(({ kind }) => kind)).toContain('registration_cancelled')
  })

  test('another time is told to everybody who has a place or waits, and the reminders follow', async () => {
    const { id } = await few(1)
    const [one, two] = [await join(id), await join(id, true)]
    const happening = { startsAt: '2026-12-13T01:00:00Z', endsAt: '2026-12-13T03:00:00Z', place: '西街公园东门' }
    await granted(
      context,
      'notice.save',
      { ...planting(town, { happening, registration: { capacity: 1, questions: [] } }), id },
      town.token.hallDesk,
    )
    for (const { personId } of [one, two]) expect((await owed(id, personId)).map(({ kind }) => kind)).toContain('activity_changed')
    expect((await owed(id, one.personId)).filter(({ kind }) => kind === 'registration_reminder').map(({ show_at }) => show_at)).toEqual([
      new Date('2026-12-12T01:00:00Z'),
      new Date('2026-12-12T23:00:00Z'),
    ])
  })
})

describe('at the door', () => {
  const at = new Date(STARTS - 600_000).toISOString()

  test('a code checks in, twice does no harm, and of two phones the earlier time stands', async () => {
    const { id } = await few(5)
    const { mine: own, personId } = await join(id)
    expect(
      await why(
        'registration.checkIn',
        { requestId: randomUUID(), noticeId: id, code: own.code, at: NOW.toISOString() },
        town.token.hallDesk,
      ),
    ).toEqual(['CONFLICT', 'at', 'other_day'])
    context.setNow(new Date(STARTS))
    const token = await desk()
    const checkIn = (when: string, by = token) =>
      call(context, 'registration.checkIn', { requestId: randomUUID(), noticeId: id, code: own.code.toLowerCase(), at: when }, by)
    expect(await checkIn(at)).toMatchObject({ ok: true, output: { state: 'arrived', name: '周静', arrivedAt: at } })
    const earlier = new Date(STARTS - 900_000).toISOString()
    expect(await checkIn(earlier)).toMatchObject({ ok: true, output: { arrivedAt: earlier } })
    expect(await checkIn(at)).toMatchObject({ ok: true, output: { arrivedAt: earlier } })
    expect(await checkIn(at, await signedIn(context, town, town.person.homeDesk))).toMatchObject({
      ok: false,
      error: { code: 'NOT_FOUND' },
    })
    expect(await checkIn(new Date(STARTS + HOUR_MS).toISOString())).toMatchObject({ ok: false, error: { fields: [{ rule: 'future' }] } })
    expect((await mine(id, personId)).arrivedAt).toBe(earlier)
  })

  test('a phone whose clock is a little fast checks in, and the time kept is the server’s', async () => {
    const { id } = await few(5)
    const { mine: own } = await join(id)
    context.setNow(new Date(STARTS))
    const fast = { requestId: randomUUID(), noticeId: id, code: own.code, at: new Date(STARTS + 2000).toISOString() }
    expect((await granted(context, 'registration.checkIn', fast, await desk())).arrivedAt).toBe(new Date(STARTS).toISOString())
  })

  test('who waits has no place to check in to; who just comes is written down and takes none', async () => {
    const { id } = await few(1)
    await join(id)
    const waiting = await join(id, true)
    context.setNow(new Date(STARTS))
    const token = await desk()
    expect(await why('registration.checkIn', { requestId: randomUUID(), noticeId: id, code: waiting.mine.code, at }, token)).toEqual([
      'CONFLICT',
      'code',
      'no_place',
    ])
    const walkedIn = await granted(context, 'registration.walkIn', { requestId: randomUUID(), noticeId: id, name: '路过的人', at }, token)
    expect(walkedIn).toMatchObject({ state: 'arrived', isWalkIn: true, name: '路过的人' })
    expect((await granted(context, 'notice.open', { id }, token)).desk!.counts).toMatchObject({ arrived: 1 })
    await tick(context)
  })

  test('the attendance list opens in Excel; what looks like a formula is words; who took it is noted', async () => {
    const { id } = await published(context, town)
    await registered(context, town, id, { name: '=HYPERLINK("http://x","点我")', answers: ['yes', '+86 1380 & <b>\n二行'] })
    await registered(context, town, id, { name: '@周静', answers: ['no', '-1'] })
    context.setNow(new Date(STARTS))
    const token = await desk()
    const { items } = await granted(context, 'registration.list', { noticeId: id }, token)
    await granted(context, 'registration.checkIn', { requestId: randomUUID(), noticeId: id, code: items[1]!.code, at }, token)
    const { base64, fileName } = await granted(context, 'registration.sheet', { requestId: randomUUID(), noticeId: id }, token)
    expect(fileName).toBe('签到表-2026-12-06.xlsx')
    const bytes = Buffer.from(base64, 'base64')
    const [head, one, two] = await readSheet(bytes)
    expect(head).toEqual([
      '序号',
      '姓名',
      '电话',
      '状态',
      '签到时间',
      '签到码',
      '报名时间',
      '您带孩子吗？',
      '有什么要提前告诉我们？',
      '签名',
    ])
    expect(one!.slice(1, 4)).toEqual(['=HYPERLINK("http://x","点我")', '13800138000', '已报名'])
    expect(one!.slice(7, 9)).toEqual(['是', '+86 1380 & <b>\n二行'])
    expect(two!.slice(1, 5)).toEqual(['@周静', '13800138000', '已签到', '2026-12-06'])
    expect(two!.slice(7, 9)).toEqual(['否', '-1'])
    const events = await context.db
      .selectFrom('notice_events')
      .where('notice_id', '=', id)
      .where('kind', '=', 'list_taken')
      .select('actor_id')
      .execute()
    expect(events).toEqual([{ actor_id: town.person.hallDesk }])
  })
})

describe('what is kept of it', () => {
  test('a person takes it with them, and when they leave their place goes to the next and their words are gone', async () => {
    const { id } = await published(context, town, { registration: { capacity: 1, questions: [{ text: '有什么要说？', kind: 'text' }] } })
    const { token, mine: own } = await registered(context, town, id, { name: '欧阳蔚蓝', answers: ['坐轮椅来'] })
    const next = await registered(context, town, id, { answers: [], orWait: true })
    await granted(context, 'station.follow', { requestId: randomUUID(), id: town.hall, isFollowed: true }, token)
    const exported = await granted(context, 'person.export', {}, token)
    expect(exported.registrations).toMatchObject([
      { title: '周末一起种树', name: '欧阳蔚蓝', answers: [{ question: '有什么要说？', answer: '坐轮椅来' }] },
    ])
    expect(exported.followedStations).toEqual([{ id: town.hall, name: '西街联络站' }])
    await granted(context, 'person.erase', { requestId: randomUUID(), underWay: 'wait' }, token)
    const row = await context.db.selectFrom('registrations').where('id', '=', own.id).selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'cancelled', contact: null, answers: [] })
    expect((await mine(id, next.personId)).state).toBe('offered')
    expect(await context.db.selectFrom('station_follows').selectAll().execute()).toEqual([])
    const { items } = await granted(context, 'registration.list', { noticeId: id }, town.token.hallDesk)
    expect(JSON.stringify(items)).not.toMatch(/欧阳|轮椅/)
  })

  test('names, phones and answers go 180 days after the activity; that somebody came stays', async () => {
    const { id } = await few(1)
    const { mine: own } = await join(id)
    const DAY_MS = 24 * HOUR_MS
    const row = () => context.db.selectFrom('registrations').where('id', '=', own.id).select(['contact', 'state']).executeTakeFirstOrThrow()
    context.setNow(new Date(STARTS + 179 * DAY_MS))
    await retain(context)
    expect((await row()).contact).not.toBeNull()
    context.setNow(new Date(STARTS + 181 * DAY_MS))
    await retain(context)
    expect(await row()).toMatchObject({ contact: null, state: 'booked' })
  })
})
