import type { Selectable } from 'kysely'
import { mayTake } from '../../domain/concern'
import type { DraftStep } from '../../domain/reply'
import { factsOf } from '../concern/facts'
import { visible } from '../concern/visible'
import type { Database } from '../database/schema'
import type { Change, Handler, Scope } from '../operation'
import { refuse } from '../refusal'
import { dropDraft } from './drop'

type Draft = Selectable<Database['reply_drafts']>

const draftOf = ({ db, congress }: Pick<Scope, 'db' | 'congress'>, personId: string, { concernId, step }: OfStep) =>
  db
    .selectFrom('reply_drafts')
    .where('congress_id', '=', congress.id)
    .where('concern_id', '=', concernId)
    .where('person_id', '=', personId)
    .where('step', '=', step)
interface OfStep {
  concernId: string
  step: DraftStep
}

/** 草稿: the caller's own, and nobody else's. */
export const openDraft: Handler<'draft.open'> = async (scope, of) => {
  if (!(await visible(scope, of.concernId))) return refuse('NOT_FOUND')
  const found = await draftOf(scope, scope.actor.personId, of).selectAll().executeTakeFirst()
  return { draft: found ? { text: found.text, savedAt: found.saved_at.toISOString() } : null }
}

/** The newest wins; the answer says whether somewhere else it had been changed since this device last looked. */
export const saveDraft: Change<'draft.save', { savedAt: string; wasElsewhere: boolean }> = {
  async run(scope, { text, seenAt, ...of }) {
    const { row, relations } = (await visible(scope, of.concernId, { isLocked: true })) ?? refuse('NOT_FOUND')
    // What arrives after the words were sent would come back as if they had not been.
    if (!mayTake(of.step, relations, factsOf(scope, row))) return refuse('CONFLICT')
    const { db, congress, actor, at } = scope
    const before: Draft | undefined = await draftOf(scope, actor.personId, of).selectAll().executeTakeFirst()
    await dropDraft(scope, of.concernId, of.step)
    if (text !== '')
      await db
        .insertInto('reply_drafts')
        .values({ congress_id: congress.id, concern_id: of.concernId, person_id: actor.personId, step: of.step, text, saved_at: at })
        .execute()
    const isKnown = !before || before.text === text || before.saved_at.getTime() === Date.parse(seenAt ?? '')
    return { savedAt: at.toISOString(), wasElsewhere: !isKnown }
  },
  answer: async (_, outcome) => outcome,
}
