import { Text, View } from '@tarojs/components'
import { open, useParams } from '../../lib/page'
import { useCall } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { DeputyLines } from '../../ui/deputy-card'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { useWords } from '../../words'

/** 亮身份: a deputy shows who they are, where they can be met, and takes letters. */
export default function DeputyPage() {
  const words = useWords()
  const { id = '' } = useParams()
  const reading = useCall('deputy.open', { id })
  const { data: deputy } = reading
  const openStation = (stationId: string) => open('/resident/station/index', { id: stationId })
  return (
    <Page title={words.deputy.title} reading={reading}>
      {deputy && (
        <View className="lx-stack">
          <Card>
            <DeputyLines deputy={deputy} isLarge />
          </Card>
          <Button kind="primary" icon="edit" onPress={() => open('/resident/report/index', { deputyId: deputy.id })}>
            {words.deputy.report}
          </Button>
          {deputy.receptions.length > 0 && (
            <Button icon="calendar" onPress={() => open('/resident/book/index', { deputyId: deputy.id })}>
              {words.station.book}
            </Button>
          )}
          {deputy.introduction && (
            <View>
              <View className="lx-section" {...heading(2)}>
                {words.deputy.introduction}
              </View>
              <Text className="lx-text">{deputy.introduction}</Text>
            </View>
          )}
          <View>
            <View className="lx-section" {...heading(2)}>
              {words.deputy.receptions}
            </View>
            {deputy.receptions.length === 0 && <Text className="lx-text">{words.deputy.noReceptions}</Text>}
            <Cards>
              {deputy.receptions.map(({ on, from, to, stationId, stationName }) => (
                <Card key={`${on}-${from}`} onPress={() => openStation(stationId)} label={stationName}>
                  <Text className="lx-heading">{words.station.reception(on, from, to)}</Text>
                  <Text className="lx-small">{stationName}</Text>
                </Card>
              ))}
            </Cards>
          </View>
          {deputy.stations.length > 0 && (
            <View>
              <View className="lx-section" {...heading(2)}>
                {words.deputy.stations}
              </View>
              <Cards>
                {deputy.stations.map(({ id: stationId, name, address }) => (
                  <Card key={stationId} onPress={() => openStation(stationId)} label={name}>
                    <Text className="lx-heading">{name}</Text>
                    <Text className="lx-small">{address}</Text>
                  </Card>
                ))}
              </Cards>
            </View>
          )}
          <View>
            <Text className="lx-small">{words.deputy.code(deputy.shortCode)}</Text>
            <Text className="lx-small">{words.deputy.codeHint}</Text>
          </View>
        </View>
      )}
    </Page>
  )
}
