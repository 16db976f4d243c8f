import type { Output } from '../../../contract'
import { useWords } from '../../words'
import { Status } from '../status'

/** How a deadline stands, in words first: an icon and a colour only repeat them. */
export function Due({ due }: { due: NonNullable<Output<'concern.open'>['due']> }) {
  const { concern } = useWords()
  const { workdaysLeft } = due
  if (workdaysLeft < 0) return <Status words={concern.overdue(-workdaysLeft)} tone="error" icon="alert" />
  if (workdaysLeft === 0) return <Status words={concern.dueToday} tone="warning" icon="clock" />
  return <Status words={concern.dueIn(workdaysLeft)} tone="plain" icon="clock" />
}
