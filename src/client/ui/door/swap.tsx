import { View } from '@tarojs/components'
import type { Output } from '../../../contract'
import { useCall, useChange } from '../../lib/query'
import { useDoorWords } from '../../words/door'
import { Button } from '../button'
import { Cards } from '../card'
import { DeputyCard } from '../deputy-card'
import { errorAt, RefusedBar } from '../error-summary'
import { NoticeBar } from '../notice-bar'
import { Waiting } from '../page'
import { heading } from '../press'

/** 换班: one of the other deputies of the station is asked to take over. */
export function SwapForm({
  view: { id, station, deputy },
  onDone,
}: {
  view: Output<'reception.mine'>['items'][number]
  onDone: () => void
}) {
  const words = useDoorWords()
  const { door, general } = words
  const reading = useCall('station.open', { id: station.id })
  const { mutate, isPending, error } = useChange('reception.swap', { onDone })
  const ofDeputy = error && errorAt(words, error.fields, 'deputyId', door.own)
  const others = reading.data?.deputies.filter((each) => each.id !== deputy.id)
  return (
    <View className="lx-stack">
      <View className="lx-heading" {...heading(3)}>
        {door.swapTo}
      </View>
      {ofDeputy ? <NoticeBar tone="warning" title={ofDeputy} /> : <RefusedBar error={error} />}
      {!others && <Waiting reading={reading} />}
      {others?.length === 0 && <NoticeBar title={door.noOther} />}
      <Cards>
        {others?.map((other) => (
          <DeputyCard key={other.id} deputy={other} onPress={() => !isPending && mutate({ id, deputyId: other.id })} />
        ))}
      </Cards>
      <Button onPress={onDone}>{general.cancel}</Button>
    </View>
  )
}
