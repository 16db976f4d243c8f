import { Text, View } from '@tarojs/components'
import { dayOf } from '../../../domain/calendar'
import type { Relation } from '../../../domain/concern'
import { formatDate } from '../../words'
import { useCaseWords } from '../../words/concern'
import { sideOf } from '../../words/case-states'
import { Button } from '../button'
import { Icon } from '../icon'
import { heading } from '../press'
import { Status } from '../status'
import './case.css'
import { dueLook, stateLook, type CaseView } from './state'

/** How a case stands, in words: state, deadline, who has it, and what comes next. */
export function CaseHeader({ view, as, onBelow }: { view: CaseView; as: Relation; onBelow: (() => void) | null }) {
  const { concern } = useCaseWords()
  const { state, number, due, receivedAt, verdict, deputy, receipt, isSilent, needsOffice } = view
  const side = sideOf(as)
  const isLeft = (state === 'assigned' || state === 'accepted') && view.steps.includes('assign')
  const holder =
    deputy && as !== 'assignee'
      ? concern.with(deputy.name)
      : receipt.station && state === 'unassigned'
        ? concern.withStation(receipt.station.name)
        : null
  return (
    <View className="lx-case-header">
      <View className={`lx-case-state lx-case-state-${stateLook[state].tone}`}>
        <Icon name={stateLook[state].icon} size="large" />
        <View className="lx-title lx-grow" {...heading(1)}>
          {concern.state[side][state]}
        </View>
      </View>
      <View className="lx-row-wrap">
        {due && <Status words={concern.due.left(due)} {...dueLook(due)} />}
        {isSilent && <Status words={concern.silent[side]} tone="warning" />}
        {needsOffice && state === 'unassigned' && <Status words={concern.needsOffice} tone="warning" icon="alert" />}
        {verdict && state !== 'settled' && (
          <Status words={side === 'reporter' ? concern.judgedOwn(concern.verdict[verdict]) : concern.judged(concern.verdict[verdict])} />
        )}
      </View>
      <Text className="lx-text">
        {state === 'answered' && verdict ? concern.nextJudged[side] : isLeft ? concern.mayReassign : concern.next[state][as]}
      </Text>
      {due && <Text className="lx-small">{concern.due.by(due) + (due.isProvisional ? ` · ${concern.due.provisional}` : '')}</Text>}
      {side !== 'reporter' && <Text className="lx-small">{concern.relay(view.relayName)}</Text>}
      {holder && <Text className="lx-small">{holder}</Text>}
      <Text className="lx-time">{`${concern.number(number)} · ${concern.receivedOn(formatDate(dayOf(new Date(receivedAt))))}`}</Text>
      {onBelow && (
        <Button kind="link" onPress={onBelow}>
          {concern.below[side]}
        </Button>
      )}
    </View>
  )
}
