import { useCaseWords } from '../../words/concern'
import { NoticeBar } from '../notice-bar'
import type { CaseView } from './state'

/** Says that others do not see this yet, or why they will not. */
export function Held({ held }: { held: CaseView['held'] }) {
  const { concern } = useCaseWords()
  if (!held) return null
  if (held.state === 'checking') return <NoticeBar title={concern.held.checking} />
  if (held.state === 'in_review') return <NoticeBar title={concern.held.inReview} />
  if (held.state === 'returned') return <NoticeBar tone="warning" title={concern.held.returned} />
  return <NoticeBar tone="warning" title={held.reason ? concern.held.keptBackFor(held.reason) : concern.held.keptBack} />
}
