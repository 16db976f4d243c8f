import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import type { Point } from '../../../domain/place'
import { stationKinds, type StationKind } from '../../../domain/station'
import { nameOf, useCongress } from '../../lib/congress'
import { open } from '../../lib/page'
import { askLocation } from '../../lib/place'
import { useCall } from '../../lib/query'
import { Button } from '../../ui/button'
import { Choice } from '../../ui/choice'
import { DivisionPicker } from '../../ui/division-picker'
import { Empty } from '../../ui/empty'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page, Waiting } from '../../ui/page'
import { PlaceMap } from '../../ui/place-map'
import { StationCard } from '../../ui/station-card'
import { useWords } from '../../words'
import './index.css'

const LIST = 20
const MAP = 200
const TYPING_MS = 350

export default function StationsPage() {
  const { station: words, general, privacy } = useWords()
  const { data: congress } = useCongress()
  const [query, setQuery] = useTyped()
  const [at, setAt] = useState<Point | null>(null)
  const [division, setDivision] = useState<string | null>(null)
  const [kind, setKind] = useState<StationKind | null>(null)
  const [isChoosing, setChoosing] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [wasRefused, setRefused] = useState(false)
  const [isMap, setMap] = useState(false)
  const [shown, setShown] = useState(LIST)
  const [searchKey, setSearchKey] = useState(0)

  const reading = useCall(
    'station.nearby',
    {
      ...(at ? { at } : {}),
      ...(query ? { query } : {}),
      ...(division ? { division } : {}),
      ...(kind ? { kind } : {}),
      limit: isMap ? MAP : shown,
    },
    { keepsPrevious: true, isLive: true },
  )
  const items = reading.data?.items ?? []
  const places = useMemo(() => items.map(({ id, name, at: place }) => ({ id, name, at: place })), [items])
  const openStation = (id: string) => open('/resident/station/index', { id })

  const locate = async () => {
    setAsking(true)
    const found = await askLocation()
    setAsking(false)
    setRefused(found === null)
    if (found === null) setChoosing(true)
    else setAt(found)
  }
  const clear = () => {
    setQuery('')
    setSearchKey((key) => key + 1)
    setDivision(null)
    setKind(null)
  }

  return (
    <Page title={general.tab.stations}>
      <View className="lx-stations">
        <Field key={searchKey} name="search" kind="search" label={words.search} hint={words.searchHint} onChange={setQuery} />
        <View className="lx-stations-ways">
          <Button icon="place" isBusy={isAsking} onPress={() => void locate()}>
            {words.useLocation}
          </Button>
          <Button icon="list" onPress={() => setChoosing(!isChoosing)}>
            {(congress && nameOf(congress.divisions, division)) ?? words.division}
          </Button>
        </View>
        {!at && !wasRefused && <Text className="lx-small">{privacy.why.location}</Text>}
        {wasRefused && <NoticeBar title={words.noLocation} />}
        {isChoosing && <DivisionPicker value={division} onChoose={(chosen) => setDivision(chosen?.code ?? null)} />}
        <Choice
          name="kind"
          label={words.kinds}
          isCompact
          isLabelHidden
          options={[{ value: null, label: general.all }, ...stationKinds.map((value) => ({ value, label: words.kind[value] }))]}
          value={kind}
          onChoose={setKind}
        />
        <Choice
          name="view"
          label={words.view}
          isCompact
          isLabelHidden
          options={[
            { value: false, label: words.asList },
            { value: true, label: words.asMap },
          ]}
          value={isMap}
          onChoose={setMap}
        />
        {isMap && (
          <View className="lx-stack">
            <PlaceMap label={words.map} centre={congress?.centre ?? null} places={places} here={at} onOpen={openStation} />
            <Text className="lx-small">{words.mapHint}</Text>
          </View>
        )}
        {!reading.data && <Waiting reading={reading} />}
        {reading.data && items.length === 0 && <Empty icon="search" title={words.none} action={words.clear} onAction={clear} />}
        {items.length > 0 && at && <Text className="lx-small">{words.located}</Text>}
        <View className="lx-cards">
          {items.slice(0, isMap ? LIST : undefined).map((station) => (
            <StationCard key={station.id} station={station} onPress={() => openStation(station.id)} />
          ))}
        </View>
        {!isMap && items.length >= shown && shown < MAP && (
          <Button onPress={() => setShown(Math.min(MAP, shown + LIST))}>{general.more}</Button>
        )}
      </View>
    </Page>
  )
}

/** What was typed, once the typing has paused. */
function useTyped() {
  const [value, setValue] = useState('')
  const [timer] = useState<{ id?: ReturnType<typeof setTimeout> }>({})
  const change = (typed: string) => {
    clearTimeout(timer.id)
    timer.id = setTimeout(() => setValue(typed.trim()), TYPING_MS)
  }
  return [value, change] as const
}
