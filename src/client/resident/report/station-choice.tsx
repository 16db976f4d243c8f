import type { Point } from '../../../domain/place'
import { useCall } from '../../lib/query'
import { Choice } from '../../ui/choice'
import { NoticeBar } from '../../ui/notice-bar'
import { Waiting } from '../../ui/page'
import { useReportWords } from '../../words/report'

const SHOWN = 6

/** A station whose desk takes the case where no deputy follows from the place. */
export function StationChoice({
  at,
  division,
  value,
  onChoose,
}: {
  at: Point | null
  division: string | null
  value: string | null
  onChoose: (id: string | null) => void
}) {
  const { report, station } = useReportWords()
  const reading = useCall('station.nearby', { limit: SHOWN, ...(at ? { at } : {}), ...(division ? { division } : {}) })
  if (!reading.data) return <Waiting reading={reading} />
  const { items } = reading.data
  if (items.length === 0) return <NoticeBar title={station.none} />
  return (
    <Choice
      name="stationId"
      label={report.chooseStation}
      options={items.map(({ id, name, address }) => ({ value: id, label: name, hint: address }))}
      value={value ?? undefined}
      onChoose={onChoose}
    />
  )
}
