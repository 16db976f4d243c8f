import { Text, View } from '@tarojs/components'
import { dayOf } from '../../../domain/calendar'
import type { Relation } from '../../../domain/concern'
import { formatDate, useWords } from '../../words'
import { sideOf } from '../../words/case-states'
import { Card } from '../card'
import { Status } from '../status'
import './case.css'
import { dueLook, stateLook, type CaseItem } from './state'

/** A case in a list: what it is, how it stands, what comes next. */
export function CaseCard({
  item,
  as,
  isLeft = false,
  onPress,
}: {
  item: CaseItem
  as: Relation
  /** Nobody acts for its deputy. */
  isLeft?: boolean
  onPress: () => void
}) {
  const { concern, general } = useWords()
  const { isSilent } = item
  const { number, state, topic, receivedAt, due, deputyName, stationName, unread, verdict } = item
  const excerpt = item.excerpt || concern.spoken
  const side = sideOf(as)
  const stands = concern.state[side][state]
  const left = due ? concern.due.left(due) : null
  const fresh = unread > 0 ? concern.newMessages(unread) : null
  const isTopicOpen = side === 'holder' && !topic && due !== null
  const who = side === 'reporter' ? (deputyName ?? stationName) : topic?.name
  return (
    <Card
      onPress={onPress}
      label={[excerpt, stands, isLeft && concern.isLeft, left, isTopicOpen && concern.topicOpen, isSilent && concern.silent[side], fresh]
        .filter(Boolean)
        .join(general.comma)}
    >
      <View className="lx-case-item">
        <Text className="lx-heading">{excerpt}</Text>
        <View className="lx-row-wrap">
          <Status words={stands} {...stateLook[state]} />
          {isLeft && <Status words={concern.isLeft} tone="warning" icon="alert" />}
          {due && left && <Status words={left} {...dueLook(due)} />}
          {verdict && state !== 'settled' && <Status words={concern.verdict[verdict]} tone="warning" />}
          {isTopicOpen && <Status words={concern.topicOpen} tone="warning" icon="info" />}
          {isSilent && <Status words={concern.silent[side]} tone="warning" />}
          {item.cluster && <Status words={concern.cluster(item.cluster.cases, item.cluster.joined)} icon="persons" />}
          {fresh && <Status words={fresh} tone="info" icon="message" />}
        </View>
        <Text className="lx-small">{concern.next[isLeft ? 'unassigned' : state][as]}</Text>
        <Text className="lx-time">
          {[side === 'holder' && concern.relay(item.relayName), concern.number(number), formatDate(dayOf(new Date(receivedAt))), who]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </View>
    </Card>
  )
}
