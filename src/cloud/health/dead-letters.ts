import { randomUUID } from 'node:crypto'
import type { Change, ChangeScope } from '../operation'
import { health } from './open'

/** The dead among these, locked, with the decision noted. What somebody else has decided about meanwhile is not dead any more. */
async function decide(
  { db, congress, actor, at }: ChangeScope,
  ids: readonly string[],
  decision: 'resent' | 'dropped',
  reason: string | null,
): Promise<string[]> {
  const letters = await db
    .selectFrom('outbox')
    .where('congress_id', '=', congress.id)
    .where('id', 'in', ids)
    .where('done_at', 'is', null)
    .where('dead_at', 'is not', null)
    .select(['id', 'kind', 'code', 'dead_at'])
    .orderBy('id')
    .forUpdate()
    .execute()
  if (letters.length === 0) return []
  await db
    .insertInto('dead_letter_decisions')
    .values(
      letters.map(({ id, kind, code, dead_at }) => ({
        congress_id: congress.id,
        id: randomUUID(),
        outbox_id: id,
        kind,
        code,
        died_at: dead_at!,
        decision,
        reason,
        by_person: actor.personId,
        at,
      })),
    )
    .execute()
  return letters.map(({ id }) => id)
}

const these = ({ db, congress }: ChangeScope, ids: readonly string[]) =>
  db.updateTable('outbox').where('congress_id', '=', congress.id).where('id', 'in', ids)

/** The timer sends them with its next round, as new ones, with all their attempts before them. */
export const resendDeadLetters: Change<'health.resend', object> = {
  async run(scope, { ids }) {
    const dead = await decide(scope, ids, 'resent', null)
    if (dead.length > 0)
      await these(scope, dead).set({ dead_at: null, outcome: null, code: null, attempts: 0, next_at: scope.at }).execute()
    return {}
  },
  answer: (scope) => health(scope),
}

/** Nobody tries any more; the person still reads it in the mini-program. */
export const dropDeadLetters: Change<'health.drop', object> = {
  async run(scope, { ids, reason }) {
    const dead = await decide(scope, ids, 'dropped', reason)
    if (dead.length > 0) await these(scope, dead).set({ done_at: scope.at }).execute()
    return {}
  },
  answer: (scope) => health(scope),
}
