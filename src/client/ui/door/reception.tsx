import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useCheckIns } from '../../lib/check-ins'
import { useParams } from '../../lib/page'
import { useCall } from '../../lib/query'
import { useDoorWords } from '../../words/door'
import { Button } from '../button'
import { NoticeBar } from '../notice-bar'
import { Page } from '../page'
import { heading } from '../press'
import { CheckIn } from './check-in'
import { QueueView } from './queue'
import { WalkIn } from './walk-in'

/** One reception at the door, for its desk (`isDesk`: checks in and registers) and for the deputy who receives. */
export function ReceptionPage({ isDesk }: { isDesk: boolean }) {
  const words = useDoorWords()
  const { door } = words
  const { id = '' } = useParams()
  const reading = useCall('visit.queue', { receptionId: id }, { isLive: true })
  const { unsent } = useCheckIns()
  const [isWalkIn, setWalkIn] = useState(false)
  const [isKept, setKept] = useState(false)
  const queue = reading.data
  // The desk lets people in as long as somebody is expected; whoever receives calls the next.
  const letsIn = isDesk && queue !== undefined && (queue.expected.length > 0 || queue.queue.length === 0)
  return (
    <Page title={door.queueTitle} reading={reading}>
      {queue && (
        <View className="lx-stack">
          <View className="lx-title" {...heading(1)}>
            {words.station.reception(queue.reception.on, queue.reception.from, queue.reception.to)}
          </View>
          <Text className="lx-text">{`${queue.reception.deputy.name} · ${queue.reception.station.name}`}</Text>
          {isDesk && !isWalkIn && (
            <>
              <Button icon="plus" onPress={() => setWalkIn(true)}>
                {door.walkIn}
              </Button>
              {isKept && <NoticeBar tone="warning" title={door.walkInOffline} />}
              <CheckIn isNext={letsIn} />
            </>
          )}
          {isWalkIn && (
            <WalkIn
              receptionId={id}
              onDone={(wasKept) => {
                setWalkIn(false)
                setKept(wasKept)
              }}
            />
          )}
          <QueueView queue={queue} unsent={unsent} isNext={!letsIn} />
        </View>
      )}
    </Page>
  )
}
