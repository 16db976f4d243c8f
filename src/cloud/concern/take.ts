import type { Operations, Output, Request } from '../../contract'
import { concernSteps, mayTake, type ConcernStep, type Relation } from '../../domain/concern'
import type { Change, ChangeScope } from '../operation'
import { refuse } from '../refusal'
import { clusterChange, passOnHead, takeMembers } from '../similar/spread'
import { factsOf } from './facts'
import { viewConcern } from './view'
import { visible } from './visible'
import type { ConcernRow } from './record'

type StepName =
  Exclude<Extract<keyof Operations, `concern.${ConcernStep}`>, 'concern.openContact'> | 'concern.correctContact' | 'concern.reveal'

/** Locks a case for a step and says as what the actor takes it. NOT_FOUND: absent or not theirs. CONFLICT: not in this state, or not for them. */
export async function take(scope: ChangeScope, step: ConcernStep, id: string): Promise<{ row: ConcernRow; by: Relation }> {
  const { row, relations } = (await visible(scope, id, { isLocked: true })) ?? refuse('NOT_FOUND')
  if (!mayTake(step, relations, factsOf(scope, row))) return refuse('CONFLICT')
  const by: readonly Relation[] = concernSteps[step].by
  return { row: { ...row, members: await takeMembers(scope, step, id) }, by: by.find((relation) => relations.includes(relation))! }
}

/** Changes the row of a case that this transaction has locked, and of the others of its cluster that the step is taken on too. */
export async function update(
  scope: ChangeScope,
  row: ConcernRow,
  changes: Partial<Omit<ConcernRow, 'congress_id' | 'id' | 'routing' | 'members' | 'is_attended'>>,
): Promise<ConcernRow> {
  const own = { ...changes, ...clusterChange(row, changes.state) }
  const { db, congress } = scope
  const change = (ids: readonly string[], to: typeof own) =>
    db.updateTable('concerns').set(to).where('congress_id', '=', congress.id).where('id', 'in', ids).execute()
  await change([row.id], own)
  const members = row.members ?? []
  // Each keeps its own deadline.
  const { due_on: _, ...shared } = changes
  if (members.length > 0)
    await change(
      members.map(({ id }) => id),
      shared,
    )
  if (changes.state === 'withdrawn' && !row.head_id) await passOnHead(scope, row.id)
  return { ...row, ...own }
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
