import { sql } from 'kysely'
import type { Output } from '../../contract'
import { boundWithin, durationBounds, healthAlarmsOf } from '../../domain/health'
import type { ActorScope, Handler } from '../operation'
import { version } from '../version'
import { failureOf, noAnswer } from '../wechat/reasons'
import { lastBackup } from './backup'

const LISTED = 50
const DECISIONS = 20
const SLOWEST = 8
const DAY_MS = 86_400_000

/** 运行情况 */
export const openHealth: Handler<'health.open'> = health

/** How the system runs for this congress; size and backup are of the whole database. */
export async function health(scope: ActorScope): Promise<Output<'health.open'>> {
  const { db, congress, now } = scope
  const [queue, deadLetters, decisions, calls, lastTick, lastSeal, database, backupAt] = await Promise.all([
    queueOf(scope),
    deadLettersOf(scope),
    decisionsOf(scope),
    callsOf(scope),
    db.selectFrom('ticks').where('congress_id', '=', congress.id).selectAll().executeTakeFirst(),
    db
      .selectFrom('seals')
      .where('congress_id', '=', congress.id)
      .select(['on_day as on', 'sealed_at', 'cases'])
      .orderBy('on_day', 'desc')
      .limit(1)
      .executeTakeFirst(),
    sql<{ version: string; bytes: number }>`select current_setting('server_version') as version,
      pg_database_size(current_database()) as bytes`.execute(db),
    lastBackup(db),
  ])
  const at = now()
  const facts = {
    lastTickAt: lastTick?.ended_at ?? null,
    failedJobs: lastTick?.failed.length ?? 0,
    oldestAt: queue.oldestAt ? new Date(queue.oldestAt) : null,
    dead: queue.dead,
    failedCalls: calls.calls.failures,
    lastBackupAt: backupAt,
  }
  return {
    at: at.toISOString(),
    alarms: healthAlarmsOf(facts, at),
    version,
    database: database.rows[0]!,
    queue,
    deadLetters,
    decisions,
    ...calls,
    lastTick: lastTick
      ? {
          at: lastTick.ended_at.toISOString(),
          ms: lastTick.ms,
          failed: lastTick.failed,
          failedAt: lastTick.failed_at?.toISOString() ?? null,
        }
      : null,
    lastSeal: lastSeal ? { on: lastSeal.on, at: lastSeal.sealed_at.toISOString(), cases: lastSeal.cases } : null,
    lastBackupAt: backupAt?.toISOString() ?? null,
  }
}

async function queueOf({ db, congress }: ActorScope): Promise<Output<'health.open'>['queue']> {
  const row = await db
    .selectFrom('outbox')
    .where('congress_id', '=', congress.id)
    .where('done_at', 'is', null)
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('dead_at', 'is', null).as('waiting'),
      fn.countAll<number>().filterWhere('dead_at', 'is not', null).as('dead'),
      fn.min('show_at').filterWhere('dead_at', 'is', null).filterWhere('waits_for', 'is', null).as('oldest'),
    ])
    .executeTakeFirstOrThrow()
  const oldest: Date | null = row.oldest
  return { waiting: row.waiting, dead: row.dead, oldestAt: oldest?.toISOString() ?? null }
}

async function deadLettersOf({ db, congress }: ActorScope): Promise<Output<'health.open'>['deadLetters']> {
  const rows = await db
    .selectFrom('outbox')
    .where('congress_id', '=', congress.id)
    .where('done_at', 'is', null)
    .where('dead_at', 'is not', null)
    .select(['id', 'kind', 'created_at', 'dead_at', 'attempts', 'code'])
    .orderBy('dead_at', 'desc')
    .orderBy('id')
    .limit(LISTED)
    .execute()
  return rows.map(({ id, kind, created_at, dead_at, attempts, code }) => ({
    id,
    kind,
    madeAt: created_at.toISOString(),
    diedAt: dead_at!.toISOString(),
    attempts,
    failure: (code ? failureOf(code) : noAnswer).reason,
    code: code ?? 0,
  }))
}

async function decisionsOf({ db, congress }: ActorScope): Promise<Output<'health.open'>['decisions']> {
  const rows = await db
    .selectFrom('dead_letter_decisions')
    .leftJoin('persons', (join) =>
      join.onRef('persons.congress_id', '=', 'dead_letter_decisions.congress_id').onRef('persons.id', '=', 'by_person'),
    )
    .where('dead_letter_decisions.congress_id', '=', congress.id)
    .select(['kind', 'decision', 'reason', 'persons.name as byName', 'at'])
    .orderBy('at', 'desc')
    .orderBy('dead_letter_decisions.id')
    .limit(DECISIONS)
    .execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** Of the last day, from what every process wrote down; what a process has not written yet is missing for a minute. */
async function callsOf({ db, congress, now }: ActorScope): Promise<Pick<Output<'health.open'>, 'slow' | 'calls'>> {
  const rows = await db
    .selectFrom('call_counts')
    .where('congress_id', '=', congress.id)
    .where('hour', '>', new Date(now().getTime() - DAY_MS))
    .select(({ fn }) => ['operation', 'class', fn.sum<number>('calls').as('calls'), fn.sum<number>('failures').as('failures')])
    .groupBy(['operation', 'class'])
    .execute()
  const classes = new Map<string, number[]>()
  const failures = new Map<string, number>()
  for (const { operation, class: of, calls, failures: failed } of rows) {
    const counts = classes.get(operation) ?? Array.from({ length: durationBounds.length + 1 }, () => 0)
    counts[of] = calls
    classes.set(operation, counts)
    failures.set(operation, (failures.get(operation) ?? 0) + failed)
  }
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, each) => all + each, 0)
  const operations = [...classes].map(([operation, counts]) => ({
    operation,
    calls: sum(counts),
    failures: failures.get(operation)!,
    p50: boundWithin(counts, 0.5),
    p99: boundWithin(counts, 0.99),
  }))
  const slowness = ({ p99 }: { p99: number | null }) => p99 ?? Number.MAX_SAFE_INTEGER
  return {
    slow: operations.toSorted((one, other) => slowness(other) - slowness(one) || other.calls - one.calls).slice(0, SLOWEST),
    calls: { all: sum(operations.map(({ calls }) => calls)), failures: sum(failures.values()) },
  }
}
