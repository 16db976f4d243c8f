/** Upper bounds in milliseconds of the classes by which durations of calls are counted; what took longer is in one more class. */
export const durationBounds = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] as const

/** The class of a duration in milliseconds. */
export function durationClass(ms: number): number {
  const found = durationBounds.findIndex((bound) => ms <= bound)
  return found === -1 ? durationBounds.length : found
}

/** The bound in milliseconds within which this share of the calls stayed; null where it is over the last, or where there were none. */
export function boundWithin(counts: readonly number[], share: number): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0)
  if (all === 0) return null
  let sum = 0
  const found = durationBounds.findIndex((_, index) => (sum += counts[index] ?? 0) >= all * share)
  return found === -1 ? null : durationBounds[found]!
}

/** What somebody should look at (docs/runbook.md). */
export const healthAlarms = ['tick_late', 'jobs_failed', 'queue_late', 'dead_letters', 'calls_failed', 'backup_late'] as const
export type HealthAlarm = (typeof healthAlarms)[number]

/** The timer of a cloud function comes once a minute; one that is long at work may miss a few. */
export const TICK_LATE_MINUTES = 10
/** Longer than the first tries of a message take while WeChat is away. */
export const QUEUE_LATE_MINUTES = 30
/** Backups are made every night, and take their time. */
export const BACKUP_LATE_HOURS = 26

export interface HealthFacts {
  lastTickAt: Date | null
  failedJobs: number
  oldestAt: Date | null
  dead: number
  failedCalls: number
  lastBackupAt: Date | null
}

/** A backup that was never noted is late: one that nobody knows of does not help. */
export function healthAlarmsOf(facts: HealthFacts, now: Date): HealthAlarm[] {
  const isOlder = (at: Date | null, minutes: number) => at !== null && now.getTime() - at.getTime() > minutes * 60_000
  const holds: Record<HealthAlarm, boolean> = {
    tick_late: facts.lastTickAt === null || isOlder(facts.lastTickAt, TICK_LATE_MINUTES),
    jobs_failed: facts.failedJobs > 0,
    queue_late: isOlder(facts.oldestAt, QUEUE_LATE_MINUTES),
    dead_letters: facts.dead > 0,
    calls_failed: facts.failedCalls > 0,
    backup_late: facts.lastBackupAt === null || isOlder(facts.lastBackupAt, BACKUP_LATE_HOURS * 60),
  }
  return healthAlarms.filter((alarm) => holds[alarm])
}
