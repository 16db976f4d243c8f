import { Text, View } from '@tarojs/components'
import type { Output } from '../../contract'
import { formatDistance, useWords } from '../words'
import { Card } from './card'
import './station-card.css'
import { Status } from './status'

export type StationItem = Output<'station.nearby'>['items'][number]

/** A station in a list: what and where it is, whether it is open, who receives and when. */
export function StationCard({ station, onPress }: { station: StationItem; onPress: () => void }) {
  return (
    <Card onPress={onPress} label={station.name}>
      <StationLines station={station} />
    </Card>
  )
}

export function StationLines({ station }: { station: StationItem }) {
  const words = useWords()
  const { name, kind, address, distanceM, isOpen, onDuty, nextReception } = station
  return (
    <View className="lx-station">
      <Text className="lx-heading">{name}</Text>
      <View className="lx-row-wrap">
        <Status words={words.station.kind[kind]} />
        <Status words={isOpen ? words.station.open : words.station.closed} tone={isOpen ? 'success' : 'plain'} icon="clock" />
        {distanceM !== null && <Text className="lx-station-far">{formatDistance(distanceM)}</Text>}
      </View>
      <Text className="lx-small">{address}</Text>
      {onDuty.length > 0 && <Text className="lx-station-now">{words.station.onDuty(onDuty.map((deputy) => deputy.name))}</Text>}
      {nextReception && <Text className="lx-small">{words.station.next(nextReception.on, nextReception.from, nextReception.to)}</Text>}
    </View>
  )
}
