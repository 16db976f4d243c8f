import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import * as v from 'valibot'
import type { Input, Output } from '../../../contract'
import { bookVisitFor } from '../../../contract/assistance'
import { hasArrived, useDraft } from '../../lib/draft'
import { open, showElement, showTop } from '../../lib/page'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { errorAt, ErrorSummary, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { emptyAbout } from '../../ui/visit-about'
import { isAhead, Slots, type Chosen, type Reception } from '../../ui/visit-slots'
import { formatMoment } from '../../words'
import { useAssistanceWords } from '../../words/assistance'
import { useDeskWords } from '../../words/desk'
import { useVisitWords } from '../../words/visit'
import { ConsentFields, consentInput, emptyConsent } from '../consent'
import { StationField, useOwnStations } from '../own'
import { About } from './about'
import { Booked } from './booked'

const empty = { stationId: '', chosen: null as Chosen | null, name: '', phone: '', ...emptyAbout, ...emptyConsent }

/** 代居民预约: a time, the person with their consent, and done. */
export default function BookForPage() {
  const { desk } = useDeskWords()
  const [done, setDone] = useState<Output<'visit.bookFor'> | null>(null)
  const stations = useOwnStations()
  return (
    <Page title={desk.book}>
      {done ? <Booked visit={done} onAnother={() => setDone(null)} /> : stations[0] && <Booking first={stations[0].id} onDone={setDone} />}
    </Page>
  )
}

function Booking({ first, onDone }: { first: string; onDone: (visit: Output<'visit.bookFor'>) => void }) {
  const { desk } = useDeskWords()
  const { value: draft, change, clear, renew, requestId } = useDraft('station.book', empty)
  const stationId = draft.stationId || first
  const reading = useCall('visit.slots', { stationId, limit: 50 })
  const reception = reading.data?.items.find(({ receptionId }) => receptionId === draft.chosen?.receptionId)
  const choose = (chosen: Chosen | null) => {
    change({ chosen })
    showTop()
  }
  if (draft.chosen && reception)
    return (
      <Person
        draft={draft}
        chosen={draft.chosen}
        reception={reception}
        change={change}
        requestId={requestId}
        renew={renew}
        onOther={() => {
          choose(null)
          void reading.refetch()
        }}
        onDone={(visit) => {
          clear()
          onDone(visit)
          showTop()
        }}
      />
    )
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {desk.book}
      </View>
      <Text className="lx-text">{desk.bookHint}</Text>
      <StationField stationId={stationId} onChoose={(id) => change({ stationId: id, chosen: null })} />
      {reading.data ? (
        <Slots receptions={reading.data.items.filter(isAhead)} onChoose={choose} onNone={() => open('/station/file/index')} />
      ) : (
        <Waiting reading={reading} />
      )}
    </View>
  )
}

function Person({
  draft,
  chosen,
  reception,
  change,
  requestId,
  renew,
  onOther,
  onDone,
}: {
  draft: typeof empty
  chosen: Chosen
  reception: Reception
  change: (part: Partial<typeof empty>) => void
  requestId: () => string
  renew: () => void
  onOther: () => void
  onDone: (visit: Output<'visit.bookFor'>) => void
}) {
  const words = useDeskWords()
  const { desk } = words
  const { visit, station } = useVisitWords()
  const { assistance } = useAssistanceWords()
  const [wasTried, setTried] = useState(false)
  const { mutate, isPending, error } = useChange('visit.bookFor', { onDone })
  const kind = draft.consent === 'letter' ? 'spoken' : draft.consent
  const input: Input<'visit.bookFor'> = {
    requestId: requestId(),
    ...chosen,
    topic: draft.topic,
    about: draft.about,
    people: draft.people,
    needs: draft.needs,
    contact: { name: draft.name, phone: draft.phone, mayCall: true },
    consent: consentInput(kind, draft),
  }
  const { issues = [] } = v.safeParse(bookVisitFor.input, input)
  const wrong = issues
    .map((issue) => ({ path: v.getDotPath(issue) ?? '', rule: issue.message }))
    .filter(({ path }, index, all) => all.findIndex((each) => each.path === path) === index)
  const own = { ...visit.own, ...assistance.own, ...desk.ownBook }
  const errors = wasTried ? wrong : (error?.fields ?? [])
  const ofTime = error && (errorAt(words, error.fields, 'startsAt', own) ?? errorAt(words, error.fields, 'receptionId', own))
  const send = () => {
    setTried(wrong.length > 0)
    if (wrong.length === 0) mutate(input, { onError: (refused) => hasArrived(refused) && renew() })
    else showElement('book-errors')
  }
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {desk.whose}
      </View>
      <Card tone="brand">
        <Text className="lx-small">{desk.chosen}</Text>
        <Text className="lx-heading">
          {chosen.startsAt ? formatMoment(chosen.startsAt) : station.reception(reception.on, reception.from, reception.to)}
        </Text>
        <Text className="lx-text">{visit.withDeputy(reception.deputy.name)}</Text>
        <Text className="lx-small">{reception.station.name}</Text>
        {chosen.orWait && <Text className="lx-small">{visit.joinHint}</Text>}
      </Card>
      <View id="book-errors" className="lx-stack">
        {ofTime ? (
          <NoticeBar tone="warning" title={ofTime} />
        ) : (
          <>
            <RefusedBar error={error && error.fields.length === 0 ? error : null} hasDraft />
            <ErrorSummary errors={errors} names={{}} own={own} />
          </>
        )}
      </View>
      <Field
        name="contact-name"
        label={assistance.name}
        defaultValue={draft.name}
        error={errorAt(words, errors, 'contact.name', own)}
        onChange={(name) => change({ name })}
      />
      <Field
        name="contact-phone"
        kind="phone"
        label={assistance.phone}
        hint={assistance.phoneHint}
        isOptional
        defaultValue={draft.phone}
        error={errorAt(words, errors, 'contact.phone', own)}
        onChange={(phone) => change({ phone })}
      />
      <ConsentFields
        kinds={['spoken', 'paper']}
        kind={kind}
        draft={draft}
        change={change}
        errorAt={(path) => errorAt(words, errors, path, own)}
      />
      <About draft={draft} change={change} error={errorAt(words, errors, 'about', own)} />
      <Button kind={ofTime ? 'secondary' : 'primary'} isBusy={isPending} onPress={send}>
        {desk.bookSend}
      </Button>
      <Button kind={ofTime ? 'primary' : 'secondary'} icon="calendar" onPress={onOther}>
        {visit.otherTime}
      </Button>
    </View>
  )
}
