import { Text, View } from '@tarojs/components'
import { minuteOf } from '../../../domain/calendar'
import { useCall } from '../../lib/query'
import { Card } from '../../ui/card'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { formatMinute } from '../../words'
import { useDoorWords } from '../../words/door'
import './coming.css'

/** Who comes to one of today's receptions, by time; who should be there and is not, is marked. */
export function Coming({ receptionId }: { receptionId: string }) {
  const { door } = useDoorWords()
  const { data, dataUpdatedAt } = useCall('visit.queue', { receptionId }, { isLive: true })
  if (!data) return null
  const { reception, queue, expected } = data
  const visits = [...queue, ...expected].sort((a, b) => (a.startsAt ?? a.arrivedAt ?? '').localeCompare(b.startsAt ?? b.arrivedAt ?? ''))
  if (visits.length === 0) return null
  return (
    <Card>
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {door.comingTo(reception.deputy.name)}
        </View>
        {visits.map(({ id, state, startsAt, arrivedAt, isWalkIn, topic, people, needs }) => {
          const at = startsAt ?? arrivedAt
          const isMissed = state === 'booked' && startsAt !== null && Date.parse(startsAt) < dataUpdatedAt
          return (
            <View key={id} className="lx-row-wrap">
              <Text className="lx-text lx-coming">
                {[at && formatMinute(minuteOf(new Date(at))), topic?.name ?? door.noTopic, people > 1 && door.people(people)]
                  .filter(Boolean)
                  .join(' ')}
              </Text>
              <View className="lx-row-wrap">
                {needs.map((need) => (
                  <Status key={need} words={door.need[need]} tone="warning" icon="alert" />
                ))}
                <Status
                  words={isMissed ? door.isMissed : isWalkIn ? door.walkInBadge : door.state[state]}
                  tone={isMissed ? 'error' : state === 'arrived' ? 'success' : 'plain'}
                />
              </View>
            </View>
          )
        })}
      </View>
    </Card>
  )
}
