import { sql } from 'kysely'
import type { Operations, Output, Request } from '../../contract'
import { addWorkdays, dayOf, workdaysBetween } from '../../domain/calendar'
import { leavesCluster, partsFromCluster } from '../../domain/cluster'
import { concernSteps, mayTake, type ConcernStep, type Relation } from '../../domain/concern'
import type { Change, ChangeScope } from '../operation'
import { refuse } from '../refusal'
import { leaveCluster } from '../similar/leave'
import { passOnHead, takeMembers } from '../similar/spread'
import { factsOf } from './facts'
import { clockGoesOn } from './notice'
import { viewConcern } from './view'
import { visible } from './visible'
import type { ConcernChanges, ConcernRow } from './record'

type StepName =
  Exclude<Extract<keyof Operations, `concern.${ConcernStep}`>, 'concern.openContact'> | 'concern.correctContact' | 'concern.reveal'

/** Locks a case for a step and says as what the actor takes it. NOT_FOUND: absent or not theirs. CONFLICT: not in this state, or not for them. */
export async function take(scope: ChangeScope, step: ConcernStep, id: string): Promise<{ row: ConcernRow; by: Relation }> {
  const { row, relations } = (await visible(scope, id, { isLocked: true })) ?? refuse('NOT_FOUND')
  if (!mayTake(step, relations, factsOf(scope, row))) return refuse('CONFLICT')
  const by: readonly Relation[] = concernSteps[step].by
  const own = partsFromCluster(step) ? await leaveCluster(scope, row, null) : row
  return { row: { ...own, members: await takeMembers(scope, step, id) }, by: by.find((relation) => relations.includes(relation))! }
}

/** Changes the row of a case that this transaction has locked, and of the others of its cluster that the step is taken on too. */
export async function update(scope: ChangeScope, row: ConcernRow, changes: ConcernChanges): Promise<ConcernRow> {
  // What is open again stands by itself.
  const own = changes.state && leavesCluster(row.state, changes.state) ? await leaveCluster(scope, row, null) : row
  await updateTogether(scope, row, changes)
  if (changes.state === 'withdrawn' && !row.head_id) await passOnHead(scope, row.id)
  return { ...own, ...changes }
}

const noReview = { review_by: null, review_author_id: null, review_asked_at: null }

/** The same of a case that stays the first of its cluster, whatever state it goes back to. */
export async function updateTogether(scope: ChangeScope, row: ConcernRow, to: ConcernChanges): Promise<void> {
  const { db, congress } = scope
  // Whatever ends the waiting for a second person, its resident's withdrawal too: nobody is waited for after it.
  const changes = row.state === 'in_review' && to.state ? { ...noReview, ...to } : to
  await db.updateTable('concerns').set(changes).where('congress_id', '=', congress.id).where('id', '=', row.id).execute()
  await updateMembers(scope, row, changes)
}

/**
 * Changes the others as the first is changed. Each keeps its own deadline and how often it was passed on: both move as far
 * as those of the first do, and the deadline of one whose resident was asked by as long as that took.
 */
async function updateMembers(
  { db, congress, at, calendar }: ChangeScope,
  { due_on: before, members = [] }: ConcernRow,
  { due_on: after, passes, ...shared }: ConcernChanges,
): Promise<void> {
  if (members.length === 0) return
  const counted = passes === undefined ? {} : { passes: passes > 0 ? sql<number>`passes + 1` : 0 }
  await db
    .updateTable('concerns')
    .set({ ...shared, ...counted, ...(shared.state && { asked_on: null }) })
    .where('congress_id', '=', congress.id)
    .where(
      'id',
      'in',
      members.map(({ id }) => id),
    )
    .execute()
  const later = after ? workdaysBetween(before, after, calendar) : 0
  for (const member of members) {
    const { due_on: resumed = member.due_on } = shared.state ? clockGoesOn(member, dayOf(at), calendar) : {}
    const due = addWorkdays(resumed, later, calendar)
    if (due !== member.due_on)
      await db.updateTable('concerns').set({ due_on: due }).where('congress_id', '=', congress.id).where('id', '=', member.id).execute()
  }
}

/**
 * A step that answers with the case as it then is. `handsOver`: null where it is not the actor's any more; any other answers
 * NOT_FOUND then, which only a request can meet that is sent again after the case went on.
 */
export function stepOf<N extends StepName>(
  run: (scope: ChangeScope, input: Request<N>) => Promise<unknown>,
  { handsOver = false } = {},
): Change<N> {
  return {
    async run(scope, input) {
      await run(scope, input)
      return { id: input.id }
    },
    async answer(scope, { id }) {
      const found = await visible(scope, id)
      if (!found) return handsOver ? (null as Output<N>) : refuse('NOT_FOUND')
      return (await viewConcern(scope, found)) as Output<N>
    },
  }
}
