import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../contract'
import { minuteOf } from '../../domain/calendar'
import { Button } from './button'
import { Card, Cards } from './card'
import { Choice } from './choice'
import { Empty } from './empty'
import { heading } from './press'
import { Status } from './status'
import { formatDistance, formatMinute } from '../words'
import { useVisitWords } from '../words/visit'

/** A time that was chosen: a slot, or the waiting list of one reception. */
export interface Chosen {
  receptionId: string
  /** Null takes any slot. */
  startsAt: string | null
  orWait: boolean
}

export type Reception = Output<'visit.slots'>['items'][number]

/** A reception of which some slot may still be booked, or waited for. */
export const isAhead = ({ slots }: Pick<Reception, 'slots'>) => slots.some(({ state }) => state !== 'over')

/** Coming receptions; one that is opened shows its slots. */
export function Slots({
  receptions,
  onChoose,
  onNone,
}: {
  receptions: readonly Reception[]
  onChoose: (chosen: Chosen) => void
  /** What else may be done where nothing can be booked: handing in a concern. */
  onNone: () => void
}) {
  const { visit } = useVisitWords()
  const [opened, setOpened] = useState<string | null>(receptions.length === 1 ? receptions[0]!.receptionId : null)
  if (receptions.length === 0) return <Empty icon="calendar" title={visit.noSlots} action={visit.report} onAction={onNone} />
  return (
    <Cards>
      {receptions.map((reception) =>
        reception.receptionId === opened ? (
          <Card key={reception.receptionId}>
            <ReceptionLines reception={reception} />
            <SlotChoice reception={reception} onChoose={onChoose} />
          </Card>
        ) : (
          <Card key={reception.receptionId} label={visit.slot} onPress={() => setOpened(reception.receptionId)}>
            <ReceptionLines reception={reception} />
          </Card>
        ),
      )}
    </Cards>
  )
}

function ReceptionLines({ reception }: { reception: Reception }) {
  const { on, from, to, deputy, station, distanceM, free, waiting } = reception
  const words = useVisitWords()
  const { visit } = words
  return (
    <View>
      <View className="lx-heading" {...heading(2)}>
        {words.station.reception(on, from, to)}
      </View>
      <Text className="lx-text">{visit.withDeputy(deputy.name)}</Text>
      <Text className="lx-small">{distanceM === null ? station.name : `${station.name} · ${formatDistance(distanceM)}`}</Text>
      <View className="lx-row-wrap">
        <Status
          words={free > 0 ? visit.free(free) : isAhead(reception) ? visit.full : visit.tooSoon}
          tone={free > 0 ? 'success' : 'plain'}
        />
        {waiting > 0 && <Status words={visit.waiting(waiting)} />}
      </View>
    </View>
  )
}

function SlotChoice({ reception, onChoose }: { reception: Reception; onChoose: (chosen: Chosen) => void }) {
  const { receptionId, slots, free } = reception
  const { visit } = useVisitWords()
  if (!isAhead(reception)) return <Text className="lx-text">{visit.tooSoonHint}</Text>
  const freeSlots = slots.filter(({ state }) => state === 'free')
  return (
    <View className="lx-stack">
      {freeSlots.length > 0 && (
        <Choice
          name="startsAt"
          label={visit.slot}
          isCompact
          options={freeSlots.map(({ startsAt }) => ({ value: startsAt, label: formatMinute(minuteOf(new Date(startsAt))) }))}
          value={undefined}
          onChoose={(startsAt) => onChoose({ receptionId, startsAt, orWait: false })}
        />
      )}
      {free === 0 && (
        <>
          <Text className="lx-small">{visit.joinHint}</Text>
          <Button onPress={() => onChoose({ receptionId, startsAt: null, orWait: true })}>{visit.joinList}</Button>
        </>
      )}
    </View>
  )
}
