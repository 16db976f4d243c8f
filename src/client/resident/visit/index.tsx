import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { addToCalendar } from '../../lib/calendar'
import { open, useParams } from '../../lib/page'
import { showTheWay } from '../../lib/phone'
import { useCall } from '../../lib/query'
import { AgreeFirst } from '../../ui/agree'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { NoticeBar } from '../../ui/notice-bar'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { Qr } from '../../ui/qr'
import { ReadAloud } from '../../ui/read-aloud'
import { Status } from '../../ui/status'
import { formatDate, formatMoment } from '../../words'
import { useVisitWords } from '../../words/visit'
import { Actions } from './actions'
import './index.css'
import { Proposal } from './proposal'
import { visitLooks, type VisitView } from './state'

/** One visit: when, where, the code for the door, and what may be done now. */
export default function VisitPage() {
  const { visit } = useVisitWords()
  return (
    <Page title={visit.title}>
      <AgreeFirst>
        <OneVisit />
      </AgreeFirst>
    </Page>
  )
}

function OneVisit() {
  const { visit } = useVisitWords()
  const { id = '' } = useParams()
  const reading = useCall('visit.open', { id }, { isLive: true })
  const view = reading.data
  if (!view) return <Waiting reading={reading} />
  return (
    <View className="lx-stack">
      <When view={view} />
      {view.proposal && <Proposal view={view} />}
      {view.concern && (
        <Card label={visit.seeConcern} onPress={() => open('/resident/case/index', { id: view.concern!.id })}>
          <Text className="lx-heading">{visit.concern(view.concern.number)}</Text>
        </Card>
      )}
      {view.code && ['booked', 'arrived'].includes(view.state) && <Code code={view.code} />}
      <Actions view={view} />
      <Where view={view} />
      <Minutes view={view} />
      <Progress view={view} />
    </View>
  )
}

function When({ view }: { view: VisitView }) {
  const words = useVisitWords()
  const { visit } = words
  const { state, startsAt, reception, deputy, waiting, offerEndsAt, reason, wasMoved, cancelUntil, rescheduleUntil } = view
  const when = startsAt ? formatMoment(startsAt) : words.station.reception(reception.on, reception.from, reception.to)
  const lines = [
    waiting && visit.ahead(waiting.ahead),
    offerEndsAt && visit.offerUntil(formatMoment(offerEndsAt)),
    reason && visit.reason(reason),
    wasMoved && visit.wasMoved,
    state === 'booked' && !wasMoved && rescheduleUntil && visit.rescheduleUntil(formatMoment(rescheduleUntil)),
    state === 'booked' && !wasMoved && cancelUntil && visit.cancelUntil(formatMoment(cancelUntil)),
  ].filter(Boolean) as string[]
  return (
    <View className="lx-stack">
      <Status words={visit.state[state]} {...visitLooks[state]} />
      <View className="lx-title" {...heading(1)}>
        {when}
      </View>
      <Text className="lx-text">{visit.withDeputy(deputy.name)}</Text>
      {lines.map((line) => (
        <Text key={line} className="lx-small">
          {line}
        </Text>
      ))}
      <ReadAloud words={[visit.state[state], when, visit.withDeputy(deputy.name), view.station.name, ...lines].join('。')} />
    </View>
  )
}

function Code({ code }: { code: string }) {
  const { visit } = useVisitWords()
  return (
    <Card tone="brand">
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {visit.code}
        </View>
        <Text className="lx-visit-code" selectable>
          {`${code.slice(0, 3)} ${code.slice(3)}`}
        </Text>
        <Qr text={code} label={visit.codeLabel(code)} />
        <Text className="lx-small">{visit.codeHint}</Text>
      </View>
    </Card>
  )
}

function Where({ view }: { view: VisitView }) {
  const { visit } = useVisitWords()
  const [said, setSaid] = useState<'calendarDone' | 'calendarFailed' | null>(null)
  const { name, address, at } = view.station
  return (
    <Card>
      <View className="lx-stack">
        <View>
          <Text className="lx-small">{visit.where}</Text>
          <Text className="lx-text">{name}</Text>
          <Text className="lx-text">{address}</Text>
        </View>
        <Button icon="route" onPress={() => showTheWay({ at, name, address })}>
          {visit.way}
        </Button>
        {view.state === 'booked' && (
          <Button
            icon="calendar"
            onPress={() =>
              void addToCalendar(view, visit.withDeputy(view.deputy.name)).then((isAdded) =>
                setSaid(isAdded ? 'calendarDone' : 'calendarFailed'),
              )
            }
          >
            {visit.calendar}
          </Button>
        )}
        {said && <NoticeBar tone={said === 'calendarDone' ? 'success' : 'error'} title={visit[said]} />}
      </View>
    </Card>
  )
}

function Minutes({ view: { minutes, about } }: { view: VisitView }) {
  const { visit } = useVisitWords()
  if (!minutes && !about) return null
  return (
    <Card>
      <View className="lx-stack">
        {about && (
          <View>
            <Text className="lx-small">{visit.wanted}</Text>
            <Text className="lx-text">{about}</Text>
          </View>
        )}
        {minutes && (
          <View>
            <Text className="lx-small">{visit.minutes}</Text>
            <Text className="lx-text">{minutes.said}</Text>
            {minutes.promised && <Text className="lx-text">{visit.promised(minutes.promised)}</Text>}
            {minutes.promisedOn && <Text className="lx-small">{visit.promisedOn(formatDate(minutes.promisedOn))}</Text>}
          </View>
        )}
      </View>
    </Card>
  )
}

function Progress({ view: { events } }: { view: VisitView }) {
  const { visit } = useVisitWords()
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {visit.progress}
      </View>
      {events.map(({ kind, at, startsAt }) => (
        <View key={kind + at}>
          <Text className="lx-text">{visit.eventFor(visit.event[kind], startsAt)}</Text>
          <Text className="lx-time">{formatMoment(at)}</Text>
        </View>
      ))}
    </View>
  )
}
