import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useChange } from '../../lib/query'
import { useDeskWords } from '../../words/desk'
import { Button } from '../button'
import { errorAt, RefusedBar } from '../error-summary'
import { Field } from '../field'
import { Photos } from '../photo-field'
import { heading } from '../press'
import { RecordingPlayer } from '../recording'
import './case.css'
import type { CasePageName, CaseView } from './state'

const REASON_MAX = 500

/** 委托材料 of a case that a station filed: its station and the office open it with a reason, the person without; the deputy never. */
export function CaseConsent({ view: { id, events, relations }, page }: { view: CaseView; page: CasePageName }) {
  const isOwn = relations.includes('reporter')
  const mayOpen = isOwn || relations.includes('helper') || relations.includes('office')
  if (page === 'deputy' || !mayOpen || relations.includes('assignee') || !events.some(({ kind }) => kind === 'filed')) return null
  return <Consent key={id} id={id} isOwn={isOwn} />
}

function Consent({ id, isOwn }: { id: string; isOwn: boolean }) {
  const words = useDeskWords()
  const { desk, general } = words
  const [isAsking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const { mutate, isPending, error, data } = useChange('concern.openConsent', { onDone: () => setAsking(false) })
  return (
    <View className="lx-stack" id="case-consent">
      <View className="lx-section lx-case-section" {...heading(2)}>
        {desk.consent}
      </View>
      <Text className="lx-small">{isOwn ? desk.consentOwn : desk.consentHint}</Text>
      {data && (
        <>
          <Text className="lx-text">{desk.consentKind[data.kind]}</Text>
          <Photos photos={data.photos} />
          {data.recording && <RecordingPlayer recording={data.recording} />}
          {data.kind !== 'letter' && data.photos.length === 0 && !data.recording && <Text className="lx-text">{desk.consentGone}</Text>}
        </>
      )}
      <RefusedBar error={error && error.fields.length === 0 ? error : null} hasText={isAsking} />
      {isAsking ? (
        <>
          <Field
            name="reason"
            label={desk.consentReason}
            max={REASON_MAX}
            error={error ? errorAt(words, error.fields, 'reason') : null}
            onChange={setReason}
          />
          <Button kind="primary" isBusy={isPending} onPress={() => mutate({ id, reason })}>
            {desk.showConsent}
          </Button>
          <Button onPress={() => setAsking(false)}>{general.cancel}</Button>
        </>
      ) : (
        !data && (
          <Button isBusy={isPending} onPress={() => (isOwn ? mutate({ id, reason: desk.consent }) : setAsking(true))}>
            {desk.showConsent}
          </Button>
        )
      )}
    </View>
  )
}
