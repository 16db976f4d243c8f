import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Point } from '../../../domain/place'
import { open, openTab } from '../../lib/page'
import { askLocation } from '../../lib/place'
import { useCall } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { DivisionPicker } from '../../ui/division-picker'
import { NoticeBar } from '../../ui/notice-bar'
import { Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { StationCard } from '../../ui/station-card'
import { useWords } from '../../words'

/** 附近的联络站: asks where the person is only once they ask; a street does as well. */
export function Nearest() {
  const { home, station, privacy } = useWords()
  const [at, setAt] = useState<Point | null>(null)
  const [division, setDivision] = useState<string | null>(null)
  const [isChoosing, setChoosing] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [wasRefused, setRefused] = useState(false)
  const isAsked = at !== null || division !== null
  const reading = useCall('station.nearby', { limit: 1, ...(at ? { at } : {}), ...(division ? { division } : {}) }, { isEnabled: isAsked })
  const nearest = reading.data?.items[0]

  const locate = async () => {
    setAsking(true)
    const found = await askLocation()
    setAsking(false)
    setRefused(found === null)
    setChoosing(found === null)
    setAt(found)
    if (found) setDivision(null)
  }

  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {home.nearest}
      </View>
      <View className="lx-cards">
        {nearest && <StationCard station={nearest} onPress={() => open('/resident/station/index', { id: nearest.id })} />}
        {isAsked && !nearest && (reading.data ? <NoticeBar title={station.none} /> : <Waiting reading={reading} />)}
        {!isAsked && !isChoosing && (
          <Card>
            <View className="lx-stack">
              <Text className="lx-text">{home.nearestHint}</Text>
              <Text className="lx-small">{privacy.why.location}</Text>
              <Button icon="place" isBusy={isAsking} onPress={() => void locate()}>
                {home.findNearest}
              </Button>
              <Button kind="link" onPress={() => setChoosing(true)}>
                {home.chooseStreet}
              </Button>
            </View>
          </Card>
        )}
        {wasRefused && <NoticeBar title={station.noLocation} />}
        {isChoosing && (
          <Card>
            <DivisionPicker
              value={division}
              onChoose={(chosen) => {
                setAt(null)
                setDivision(chosen?.code ?? null)
              }}
            />
          </Card>
        )}
        {(isAsked || isChoosing) && (
          <Button kind="link" onPress={() => openTab('stations')}>
            {home.seeAll}
          </Button>
        )}
      </View>
    </View>
  )
}
