import { boundWithin, durationBounds, durationClass, healthAlarmsOf, type HealthFacts } from '../../src/domain/health'

test('a duration is in the class of the first bound that it does not pass', () => {
  expect(durationBounds.map(durationClass)).toEqual(durationBounds.map((_, index) => index))
  expect([0, 5.1, 10_000.1].map(durationClass)).toEqual([0, 1, durationBounds.length])
})

test('a share of the calls stayed within the bound of the class in which the last of them is', () => {
  const counts = durationBounds.map(() => 0)
  counts[durationClass(8)] = 98
  counts[durationClass(400)] = 2
  expect([0.5, 0.98, 0.99, 1].map((share) => boundWithin(counts, share))).toEqual([10, 10, 500, 500])
})

test('calls that took over ten seconds have no bound, and neither have none', () => {
  expect(boundWithin([...durationBounds.map(() => 0), 1], 0.99)).toBeNull()
  expect(boundWithin([], 0.99)).toBeNull()
})

const now = new Date('2026-11-23T02:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const fine: HealthFacts = { lastTickAt: ago(1), failedJobs: 0, oldestAt: ago(2), dead: 0, failedCalls: 0, lastBackupAt: ago(600) }

test.each([
  ['nothing', {}, []],
  ['a message that is not due yet', { oldestAt: ago(-300) }, []],
  ['a timer that stands still', { lastTickAt: ago(11) }, ['tick_late']],
  ['a timer that never ran', { lastTickAt: null }, ['tick_late']],
  ['a job that failed', { failedJobs: 1 }, ['jobs_failed']],
  ['messages that are owed for long', { oldestAt: ago(31) }, ['queue_late']],
  ['a dead letter', { dead: 1 }, ['dead_letters']],
  ['a call that failed', { failedCalls: 1 }, ['calls_failed']],
  ['a night without a backup', { lastBackupAt: ago(27 * 60) }, ['backup_late']],
  ['no backup at all', { lastBackupAt: null }, ['backup_late']],
] satisfies [string, Partial<HealthFacts>, string[]][])('%s is an alarm of its own, or none', (_, facts, alarms) => {
  expect(healthAlarmsOf({ ...fine, ...facts }, now)).toEqual(alarms)
})
