import { View } from '@tarojs/components'
import { useCall } from '../../lib/query'
import { Cards } from '../../ui/card'
import { ReceptionCard } from '../../ui/door/card'
import { Unfinished } from '../../ui/door/unfinished'
import { Empty } from '../../ui/empty'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { useDoorWords } from '../../words/door'

/** 我的接待: what a deputy confirms, swaps and takes over. */
export default function ReceptionsPage() {
  const { door } = useDoorWords()
  const reading = useCall('reception.mine', {}, { isLive: true })
  const { items = [], unfinished = [] } = reading.data ?? {}
  const next = items.find(({ steps }) => steps.includes('takeOver') || steps.includes('confirm'))
  return (
    <Page title={door.mine} reading={reading}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {door.mine}
        </View>
        <Unfinished receptions={unfinished} path="/deputy/reception/index" isDesk={false} />
        {items.length === 0 && <Empty icon="calendar" title={door.noneMine} />}
        <Cards>
          {items.map((view) => (
            <ReceptionCard key={view.id} view={view} path="/deputy/reception/index" isDesk={false} isNext={view === next} />
          ))}
        </Cards>
      </View>
    </Page>
  )
}
