import { guessOf, guesses, limitOf, ownLimits, windowEnd } from '../../src/domain/limit'
import { HANDED_IN_PER_HOUR } from '../../src/domain/pace'

test('a window ends at the same moment for everybody, and the next begins there', () => {
  const hour = { count: 1, seconds: 3600 }
  const ends = Date.parse('2026-11-23T03:00:00Z')
  expect(windowEnd(new Date('2026-11-23T02:00:00.000Z'), hour)).toBe(ends)
  expect(windowEnd(new Date('2026-11-23T02:59:59.999Z'), hour)).toBe(ends)
  expect(windowEnd(new Date(ends), hour)).toBe(ends + 3_600_000)
})

test('handing in is slowed by its pace long before any limit', () => {
  expect(limitOf('concern.submit', { isChange: true, isPerson: true }).count).toBeGreaterThan(HANDED_IN_PER_HOUR * 20)
})

test('300 people behind one address who open a page at once are not too many, nor are 300 at a door in five minutes', () => {
  const callsOfAPage = 8
  expect(limitOf('station.open', { isChange: false, isPerson: false }).count).toBeGreaterThanOrEqual(300 * callsOfAPage)
  const { count, seconds } = limitOf('registration.checkIn', { isChange: true, isPerson: true })
  expect((count / seconds) * 300).toBeGreaterThanOrEqual(300)
})

test('guesses are counted by the kind of code, not by the operation that takes it', () => {
  expect(guessOf('concern.claim')).toBe(guessOf('concern.track'))
  expect(guessOf('concern.open')).toBeNull()
  // 50 bits, ten an hour: who tries for a hundred years has one chance in a hundred million.
  const tries = guesses.claim.count * 24 * 365 * 100
  expect(tries / 2 ** 50).toBeLessThan(1e-8)
})

test('nothing is granted less than once', () => {
  for (const { count, seconds } of [...Object.values(ownLimits), ...Object.values(guesses)]) {
    expect(count).toBeGreaterThan(0)
    expect(3600 % seconds).toBe(0)
  }
})
