import { createHmac } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { OperationName } from '../contract'
import { kept } from './database/kept-plan'
import type { Database } from './database/schema'
import type { ActorScope, AfterCommit, Change } from './operation'
import { refuse } from './refusal'

const AFTER_MS = 2_000

/** Runs a change once per request id. The insert waits for a twin that is under way, so that only one of them changes anything. */
export async function change(
  name: OperationName,
  handler: Change<OperationName, unknown>,
  scope: ActorScope,
  input: { requestId: string },
): Promise<unknown> {
  const at = scope.now()
  const key = { congress_id: scope.congress.id, person_id: scope.actor.personId, request_id: input.requestId }
  // With a key: a plain hash of a phone number is found by trying them all.
  const hashBy = (secret: Buffer) => createHmac('sha256', secret).update(JSON.stringify(input)).digest()
  const { current, former } = scope.contactKey
  const inputHash = hashBy(current)
  const afterwards: AfterCommit[] = []
  const outcome = await inTransaction(handler, scope, input, async (db) => {
    const first = await db
      .insertInto('requests')
      .modifyEnd(kept)
      .values({ ...key, operation: name, input_hash: inputHash, outcome: null, created_at: at })
      .onConflict((conflict) => conflict.columns(['congress_id', 'person_id', 'request_id']).doNothing())
      .returning('request_id')
      .executeTakeFirst()
    const request = () =>
      Object.entries(key).reduce((query, [column, value]) => query.where(column as keyof typeof key, '=', value), db.selectFrom('requests'))
    if (!first) {
      const earlier = await request().select(['operation', 'input_hash', 'outcome']).executeTakeFirstOrThrow()
      // A phone may ask again after the key was changed.
      const isSame = earlier.input_hash.equals(inputHash) || (former && earlier.input_hash.equals(hashBy(former)))
      if (earlier.operation !== name || !isSame) return refuse('BAD_INPUT', [{ path: 'requestId', rule: 'used' }])
      return earlier.outcome
    }
    const made = await handler.run({ ...scope, db, at, after: (job) => void afterwards.push(job) }, input as never)
    await db
      .updateTable('requests')
      .modifyEnd(kept)
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
