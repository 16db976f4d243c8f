import * as v from 'valibot'
import { healthAlarms } from '../domain/health'
import { notificationKinds } from '../domain/notification'
import { day, id, instant, requestId, text } from './field'
import { change, query } from './operation'

/** Why WeChat did not take a message; `refused` and `busy` pass, `unauthorised` and `rejected` want somebody. */
export const deliveryFailures = ['busy', 'down', 'refused', 'inactive', 'bad_code', 'unauthorised', 'rejected'] as const

const health = v.object({
  at: instant,
  /** What somebody should look at. */
  alarms: v.array(v.picklist(healthAlarms)),
  version: v.string(),
  database: v.object({ version: v.string(), bytes: v.number() }),
  /** Messages that are owed to people of this congress. */
  queue: v.object({ waiting: v.number(), oldestAt: v.nullable(instant), dead: v.number() }),
  /** The latest first, at most 50. Nothing says to whom. */
  deadLetters: v.array(
    v.object({
      id,
      kind: v.picklist(notificationKinds),
      madeAt: instant,
      diedAt: instant,
      attempts: v.number(),
      failure: v.picklist(deliveryFailures),
      /** WeChat's errcode; 0 where there was no answer. */
      code: v.number(),
    }),
  ),
  /** What was done about dead letters, the latest first. */
  decisions: v.array(
    v.object({
      kind: v.picklist(notificationKinds),
      decision: v.picklist(['resent', 'dropped']),
      reason: v.nullable(v.string()),
      /** Null where the person is not known any more. */
      byName: v.nullable(v.string()),
      at: instant,
    }),
  ),
  /** Of the last 24 hours, the slowest first. */
  slow: v.array(
    v.object({
      operation: v.string(),
      calls: v.number(),
      failures: v.number(),
      /** Milliseconds within which half of the calls, and 99 of 100, were answered; null: over ten seconds. */
      p50: v.nullable(v.number()),
      p99: v.nullable(v.number()),
    }),
  ),
  calls: v.object({ all: v.number(), failures: v.number() }),
  lastTick: v.nullable(v.object({ at: instant, ms: v.number(), failed: v.array(v.string()), failedAt: v.nullable(instant) })),
  lastSeal: v.nullable(v.object({ on: day, at: instant, cases: v.number() })),
  lastBackupAt: v.nullable(instant),
})

/** 运行情况 */
export const openHealth = query({
  summary:
    'How the system runs: what waits to be sent, what WeChat did not take, what is slow, and when the timer, the seal and the backup were last done',
  by: 'office',
  input: v.strictObject({}),
  output: health,
  errors: [],
})

const ids = v.pipe(v.array(id, 'list'), v.minLength(1, 'required'), v.maxLength(50, 'too_many'))

export const resendDeadLetters = change({
  summary: 'Sends messages again that WeChat did not take; those that are not dead any more are left as they are',
  by: 'office',
  input: v.strictObject({ requestId, ids }),
  output: health,
  errors: [],
})

export const dropDeadLetters = change({
  summary: 'Gives up bringing messages by WeChat, with a reason; they stay to be read in the mini-program',
  by: 'office',
  input: v.strictObject({ requestId, ids, reason: text(2, 200) }),
  output: health,
  errors: [],
})
