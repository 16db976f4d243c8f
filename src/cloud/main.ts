import * as v from 'valibot'
import { operations, type OperationName } from '../contract'
import type { FieldError, Operation, Refusal } from '../contract/operation'
import { rolesOf, type Actor } from '../domain/actor'
import { isBounded } from './bounded'
import { change } from './change'
import type { Context } from './context'
import { marked } from './database/call-mark'
import { KeptPlanLost } from './database/kept-plan'
import { mayAnswer } from './database/replica'
import { handlers } from './handlers'
import { withinLimits } from './limit'
import type { ActorScope, Change, Congress, Origin, Scope } from './operation'
import { publicReads } from './public-reads'
import { AppError, refuse } from './refusal'
import { callerOf, type Identity } from './session/identify'
import { renew } from './session/renew'

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
  /** Told the token under which the caller's session goes on; without it sessions keep theirs. */
  onRenewed?: (token: string) => void
}

export type Reply = { ok: true; output: unknown } | { ok: false; error: Refusal }

/** Said of every operation alike, like one of an operation that is not there: no contract names it. */
const noSuchCongress = new AppError('NOT_FOUND')

const TRIES = 3

/** What was found out about a caller until the call ended. */
interface Seen {
  congress: Congress | null
  actor: Actor | null
}

/** Answers a call, and notes how that went. */
export async function handle(call: Call, context: Context): Promise<Reply> {
  const from = performance.now()
  const isKnown = Object.hasOwn(operations, call.operation)
  const name = call.operation as OperationName
  const seen: Seen = { congress: null, actor: null }
  const reply: Reply = isKnown
    ? await marked(name, call.callId, () => answer(name, operations[name], call, context, seen))
    : { ok: false, error: { code: 'NOT_FOUND' } }
  context.watch.called({
    operation: isKnown ? name : 'unknown',
    callId: call.callId,
    congress: seen.congress,
    role: seen.actor ? rolesOf(seen.actor).toSorted().join('+') || 'resident' : 'nobody',
    outcome: reply.ok ? 'OK' : reply.error.code,
    ms: performance.now() - from,
  })
  return reply
}

/** Identify, validate, authorise, run, encode. The only place where everything that is thrown is caught. */
async function answer(name: OperationName, operation: Operation, call: Call, context: Context, seen: Seen): Promise<Reply> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const output = await run(name, operation, call, context, seen)
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

async function run(name: OperationName, operation: Operation, call: Call, context: Context, seen: Seen): Promise<unknown> {
  const { congress, identity } = await callerOf(context, call, { mayMake: operation.by !== 'anyone' })
  if (!congress && name !== 'congress.list') throw noSuchCongress
  const actor = identity?.actor ?? null
  Object.assign(seen, { congress, actor })
  if (identity?.held && call.onRenewed) {
    const token = await renew(context.db, identity.held, context.now())
    if (token) call.onRenewed(token)
  }
  const caller = { personId: actor?.personId ?? null, openid: call.openid ?? null, address: call.from?.address ?? null }
  const work = () => performNearest(name, operation, call, { context, congress, identity })
  return congress ? withinLimits(context, { congressId: congress.id, operation: name, isChange: operation.isChange, caller }, work) : work()
}

interface Known {
  context: Context
  congress: Congress | null
  identity: Identity | null
}

/**
 * Public pages come from a replica where one follows closely enough; whatever is amiss with it, from the primary. Who
 * somebody is, and what their roles are, always comes from the primary: what ended has ended at once.
 */
async function performNearest(name: OperationName, operation: Operation, call: Call, known: Known): Promise<unknown> {
  const { db, replica, now, log } = known.context
  if (replica?.isAwake() && publicReads.has(name))
    try {
      const isFit = await mayAnswer(replica, db, known.identity?.actor ?? null, now())
      if (isFit) return await perform(name, operation, call, known, replica.db)
    } catch (error) {
      if (error instanceof AppError) throw error
      replica.rest()
      log.warn({ call: call.callId, operation: name, reason: postgresCode(error) }, 'the replica failed')
    }
  return perform(name, operation, call, known, db)
}

async function perform(
  name: OperationName,
  operation: Operation,
  call: Call,
  { context, congress, identity }: Known,
  db: Context['db'],
): Promise<unknown> {
  const actor = identity?.actor ?? null
  // To valibot a list is an object whose keys are all missing.
  if (Array.isArray(call.input)) return refuse('BAD_INPUT', [{ path: '', rule: 'type' }])
  if (!isBounded(call.input)) return refuse('BAD_INPUT', [{ path: '', rule: 'too_large' }])
  const parsed = v.safeParse(operation.input, call.input)
  if (!parsed.success) return refuse('BAD_INPUT', fieldErrors(parsed.issues))
  authorise(operation, actor)
  const from = call.from ?? { address: null, device: null }
  const scope = { ...context, db, congress, actor, sessionId: identity?.sessionId ?? null, from } as Scope
  const handler = handlers[name]
  if (typeof handler === 'function') return (handler as (scope: Scope, input: unknown) => Promise<unknown>)(scope, parsed.output)
  return change(name, handler as Change<OperationName, unknown>, scope as ActorScope, parsed.output as { requestId: string })
}

function authorise({ by }: Operation, actor: Actor | null): void {
  if (by === 'anyone') return
  if (!actor) return refuse('SIGN_IN')
  if (by !== 'person' && !rolesOf(actor).includes(by)) refuse('FORBIDDEN')
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

/** Serialization failure and deadlock: PostgreSQL asks for another try. A plan that was lost is made anew. */
const isRace = (error: unknown) => error instanceof KeptPlanLost || ['40001', '40P01'].includes(postgresCode(error))

/**
 * The database cannot be reached, goes down (57P), comes up (57P03), is full (53) or broke the connection (08); took too
 * long (57014) or waited too long for us (25P03); is a standby that was not promoted yet (25006).
 */
const isOutage = (error: unknown) =>
  /^(ECONN|ENOENT|ENOTFOUND|EAI_AGAIN|ENETUNREACH|ETIMEDOUT|EPIPE|EHOSTUNREACH|57|53|58|08|25006|25P0[34])/.test(postgresCode(error)) ||
  (error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|is not queryable|Cannot use a pool after/.test(error.message))

function refusalOf(error: unknown, name: OperationName, operation: Operation, call: Call, { log }: Context): Refusal {
  if (error === noSuchCongress) return { code: 'NOT_FOUND' }
  if (error instanceof AppError && operation.errors.includes(error.code))
    return {
      code: error.code,
      ...(error.fields && { fields: error.fields }),
      ...(error.retryAfterS !== undefined && { retryAfterS: error.retryAfterS }),
    }
  if (isOutage(error) || isRace(error)) {
    log.warn({ call: call.callId, operation: name, reason: postgresCode(error) }, 'database unavailable')
    return { code: 'UNAVAILABLE' }
  }
  // The message may quote what a resident wrote, so only its kind and place are logged.
  const { name: kind, stack } = error instanceof Error ? error : new Error('unknown')
  log.error({ call: call.callId, operation: name, kind, code: postgresCode(error), at: stack?.split('\n').slice(1, 6) }, 'operation failed')
  return { code: 'INTERNAL' }
}
