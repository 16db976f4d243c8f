import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { ErrorCode } from '../../contract/operation'
import { durationClass } from '../../domain/health'
import type { Database } from '../database/schema'

/** A call that was answered. Nothing of it says who called, or what was said. */
export interface Called {
  /** `unknown` where there is no such operation: what a caller makes up may hold anything. */
  operation: string
  callId: string
  congress: { id: string; code: string } | null
  /** What the caller is: `nobody`, `resident`, or their roles. */
  role: string
  outcome: 'OK' | ErrorCode
  ms: number
}

/** One job of the timer, once for one congress. */
export interface Worked {
  job: string
  isGood: boolean
  ms: number
}

/** Who measures what happens in this process. */
export interface Observer {
  called(call: Called): void
  worked(job: Worked): void
}

export interface Watch extends Observer {
  /** Adds what was counted to the database, at most once a minute unless it is the last time. What cannot be written is kept for the next. */
  flush(isLast?: boolean): Promise<void>
}

const EVERY_MS = 60_000
const HOUR_MS = 3_600_000
const KEPT_MS = 8 * 24 * HOUR_MS
/** What goes wrong with us, not with what was asked. */
const isFailure = (outcome: Called['outcome']) => outcome === 'INTERNAL' || outcome === 'UNAVAILABLE'

interface Count {
  calls: number
  failures: number
}

/** Logs each call in a line, counts it for the office's page, and tells the observer. */
export function openWatch({
  db,
  now,
  log,
  observer,
}: {
  db: Kysely<Database>
  now: () => Date
  log: Logger
  observer?: Observer | undefined
}): Watch {
  /** By congress, then by hour, operation and class. */
  const counts = new Map<string, Map<string, Count>>()
  let flushedAt = performance.now()

  function count({ operation, congress, outcome, ms }: Called): void {
    if (!congress || operation === 'unknown') return
    const hour = Math.floor(now().getTime() / HOUR_MS) * HOUR_MS
    const ours = counts.get(congress.id) ?? new Map<string, Count>()
    counts.set(congress.id, ours)
    const key = [hour, operation, durationClass(ms)].join(' ')
    const { calls, failures } = ours.get(key) ?? { calls: 0, failures: 0 }
    ours.set(key, { calls: calls + 1, failures: failures + Number(isFailure(outcome)) })
  }

  async function write(congressId: string, counted: ReadonlyMap<string, Count>): Promise<void> {
    // In one order everywhere: two processes that add to the same rows do not wait for each other in a circle.
    const rows = [...counted]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, { calls, failures }]) => {
        const [hour, operation, of] = key.split(' ')
        return { congress_id: congressId, hour: new Date(Number(hour)), operation: operation!, class: Number(of), calls, failures }
      })
    await db
      .insertInto('call_counts')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['congress_id', 'hour', 'operation', 'class']).doUpdateSet((set) => ({
          calls: set('call_counts.calls', '+', set.ref('excluded.calls')),
          failures: set('call_counts.failures', '+', set.ref('excluded.failures')),
        })),
      )
      .execute()
    const until = new Date(now().getTime() - KEPT_MS)
    await db.deleteFrom('call_counts').where('congress_id', '=', congressId).where('hour', '<', until).execute()
  }

  return {
    called(call) {
      const { operation, callId, congress, role, outcome, ms } = call
      log.info({ call: callId, operation, congress: congress?.code ?? null, role, outcome, ms: Math.round(ms) }, 'call')
      count(call)
      observer?.called(call)
    },
    worked: (job) => observer?.worked(job),
    async flush(isLast = false) {
      if (!isLast && performance.now() - flushedAt < EVERY_MS) return
      flushedAt = performance.now()
      const pending = new Map(counts)
      counts.clear()
      for (const [congressId, counted] of pending) {
        await write(congressId, counted).catch((error: unknown) => {
          log.warn({ kind: error instanceof Error ? error.name : 'unknown' }, 'calls were not counted')
          const since = counts.get(congressId) ?? new Map<string, Count>()
          for (const [key, { calls, failures }] of counted) {
            const more = since.get(key)
            since.set(key, { calls: calls + (more?.calls ?? 0), failures: failures + (more?.failures ?? 0) })
          }
          counts.set(congressId, since)
        })
      }
    },
  }
}
