import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Point } from '../../../domain/place'
import { below, useCongress } from '../../lib/congress'
import { askLocation, canChooseOnMap, chooseOnMap } from '../../lib/place'
import { Button } from '../../ui/button'
import { DivisionPicker } from '../../ui/division-picker'
import { errorAt } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { PhotoField } from '../../ui/photo-field'
import { PlaceMap } from '../../ui/place-map'
import { Status } from '../../ui/status'
import { useReportWords } from '../../words/report'
import type { StepProps } from './draft'
import { Recipient } from './recipient'
import { StationChoice } from './station-choice'

const ADDRESS_MAX = 120
const PHOTOS_MAX = 9

/** Step 2: where it is, in whichever way is easiest to say, and what it looks like. */
export function PlaceStep({ draft, change, errors }: StepProps) {
  const words = useReportWords()
  return (
    <View className="lx-report-part">
      <Mark draft={draft} change={change} />
      <Field
        key={draft.nearName ?? ''}
        name="place-address"
        label={words.report.address}
        hint={words.report.addressHint}
        isOptional
        max={ADDRESS_MAX}
        defaultValue={draft.address}
        error={errorAt(words, errors, 'place.address')}
        onChange={(address) => change({ address })}
      />
      <PhotoField
        label={words.report.photos}
        hint={words.report.photosHint}
        photos={draft.photos}
        max={PHOTOS_MAX}
        onChange={(photos) => change({ photos })}
      />
      <Recipient draft={draft} change={change} />
    </View>
  )
}

type Way = 'map' | 'street' | 'station'

/** A mark on the map: by the phone, by hand, or the middle of a neighbourhood. */
function Mark({ draft, change }: Pick<StepProps, 'draft' | 'change'>) {
  const { report } = useReportWords()
  const { data: congress } = useCongress()
  const [way, setWay] = useState<Way | null>(null)
  const [isAsking, setAsking] = useState(false)
  const [wasRefused, setRefused] = useState(false)
  const [division, setDivision] = useState<string | null>(null)

  const set = (at: Point | null, more: { nearName?: string; address?: string } = {}) =>
    change({
      at,
      nearName: more.nearName ?? null,
      constituencyId: null,
      isSideUnsure: false,
      ...(more.address ? { address: more.address } : {}),
    })
  const locate = async () => {
    setAsking(true)
    const found = await askLocation()
    setAsking(false)
    setRefused(found === null)
    if (found) set(found)
  }
  const choose = async () => {
    const chosen = await chooseOnMap(draft.at)
    if (chosen) set(chosen.at, { nearName: chosen.address, address: chosen.address })
  }
  const toggle = (to: Way) => setWay(way === to ? null : to)

  return (
    <View className="lx-report-group" id="field-place">
      {draft.at && (
        <View className="lx-row-wrap">
          <Status tone="success" icon="pin" words={draft.nearName ? report.markedNear(draft.nearName) : report.marked} />
          <Button kind="link" onPress={() => set(null)}>
            {report.clearMark}
          </Button>
        </View>
      )}
      {wasRefused && !draft.at && <NoticeBar title={report.noLocation} />}
      <Button icon="place" isBusy={isAsking} onPress={() => void locate()}>
        {report.useLocation}
      </Button>
      <Button icon="map" onPress={() => (canChooseOnMap ? void choose() : toggle('map'))}>
        {canChooseOnMap ? report.chooseOnMap : way === 'map' ? report.hideMap : report.showMap}
      </Button>
      {way === 'map' && (
        <View className="lx-report-group">
          <Text>{report.onMap}</Text>
          <PlaceMap label={report.onMap} centre={congress?.centre ?? null} mark={draft.at} onMark={(at) => set(at)} />
        </View>
      )}
      <Button icon="list" onPress={() => toggle('street')}>
        {report.chooseStreet}
      </Button>
      {way === 'street' && (
        <DivisionPicker
          value={division}
          onChoose={(chosen) => {
            setDivision(chosen?.code ?? null)
            // The middle of a neighbourhood says where; that of a whole street or district does not.
            if (chosen?.centre && congress && below(congress.divisions, chosen.code).length === 0)
              set(chosen.centre, { nearName: chosen.name, ...(draft.address ? {} : { address: chosen.name }) })
          }}
        />
      )}
      <Button icon="building" onPress={() => toggle('station')}>
        {report.chooseStation}
      </Button>
      {way === 'station' && (
        <StationChoice at={draft.at} division={division} value={draft.stationId} onChoose={(stationId) => change({ stationId })} />
      )}
    </View>
  )
}
