import type { ConcernState } from '../../../domain/concern'
import { useWords } from '../../words'
import { Status } from '../status'

const tones = {
  unassigned: 'info',
  assigned: 'info',
  accepted: 'info',
  asked: 'warning',
  answered: 'success',
  settled: 'success',
  withdrawn: 'plain',
} as const satisfies Record<ConcernState, string>

/** The state of a case as one side of it names it. */
export function CaseState({ state, side }: { state: ConcernState; side: 'resident' | 'holder' }) {
  const { concern } = useWords()
  return <Status words={side === 'resident' ? concern.state[state] : concern.stateOfHolder[state]} tone={tones[state]} />
}
