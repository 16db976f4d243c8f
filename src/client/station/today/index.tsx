import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { dayOf } from '../../../domain/calendar'
import { open } from '../../lib/page'
import { useCall } from '../../lib/query'
import { useMe } from '../../lib/session'
import { Button } from '../../ui/button'
import { Cards } from '../../ui/card'
import { Choice } from '../../ui/choice'
import { CheckIn } from '../../ui/door/check-in'
import { ReceptionCard } from '../../ui/door/card'
import { Empty } from '../../ui/empty'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { useDoorWords } from '../../words/door'
import { ActFor } from '../act-for'
import { Coming } from './coming'

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

function StationDay({ stationId }: { stationId: string }) {
  const { door, station: words } = useDoorWords()
  const reading = useCall('rota.open', { stationId }, { isLive: true })
  if (!reading.data) return <Waiting reading={reading} />
  const { receptions } = reading.data
  const today = dayOf(new Date(reading.dataUpdatedAt))
  const now = receptions.filter(({ on }) => on === today)
  const ahead = receptions.filter(({ on }) => on > today)
  return (
    <View className="lx-stack">
      {now.length === 0 ? (
        <Empty icon="calendar" title={door.none} />
      ) : (
        <>
          <CheckIn />
          <Cards>
            {now.map((view) => (
              <ReceptionCard key={view.id} view={view} path="/station/reception/index" isDesk />
            ))}
          </Cards>
          {now.map(({ id, state }) => state === 'confirmed' && <Coming key={id} receptionId={id} />)}
        </>
      )}
      <View className="lx-section" {...heading(2)}>
        {door.tomorrow}
      </View>
      <Button icon="calendar" onPress={() => open('/station/rota/index', { stationId })}>
        {door.rota}
      </Button>
      {ahead.length === 0 && <Text className="lx-text">{door.noneAhead}</Text>}
      <Cards>
        {ahead.map((view) => (
          <ReceptionCard key={view.id} view={view} path="/station/reception/index" isDesk />
        ))}
      </Cards>
      <View className="lx-section" {...heading(2)}>
        {words.title}
      </View>
      <Button icon="edit" onPress={() => open('/station/details/index', { stationId })}>
        {door.details}
      </Button>
      <Button icon="scan" onPress={() => open('/station/poster/index', { stationId })}>
        {door.poster}
      </Button>
    </View>
  )
}
