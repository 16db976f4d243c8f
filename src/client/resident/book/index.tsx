import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Point } from '../../../domain/place'
import { hasArrived, useDraft } from '../../lib/draft'
import { open, replaceWith, showTop, useParams } from '../../lib/page'
import { askLocation } from '../../lib/place'
import { useCall, useChange } from '../../lib/query'
import { useSubscription } from '../../lib/subscribe'
import { AgreeFirst } from '../../ui/agree'
import { Button } from '../../ui/button'
import { RefusedBar } from '../../ui/error-summary'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { Slots, type Chosen } from '../../ui/visit-slots'
import { useVisitWords } from '../../words/visit'
import { Details } from './details'
import { emptyVisit } from './draft'

/** 预约: of a station, of a deputy, or the nearest that is free. `visitId`: another time for a visit that there is. */
export default function BookPage() {
  const { visit } = useVisitWords()
  const { visitId } = useParams()
  return (
    <Page title={visitId ? visit.step.reschedule : visit.bookTitle}>
      <AgreeFirst>
        <Booking />
      </AgreeFirst>
    </Page>
  )
}

function Booking() {
  const { visit } = useVisitWords()
  const { stationId, deputyId, visitId } = useParams()
  const [at, setAt] = useState<Point | null>(null)
  const isOpenSearch = !stationId && !deputyId
  const reading = useCall(
    'visit.slots',
    { stationId: stationId ?? null, deputyId: deputyId ?? null, at, limit: 50 },
    { keepsPrevious: true },
  )
  const { value: draft, change, clear, renew, requestId } = useDraft('visit', emptyVisit)
  const { ask } = useSubscription('visit', 'progress')
  const toVisit = (id: string) => {
    if (!visitId) clear()
    replaceWith('/resident/visit/index', { id })
  }
  const book = useChange('visit.book', { onDone: ({ id }) => toVisit(id) })
  const reschedule = useChange('visit.reschedule', { onDone: ({ id }) => toVisit(id) })
  const choose = (slot: Chosen | null) => {
    book.reset()
    change({ chosen: slot })
    showTop()
  }
  const receptions = reading.data?.items
  if (!receptions) return <Waiting reading={reading} />

  const { chosen, ...details } = draft
  // What was chosen days ago, or on another station's page, is chosen anew.
  const reception = receptions.find(({ receptionId }) => receptionId === chosen?.receptionId)
  if (chosen && reception && !visitId)
    return (
      <Details
        draft={draft}
        chosen={chosen}
        reception={reception}
        change={change}
        error={book.error}
        isBusy={book.isPending}
        onSend={() => {
          // Within the tap, as WeChat wants it.
          ask()
          book.mutate({ requestId: requestId(), ...chosen, ...details }, { onError: (refused) => hasArrived(refused) && renew() })
        }}
        onOther={() => {
          choose(null)
          void reading.refetch()
        }}
      />
    )
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {visitId ? visit.step.reschedule : visit.bookTitle}
      </View>
      <RefusedBar error={reschedule.error} />
      <Text className="lx-text">{stationId ? visit.of.station : deputyId ? visit.of.deputy : at ? visit.nearest : visit.all}</Text>
      {isOpenSearch && !at && (
        <Button icon="place" onPress={() => void askLocation().then(setAt)}>
          {visit.near}
        </Button>
      )}
      <Slots
        receptions={visitId ? receptions.filter(({ free }) => free > 0) : receptions}
        onNone={() => open('/resident/report/index')}
        onChoose={(slot) =>
          visitId ? reschedule.mutate({ id: visitId, receptionId: slot.receptionId, startsAt: slot.startsAt }) : choose(slot)
        }
      />
    </View>
  )
}
