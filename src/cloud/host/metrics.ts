import { createHash, timingSafeEqual } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Context } from '../context'
import { durationBounds } from '../../domain/health'
import { lastBackup } from '../health/backup'
import type { Observer } from '../health/watch'
import { version } from '../version'

/** What Prometheus reads of this process. Labels are names from the code, never what somebody wrote. */
export interface Metrics {
  observer: Observer
  /** From when on the pool, the queue and the last backup are looked at. */
  watch(context: Context): void
  text(): Promise<string>
}

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE
const NAME = 'lianxinqiao'
/** Prometheus itself waits for ten seconds. */
const PATIENCE_MS = 3_000
const seconds = durationBounds.map((ms) => ms / 1_000)

export function openMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `${NAME}_${name}`, help, labelNames, registers })
  const calls = new Histogram({
    name: `${NAME}_call_seconds`,
    help: 'Calls by operation and outcome',
    labelNames: ['operation', 'outcome'],
    buckets: seconds,
    registers,
  })
  const jobs = new Histogram({
    name: `${NAME}_job_seconds`,
    help: 'Jobs of the timer, once for each congress',
    labelNames: ['job'],
    buckets: seconds,
    registers,
  })
  const failures = new Counter({
    name: `${NAME}_job_failures_total`,
    help: 'Jobs of the timer that failed',
    labelNames: ['job'],
    registers,
  })
  const lastJob = gauge(
    'last_job_timestamp_seconds',
    'When this process last did a job of the timer; absent where another process does them',
  )
  gauge('build_info', 'Which version runs', ['version']).set({ version }, 1)
  const pool = gauge('pool_connections', 'Connections of this process to the database', ['state'])
  const poolWaiting = gauge('pool_waiting', 'Statements of this process that wait for a connection')
  const up = gauge('database_up', '1 where the database answered while this was collected')
  const waiting = gauge('queue_waiting', 'Messages that are owed to people, of the whole deployment')
  const oldest = gauge('queue_oldest_seconds', 'How long the oldest of them has waited')
  const dead = gauge('queue_dead', 'Messages that WeChat did not take, and about which nobody has decided')
  const backup = gauge('last_backup_timestamp_seconds', 'When the last backup ended; absent where none was noted')
  let context: Context | undefined

  async function look({ db, queueState }: Context): Promise<void> {
    const queue = await queueState()
    waiting.set(queue.waiting)
    oldest.set(queue.oldestSeconds)
    dead.set(queue.dead)
    const at = await lastBackup(db)
    if (at) backup.set(at.getTime() / 1_000)
    up.set(1)
  }

  return {
    observer: {
      called: ({ operation, outcome, ms }) => calls.observe({ operation, outcome }, ms / 1_000),
      worked({ job, isGood, ms }) {
        jobs.observe({ job }, ms / 1_000)
        if (!isGood) failures.inc({ job })
        lastJob.setToCurrentTime()
      },
    },
    watch(of) {
      context = of
    },
    async text() {
      // What cannot be known now is left out rather than told as it was.
      for (const each of [waiting, oldest, dead, backup]) each.remove()
      up.set(0)
      if (context) {
        const { used, idle, waiting: forOne } = context.poolState()
        pool.set({ state: 'used' }, used)
        pool.set({ state: 'idle' }, idle)
        poolWaiting.set(forOne)
        const late = new AbortController()
        await Promise.race([look(context).catch(() => {}), pause(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => {})])
        late.abort()
      }
      return registry.metrics()
    },
  }
}

/** Whether a request shows the token; compared by hashes, so that time tells nothing. */
export function showsToken(authorization: string | undefined, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(authorization ?? ''), hash(`Bearer ${token}`))
}
