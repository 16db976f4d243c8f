import {
  concernNumber,
  concernStates,
  concernStepNames,
  mayTake,
  relations,
  relationsOf,
  stepsFor,
  verdicts,
  verdictTo,
  type CaseFacts,
} from '../../src/domain/concern'

const facts = (over: Partial<CaseFacts>): CaseFacts => ({
  state: 'assigned',
  isDue: true,
  wasChasedToday: false,
  passes: 0,
  isUnattended: true,
  isUpheld: false,
  hasContact: true,
  mayCall: true,
  review: { by: 'desk', isAuthor: false },
  ...over,
})

/** Written by hand from the rules of the field, not from the table: state × relation → what may be done, when everything else allows it. */
const golden: Record<string, Record<string, string>> = {
  unassigned: {
    reporter: 'say chase withdraw',
    assignee: 'split say',
    desk: 'assign split say',
    office: 'assign split',
    helper: 'say chase',
  },
  assigned: {
    reporter: 'say chase withdraw',
    assignee: 'accept passOn sendBack dispute refer split say openContact',
    desk: 'assign refer split say',
    office: 'assign refer split',
    helper: 'say chase',
  },
  accepted: {
    reporter: 'say chase withdraw',
    assignee: 'ask answer passOn sendBack dispute refer split say openContact',
    desk: 'assign refer split say',
    office: 'assign refer split',
    helper: 'say chase',
  },
  asked: { reporter: 'reply say withdraw', assignee: 'say openContact', desk: 'say', office: '', helper: 'reply say' },
  disputed: {
    reporter: 'say chase withdraw',
    assignee: 'refer split say openContact',
    desk: 'assign uphold refer split say',
    office: 'assign uphold refer split',
    helper: 'say chase',
  },
  in_review: {
    reporter: 'say withdraw',
    assignee: 'say openContact',
    desk: 'approve returnAnswer say',
    office: 'approve returnAnswer',
    helper: 'say',
  },
  answered: { reporter: 'say judge', assignee: 'say openContact', desk: 'say', office: '', helper: 'say relayVerdict' },
  settled: { reporter: 'judge', assignee: '', desk: '', office: '', helper: '' },
  withdrawn: { reporter: '', assignee: '', desk: '', office: '', helper: '' },
}
// Whoever works on a case may say what it is about, until it is over.
for (const state of ['unassigned', 'assigned', 'accepted', 'asked', 'disputed', 'in_review', 'answered'])
  for (const relation of ['assignee', 'desk', 'office']) golden[state]![relation] = `${golden[state]![relation]} setTopic`.trim()

describe('who may do what with a concern in which state', () => {
  for (const state of concernStates)
    for (const relation of relations) {
      const allowed = golden[state]![relation]!
      test(`${state}: the ${relation} may ${allowed || 'do nothing'}`, () => {
        expect(stepsFor([relation], facts({ state })).join(' ')).toBe(allowed)
      })
    }

  test('nobody who is nothing to a case may do anything', () => {
    for (const state of concernStates) expect(stepsFor([], facts({ state }))).toEqual([])
  })

  test('somebody who is two things to a case may do what either may', () => {
    expect(stepsFor(['desk', 'office'], facts({ state: 'unassigned' }))).toEqual(['assign', 'split', 'say', 'setTopic'])
  })

  test('a case may be chased only once it is due', () => {
    expect(mayTake('chase', ['reporter'], facts({ isDue: false }))).toBe(false)
    expect(mayTake('chase', ['reporter'], facts({ isDue: true }))).toBe(true)
  })

  test('a case is chased at most once a day', () => {
    expect(mayTake('chase', ['reporter'], facts({ wasChasedToday: true }))).toBe(false)
  })

  test('passed on twice, the office decides who has it next', () => {
    expect(mayTake('passOn', ['assignee'], facts({ passes: 1 }))).toBe(true)
    expect(mayTake('passOn', ['assignee'], facts({ passes: 2 }))).toBe(false)
    expect(mayTake('sendBack', ['assignee'], facts({ passes: 2 }))).toBe(true)
    expect(mayTake('assign', ['desk'], facts({ state: 'unassigned', passes: 2 }))).toBe(false)
    expect(mayTake('assign', ['office'], facts({ state: 'unassigned', passes: 2 }))).toBe(true)
  })

  test('nobody takes a case from a deputy who is there and not late; from another the desk may, and the office after two passes', () => {
    for (const state of ['assigned', 'accepted'] as const) {
      expect(mayTake('assign', ['desk', 'office'], facts({ state, isUnattended: false }))).toBe(false)
      expect(mayTake('assign', ['desk'], facts({ state, passes: 1 }))).toBe(true)
      expect(mayTake('assign', ['desk'], facts({ state, passes: 2 }))).toBe(false)
      expect(mayTake('assign', ['office'], facts({ state, passes: 2 }))).toBe(true)
    }
    expect(mayTake('assign', ['desk'], facts({ state: 'disputed', isUnattended: false }))).toBe(true)
  })

  test('a dispute that was decided is not begun again', () => {
    expect(mayTake('dispute', ['assignee'], facts({ isUpheld: true }))).toBe(false)
  })

  test('a phone is opened only where one was left and a call allowed', () => {
    expect(mayTake('openContact', ['assignee'], facts({ mayCall: false }))).toBe(false)
    expect(mayTake('openContact', ['assignee'], facts({ hasContact: false }))).toBe(false)
  })

  test('who wrote an answer never looks at it as the second person; where the office does, the desk does not', () => {
    const waiting = (by: 'desk' | 'office', isAuthor = false) => facts({ state: 'in_review', review: { by, isAuthor } })
    expect(mayTake('approve', ['desk', 'office'], waiting('desk', true))).toBe(false)
    expect(mayTake('approve', ['desk'], waiting('office'))).toBe(false)
    expect(mayTake('approve', ['office'], waiting('office'))).toBe(true)
    expect(mayTake('returnAnswer', ['assignee'], waiting('desk'))).toBe(false)
  })

  test('every state but a withdrawn one has somebody who can move it', () => {
    for (const state of concernStates.filter((each) => each !== 'withdrawn')) {
      const steps = relations.flatMap((relation) => stepsFor([relation], facts({ state })))
      expect(steps.some((step) => step !== 'say' && step !== 'openContact' && step !== 'setTopic')).toBe(true)
    }
  })

  test('only the resident settles a case', () => {
    expect(verdicts.filter((verdict) => verdictTo[verdict] === 'settled')).toEqual(['settled'])
    for (const relation of ['assignee', 'desk', 'office', 'helper'] as const)
      for (const state of concernStates) expect(mayTake('judge', [relation], facts({ state }))).toBe(false)
  })

  test('an answer that did not settle it reopens the case', () => {
    expect(verdictTo.not_settled).toBe('accepted')
    expect(verdictTo.beside_the_point).toBe('accepted')
    expect(verdictTo.partly).toBe('answered')
  })

  test('every step of the table is in the golden list', () => {
    const listed = new Set(Object.values(golden).flatMap((row) => Object.values(row).flatMap((steps) => steps.split(' '))))
    expect(concernStepNames.filter((step) => !listed.has(step))).toEqual([])
  })
})

describe('what a person is to a case', () => {
  const actor = { congressId: 'c', personId: 'p1', deputyIds: ['d1', 'd2'], stationIds: ['s1'], isOffice: false }

  test('a deputy is the assignee with any of their roles, not only the first', () => {
    expect(relationsOf(actor, { reporterId: 'p2', assigneeId: 'd2', stationId: null })).toEqual(['assignee'])
  })

  test('a stranger is nothing', () => {
    expect(relationsOf(actor, { reporterId: 'p2', assigneeId: 'd3', stationId: 's2' })).toEqual([])
  })

  test('a deputy may report a concern of their own', () => {
    expect(relationsOf(actor, { reporterId: 'p1', assigneeId: null, stationId: 's1' })).toEqual(['reporter', 'desk'])
  })
})

test('a number is the year and the count of the congress', () => {
  expect(concernNumber(2026, 123)).toBe('2026-0123')
  expect(concernNumber(2026, 12345)).toBe('2026-12345')
})
