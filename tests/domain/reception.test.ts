import {
  instantOf,
  overlaps,
  receptionRelations,
  receptionRelationsOf,
  receptionStates,
  receptionStepsFor,
  slotAt,
  slotCount,
  slotStart,
} from '../../src/domain/reception'

/** Written by hand: state × relation → what may be done before it is over. */
const golden: Record<string, Record<string, string>> = {
  planned: { receiver: 'confirm swap', successor: 'takeOver', desk: 'confirm move close', office: 'move close' },
  confirmed: { receiver: 'swap', successor: 'takeOver', desk: 'move close', office: 'move close' },
  closed: { receiver: '', successor: '', desk: '', office: '' },
}

describe('who may do what with a reception', () => {
  for (const state of receptionStates)
    for (const relation of receptionRelations)
      test(`${state}: the ${relation} may ${golden[state]![relation] || 'do nothing'}, and nothing once it is over`, () => {
        expect(receptionStepsFor([relation], { state, isOver: false }).join(' ')).toBe(golden[state]![relation])
        expect(receptionStepsFor([relation], { state, isOver: true })).toEqual([])
      })

  test('another deputy of the station is nothing to it until asked', () => {
    const li = { congressId: 'c', personId: 'p', deputyIds: ['li'], stationIds: [], isOffice: false }
    expect(receptionRelationsOf(li, { deputyId: 'wang', successorId: null, stationId: 's' })).toEqual([])
    expect(receptionRelationsOf(li, { deputyId: 'wang', successorId: 'li', stationId: 's' })).toEqual(['successor'])
  })
})

describe('slots', () => {
  const times = { on: '2026-12-01', from: 540, to: 690, slotMinutes: 20, capacity: 2 }

  test('only whole slots count: 150 minutes are seven of twenty', () => {
    expect(slotCount(times)).toBe(7)
    expect(slotCount({ from: 540, to: 550, slotMinutes: 20 })).toBe(0)
  })

  test('9:00 in Shanghai is 1:00 in London, also on the day after a summer-time change there', () => {
    expect(instantOf('2026-12-01', 540).toISOString()).toBe('2026-12-01T01:00:00.000Z')
    expect(instantOf('2026-03-30', 540).toISOString()).toBe('2026-03-30T01:00:00.000Z')
    expect(slotStart(times, 3).toISOString()).toBe('2026-12-01T02:00:00.000Z')
  })

  test('a slot is found by when it begins, and by nothing else', () => {
    expect(slotAt(times, slotStart(times, 6))).toBe(6)
    expect(slotAt(times, slotStart(times, 7))).toBeNull()
    expect(slotAt(times, slotStart(times, -1))).toBeNull()
    expect(slotAt(times, new Date(slotStart(times, 1).getTime() + 60_000))).toBeNull()
    expect(slotAt(times, slotStart({ ...times, on: '2026-12-02' }, 0))).toBeNull()
  })

  test('one after the other do not overlap', () => {
    expect(overlaps({ on: 'a', from: 1, to: 3 }, { on: 'a', from: 3, to: 4 })).toBe(false)
    expect(overlaps({ on: 'a', from: 1, to: 3 }, { on: 'a', from: 2, to: 4 })).toBe(true)
    expect(overlaps({ on: 'a', from: 1, to: 3 }, { on: 'b', from: 2, to: 4 })).toBe(false)
  })
})
