import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Point } from '../../../domain/place'
import { below, useCongress } from '../../lib/congress'
import { canChooseOnMap, chooseOnMap } from '../../lib/place'
import { Button } from '../../ui/button'
import { DivisionPicker } from '../../ui/division-picker'
import { PlaceMap } from '../../ui/place-map'
import { Status } from '../../ui/status'
import { useReportWords } from '../../words/report'

export interface PlaceDraft {
  /** GCJ-02; null where nobody marked it. */
  at: Point | null
  /** What the mark lies near, in words. */
  nearName: string | null
  address: string
}

/** A mark on the map by hand, or the middle of a neighbourhood: the counter is not where it is, so the phone's own place is not asked for. */
export function Where({ draft: { at, nearName, address }, change }: { draft: PlaceDraft; change: (part: Partial<PlaceDraft>) => void }) {
  const { report } = useReportWords()
  const { data: congress } = useCongress()
  const [way, setWay] = useState<'map' | 'street' | null>(null)
  const [division, setDivision] = useState<string | null>(null)
  const toggle = (to: 'map' | 'street') => setWay(way === to ? null : to)
  const choose = async () => {
    const chosen = await chooseOnMap(at)
    if (chosen) change({ at: chosen.at, nearName: chosen.address, address: address || chosen.address })
  }
  return (
    <View className="lx-stack" id="field-place">
      {at && (
        <View className="lx-row-wrap">
          <Status tone="success" icon="pin" words={nearName ? report.markedNear(nearName) : report.marked} />
          <Button kind="link" onPress={() => change({ at: null, nearName: null })}>
            {report.clearMark}
          </Button>
        </View>
      )}
      <Button icon="map" onPress={() => (canChooseOnMap ? void choose() : toggle('map'))}>
        {canChooseOnMap ? report.chooseOnMap : way === 'map' ? report.hideMap : report.showMap}
      </Button>
      {way === 'map' && (
        <View className="lx-stack">
          <Text>{report.onMap}</Text>
          <PlaceMap
            label={report.onMap}
            centre={congress?.centre ?? null}
            mark={at}
            onMark={(marked) => change({ at: marked, nearName: null })}
          />
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
              change({ at: chosen.centre, nearName: chosen.name })
          }}
        />
      )}
    </View>
  )
}
