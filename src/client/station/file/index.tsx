import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import * as v from 'valibot'
import type { Input, Output } from '../../../contract'
import { fileConcern } from '../../../contract/assistance'
import { consentKinds, filedEntries } from '../../../domain/assistance'
import { TEXT_MAX } from '../../../domain/content'
import type { Point } from '../../../domain/place'
import { hasArrived, useDraft } from '../../lib/draft'
import { open, showElement } from '../../lib/page'
import type { Photo } from '../../lib/photos'
import { useChange } from '../../lib/query'
import type { Recording } from '../../lib/recorder'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Choice } from '../../ui/choice'
import { errorAt, ErrorSummary, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { Photos, PhotoField } from '../../ui/photo-field'
import { heading } from '../../ui/press'
import { ReadAloud } from '../../ui/read-aloud'
import { RecordingField, RecordingPlayer } from '../../ui/recording'
import { useAssistanceWords } from '../../words/assistance'
import { ConsentFields, consentInput, emptyConsent } from '../consent'
import { StationField, useOwnStations } from '../own'
import './index.css'
import { Slip } from './slip'
import { TopicField } from './topic'
import { Where } from './where'

const empty = {
  stationId: '',
  entry: 'walk_in' as (typeof filedEntries)[number],
  text: '',
  topic: null as string | null,
  at: null as Point | null,
  nearName: null as string | null,
  address: '',
  photos: [] as Photo[],
  recording: null as Recording | null,
  name: '',
  phone: '',
  mayCall: true,
  ...emptyConsent,
}

/** 代居民反映: voice first, read back before it is sent, and a slip for the person. */
export default function FilePage() {
  const words = useAssistanceWords()
  const { assistance } = words
  const stations = useOwnStations()
  const { value: draft, change, clear, renew, requestId } = useDraft('station.file', empty)
  const stationId = stations.find(({ id }) => id === draft.stationId)?.id ?? stations[0]?.id ?? ''
  const [round, setRound] = useState(0)
  const [wasTried, setTried] = useState(false)
  const [isChecking, setChecking] = useState(false)
  const [done, setDone] = useState<Output<'concern.file'> | null>(null)
  const { mutate, isPending, error } = useChange('concern.file', {
    onDone: (output) => {
      clear()
      setDone(output)
      showElement('slip')
    },
  })
  const consent = draft.entry === 'letter' ? draft.consent : draft.consent === 'letter' ? 'spoken' : draft.consent
  const input: Input<'concern.file'> = {
    requestId: requestId(),
    stationId,
    entry: draft.entry,
    text: draft.text,
    topic: draft.topic,
    place: { at: draft.at, address: draft.address },
    photoIds: draft.photos.map(({ id }) => id),
    recordingId: draft.recording?.id ?? null,
    contact: { name: draft.name, phone: draft.phone, mayCall: draft.mayCall },
    consent: consentInput(consent, draft),
  }
  const { issues = [] } = v.safeParse(fileConcern.input, input)
  const wrong = issues
    .map((issue) => ({ path: v.getDotPath(issue) ?? '', rule: issue.message }))
    .filter(({ path }, index, all) => all.findIndex((each) => each.path === path) === index)
  const isStale = hasArrived(error)
  const refused = isStale ? [] : (error?.fields ?? [])
  const errors = wasTried ? wrong : refused
  const at = (path: string) => errorAt(words, errors, path, assistance.own)
  const summary = assistance.summary(draft.name.trim(), draft.text.trim(), draft.address.trim() || (draft.nearName ?? ''))

  const sendAnew = () => {
    renew()
    mutate({ ...input, requestId: requestId() })
  }
  const check = () => {
    setTried(wrong.length > 0)
    if (wrong.length === 0) setChecking(true)
  }
  if (done)
    return (
      <Page title={assistance.slip}>
        <Slip
          filed={done}
          onAnother={() => {
            setDone(null)
            setChecking(false)
            setRound(round + 1)
          }}
        />
      </Page>
    )
  return (
    <Page title={assistance.title}>
      <View className="lx-stack" key={round}>
        <View className="lx-title" {...heading(1)}>
          {isChecking ? assistance.check : assistance.title}
        </View>
        <RefusedBar error={error && error.fields.length === 0 ? error : null} hasDraft />
        {isChecking ? (
          <>
            <Card>
              <View className="lx-stack">
                <Text className="lx-file-summary">{summary}</Text>
                <ReadAloud words={summary} />
                {draft.recording && <RecordingPlayer recording={draft.recording} />}
                <Photos photos={draft.photos} />
              </View>
            </Card>
            <ErrorSummary errors={refused} names={{}} own={assistance.own} />
            {isStale && (
              <NoticeBar tone="warning" title={words.error.arrived}>
                <Button kind="link" onPress={() => open('/station/filed/index')}>
                  {assistance.seeFiled}
                </Button>
              </NoticeBar>
            )}
            <Button kind="primary" isBusy={isPending} onPress={isStale ? sendAnew : () => mutate(input)}>
              {isStale ? assistance.sendAnew : assistance.send}
            </Button>
            <Button onPress={() => setChecking(false)}>{assistance.back}</Button>
          </>
        ) : (
          <>
            <Text className="lx-text">{assistance.hint}</Text>
            <ErrorSummary errors={errors} names={{}} own={assistance.own} />
            <StationField stationId={stationId} onChoose={(id) => change({ stationId: id })} />
            <Choice
              name="entry"
              label={assistance.entry}
              isCompact
              options={filedEntries.map((value) => ({ value, label: assistance.entries[value] }))}
              value={draft.entry}
              onChoose={(entry) => change({ entry, consent: entry === 'letter' ? 'letter' : 'spoken' })}
            />
            {draft.entry !== 'letter' && (
              <RecordingField label={assistance.recording} recording={draft.recording} onChange={(recording) => change({ recording })} />
            )}
            <Field
              name="text"
              kind="lines"
              label={assistance.text}
              max={TEXT_MAX}
              defaultValue={draft.text}
              error={at('text')}
              onChange={(text) => change({ text })}
            />
            <TopicField text={draft.text} topic={draft.topic} onChoose={(topic) => change({ topic })} />
            <Field
              name="place-address"
              label={assistance.address}
              isOptional
              defaultValue={draft.address}
              error={at('place')}
              onChange={(address) => change({ address })}
            />
            <Where draft={draft} change={change} />
            <PhotoField
              label={draft.entry === 'letter' ? assistance.letterPhotos : assistance.photos}
              photos={draft.photos}
              onChange={(photos) => change({ photos })}
            />
            <Field
              name="contact-name"
              label={assistance.name}
              defaultValue={draft.name}
              error={at('contact.name')}
              onChange={(name) => change({ name })}
            />
            <Field
              name="contact-phone"
              kind="phone"
              label={assistance.phone}
              hint={assistance.phoneHint}
              isOptional
              defaultValue={draft.phone}
              error={at('contact.phone')}
              onChange={(phone) => change({ phone })}
            />
            <Choice
              name="mayCall"
              label={assistance.mayCall}
              isCompact
              options={[
                { value: true, label: assistance.yes },
                { value: false, label: assistance.no },
              ]}
              value={draft.mayCall}
              onChoose={(mayCall) => change({ mayCall })}
            />
            <ConsentFields
              kinds={consentKinds.filter((value) => value !== 'letter' || draft.entry === 'letter')}
              kind={consent}
              draft={draft}
              change={change}
              errorAt={at}
            />
            <Button kind="primary" icon="speak" onPress={check}>
              {assistance.toCheck}
            </Button>
          </>
        )}
      </View>
    </Page>
  )
}
