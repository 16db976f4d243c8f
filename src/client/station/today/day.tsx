import { Text, View } from '@tarojs/components'
import { dayOf } from '../../../domain/calendar'
import { open } from '../../lib/page'
import { useCall } from '../../lib/query'
import { Button } from '../../ui/button'
import { Cards } from '../../ui/card'
import { CheckIn, UnsentCheckIns } from '../../ui/door/check-in'
import { ReceptionCard } from '../../ui/door/card'
import { Unfinished } from '../../ui/door/unfinished'
import { Empty } from '../../ui/empty'
import { Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { useDoorWords } from '../../words/door'
import { Coming } from './coming'

/** One station's receptions of today and of the days ahead. */
export function StationDay({ stationId }: { stationId: string }) {
  const { door, station: words } = useDoorWords()
  const reading = useCall('rota.open', { stationId }, { isLive: true })
  if (!reading.data) return <Waiting reading={reading} />
  const { receptions, unfinished } = reading.data
  const today = dayOf(new Date(reading.dataUpdatedAt))
  const now = receptions.filter(({ on }) => on === today)
  const ahead = receptions.filter(({ on }) => on > today)
  const isOpenToday = now.some(({ state }) => state === 'confirmed')
  const toConfirm = isOpenToday ? undefined : [...now, ...ahead].find(({ steps }) => steps.includes('confirm'))
  return (
    <View className="lx-stack">
      <Unfinished receptions={unfinished} path="/station/reception/index" isDesk />
      {now.length === 0 ? (
        <>
          <UnsentCheckIns />
          <Empty icon="calendar" title={door.none} />
        </>
      ) : (
        <>
          <CheckIn isNext={isOpenToday} />
          <Cards>
            {now.map((view) => (
              <ReceptionCard key={view.id} view={view} path="/station/reception/index" isDesk isNext={view === toConfirm} />
            ))}
          </Cards>
          {now.map(({ id, state }) => state === 'confirmed' && <Coming key={id} receptionId={id} />)}
        </>
      )}
      <View className="lx-section" {...heading(2)}>
        {door.tomorrow}
      </View>
      <Button
        icon="calendar"
        kind={now.length + ahead.length === 0 ? 'primary' : 'secondary'}
        onPress={() => open('/station/rota/index', { stationId })}
      >
        {door.rota}
      </Button>
      {ahead.length === 0 && <Text className="lx-text">{door.noneAhead}</Text>}
      <Cards>
        {ahead.map((view) => (
          <ReceptionCard key={view.id} view={view} path="/station/reception/index" isDesk isNext={view === toConfirm} />
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
