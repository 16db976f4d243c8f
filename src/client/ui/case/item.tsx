import { Text, View } from '@tarojs/components'
import type { Output } from '../../../contract'
import { dayOf } from '../../../domain/calendar'
import { formatDate, useWords } from '../../words'
import { Card } from '../card'
import { Status } from '../status'
import './case.css'
import { Due } from './due'
import { CaseState } from './state'

export type CaseItem = Output<'concern.mine'>['items'][number]

/** A case in a list: what it is, how it stands, and what comes next. */
export function CaseCard({ item, side, onPress }: { item: CaseItem; side: 'resident' | 'holder'; onPress: () => void }) {
  const { concern } = useWords()
  const { excerpt, number, state, topic, receivedAt, due, deputyName, stationName, unread, verdict } = item
  const who = side === 'resident' ? (deputyName ?? stationName) : (topic?.name ?? null)
  return (
    <Card onPress={onPress} label={excerpt}>
      <View className="lx-case-item">
        <Text className="lx-heading">{excerpt}</Text>
        <View className="lx-row-wrap">
          <CaseState state={state} side={side} />
          {due && <Due due={due} />}
          {verdict && state !== 'settled' && <Status words={concern.verdict[verdict]} tone="warning" />}
          {unread > 0 && <Status words={concern.newMessages(unread)} tone="info" icon="message" />}
        </View>
        <Text className="lx-small">{concern.next[side][state]}</Text>
        <Text className="lx-time">
          {[concern.number(number), formatDate(dayOf(new Date(receivedAt))), who].filter(Boolean).join(' · ')}
        </Text>
      </View>
    </Card>
  )
}
