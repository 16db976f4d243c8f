import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useMe } from '../../lib/session'
import { Choice } from '../../ui/choice'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { useDoorWords } from '../../words/door'
import { ActFor } from '../act-for'
import { StationDay } from './day'

/** 今天: who receives, who is coming, what is to be confirmed, of each station where one works. */
export default function TodayPage() {
  const { door, station: words } = useDoorWords()
  const me = useMe()
  const stations = (me.data?.roles ?? []).flatMap(({ role, id, name }) => (role === 'staff' && id ? [{ id, name }] : []))
  const [chosen, choose] = useState<string | null>(null)
  const stationId = chosen ?? stations[0]?.id
  return (
    <Page title={door.title} reading={me} isWide>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {door.title}
        </View>
        {stations.length > 1 && (
          <Choice
            name="station"
            label={words.title}
            isCompact
            options={stations.map(({ id, name }) => ({ value: id, label: name }))}
            value={stationId}
            onChoose={choose}
          />
        )}
        {stations.length === 1 && <Text className="lx-text">{stations[0]!.name}</Text>}
        <ActFor />
        {stationId && <StationDay key={stationId} stationId={stationId} />}
      </View>
    </Page>
  )
}
