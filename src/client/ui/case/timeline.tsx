import { Text, View } from '@tarojs/components'
import type { Relation } from '../../../domain/concern'
import { formatMoment } from '../../words'
import { useCaseWords } from '../../words/concern'
import { sideOf } from '../../words/case-states'
import { heading, role } from '../press'
import './case.css'
import type { CaseView } from './state'

/** Everything that happened, the oldest first; messages stand in the thread. */
export function CaseTimeline({ events, as, relayName }: Pick<CaseView, 'events' | 'relayName'> & { as: Relation }) {
  const { concern } = useCaseWords()
  const shown = events.filter(({ kind }) => kind !== 'said')
  return (
    <View>
      <View className="lx-section lx-case-section" {...heading(2)}>
        {concern.timeline}
      </View>
      <View className="lx-case-timeline" {...role('list')}>
        {shown.map(({ kind, by, at, deputyName, verdict, level, topicName }, index) => (
          <View key={index} className="lx-case-event" {...role('listitem')}>
            <View className="lx-case-dot" aria-hidden="true" />
            <Text className="lx-case-event-words">
              {concern.event[kind]({
                side: sideOf(as),
                by,
                deputy: deputyName ? concern.author.assignee(deputyName) : '',
                level,
                topic: topicName ?? '',
                verdict: verdict ? concern.verdict[verdict] : '',
              })}
            </Text>
            <Text className="lx-time">
              {[by === 'reporter' && as !== 'reporter' && concern.relay(relayName), formatMoment(at)].filter(Boolean).join(' · ')}
            </Text>
          </View>
        ))}
      </View>
    </View>
  )
}
