import type { Output } from '../../contract'
import { mayTakeVisit, visitSteps, type VisitRelation, type VisitStepName } from '../../domain/visit'
import type { ActorScope, Change, ChangeScope } from '../operation'
import { lockReceptions, type ReceptionRow } from '../reception/record'
import { refuse } from '../refusal'
import { settingsOf, type VisitRow } from './record'
import { viewVisit } from './view'
import { factsOf, visibleVisit } from './visible'

export interface Taken {
  row: VisitRow
  reception: ReceptionRow
  by: VisitRelation
  /** The other reception that was asked for, where it is there. */
  other: ReceptionRow | undefined
}

/**
 * Locks the reception of a visit (and another, in one order) and says as what the actor takes a step.
 * NOT_FOUND: absent or not theirs. CONFLICT: not in this state, or not for them.
 */
export async function takeVisit(scope: ChangeScope, step: VisitStepName, id: string, otherId?: string): Promise<Taken> {
  const { reception: seen } = (await visibleVisit(scope, id)) ?? refuse('NOT_FOUND')
  const locked = await lockReceptions(scope, otherId ? [seen.id, otherId] : [seen.id])
  // What was seen before the lock may have changed while waiting for it, the reception itself too.
  const { row, reception, relations } = (await visibleVisit(scope, id)) ?? refuse('NOT_FOUND')
  if (reception.id !== seen.id) return refuse('CONFLICT')
  if (!mayTakeVisit(step, relations, factsOf(row, reception, settingsOf(scope.congress), scope.at))) return refuse('CONFLICT')
  const by: readonly VisitRelation[] = visitSteps[step].by
  return { row, reception, by: by.find((relation) => relations.includes(relation))!, other: locked.find((each) => each.id === otherId) }
}

/** The answer of every change of a visit: the visit as it then is. */
export async function answerVisit(scope: ActorScope, { id }: { id: string }): Promise<Output<'visit.open'>> {
  return viewVisit(scope, (await visibleVisit(scope, id)) ?? refuse('NOT_FOUND'))
}

type StepOperation = `visit.${'accept' | 'reschedule' | 'cancel' | 'noShow' | 'minutes' | 'toConcern' | 'confirmConcern'}`

/** A step of one visit that answers with the visit. */
export function visitStep<N extends StepOperation>(
  run: (scope: ChangeScope, input: Parameters<Change<N>['run']>[1] & { id: string }) => Promise<unknown>,
): Change<N> {
  return {
    async run(scope, input) {
      const of = input as typeof input & { id: string }
      await run(scope, of)
      return { id: of.id }
    },
    answer: answerVisit as Change<N>['answer'],
  }
}
