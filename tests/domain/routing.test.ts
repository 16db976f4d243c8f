import fc from 'fast-check'
import { boxOf, type Boundary, type Point } from '../../src/domain/place'
import { locate, route, type RoutingDeputy, type RoutingRequest } from '../../src/domain/routing'

const square = (west: number, south: number, size: number): Boundary => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  ],
})
const constituency = (id: string, boundary: Boundary) => ({ id, boundary, box: boxOf(boundary) })
/** Two neighbours that share the line at 120.01° E; a hundredth of a degree is about 960 m there. */
const west = constituency('west', square(120, 30, 0.01))
const east = constituency('east', square(120.01, 30, 0.01))
const inWest: Point = { lon: 120.005, lat: 30.005 }

const deputy = (code: string, over: Partial<RoutingDeputy> = {}): RoutingDeputy => ({
  id: `d-${code}`,
  code,
  constituencyId: 'west',
  topics: [],
  isOnRota: false,
  openCases: 0,
  ...over,
})
const request = (over: Partial<RoutingRequest>): RoutingRequest => ({
  chosenDeputyId: null,
  place: inWest,
  chosenConstituencyId: null,
  topics: [],
  constituencies: [west, east],
  deputies: [],
  ...over,
})

test('the deputy whom the resident chose gets it, wherever the place is', () => {
  const { deputyId, reasons, alternatives } = route(request({ chosenDeputyId: 'd-2', deputies: [deputy('1'), deputy('2')] }))
  expect(deputyId).toBe('d-2')
  expect(reasons).toEqual([{ kind: 'chosen' }])
  expect(alternatives).toEqual(['d-1'])
})

test('else it goes to a deputy of the constituency that holds the place', () => {
  const { deputyId, constituencyId, reasons } = route(request({ deputies: [deputy('1', { constituencyId: 'east' }), deputy('2')] }))
  expect([deputyId, constituencyId]).toEqual(['d-2', 'west'])
  expect(reasons).toEqual([{ kind: 'constituency', constituencyId: 'west' }, { kind: 'only_deputy' }])
})

test('of several, to the one who works on the topic', () => {
  const { deputyId, reasons } = route(
    request({ topics: ['lamps', 'roads'], deputies: [deputy('1'), deputy('2', { topics: ['lamps'], openCases: 9 })] }),
  )
  expect(deputyId).toBe('d-2')
  expect(reasons.at(-1)).toEqual({ kind: 'topic', topic: 'lamps' })
})

test('a deputy of the topic itself comes before one of the topic above it', () => {
  const deputies = [deputy('1', { topics: ['roads'] }), deputy('2', { topics: ['lamps'] })]
  expect(route(request({ topics: ['lamps', 'roads'], deputies })).deputyId).toBe('d-2')
})

test('then to the one on the rota', () => {
  expect(route(request({ deputies: [deputy('1'), deputy('2', { isOnRota: true, openCases: 5 })] })).deputyId).toBe('d-2')
})

test('then to the one with the fewest open cases', () => {
  const { deputyId, reasons } = route(request({ deputies: [deputy('1', { openCases: 3 }), deputy('2', { openCases: 2 })] }))
  expect(deputyId).toBe('d-2')
  expect(reasons.at(-1)).toEqual({ kind: 'fewest_open', openCases: 2 })
})

test('a tie is broken by the code, whatever order the deputies come in', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(['1', '2', '3', '4'], { minLength: 4 }), (codes) => {
      const { deputyId, reasons, alternatives } = route(request({ deputies: codes.map((code) => deputy(code)) }))
      expect([deputyId, ...alternatives]).toEqual(['d-1', 'd-2', 'd-3', 'd-4'])
      expect(reasons.at(-1)).toEqual({ kind: 'code' })
    }),
  )
})

describe('near a line', () => {
  /** About 29 m west of the line. */
  const nearLine: Point = { lon: 120.0097, lat: 30.005 }

  test('within 50 m it goes to the desk, with the deputies of both sides as alternatives', () => {
    const { deputyId, also, reasons, alternatives } = route(
      request({ place: nearLine, deputies: [deputy('1'), deputy('2', { constituencyId: 'east' })] }),
    )
    expect(deputyId).toBeNull()
    expect(also).toEqual(['east'])
    expect(reasons).toEqual([{ kind: 'near_line', constituencyIds: ['west', 'east'], withinM: 50 }])
    expect(alternatives).toEqual(['d-1', 'd-2'])
  })

  test('unless the resident says which side', () => {
    const routed = route(
      request({ place: nearLine, chosenConstituencyId: 'east', deputies: [deputy('1'), deputy('2', { constituencyId: 'east' })] }),
    )
    expect(routed.deputyId).toBe('d-2')
    expect(routed.reasons[0]).toEqual({ kind: 'side_chosen', constituencyId: 'east' })
  })

  test('a side that the place is not near is not theirs to choose', () => {
    expect(route(request({ place: nearLine, chosenConstituencyId: 'north', deputies: [deputy('1')] })).deputyId).toBeNull()
  })

  test('a point just outside every constituency is near, not inside', () => {
    expect(locate({ lon: 119.9998, lat: 30.005 }, [west, east])).toEqual({ inside: null, near: ['west'] })
  })
})

test('outside every constituency, without a place or without a deputy, it goes to the desk and says so', () => {
  expect(route(request({ place: { lon: 121, lat: 31 } })).reasons).toEqual([{ kind: 'no_constituency' }])
  expect(route(request({ place: null })).reasons).toEqual([{ kind: 'no_place' }])
  expect(route(request({})).reasons).toEqual([{ kind: 'no_deputy', constituencyId: 'west' }])
})

test('a hole in a constituency is outside it', () => {
  const [outer] = square(120, 30, 0.01).coordinates[0]!
  const [hole] = square(120.004, 30.004, 0.002).coordinates[0]!
  const ring = constituency('ring', { type: 'MultiPolygon', coordinates: [[outer!, hole!]] })
  expect(locate({ lon: 120.005, lat: 30.005 }, [ring]).inside).toBeNull()
  expect(locate({ lon: 120.002, lat: 30.002 }, [ring]).inside).toBe('ring')
})

test('every point of the plane has at most one constituency, and neighbours leave no gap', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 120.001, max: 120.019, noNaN: true }),
      fc.double({ min: 30.001, max: 30.009, noNaN: true }),
      (lon, lat) => {
        const { inside, near } = locate({ lon, lat }, [west, east])
        expect(inside).not.toBeNull()
        expect(near).not.toContain(inside)
      },
    ),
  )
})
