import fc from 'fast-check'
import {
  freeSeats,
  inQueueOrder,
  mayTakeVisit,
  moveUpInto,
  offerEnds,
  openVisitStates,
  remindersOf,
  seatedStates,
  visitRelations,
  visitRelationsOf,
  visitStates,
  visitStepNames,
  visitSteps,
  visitStepsFor,
  type VisitFacts,
} from '../../src/domain/visit'

const facts = (over: Partial<VisitFacts>): VisitFacts => ({
  state: 'booked',
  isDue: true,
  mayCancel: true,
  mayReschedule: true,
  hasVisitor: true,
  hasProposal: true,
  hasConcern: false,
  ...over,
})

/** Written by hand from the rules of the field, not from the table: state × relation → what may be done, when everything else allows it. */
const golden: Record<string, Record<string, string>> = {
  waiting: { visitor: 'cancel', receiver: '', desk: 'cancel', office: '' },
  offered: { visitor: 'accept cancel', receiver: '', desk: 'cancel', office: '' },
  booked: {
    visitor: 'reschedule cancel missDeputy',
    receiver: 'missVisitor',
    desk: 'reschedule cancel checkIn missVisitor missDeputy',
    office: '',
  },
  arrived: { visitor: 'missDeputy', receiver: 'minutes', desk: 'checkIn missDeputy minutes', office: '' },
  received: { visitor: 'confirmConcern', receiver: 'minutes toConcern', desk: 'minutes toConcern', office: '' },
  missed: { visitor: '', receiver: '', desk: 'checkIn', office: '' },
  unmet: { visitor: '', receiver: '', desk: '', office: '' },
  cancelled: { visitor: '', receiver: '', desk: '', office: '' },
  closed: { visitor: 'reschedule', receiver: '', desk: 'reschedule', office: '' },
  lapsed: { visitor: '', receiver: '', desk: '', office: '' },
}

describe('who may do what with a visit in which state', () => {
  for (const state of visitStates)
    for (const relation of visitRelations) {
      const allowed = golden[state]![relation]!
      test(`${state}: the ${relation} may ${allowed || 'do nothing'}`, () => {
        expect(visitStepsFor([relation], facts({ state })).join(' ')).toBe(allowed)
      })
    }

  test('nobody who is nothing to a visit may do anything', () => {
    for (const state of visitStates) expect(visitStepsFor([], facts({ state }))).toEqual([])
  })

  test('every step of the table is in the golden list', () => {
    const listed = new Set(Object.values(golden).flatMap((row) => Object.values(row).flatMap((steps) => steps.split(' '))))
    expect(visitStepNames.filter((step) => !listed.has(step))).toEqual([])
  })

  test('a booking is given back or changed only in time; a waiting list is left at any time', () => {
    const late = { mayCancel: false, mayReschedule: false }
    expect(visitStepsFor(['visitor'], facts({ state: 'booked', isDue: false, ...late }))).toEqual([])
    expect(visitStepsFor(['visitor'], facts({ state: 'waiting', ...late }))).toEqual(['cancel'])
    expect(visitStepsFor(['visitor'], facts({ state: 'closed', ...late }))).toEqual(['reschedule'])
  })

  test('nobody is missing before the slot has begun', () => {
    expect(mayTakeVisit('missVisitor', ['desk'], facts({ isDue: false }))).toBe(false)
    expect(mayTakeVisit('missDeputy', ['visitor'], facts({ isDue: false }))).toBe(false)
  })

  test('a concern needs a resident who can confirm it, is proposed first, and made once', () => {
    expect(mayTakeVisit('toConcern', ['desk'], facts({ state: 'received', hasVisitor: false }))).toBe(false)
    expect(mayTakeVisit('confirmConcern', ['visitor'], facts({ state: 'received', hasProposal: false }))).toBe(false)
    expect(visitStepsFor(['visitor', 'receiver', 'desk'], facts({ state: 'received', hasConcern: true }))).toEqual(['minutes'])
  })

  test('a place is held where and only where a step can still use or has used it', () => {
    const without = visitStates.filter((state) => !(seatedStates as readonly string[]).includes(state))
    expect(without).toEqual(['waiting', 'cancelled', 'closed', 'lapsed'])
    for (const step of Object.values(visitSteps))
      if ('to' in step && (['booked', 'arrived', 'received'] as string[]).includes(step.to)) expect(seatedStates).toContain(step.to)
    expect(openVisitStates.every((state) => state === 'waiting' || (seatedStates as readonly string[]).includes(state))).toBe(true)
  })
})

test('who walked in without an account is nobody’s visit, also to those whose own id is missing', () => {
  const actor = { congressId: 'c', personId: 'p', deputyIds: ['d'], stationIds: [], isOffice: false }
  expect(visitRelationsOf(actor, { visitorId: null, deputyId: 'x', stationId: 's' })).toEqual([])
  expect(visitRelationsOf(actor, { visitorId: 'p', deputyId: 'd', stationId: 's' })).toEqual(['visitor', 'receiver'])
})

describe('places', () => {
  const times = { on: '2026-12-01', from: 540, to: 600, slotMinutes: 20, capacity: 2 }
  const before = new Date('2026-11-30T00:00:00Z')

  test('the free ones are those that nobody has, the earliest first', () => {
    expect(
      freeSeats(
        times,
        [
          { slot: 0, seat: 1 },
          { slot: 1, seat: 1 },
          { slot: 1, seat: 2 },
        ],
        before,
        120,
      ),
    ).toEqual([
      { slot: 0, seat: 2 },
      { slot: 2, seat: 1 },
      { slot: 2, seat: 2 },
    ])
  })

  test('a slot may be booked until its notice, to the minute', () => {
    const at = (iso: string) => freeSeats(times, [], new Date(iso), 120).map(({ slot }) => slot)
    expect(at('2026-11-30T23:00:00Z')).toEqual([0, 0, 1, 1, 2, 2])
    expect(at('2026-11-30T23:00:01Z')).toEqual([1, 1, 2, 2])
    expect(at('2026-12-01T00:00:00Z')).toEqual([])
  })

  const seats = fc.uniqueArray(fc.record({ slot: fc.integer({ min: 0, max: 3 }), seat: fc.integer({ min: 1, max: 3 }) }), {
    selector: ({ slot, seat }) => `${slot} ${seat}`,
  })
  const waiting = fc
    .array(fc.option(fc.integer({ min: 0, max: 3 })))
    .map((slots) => slots.map((slot, index) => ({ id: String(index), slot })))

  test('moving up gives no place twice, leaves none that somebody waits for, and passes over nobody', () => {
    fc.assert(
      fc.property(seats, waiting, (free, queue) => {
        const offers = moveUpInto(free, queue)
        const given = offers.map(({ seat }) => `${seat.slot} ${seat.seat}`)
        expect(new Set(given).size).toBe(given.length)
        expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length)
        const left = free.filter(({ slot, seat }) => !given.includes(`${slot} ${seat}`))
        const unserved = queue.filter(({ id }) => !offers.some((offer) => offer.id === id))
        for (const { slot } of unserved) expect(left.filter((seat) => slot === null || seat.slot === slot)).toEqual([])
        for (const [index, one] of queue.entries())
          if (unserved.includes(one))
            for (const later of queue.slice(index + 1).filter(({ slot }) => slot === one.slot))
              expect(offers.some(({ id }) => id === later.id)).toBe(false)
      }),
    )
  })

  test('an offer is held for its time, but not into the slot', () => {
    const now = new Date('2026-12-01T00:00:00Z')
    expect(offerEnds(now, new Date('2026-12-02T00:00:00Z'), 120).toISOString()).toBe('2026-12-01T02:00:00.000Z')
    expect(offerEnds(now, new Date('2026-12-01T01:00:00Z'), 120).toISOString()).toBe('2026-12-01T01:00:00.000Z')
  })

  test('reminders lie ahead: a booking made the day before gets one', () => {
    const startsAt = new Date('2026-12-03T01:00:00Z')
    const at = (iso: string) => remindersOf(startsAt, new Date(iso), [48, 2]).map((each) => each.toISOString())
    expect(at('2026-11-30T00:00:00Z')).toEqual(['2026-12-01T01:00:00.000Z', '2026-12-02T23:00:00.000Z'])
    expect(at('2026-12-02T01:00:00Z')).toEqual(['2026-12-02T23:00:00.000Z'])
    expect(at('2026-12-02T23:00:00Z')).toEqual([])
  })
})

describe('the order at the door', () => {
  const at = (time: string) => new Date(`2026-12-01T0${time}:00Z`)
  const entry = (name: string, startsAt: string | null, arrivedAt: string) => ({
    name,
    startsAt: startsAt ? at(startsAt) : null,
    arrivedAt: at(arrivedAt),
  })
  const order = (queue: ReturnType<typeof entry>[], now: string) => inQueueOrder(queue, at(now), 10).map(({ name }) => name)

  test('whose time has come goes before who walked in earlier', () => {
    expect(order([entry('walked in', null, '1:00'), entry('booked', '1:15', '1:10')], '1:15')).toEqual(['booked', 'walked in'])
  })

  test('who is early does not keep others waiting', () => {
    expect(order([entry('booked', '2:00', '0:50'), entry('walked in', null, '1:00')], '1:05')).toEqual(['walked in', 'booked'])
  })

  test('who comes later than the grace waits with those who walked in', () => {
    const queue = [entry('late', '1:00', '1:11'), entry('walked in', null, '1:05'), entry('on time', '1:15', '1:12')]
    expect(order(queue, '1:20')).toEqual(['on time', 'walked in', 'late'])
    expect(order([entry('just in time', '1:00', '1:10'), entry('walked in', null, '1:05')], '1:11')).toEqual(['just in time', 'walked in'])
  })
})
