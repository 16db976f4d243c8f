import { randomUUID } from 'node:crypto'
import ICAL from 'ical.js'
import { moveUp } from '../../src/cloud/visit/seats'
import { openTestContext, type TestContext } from './database'
import { at, booked, brokenRules, newResident, none, openReception, signedIn } from './receptions'
import { buildTown, call, granted, inWest, refusal, tick, type Town } from './town'

let context: TestContext
let town: Town
const NOW = new Date('2026-11-23T02:00:00Z')
beforeAll(async () => {
  context = await openTestContext({ now: NOW })
  town = await buildTown(context)
})
beforeEach(() => context.setNow(NOW))
afterEach(async () => expect(await brokenRules(context)).toEqual(none))
afterAll(() => context.close())

const of = (id: string) => ({ requestId: randomUUID(), id })
const book = (receptionId: string, startsAt: string | null = null) => ({ requestId: randomUUID(), receptionId, startsAt })
const open = (id: string, token: string) => granted(context, 'visit.open', { id }, token)
const owed = (visitId: string) =>
  context.db.selectFrom('outbox').where('visit_id', '=', visitId).select(['kind', 'next_at']).orderBy('next_at').orderBy('kind').execute()
const why = async (operation: Parameters<typeof granted>[1], input: unknown, token: string) => {
  const reply = await call(context, operation, input, token)
  return reply.ok ? null : [reply.error.code, reply.error.fields?.[0]?.rule]
}
/** Days of their own for each test, so that receptions never meet. */
let day = 0
const nextDay = () => `2026-12-${String(1 + day++).padStart(2, '0')}`

describe('finding a time', () => {
  test('by station, by deputy, or the free ones near by; what is full is shown as full, and not where a free one is looked for', async () => {
    const on = nextDay()
    const id = await openReception(context, town, { on, to: 580 })
    await booked(context, town, id, { startsAt: at(on, 540) })
    const by = async (input: object) => (await granted(context, 'visit.slots', input)).items.find(({ receptionId }) => receptionId === id)
    const found = (await by({ stationId: town.hall }))!
    expect(found).toMatchObject({ on, deputy: { name: '王小河' }, station: { name: '西街联络站' }, free: 1, waiting: 0, distanceM: null })
    expect(found.slots).toEqual([
      { startsAt: at(on, 540), free: 0, state: 'full' },
      { startsAt: at(on, 560), free: 1, state: 'free' },
    ])
    expect(await by({ deputyId: town.wang })).toEqual(found)
    expect((await by({ at: inWest }))!.distanceM).toBeGreaterThan(10)
    await booked(context, town, id)
    expect(await by({ at: inWest })).toBeUndefined()
    expect((await by({ stationId: town.hall }))!.free).toBe(0)
    expect(await by({ deputyId: town.zhao })).toBeUndefined()
    expect(await refusal(context, 'visit.slots', { stationId: randomUUID() })).toBe('NOT_FOUND')
  })

  test('a slot is over once its notice has begun, and a reception once it has ended', async () => {
    const on = nextDay()
    const id = await openReception(context, town, { on })
    const slots = async () =>
      (await granted(context, 'visit.slots', { stationId: town.hall })).items.find(({ receptionId }) => receptionId === id)?.slots
    context.setNow(new Date(at(on, 540 - 110)))
    expect((await slots())!.map(({ state }) => state)).toEqual(['over', 'free', 'free'])
    context.setNow(new Date(at(on, 600)))
    expect(await slots()).toBeUndefined()
  })
})

describe('booking', () => {
  test('a place is booked with what is needed; the visitor gets a code, a confirmation and two reminders', async () => {
    const on = nextDay()
    const id = await openReception(context, town, { on })
    const { visit, token } = await booked(context, town, id, {
      startsAt: at(on, 560),
      topic: 'lamps',
      about: '路灯的事想当面说',
      people: 2,
      needs: ['wheelchair', 'sign_language'],
    })
    expect(visit).toMatchObject({
      state: 'booked',
      startsAt: at(on, 560),
      endsAt: at(on, 580),
      topic: { name: '路灯' },
      people: 2,
      needs: ['wheelchair', 'sign_language'],
      steps: ['reschedule', 'cancel'],
      cancelUntil: at(on, 500),
      rescheduleUntil: at(on, 440),
    })
    expect(visit.code).toMatch(/^[2-9A-HJ-NP-Z]{6}$/)
    expect(await owed(visit.id)).toEqual([
      { kind: 'visit_booked', next_at: NOW },
      { kind: 'visit_reminder', next_at: new Date(Date.parse(visit.startsAt!) - 48 * 3_600_000) },
      { kind: 'visit_reminder', next_at: new Date(Date.parse(visit.startsAt!) - 2 * 3_600_000) },
    ])
    const mine = await granted(context, 'visit.mine', {}, token)
    expect(mine.items.map(({ id: each }) => each)).toEqual([visit.id])
  })

  test('however often the button is pressed, one place is taken', async () => {
    const id = await openReception(context, town, { on: nextDay() })
    const { token } = await newResident(context, town)
    const input = book(id)
    const all = await Promise.all(Array.from({ length: 6 }, () => granted(context, 'visit.book', input, token)))
    expect(new Set(all.map((visit) => visit.id)).size).toBe(1)
  })

  test('refusals say why: full, too soon, too far, no such slot, a day that is taken', async () => {
    const on = nextDay()
    const id = await openReception(context, town, { on, to: 560 })
    const other = await openReception(context, town, { on, from: 840, to: 900 })
    const { token } = await booked(context, town, id)
    const stranger = await newResident(context, town)
    expect(await why('visit.book', book(id), stranger.token)).toEqual(['CONFLICT', 'full'])
    expect(await why('visit.book', book(other), token)).toEqual(['CONFLICT', 'day_taken'])
    expect(await why('visit.book', book(other, at(on, 841)), stranger.token)).toEqual(['CONFLICT', 'moved'])
    expect(await why('visit.book', book(randomUUID()), stranger.token)).toEqual(['NOT_FOUND', 'absent'])
    expect(await why('visit.book', { ...book(other), topic: 'nothing' }, stranger.token)).toEqual(['NOT_FOUND', 'absent'])
    for (const [now, rule] of [
      [new Date(Date.parse(at(on, 840)) - 119 * 60_000), 'too_soon'],
      [new Date('2026-08-01T02:00:00Z'), 'too_far'],
    ] as const) {
      context.setNow(now)
      const again = await signedIn(context, town, stranger.id)
      expect(await why('visit.book', book(other, at(on, 840)), again)).toEqual(['CONFLICT', rule])
    }
  })

  test('two bookings of one person for one day at the same moment: one is refused', async () => {
    const on = nextDay()
    const ids = [await openReception(context, town, { on }), await openReception(context, town, { on, from: 840, to: 900 })]
    const { token } = await newResident(context, town)
    const replies = await Promise.all(ids.map((id) => call(context, 'visit.book', book(id), token)))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('nobody holds more open bookings than the congress allows', async () => {
    const { token } = await newResident(context, town)
    const replies = []
    for (let index = 0; index < 6; index += 1) {
      const id = await openReception(context, town, { on: `2027-01-${10 + index}` })
      replies.push(await refusal(context, 'visit.book', book(id), token))
    }
    expect(replies).toEqual([null, null, null, null, null, 'TOO_MANY'])
  })

  test('visits of past days that the desk never closed count no more', async () => {
    const { id: personId, token } = await newResident(context, town)
    for (let index = 0; index < 5; index += 1)
      await granted(context, 'visit.book', book(await openReception(context, town, { on: `2027-01-${20 + index}` })), token)
    context.setNow(new Date(at('2027-01-24', 600)))
    const deputy = await signedIn(context, town, town.person.wang)
    const next = { ...town, token: { ...town.token, wang: deputy, hallDesk: await signedIn(context, town, town.person.hallDesk) } }
    const again = await signedIn(context, town, personId)
    const today = await openReception(context, next, { on: '2027-01-27' })
    expect(await refusal(context, 'visit.book', book(today), again)).toBeNull()
  })

  test('a planned reception, not yet confirmed, is not there for residents', async () => {
    const on = nextDay()
    await openReception(context, town, { on })
    const { id } = await context.db.selectFrom('receptions').where('on_day', '=', on).select('id').executeTakeFirstOrThrow()
    await context.db.updateTable('receptions').set({ state: 'planned' }).where('id', '=', id).execute()
    expect(await refusal(context, 'visit.book', book(id), town.token.resident)).toBe('NOT_FOUND')
    expect((await granted(context, 'visit.slots', { stationId: town.hall })).items.some(({ receptionId }) => receptionId === id)).toBe(
      false,
    )
    const station = await granted(context, 'station.open', { id: town.hall })
    expect(station.receptions.some((each) => each.on === on)).toBe(false)
  })

  test('a visit of somebody else is as absent as none; its deputy and desk see no name, and the office not what it is about', async () => {
    const id = await openReception(context, town, { on: nextDay() })
    const { visit } = await booked(context, town, id, { about: '家里的事', needs: ['wheelchair'] })
    for (const token of [town.token.neighbour, town.token.zhao, town.token.homeDesk])
      expect(await refusal(context, 'visit.open', { id: visit.id }, token)).toBe('NOT_FOUND')
    expect(await open(visit.id, town.token.wang)).toMatchObject({ relations: ['receiver'], about: '家里的事', code: null })
    expect(await open(visit.id, town.token.hallDesk)).toMatchObject({ relations: ['desk'], needs: ['wheelchair'], code: visit.code })
    expect(await open(visit.id, town.token.office)).toMatchObject({
      relations: ['office'],
      about: null,
      needs: null,
      code: null,
      steps: [],
    })
    expect(await refusal(context, 'visit.cancel', of(visit.id), town.token.wang)).toBe('CONFLICT')
    expect(await refusal(context, 'visit.cancel', of(visit.id), town.token.neighbour)).toBe('NOT_FOUND')
  })
})

describe('the waiting list', () => {
  const wait = async (receptionId: string, startsAt: string | null = null) => booked(context, town, receptionId, { startsAt, orWait: true })

  test('a place that is given back is offered at once to who waited longest, and held for two hours', async () => {
    const on = nextDay()
    const id = await openReception(context, town, { on, to: 560 })
    const holder = await booked(context, town, id)
    const [first, second] = [await wait(id), await wait(id)]
    expect([first.visit.waiting, second.visit.waiting]).toEqual([
      { ahead: 0, startsAt: null },
      { ahead: 1, startsAt: null },
    ])
    await granted(context, 'visit.cancel', of(holder.visit.id), holder.token)
    const offered = await open(first.visit.id, first.token)
    expect(offered).toMatchObject({
      state: 'offered',
      startsAt: at(on, 540),
      steps: ['accept', 'cancel'],
      offerEndsAt: new Date(NOW.getTime() + 2 * 3_600_000).toISOString(),
    })
    expect((await owed(first.visit.id)).map(({ kind }) => kind)).toEqual(['visit_offered', 'visit_waiting'])
    // Held: nobody who comes now gets it, not even the one who waits next.
    expect(await why('visit.book', book(id), (await newResident(context, town)).token)).toEqual(['CONFLICT', 'full'])
    expect((await open(second.visit.id, second.token)).waiting).toEqual({ ahead: 0, startsAt: null })
    const taken = await granted(context, 'visit.accept', of(first.visit.id), first.token)
    expect(taken.state).toBe('booked')
    expect((await owed(first.visit.id)).filter(({ kind }) => kind === 'visit_reminder')).toHaveLength(2)
  })

  test('an offer that is not taken goes to the next after two hours, and cannot be taken late', async () => {
    const id = await openReception(context, town, { on: nextDay(), to: 560 })
    const holder = await booked(context, town, id)
    const [first, second] = [await wait(id), await wait(id)]
    await granted(context, 'visit.cancel', of(holder.visit.id), holder.token)
    context.setNow(new Date(NOW.getTime() + 2 * 3_600_000 - 1000))
    await moveUp(context)
    expect((await open(first.visit.id, first.token)).state).toBe('offered')
    context.setNow(new Date(NOW.getTime() + 2 * 3_600_000))
    expect(await refusal(context, 'visit.accept', of(first.visit.id), first.token)).toBe('CONFLICT')
    await moveUp(context)
    expect((await open(first.visit.id, first.token)).state).toBe('lapsed')
    expect((await open(second.visit.id, second.token)).state).toBe('offered')
    expect((await owed(first.visit.id)).map(({ kind }) => kind)).toContain('visit_offer_lapsed')
    await granted(context, 'visit.accept', of(second.visit.id), second.token)
  })

  test('the timer does it: the next is told in 通知, with the page of notifications to open', async () => {
    const id = await openReception(context, town, { on: nextDay(), to: 560 })
    const holder = await booked(context, town, id)
    const [first, second] = [await wait(id), await wait(id)]
    await granted(context, 'visit.cancel', of(holder.visit.id), holder.token)
    context.setNow(new Date(NOW.getTime() + 2 * 3_600_000))
    expect((await tick(context)).places).toBeGreaterThan(0)
    expect(await open(first.visit.id, first.token)).toMatchObject({ state: 'lapsed' })
    const { items } = await granted(context, 'notification.mine', {}, second.token)
    expect(items.map(({ kind }) => kind)).toEqual(['visit_offered', 'visit_waiting'])
  })

  test('a reminder is not shown before its hour', async () => {
    const on = nextDay()
    const id = await openReception(context, town, { on })
    const { personId } = await booked(context, town, id)
    const kinds = async () =>
      (await granted(context, 'notification.mine', {}, await signedIn(context, town, personId))).items.map(({ kind }) => kind)
    expect(await kinds()).toEqual(['visit_booked'])
    context.setNow(new Date(Date.parse(at(on, 540)) - 2 * 3_600_000))
    expect(await kinds()).toEqual(['visit_reminder', 'visit_reminder', 'visit_booked'])
  })

  test('an offer that is declined goes on at once; who waits for one slot is passed over for another', async () => {
    const on = nextDay()
    const id = await openReception(context, town, { on, to: 580 })
    const early = await booked(context, town, id, { startsAt: at(on, 540) })
    const late = await booked(context, town, id, { startsAt: at(on, 560) })
    const onlyEarly = await wait(id, at(on, 540))
    const any = await wait(id)
    await granted(context, 'visit.cancel', of(late.visit.id), late.token)
    expect((await open(onlyEarly.visit.id, onlyEarly.token)).state).toBe('waiting')
    expect(await open(any.visit.id, any.token)).toMatchObject({ state: 'offered', startsAt: at(on, 560) })
    await granted(context, 'visit.cancel', of(early.visit.id), early.token)
    expect(await open(onlyEarly.visit.id, onlyEarly.token)).toMatchObject({ state: 'offered', startsAt: at(on, 540) })
    const last = await wait(id)
    await granted(context, 'visit.cancel', of(any.visit.id), any.token)
    expect(await open(last.visit.id, last.token)).toMatchObject({ state: 'offered', startsAt: at(on, 560) })
  })

  test('who waits until it is too late is told that no place became free', async () => {
    const on = nextDay()
    const id = await openReception(context, town, { on, to: 560 })
    await booked(context, town, id)
    const { visit, personId } = await wait(id)
    context.setNow(new Date(Date.parse(at(on, 540)) - 119 * 60_000))
    await moveUp(context)
    expect((await open(visit.id, await signedIn(context, town, personId))).state).toBe('lapsed')
    expect((await owed(visit.id)).map(({ kind }) => kind)).toContain('visit_not_reached')
  })
})

describe('changing and cancelling', () => {
  test('a visit moves to another day with all that was written; the old place goes to who waits for it', async () => {
    const [on, next] = [nextDay(), nextDay()]
    const id = await openReception(context, town, { on, to: 560 })
    const to = await openReception(context, town, { on: next })
    const { visit, token } = await booked(context, town, id, { about: '物业的事', needs: ['interpreter'] })
    const waiter = await booked(context, town, id, { orWait: true })
    const moved = await granted(context, 'visit.reschedule', { ...of(visit.id), receptionId: to, startsAt: at(next, 580) }, token)
    expect(moved).toMatchObject({
      id: visit.id,
      state: 'booked',
      startsAt: at(next, 580),
      about: '物业的事',
      needs: ['interpreter'],
      code: visit.code,
    })
    expect((await open(waiter.visit.id, waiter.token)).state).toBe('offered')
    expect((await owed(visit.id)).filter(({ kind }) => kind === 'visit_reminder').map(({ next_at }) => next_at.toISOString())).toEqual([
      new Date(Date.parse(at(next, 580)) - 48 * 3_600_000).toISOString(),
      at(next, 460),
    ])
  })

  test('where the new time is full the old place is kept', async () => {
    const [on, next] = [nextDay(), nextDay()]
    const id = await openReception(context, town, { on })
    const full = await openReception(context, town, { on: next, to: 560 })
    await booked(context, town, full)
    const { visit, token } = await booked(context, town, id)
    expect(await why('visit.reschedule', { ...of(visit.id), receptionId: full, startsAt: null }, token)).toEqual(['CONFLICT', 'full'])
    expect(await open(visit.id, token)).toMatchObject({ state: 'booked', startsAt: at(on, 540) })
  })

  test('two who change places with each other at the same moment do not wait for each other', async () => {
    const [on, next] = [nextDay(), nextDay()]
    const [a, b] = [await openReception(context, town, { on, capacity: 4 }), await openReception(context, town, { on: next, capacity: 4 })]
    const visits = await Promise.all([a, b, a, b, a, b].map((id) => booked(context, town, id)))
    const replies = await Promise.all(
      visits.map(({ visit, token }) =>
        call(context, 'visit.reschedule', { ...of(visit.id), receptionId: visit.reception.id === a ? b : a, startsAt: null }, token),
      ),
    )
    expect(replies.map(({ ok }) => ok)).toEqual(visits.map(() => true))
  })

  test('each has its own notice: an hour before one may still cancel and no longer change', async () => {
    const on = nextDay()
    const id = await openReception(context, town, { on })
    const { visit, personId } = await booked(context, town, id)
    context.setNow(new Date(Date.parse(visit.startsAt!) - 60 * 60_000))
    const again = await signedIn(context, town, personId)
    expect(await refusal(context, 'visit.reschedule', { ...of(visit.id), receptionId: id, startsAt: at(on, 580) }, again)).toBe('CONFLICT')
    expect((await open(visit.id, again)).steps).toEqual(['cancel'])
    context.setNow(new Date(Date.parse(visit.startsAt!) - 60 * 60_000 + 1))
    expect(await refusal(context, 'visit.cancel', of(visit.id), again)).toBe('CONFLICT')
  })

  test('a cancelled visit is reminded of by nobody, and its place is free again', async () => {
    const id = await openReception(context, town, { on: nextDay(), to: 560 })
    const { visit, token } = await booked(context, town, id)
    expect((await granted(context, 'visit.cancel', of(visit.id), token)).state).toBe('cancelled')
    expect((await owed(visit.id)).map(({ kind }) => kind)).toEqual(['visit_booked'])
    await booked(context, town, id)
  })

  test('the notices are the congress’s own', async () => {
    const other = await openTestContext({ now: NOW })
    const strict = await buildTown(other)
    await other.db
      .updateTable('congresses')
      .set({
        settings: JSON.stringify({ answerWithinWorkdays: 10, visits: { cancelNoticeMinutes: 1440, horizonDays: 7, reminderHours: [24] } }),
      })
      .execute()
    const near = await openReception(other, strict, { on: '2026-11-27' })
    const { visit } = await booked(other, strict, near)
    expect(visit.cancelUntil).toBe(at('2026-11-26', 540))
    expect((await granted(other, 'congress.open', {})).settings.visits).toMatchObject({ cancelNoticeMinutes: 1440, noticeMinutes: 120 })
    await other.close()
  })
})

describe('the calendar file', () => {
  const parse = (text: string) => {
    const component = new ICAL.Component(ICAL.parse(text))
    const event = new ICAL.Event(component.getFirstSubcomponent('vevent')!)
    return { component, event, of: (name: string) => event.component.getFirstPropertyValue(name) }
  }

  test('it shows the same moment on a clock in another time zone, and says nothing of the visitor', async () => {
    const on = nextDay()
    const id = await openReception(context, town, { on })
    const { visit, token } = await booked(context, town, id, { startsAt: at(on, 560), about: '我家在西街三号，电话13800138000' })
    const { text, fileName } = await granted(context, 'visit.calendar', { id: visit.id }, token)
    const { event, of: property } = parse(text)
    expect(event.startDate.toJSDate().toISOString()).toBe(at(on, 560))
    const clock = (timeZone: string) =>
      new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(event.startDate.toJSDate())
    const [, month, date] = on.split('-')
    expect(clock('Asia/Shanghai')).toBe(`${date}/${month}/2026, 09:20`)
    expect(clock('Europe/London')).toBe(`${date}/${month}/2026, 01:20`)
    expect(event.endDate.toJSDate().toISOString()).toBe(at(on, 580))
    // The words themselves: on the station's own clock, with the zone that says which that is.
    expect(text).toContain(`DTSTART;TZID=Asia/Shanghai:${on.replaceAll('-', '')}T092000`)
    expect(text).toContain('BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai')
    expect(text).toMatch(/DTSTAMP:\d{8}T\d{6}Z/)
    expect(property('status')).toBe('CONFIRMED')
    expect(event.location).toContain('西街联络站')
    expect(text).not.toMatch(/13800138000|西街三号/)
    expect(fileName).toMatch(/\.ics$/)
  })

  test('the UID stays, SEQUENCE rises with each change, and a cancelled visit is CANCELLED', async () => {
    const [on, next] = [nextDay(), nextDay()]
    const id = await openReception(context, town, { on })
    const to = await openReception(context, town, { on: next })
    const { visit, token } = await booked(context, town, id)
    const file = async () => parse((await granted(context, 'visit.calendar', { id: visit.id }, token)).text)
    const first = await file()
    await granted(context, 'visit.reschedule', { ...of(visit.id), receptionId: to, startsAt: null }, token)
    const second = await file()
    await granted(context, 'visit.cancel', of(visit.id), token)
    const third = await file()
    expect(new Set([first, second, third].map(({ event }) => event.uid)).size).toBe(1)
    expect([first, second, third].map(({ event }) => event.sequence)).toEqual([0, 1, 2])
    expect([third.of('status'), third.component.getFirstPropertyValue('method')]).toEqual(['CANCELLED', 'CANCEL'])
    expect(second.event.startDate.toJSDate().toISOString()).toBe(at(next, 540))
  })

  test('when another deputy takes over, SEQUENCE and the stamp rise with the name', async () => {
    const id = await openReception(context, town, { on: nextDay() })
    const { visit, token } = await booked(context, town, id)
    const waits = await booked(context, town, id, { orWait: true, startsAt: visit.startsAt })
    const file = async () => parse((await granted(context, 'visit.calendar', { id: visit.id }, token)).text)
    const before = await file()
    context.setNow(new Date(NOW.getTime() + 60_000))
    await granted(context, 'reception.swap', { ...of(id), deputyId: town.li }, town.token.wang)
    await granted(context, 'reception.takeOver', { ...of(id), accepts: true }, town.token.li)
    const after = await file()
    expect([before, after].map(({ event }) => [event.sequence, event.summary])).toEqual([
      [0, '代表接待：王小河'],
      [1, '代表接待：李大山'],
    ])
    expect([before, after].map(({ of: property }) => String(property('dtstamp')))).toEqual(['2026-11-23T02:00:00Z', '2026-11-23T02:01:00Z'])
    expect((await open(waits.visit.id, waits.token)).state).toBe('waiting')
  })

  test('who waits has no time yet, and a stranger gets no file', async () => {
    const id = await openReception(context, town, { on: nextDay(), to: 560 })
    const { visit } = await booked(context, town, id)
    const waiter = await booked(context, town, id, { orWait: true })
    expect(await refusal(context, 'visit.calendar', { id: waiter.visit.id }, waiter.token)).toBe('CONFLICT')
    expect(await refusal(context, 'visit.calendar', { id: visit.id }, waiter.token)).toBe('NOT_FOUND')
  })
})

test('my visits come a page at a time, the newest first', async () => {
  const { token } = await newResident(context, town)
  const ids: string[] = []
  for (let index = 0; index < 3; index += 1) {
    const receptionId = await openReception(context, town, { on: `2027-02-0${1 + index}` })
    context.setNow(new Date(NOW.getTime() + index * 1000))
    ids.unshift((await granted(context, 'visit.book', book(receptionId), token)).id)
  }
  const first = await granted(context, 'visit.mine', { limit: 2 }, token)
  const second = await granted(context, 'visit.mine', { limit: 2, cursor: first.next! }, token)
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids)
  expect(second.next).toBeNull()
})
