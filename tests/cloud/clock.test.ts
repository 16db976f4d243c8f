import { openClock } from '../../src/cloud/host/clock'
import { openTestContext } from './database'

const START = Date.parse('2026-11-23T02:00:00Z')
const HOUR = 3_600_000

/** A machine whose clock can be set, and a count that cannot. */
function machine() {
  const at = { machine: START, steady: 5_000, told: [] as number[] }
  const clock = openClock({ machine: () => at.machine, steady: () => at.steady, report: (driftMs) => at.told.push(driftMs) })
  const pass = (ms: number) => {
    at.machine += ms
    at.steady += ms
  }
  return { at, pass, look: clock.look, now: () => clock.now().getTime() }
}

test('a machine whose clock jumps changes nothing: time goes on as it went', () => {
  const { at, pass, now } = machine()
  pass(1_000)
  at.machine += 24 * HOUR
  expect(now()).toBe(START + 1_000)
  at.machine -= 48 * HOUR
  pass(1_000)
  expect(now()).toBe(START + 2_000)
})

test('a host that starts with a wrong clock takes the database’s', () => {
  const { look, now } = machine()
  look(START + HOUR)
  expect(now()).toBe(START + HOUR)
})

test('a small difference is corrected at once, forward and back', () => {
  const { look, pass, now } = machine()
  look(START)
  pass(5_000)
  look(START + 6_000)
  expect(now()).toBe(START + 6_000)
  pass(5_000)
  look(START + 10_000)
  expect(now()).toBe(START + 10_000)
})

test('a jump of the database’s own clock is believed when it has lasted two minutes, and said at once', () => {
  const { at, look, pass, now } = machine()
  look(START)
  look(START + HOUR)
  expect(now()).toBe(START)
  expect(at.told).toEqual([HOUR])
  pass(119_000)
  look(START + HOUR + 119_000)
  expect(now()).toBe(START + 119_000)
  pass(1_000)
  look(START + HOUR + 120_000)
  expect(now()).toBe(START + HOUR + 120_000)
})

test('a jump that is taken back was never believed, and another begins to count anew', () => {
  const { look, pass, now } = machine()
  look(START)
  look(START + HOUR)
  pass(60_000)
  look(START + 60_000)
  pass(10_000)
  look(START - HOUR)
  pass(119_000)
  look(START - HOUR + 119_000)
  expect(now()).toBe(START + 189_000)
})

test('it follows PostgreSQL’s', async () => {
  const context = await openTestContext()
  const clock = openClock({ machine: () => START - 365 * 24 * HOUR })
  const stop = await clock.follow(context.db)
  expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(5_000)
  stop()
  await context.close()
})
