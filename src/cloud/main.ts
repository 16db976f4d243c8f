import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import * as v from 'valibot'
import { operations, type OperationName } from '../contract'
import type { FieldError, Operation, Refusal } from '../contract/operation'
import { rolesOf, type Actor } from '../domain/actor'
import type { Context } from './context'
import type { Database } from './database/schema'
import { handlers } from './handlers'
import type { ActorScope, AfterCommit, Change, Origin, Scope } from './operation'
import { AppError, refuse } from './refusal'
import { callerOf } from './session/identify'

/** One call as it comes from WeChat or over HTTP. */
export interface Call {
  operation: string
  input: unknown
  /** The congress's code; else the token's congress, else the first of the deployment. */
  congress?: string
  token?: string
  /** From WeChat's own context, never from what the caller sent. */
  openid?: string
  /** Where it came from, as far as the transport knows. */
  from?: Origin
  callId: string
}

export type Reply = { ok: true; output: unknown } | { ok: false; error: Refusal }

const TRIES = 3
const AFTER_MS = 2_000

/** Identify, validate, authorise, run, encode. The only place where everything that is thrown is caught. */
export async function handle(call: Call, context: Context): Promise<Reply> {
  const operation = operations[call.operation as OperationName] as Operation | undefined
  if (!operation || !Object.hasOwn(operations, call.operation)) return { ok: false, error: { code: 'NOT_FOUND' } }
  const name = call.operation as OperationName
  for (let attempt = 1; ; attempt += 1) {
    try {
      const output = await run(name, operation, call, context)
      const encoded = v.safeParse(operation.output, output)
      if (!encoded.success)
        throw new Error(`${name} answered against its contract: ${v.getDotPath(encoded.issues[0]) ?? ''} ${encoded.issues[0].message}`)
      return { ok: true, output: encoded.output }
    } catch (error) {
      if (attempt < TRIES && isRace(error)) continue
      return { ok: false, error: refusalOf(error, name, operation, call, context) }
    }
  }
}

async function run(name: OperationName, operation: Operation, call: Call, context: Context): Promise<unknown> {
  const { congress, identity } = await callerOf(context, call, { mayMake: operation.by !== 'anyone' })
  if (!congress && name !== 'congress.list') return refuse('NOT_FOUND')
  const actor = identity?.actor ?? null
  // To valibot a list is an object whose keys are all missing.
  if (Array.isArray(call.input)) return refuse('BAD_INPUT', [{ path: '', rule: 'type' }])
  const parsed = v.safeParse(operation.input, call.input)
  if (!parsed.success) return refuse('BAD_INPUT', fieldErrors(parsed.issues))
  authorise(operation, actor)
  const from = call.from ?? { address: null, device: null }
  const scope = { ...context, congress, actor, sessionId: identity?.sessionId ?? null, from } as Scope
  const handler = handlers[name]
  if (typeof handler === 'function') return (handler as (scope: Scope, input: unknown) => Promise<unknown>)(scope, parsed.output)
  return change(name, handler as Change<OperationName, unknown>, scope as ActorScope, parsed.output as { requestId: string })
}

function authorise({ by }: Operation, actor: Actor | null): void {
  if (by === 'anyone') return
  if (!actor) return refuse('SIGN_IN')
  if (by !== 'person' && !rolesOf(actor).includes(by)) refuse('FORBIDDEN')
}

/** Runs a change once per request id. The insert waits for a twin that is under way, so that only one of them changes anything. */
async function change(
  name: OperationName,
  handler: Change<OperationName, unknown>,
  scope: ActorScope,
  input: { requestId: string },
): Promise<unknown> {
  const at = scope.now()
  const key = { congress_id: scope.congress.id, person_id: scope.actor.personId, request_id: input.requestId }
  // With a key: a plain hash of a phone number is found by trying them all.
  const inputHash = createHmac('sha256', scope.contactKey.current).update(JSON.stringify(input)).digest()
  const afterwards: AfterCommit[] = []
  const outcome = await inTransaction(handler, scope, input, async (db) => {
    const first = await db
      .insertInto('requests')
      .values({ ...key, operation: name, input_hash: inputHash, outcome: null, created_at: at })
      .onConflict((conflict) => conflict.columns(['congress_id', 'person_id', 'request_id']).doNothing())
      .returning('request_id')
      .executeTakeFirst()
    const request = () =>
      Object.entries(key).reduce((query, [column, value]) => query.where(column as keyof typeof key, '=', value), db.selectFrom('requests'))
    if (!first) {
      const earlier = await request().select(['operation', 'input_hash', 'outcome']).executeTakeFirstOrThrow()
      if (earlier.operation !== name || !earlier.input_hash.equals(inputHash))
        return refuse('BAD_INPUT', [{ path: 'requestId', rule: 'used' }])
      return earlier.outcome
    }
    const made = await handler.run({ ...scope, db, at, after: (job) => void afterwards.push(job) }, input as never)
    await db
      .updateTable('requests')
      .set({ outcome: JSON.stringify(made) })
      .where('congress_id', '=', key.congress_id)
      .where('person_id', '=', key.person_id)
      .where('request_id', '=', key.request_id)
      .execute()
    return made
  })
  await settle(afterwards, scope, name)
  return handler.answer(scope, outcome)
}

/** On one connection from the first look on: in a crowd each would otherwise look before the first has begun, and see a free place. */
async function inTransaction<T>(
  { refuseEarly }: Change<OperationName, unknown>,
  scope: ActorScope,
  input: { requestId: string },
  work: (db: Transaction<Database>) => Promise<T>,
): Promise<T> {
  if (!refuseEarly) return scope.db.transaction().execute(work)
  return scope.db.connection().execute(async (db) => {
    await refuseEarly({ ...scope, db }, input as never)
    return db.transaction().execute(work)
  })
}

/** What follows a committed change is tried now and waited for briefly; `tick` does what is left. */
async function settle(jobs: readonly AfterCommit[], scope: ActorScope, operation: OperationName): Promise<void> {
  if (jobs.length === 0) return
  const done = Promise.all(jobs.map((job) => job(scope))).catch((error: unknown) =>
    scope.log.warn({ operation, kind: error instanceof Error ? error.name : 'unknown' }, 'left to the timer'),
  )
  const limit = new AbortController()
  await Promise.race([done, pause(AFTER_MS, undefined, { signal: limit.signal }).catch(() => {})])
  limit.abort()
}

function fieldErrors(issues: readonly v.BaseIssue<unknown>[]): FieldError[] {
  return issues.slice(0, 20).map((issue) => ({
    path: (v.getDotPath(issue) ?? '').slice(0, 100),
    rule:
      issue.received === 'undefined'
        ? 'required'
        : issue.expected === 'never'
          ? 'unknown'
          : /^[a-z_]+$/.test(issue.message)
            ? issue.message
            : 'type',
  }))
}

const postgresCode = (error: unknown) => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '')

/** Serialization failure and deadlock: PostgreSQL asks for another try. */
const isRace = (error: unknown) => ['40001', '40P01'].includes(postgresCode(error))

/** The database cannot be reached, goes down (57P), comes up (57P03), is full (53) or broke the connection (08). */
const isOutage = (error: unknown) =>
  /^(ECONN|ENOENT|ETIMEDOUT|EPIPE|EHOSTUNREACH|57P|53|08)/.test(postgresCode(error)) ||
  (error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message))

function refusalOf(error: unknown, name: OperationName, operation: Operation, call: Call, { log }: Context): Refusal {
  if (error instanceof AppError && operation.errors.includes(error.code))
    return { code: error.code, ...(error.fields && { fields: error.fields }) }
  if (isOutage(error) || isRace(error)) {
    log.warn({ call: call.callId, operation: name, reason: postgresCode(error) }, 'database unavailable')
    return { code: 'UNAVAILABLE' }
  }
  // The message may quote what a resident wrote, so only its kind and place are logged.
  const { name: kind, stack } = error instanceof Error ? error : new Error('unknown')
  log.error({ call: call.callId, operation: name, kind, code: postgresCode(error), at: stack?.split('\n').slice(1, 6) }, 'operation failed')
  return { code: 'INTERNAL' }
}
