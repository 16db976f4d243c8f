import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { minuteOf } from '../../../domain/calendar'
import type { Refused } from '../../lib/call'
import { checkIn, type Unsent } from '../../lib/check-ins'
import { useChange } from '../../lib/query'
import { useDoorWords } from '../../words/door'
import { formatMinute } from '../../words'
import { Button } from '../button'
import { Card, Cards } from '../card'
import { RefusedBar } from '../error-summary'
import { heading } from '../press'
import { Status } from '../status'
import { MinutesForm } from './minutes'
import { ProposalForm } from './proposal'

export type Queue = Output<'visit.queue'>
export type AtTheDoor = Queue['queue'][number]

const timeOf = (at: string) => formatMinute(minuteOf(new Date(at)))

/**
 * Who is next, who is expected and who is done, with what may be done about each. `isNext`: nothing else on the page is
 * likelier to be done next than to receive the first of them.
 */
export function QueueView({ queue, unsent, isNext }: { queue: Queue; unsent: readonly Unsent[]; isNext: boolean }) {
  const { door } = useDoorWords()
  // Checked in without a network: here, though the server does not know it yet.
  const isHere = ({ code }: AtTheDoor) =>
    code !== null && unsent.some((one) => one.operation === 'visit.checkIn' && one.input.code === code)
  const here = [...queue.queue, ...queue.expected.filter(isHere)]
  const expected = queue.expected.filter((each) => !isHere(each))
  const walkedIn = unsent.flatMap(({ operation, input }) =>
    operation === 'visit.walkIn' && input.receptionId === queue.reception.id ? [input] : [],
  )
  return (
    <View className="lx-stack">
      <Section title={door.queue} items={here} none={door.nobody} firstIs={door.next} isNext={isNext} isKept={isHere} />
      {walkedIn.map(({ requestId, at, about }) => (
        <Card key={requestId}>
          <View className="lx-stack">
            <Status words={door.walkInBadge} />
            {about && <Text className="lx-text">{about}</Text>}
            <Text className="lx-small">{`${door.came(timeOf(at))} · ${door.toBeSent}`}</Text>
          </View>
        </Card>
      ))}
      <Section title={door.expected} items={expected} none={door.allHere} />
      {queue.waiting > 0 && <Text className="lx-small">{door.waitingList(queue.waiting)}</Text>}
      {queue.done.length > 0 && <Section title={door.done} items={queue.done} none="" />}
    </View>
  )
}

interface SectionProps {
  title: string
  items: readonly AtTheDoor[]
  none: string
  firstIs?: string
  isNext?: boolean
  isKept?: (item: AtTheDoor) => boolean
}

function Section({ title, items, none, firstIs, isNext = false, isKept }: SectionProps) {
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {`${title}（${items.length}）`}
      </View>
      {items.length === 0 && <Text className="lx-text">{none}</Text>}
      <Cards>
        {items.map((item, index) => (
          <VisitorCard
            key={item.id}
            item={item}
            badge={index === 0 ? firstIs : undefined}
            isNext={isNext && index === 0}
            isKept={isKept?.(item) ?? false}
          />
        ))}
      </Cards>
    </View>
  )
}

/** `isKept`: checked in on this device, which the server does not know yet. */
function VisitorCard({ item, badge, isNext, isKept }: { item: AtTheDoor; badge: string | undefined; isNext: boolean; isKept: boolean }) {
  const { door, general } = useDoorWords()
  const [opened, setOpened] = useState<'minutes' | 'toConcern' | 'missVisitor' | 'missDeputy' | null>(null)
  const close = () => setOpened(null)
  const missed = useChange('visit.noShow', { onDone: close })
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)
  const { id, state, startsAt, arrivedAt, isWalkIn, code, topic, about, people, needs, steps } = item
  const may = (step: (typeof steps)[number]) => steps.includes(step)
  const here = async (of: string) => {
    setRefused(null)
    setBusy(true)
    const answer = await checkIn(of).finally(() => setBusy(false))
    if (typeof answer !== 'string') setRefused(answer)
  }
  const lines = [
    startsAt && door.at(timeOf(startsAt)),
    arrivedAt && door.came(timeOf(arrivedAt)),
    people > 1 && door.people(people),
    code && state === 'booked' && `${door.checkInCode} ${code}`,
    isKept && door.toBeSent,
  ].filter(Boolean) as string[]
  return (
    <Card {...(badge ? { tone: 'brand' as const } : {})}>
      <View className="lx-stack">
        <View className="lx-row-wrap">
          {badge && <Status words={badge} tone="success" />}
          <Status words={isWalkIn ? door.walkInBadge : door.state[state]} />
          {needs.map((need) => (
            <Status key={need} words={door.need[need]} tone="warning" icon="alert" />
          ))}
        </View>
        <Text className="lx-heading">{topic?.name ?? door.noTopic}</Text>
        {about && <Text className="lx-text">{about}</Text>}
        <Text className="lx-small">{lines.join(' · ')}</Text>
        <RefusedBar error={missed.error ?? refused} />
        {opened === null && (
          <View className="lx-row-wrap">
            {state === 'booked' && code && may('checkIn') && !isKept && (
              <Button isInline isBusy={isBusy} label={`${door.checkIn} ${code}`} onPress={() => void here(code)}>
                {door.checkIn}
              </Button>
            )}
            {may('minutes') && (
              <Button isInline kind={isNext ? 'primary' : 'secondary'} onPress={() => setOpened('minutes')}>
                {state === 'received' ? door.minutesAgain : door.minutes}
              </Button>
            )}
            {may('toConcern') && (
              <Button isInline onPress={() => setOpened('toConcern')}>
                {door.toConcern}
              </Button>
            )}
            {may('missVisitor') && (
              <Button isInline onPress={() => setOpened('missVisitor')}>
                {door.missVisitor}
              </Button>
            )}
            {may('missDeputy') && (
              <Button isInline onPress={() => setOpened('missDeputy')}>
                {door.missDeputy}
              </Button>
            )}
          </View>
        )}
        {opened === 'minutes' && <MinutesForm id={id} onDone={close} />}
        {opened === 'toConcern' && <ProposalForm id={id} about={about} onDone={close} />}
        {(opened === 'missVisitor' || opened === 'missDeputy') && (
          <View className="lx-stack">
            <Text className="lx-text">{door.missSure}</Text>
            <Button
              kind="danger"
              isBusy={missed.isPending}
              onPress={() => missed.mutate({ id, who: opened === 'missVisitor' ? 'visitor' : 'deputy' })}
            >
              {door.yes}
            </Button>
            <Button onPress={close}>{general.cancel}</Button>
          </View>
        )}
      </View>
    </Card>
  )
}
