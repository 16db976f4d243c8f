import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { open } from '../../lib/page'
import { useChange } from '../../lib/query'
import { useSubscription } from '../../lib/subscribe'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { RefusedBar } from '../../ui/error-summary'
import { heading } from '../../ui/press'
import { useVisitWords } from '../../words/visit'
import type { VisitView } from './state'

/** What the server says that the visitor may do; what cannot be taken back is asked once more, in place. */
export function Actions({ view: { id, state, steps, station } }: { view: VisitView }) {
  const { visit, general } = useVisitWords()
  const [asked, setAsked] = useState<'cancel' | 'missDeputy' | null>(null)
  const { ask } = useSubscription('visit')
  const accept = useChange('visit.accept')
  const cancel = useChange('visit.cancel', { onDone: () => setAsked(null) })
  const missed = useChange('visit.noShow', { onDone: () => setAsked(null) })
  const may = (step: (typeof steps)[number]) => steps.includes(step)
  const isOnList = state === 'waiting' || state === 'offered'
  return (
    <View className="lx-stack">
      <RefusedBar error={accept.error ?? cancel.error ?? missed.error} />
      {may('accept') && (
        <Button
          kind="primary"
          isBusy={accept.isPending}
          onPress={() => {
            ask()
            accept.mutate({ id })
          }}
        >
          {visit.step.accept}
        </Button>
      )}
      {may('reschedule') && (
        <Button
          icon="calendar"
          kind={state === 'closed' ? 'primary' : 'secondary'}
          onPress={() => open('/resident/book/index', { visitId: id, stationId: station.id })}
        >
          {visit.step.reschedule}
        </Button>
      )}
      {may('missDeputy') && asked !== 'missDeputy' && <Button onPress={() => setAsked('missDeputy')}>{visit.step.missDeputy}</Button>}
      {may('cancel') && asked !== 'cancel' && (
        <Button kind="danger" onPress={() => setAsked('cancel')}>
          {isOnList ? visit.leaveList : visit.step.cancel}
        </Button>
      )}
      {asked && may(asked) && (
        <Card>
          <View className="lx-stack">
            <View className="lx-heading" {...heading(2)}>
              {asked === 'missDeputy' ? visit.step.missDeputy : isOnList ? visit.leaveList : visit.step.cancel}
            </View>
            <Text className="lx-text">{asked === 'missDeputy' ? visit.missDeputySure : isOnList ? visit.leaveSure : visit.cancelSure}</Text>
            {asked === 'missDeputy' ? (
              <Button kind="primary" isBusy={missed.isPending} onPress={() => missed.mutate({ id, who: 'deputy' })}>
                {visit.yesMissed}
              </Button>
            ) : (
              <Button kind="danger" isBusy={cancel.isPending} onPress={() => cancel.mutate({ id })}>
                {isOnList ? visit.leaveList : visit.yesCancel}
              </Button>
            )}
            <Button onPress={() => setAsked(null)}>{general.back}</Button>
          </View>
        </Card>
      )}
    </View>
  )
}
