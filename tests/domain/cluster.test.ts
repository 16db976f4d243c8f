import {
  joinStepNames,
  leavesCluster,
  mayDetach,
  mayJoin,
  mayMerge,
  membersStates,
  mergedStates,
  partsFromCluster,
} from '../../src/domain/cluster'
import { concernStates, concernStepNames, openStates, relations } from '../../src/domain/concern'

/** Written by hand: what who joined may do, and who may put cases together, by the state of the case. */
const golden: Record<string, { joined: string; merging: string }> = {
  unassigned: { joined: 'join leave', merging: 'assignee desk office' },
  assigned: { joined: 'join leave', merging: 'assignee desk office' },
  accepted: { joined: 'join leave', merging: 'assignee desk office' },
  asked: { joined: 'join leave', merging: 'assignee desk office' },
  disputed: { joined: 'join leave', merging: '' },
  in_review: { joined: 'join leave', merging: '' },
  answered: { joined: 'join leave confirm', merging: '' },
  settled: { joined: 'join leave confirm', merging: '' },
  withdrawn: { joined: 'leave', merging: '' },
}

describe.each(concernStates)('%s', (state) => {
  const { joined, merging } = golden[state]!
  test(`who joined may ${joined}`, () => expect(joinStepNames.filter((step) => mayJoin(step, state)).join(' ')).toBe(joined))
  test(`is put with others by ${merging || 'nobody'}`, () =>
    expect(relations.filter((relation) => mayMerge(state, [relation])).join(' ')).toBe(merging))
})

test('every state stands in the matrix', () => expect(Object.keys(golden).toSorted()).toEqual([...concernStates].toSorted()))

test('a case is taken out by those who put it in, in any state; never by its resident or who helps them', () => {
  expect(relations.filter((relation) => mayDetach([relation])).toSorted()).toEqual(['assignee', 'desk', 'office'])
  expect(mayDetach([])).toBe(false)
  expect(mayMerge('assigned', [])).toBe(false)
  expect(mayMerge('assigned', ['reporter', 'desk'])).toBe(true)
})

test('what one resident says, asks or judges is theirs alone; what is decided about the matter is for all', () => {
  expect(concernStepNames.filter((step) => membersStates(step) === null).toSorted()).toEqual(
    ['ask', 'chase', 'judge', 'openContact', 'relayVerdict', 'reply', 'say', 'split', 'withdraw'].toSorted(),
  )
  expect(membersStates('accept')).toEqual(['assigned'])
  for (const step of [
    'answer',
    'approve',
    'returnAnswer',
    'passOn',
    'sendBack',
    'assign',
    'dispute',
    'uphold',
    'refer',
    'setTopic',
  ] as const)
    expect(membersStates(step)).toEqual(openStates)
})

test('what is decided of one case alone makes it a matter of its own', () => {
  expect(concernStepNames.filter(partsFromCluster).toSorted()).toEqual(
    ['answer', 'approve', 'assign', 'dispute', 'passOn', 'returnAnswer', 'sendBack', 'uphold'].toSorted(),
  )
})

test('of what residents say, only what opens a case again takes it out of its cluster', () => {
  const leaving = concernStates.flatMap((from) => concernStates.filter((to) => leavesCluster(from, to)).map((to) => `${from} ${to}`))
  const open = concernStates.filter((state) => state !== 'answered' && state !== 'settled')
  expect(leaving.toSorted()).toEqual(['answered', 'settled'].flatMap((from) => open.map((to) => `${from} ${to}`)).toSorted())
})

test('nothing is put together after an answer', () => {
  for (const state of ['answered', 'settled', 'withdrawn', 'in_review']) expect(mergedStates).not.toContain(state)
})
