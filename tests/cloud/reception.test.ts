import { randomUUID } from 'node:crypto'
import { extendRotas } from '../../src/cloud/rota/expand'
import type { Input } from '../../src/contract'
import { openTestContext, type TestContext } from './database'
import { at, booked, brokenRules, none, openReception, signedIn } from './receptions'
import { buildTown, call, granted, refusal, type Town } from './town'

let context: TestContext
let town: Town
const NOW = new Date('2026-11-23T02:00:00Z')
beforeEach(async () => {
  context = await openTestContext({ now: NOW })
  town = await buildTown(context)
})
afterEach(async () => {
  expect(await brokenRules(context)).toEqual(none)
  await context.close()
})

const of = (id: string) => ({ requestId: randomUUID(), id })
const thursdays = (over: Partial<Input<'rota.save'>> = {}): Input<'rota.save'> => ({
  requestId: randomUUID(),
  id: null,
  stationId: town.hall,
  deputyIds: [town.wang, town.li],
  rule: { kind: 'weekly', weekdays: [4] },
  onHoliday: 'skip',
  from: 540,
  to: 690,
  slotMinutes: 15,
  capacity: 1,
  since: '2026-11-01',
  until: null,
  ...over,
})
const save = (over: Partial<Input<'rota.save'>> = {}) => granted(context, 'rota.save', thursdays(over), town.token.hallDesk)
const openRota = () => granted(context, 'rota.open', { stationId: town.hall }, town.token.hallDesk)
const told = async (personId: string) =>
  (await context.db.selectFrom('outbox').where('person_id', '=', personId).select('kind').orderBy('created_at').execute()).map(
    ({ kind }) => kind,
  )

describe('a rota', () => {
  test('becomes planned days as far ahead as one may book, the deputies taking turns, none sooner than it can be announced', async () => {
    const rota = await save()
    const { receptions, deputies } = await openRota()
    expect(deputies.map(({ name }) => name)).toEqual(['王小河', '李大山'])
    expect(rota).toMatchObject({ added: 13, removed: 0, kept: 0, deputies: [{ name: '王小河' }, { name: '李大山' }] })
    expect(receptions.map(({ on, deputy }) => `${on} ${deputy.name}`).slice(0, 4)).toEqual([
      '2026-11-26 李大山',
      '2026-12-03 王小河',
      '2026-12-10 李大山',
      '2026-12-17 王小河',
    ])
    expect(receptions.at(-1)).toMatchObject({
      on: '2027-02-18',
      state: 'planned',
      isProvisional: true,
      steps: ['confirm', 'move', 'close'],
    })
    expect(await told(town.person.wang)).toEqual(['reception_planned'])
  })

  test('saved again it changes its planned days; what was confirmed stays and is counted', async () => {
    const { id } = await save()
    const [first] = (await openRota()).receptions
    await granted(context, 'reception.confirm', of(first!.id), town.token.li)
    const again = await save({ id, rule: { kind: 'monthly', weekday: 4, nth: 2 } })
    // In February it is the other deputy's turn by then, so that day is taken off and put on again.
    expect(again).toMatchObject({ id, added: 1, removed: 10, kept: 1 })
    expect((await openRota()).receptions.map(({ on, state }) => `${on} ${state}`)).toEqual([
      '2026-11-26 confirmed',
      '2026-12-10 planned',
      '2027-01-14 planned',
      '2027-02-11 planned',
    ])
  })

  test('goes on by itself as time passes, and makes nothing twice nor what was moved or closed', async () => {
    await save()
    const [first, second] = (await openRota()).receptions
    await granted(
      context,
      'reception.move',
      { ...of(first!.id), on: '2026-11-27', from: 540, reason: '当天场地有活动' },
      town.token.hallDesk,
    )
    await granted(context, 'reception.close', { ...of(second!.id), reason: '代表参加会议' }, town.token.hallDesk)
    expect(await extendRotas(context)).toBe(0)
    context.setNow(new Date('2026-12-08T02:00:00Z'))
    expect(await extendRotas(context)).toBe(2)
    expect(await extendRotas(context)).toBe(0)
  })

  test('gives up a planned day that turns out to be a holiday once the year’s holidays are published, and has the next working day instead', async () => {
    await save({ rule: { kind: 'weekly', weekdays: [5] }, onHoliday: 'next_workday' })
    const newYear = async () => {
      const desk = await signedIn(context, town, town.person.hallDesk)
      const { receptions } = await granted(context, 'rota.open', { stationId: town.hall }, desk)
      return receptions.map(({ on }) => on).filter((on) => on > '2026-12-30' && on < '2027-01-06')
    }
    expect(await newYear()).toEqual(['2027-01-01'])
    context.setNow(new Date('2026-11-24T02:00:00Z'))
    const isWorkday = (on: string) => on !== '2027-01-01' && context.calendar.isWorkday(on)
    await extendRotas({ ...context, calendar: { isWorkday, publishedUntil: '2027-12-31' } })
    expect(await newYear()).toEqual(['2027-01-04'])
  })

  test('is kept by its own desk and the office; deputies of another station do not stand on it', async () => {
    for (const token of [town.token.homeDesk, town.token.wang, town.token.resident])
      expect(await refusal(context, 'rota.save', thursdays(), token)).toBe('NOT_FOUND')
    expect(await refusal(context, 'rota.open', { stationId: town.hall }, town.token.homeDesk)).toBe('NOT_FOUND')
    expect(await refusal(context, 'rota.save', thursdays({ deputyIds: [town.wang, town.zhao] }), town.token.hallDesk)).toBe('NOT_FOUND')
    const { id } = await granted(context, 'rota.save', thursdays(), town.token.office)
    expect(await refusal(context, 'rota.save', thursdays({ id, stationId: town.home, deputyIds: [town.zhao] }), town.token.homeDesk)).toBe(
      'NOT_FOUND',
    )
  })

  test('puts nobody in two places', async () => {
    await save({ deputyIds: [town.wang], rule: { kind: 'by_hand', days: ['2026-12-03'] } })
    expect(await save({ deputyIds: [town.wang], rule: { kind: 'by_hand', days: ['2026-12-03'] }, from: 600, to: 700 })).toMatchObject({
      added: 0,
    })
    expect(await save({ deputyIds: [town.wang], rule: { kind: 'by_hand', days: ['2026-12-03'] }, from: 690, to: 720 })).toMatchObject({
      added: 1,
    })
  })

  test('bad rotas are refused by the field that is wrong', async () => {
    const why = async (over: Partial<Input<'rota.save'>>) => {
      const reply = await call(context, 'rota.save', thursdays(over), town.token.hallDesk)
      return reply.ok ? null : [reply.error.code, reply.error.fields?.[0]?.path]
    }
    expect(await why({ to: 550 })).toEqual(['BAD_INPUT', 'to'])
    expect(await why({ until: '2026-10-01' })).toEqual(['BAD_INPUT', 'until'])
    expect(await why({ since: '0001-01-01' })).toEqual(['BAD_INPUT', 'since'])
    expect(await why({ rule: { kind: 'by_hand', days: ['2026-02-30'] } })).toEqual(['BAD_INPUT', 'rule.days.0'])
  })
})

describe('a reception', () => {
  test('is announced with the name once its deputy confirms, at least three days ahead', async () => {
    await save({ rule: { kind: 'by_hand', days: ['2026-11-26', '2026-12-03'] } })
    const [first, second] = (await openRota()).receptions
    expect(await refusal(context, 'reception.confirm', of(first!.id), town.token.zhao)).toBe('NOT_FOUND')
    const confirmed = await granted(context, 'reception.confirm', of(first!.id), town.token.wang)
    expect(confirmed).toMatchObject({ state: 'confirmed', steps: ['swap'] })
    const station = await granted(context, 'station.open', { id: town.hall })
    expect(station.receptions).toEqual([{ on: '2026-11-26', from: 540, to: 690, deputies: [{ id: town.wang, name: '王小河' }] }])
    context.setNow(new Date('2026-12-01T02:00:00Z'))
    const li = await signedIn(context, town, town.person.li)
    expect(await refusal(context, 'reception.confirm', of(second!.id), li)).toBe('CONFLICT')
    expect((await granted(context, 'reception.mine', {}, li)).items[0]).toMatchObject({ isLate: true })
  })

  test('changes hands only when the other deputy says yes, and who booked is told', async () => {
    const id = await openReception(context, town, { on: '2026-12-03' })
    const { visit, token, personId } = await booked(context, town, id)
    expect(await refusal(context, 'reception.swap', { ...of(id), deputyId: town.zhao }, town.token.wang)).toBe('NOT_FOUND')
    const asked = await granted(context, 'reception.swap', { ...of(id), deputyId: town.li }, town.token.wang)
    expect(asked).toMatchObject({ deputy: { name: '王小河' }, successor: { name: '李大山' } })
    expect(await told(town.person.li)).toContain('reception_swap_asked')
    await granted(context, 'reception.takeOver', { ...of(id), accepts: false }, town.token.li)
    expect(await refusal(context, 'reception.takeOver', { ...of(id), accepts: true }, town.token.li)).toBe('NOT_FOUND')
    await granted(context, 'reception.swap', { ...of(id), deputyId: town.li }, town.token.wang)
    expect(await granted(context, 'reception.takeOver', { ...of(id), accepts: true }, town.token.li)).toMatchObject({
      deputy: { name: '李大山' },
      successor: null,
      relations: ['receiver'],
    })
    expect(await told(personId)).toContain('reception_receiver_changed')
    const seen = await granted(context, 'visit.open', { id: visit.id }, token)
    expect(seen).toMatchObject({ deputy: { name: '李大山' }, state: 'booked' })
    expect(seen.events.at(-1)).toMatchObject({ kind: 'receiver_changed', deputyName: '李大山' })
    expect(await refusal(context, 'visit.open', { id: visit.id }, town.token.wang)).toBe('NOT_FOUND')
  })

  test('nobody takes over while they receive elsewhere', async () => {
    const id = await openReception(context, town, { on: '2026-12-03' })
    await openReception(context, town, { on: '2026-12-03', from: 580, to: 640, deputy: 'li' })
    await granted(context, 'reception.swap', { ...of(id), deputyId: town.li }, town.token.wang)
    expect(await refusal(context, 'reception.takeOver', { ...of(id), accepts: true }, town.token.li)).toBe('CONFLICT')
  })

  test('nor where a reception of theirs at that very time was closed', async () => {
    const id = await openReception(context, town, { on: '2026-12-03' })
    const closed = await openReception(context, town, { on: '2026-12-03', deputy: 'li' })
    await granted(context, 'reception.close', { ...of(closed), reason: '生病' }, town.token.hallDesk)
    await granted(context, 'reception.swap', { ...of(id), deputyId: town.li }, town.token.wang)
    expect(await refusal(context, 'reception.takeOver', { ...of(id), accepts: true }, town.token.li)).toBe('CONFLICT')
  })

  test('closed: everybody is told why, nobody is reminded, and the visit is booked anew in one step', async () => {
    const id = await openReception(context, town, { on: '2026-12-03', to: 560 })
    const to = await openReception(context, town, { on: '2026-12-10' })
    const { visit, token, personId } = await booked(context, town, id, { about: '暖气不热', needs: ['wheelchair'] })
    const waiter = await booked(context, town, id, { orWait: true })
    const closed = await granted(context, 'reception.close', { ...of(id), reason: '代表临时参加区里会议' }, town.token.hallDesk)
    expect(closed).toMatchObject({ state: 'closed', taken: 0, waiting: 0, steps: [] })
    expect(await told(personId)).toEqual(['visit_booked', 'reception_closed'])
    expect(await told(waiter.personId)).toEqual(['visit_waiting', 'reception_closed'])
    expect(await told(town.person.wang)).toContain('reception_closed')
    expect(await granted(context, 'visit.open', { id: visit.id }, token)).toMatchObject({
      state: 'closed',
      reason: '代表临时参加区里会议',
      steps: ['reschedule'],
    })
    const again = await granted(context, 'visit.reschedule', { ...of(visit.id), receptionId: to, startsAt: null }, token)
    expect(again).toMatchObject({
      state: 'booked',
      startsAt: at('2026-12-10', 540),
      about: '暖气不热',
      needs: ['wheelchair'],
      reason: null,
    })
    const station = await granted(context, 'station.open', { id: town.hall })
    expect(station.receptions.map(({ on }) => on)).toEqual(['2026-12-10'])
  })

  test('moved: everybody keeps their place at the new time, is told, reminded of the new time, and may cancel at any time', async () => {
    const id = await openReception(context, town, { on: '2026-12-03' })
    const { visit, token, personId } = await booked(context, town, id, { startsAt: at('2026-12-03', 560) })
    expect(await refusal(context, 'reception.move', { ...of(id), on: '2026-11-25', from: 540, reason: '场地' }, town.token.hallDesk)).toBe(
      'CONFLICT',
    )
    await granted(context, 'reception.move', { ...of(id), on: '2026-12-04', from: 840, reason: '场地停电' }, town.token.hallDesk)
    expect(await granted(context, 'visit.open', { id: visit.id }, token)).toMatchObject({
      state: 'booked',
      startsAt: at('2026-12-04', 860),
      wasMoved: true,
      reason: '场地停电',
      cancelUntil: null,
    })
    const reminders = await context.db
      .selectFrom('outbox')
      .where('visit_id', '=', visit.id)
      .where('kind', '=', 'visit_reminder')
      .select('next_at')
      .orderBy('next_at')
      .execute()
    expect(reminders.map(({ next_at }) => next_at.toISOString())).toEqual([at('2026-12-02', 860), at('2026-12-04', 740)])
    expect(await told(personId)).toContain('reception_moved')
    context.setNow(new Date(Date.parse(at('2026-12-04', 860)) - 60_000))
    await granted(context, 'visit.cancel', of(visit.id), await signedIn(context, town, personId))
  })

  test('what came from a list has slots too, and is on no rota', async () => {
    await context.db
      .insertInto('receptions')
      .values({
        congress_id: town.congressId,
        station_id: town.home,
        deputy_id: town.zhao,
        on_day: '2026-12-01',
        from_minute: 540,
        to_minute: 600,
      })
      .execute()
    const { items } = await granted(context, 'visit.slots', { stationId: town.home })
    expect(items[0]!.slots).toHaveLength(4)
    await booked(context, town, items[0]!.receptionId)
  })

  test('a past day with somebody neither received nor missed stays in sight for fourteen days, and among nothing that may be booked', async () => {
    const id = await openReception(context, town, { on: '2026-12-03' })
    const done = await openReception(context, town, { on: '2026-12-04' })
    const [{ visit }, left] = [await booked(context, town, id), await booked(context, town, done)]
    await granted(context, 'visit.cancel', of(left.visit.id), left.token)
    const seen = async (day: string) => {
      context.setNow(new Date(at(day, 540)))
      const [desk, wang, li] = await Promise.all(
        [town.person.hallDesk, town.person.wang, town.person.li].map((person) => signedIn(context, town, person)),
      )
      const rota = await granted(context, 'rota.open', { stationId: town.hall }, desk!)
      const mine = await granted(context, 'reception.mine', {}, wang!)
      expect((await granted(context, 'reception.mine', {}, li!)).unfinished).toEqual([])
      expect(mine.unfinished.map((each) => each.id)).toEqual(rota.unfinished.map((each) => each.id))
      return { desk: desk!, coming: rota.receptions.map((each) => each.on), unfinished: rota.unfinished.map((each) => each.id) }
    }
    expect(await seen('2026-12-03')).toMatchObject({ coming: ['2026-12-03', '2026-12-04'], unfinished: [] })
    expect(await seen('2026-12-18')).toMatchObject({ coming: [], unfinished: [] })
    const { desk, ...lists } = await seen('2026-12-17')
    expect(lists).toEqual({ coming: [], unfinished: [id] })
    expect((await granted(context, 'visit.slots', { stationId: town.hall })).items).toEqual([])
    expect((await granted(context, 'station.open', { id: town.hall })).receptions).toEqual([])
    const { expected } = await granted(context, 'visit.queue', { receptionId: id }, desk)
    expect(expected.map((each) => each.id)).toEqual([visit.id])
    await granted(context, 'visit.noShow', { ...of(visit.id), who: 'visitor' }, desk)
    expect(await seen('2026-12-05')).toMatchObject({ unfinished: [] })
  })

  test('what is over is neither moved nor closed', async () => {
    const id = await openReception(context, town, { on: '2026-12-03' })
    context.setNow(new Date(at('2026-12-03', 600)))
    const desk = await signedIn(context, town, town.person.hallDesk)
    expect(await refusal(context, 'reception.close', { ...of(id), reason: '太晚了' }, desk)).toBe('CONFLICT')
  })
})
