import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { addActivityToCalendar } from '../../lib/calendar'
import { useSubscription } from '../../lib/subscribe'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { RefusedBar } from '../../ui/error-summary'
import { NoticeBar } from '../../ui/notice-bar'
import type { NoticeView } from '../../ui/notice/body'
import { heading } from '../../ui/press'
import { Qr } from '../../ui/qr'
import { Status } from '../../ui/status'
import { formatMoment } from '../../words'
import { useNoticeWords } from '../../words/notice'
import './index.css'
import { registrationLooks } from './state'
import { useRegistrationStep } from './step'

type Own = NonNullable<NoticeView['mine']>

/** One's own registration: how it stands, the code for the door, and what may be done now. */
export function Mine({ view, mine }: { view: NoticeView; mine: Own }) {
  const words = useNoticeWords().notice
  const { state, ahead, offerEndsAt, cancelUntil, code } = mine
  const lines = [
    ahead !== null && words.ahead(ahead),
    offerEndsAt && words.offerUntil(formatMoment(offerEndsAt)),
    cancelUntil && mine.steps.includes('cancel') && words.cancelUntil(formatMoment(cancelUntil)),
  ].filter(Boolean) as string[]
  return (
    <Card tone="brand">
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {words.mine}
        </View>
        <Status words={words.state[state]} {...registrationLooks[state]} />
        {lines.map((line) => (
          <Text key={line} className="lx-text">
            {line}
          </Text>
        ))}
        {(state === 'booked' || state === 'arrived') && (
          <>
            <Text className="lx-small">{words.code}</Text>
            <Text className="lx-notice-code" selectable>
              {`${code.slice(0, 3)} ${code.slice(3)}`}
            </Text>
            <Qr text={code} label={words.codeLabel(code)} />
            <Text className="lx-small">{words.codeHint}</Text>
          </>
        )}
        <Steps noticeId={view.id} mine={mine} />
        {state === 'booked' && <Calendar view={view} />}
      </View>
    </Card>
  )
}

function Steps({ noticeId, mine: { id, state, steps } }: { noticeId: string; mine: Own }) {
  const { notice: words, general } = useNoticeWords()
  const [isAsking, setAsking] = useState(false)
  const { ask } = useSubscription('visit')
  const accept = useRegistrationStep('registration.accept', noticeId)
  const cancel = useRegistrationStep('registration.cancel', noticeId, () => setAsking(false))
  const isBooked = state === 'booked'
  const over = accept.error?.fields.find(({ rule }) => rule === 'offer_over')
  return (
    <>
      {over ? <NoticeBar tone="warning" title={words.own['id.offer_over']!} /> : <RefusedBar error={accept.error ?? cancel.error} />}
      {steps.includes('accept') && (
        <Button
          kind="primary"
          isBusy={accept.isPending}
          onPress={() => {
            ask()
            accept.mutate({ id })
          }}
        >
          {words.accept}
        </Button>
      )}
      {steps.includes('cancel') && !isAsking && (
        <Button kind="danger" onPress={() => setAsking(true)}>
          {isBooked ? words.cancel : words.leaveList}
        </Button>
      )}
      {steps.includes('cancel') && isAsking && (
        <>
          <Text className="lx-text">{words.cancelSure}</Text>
          <Button kind="danger" isBusy={cancel.isPending} onPress={() => cancel.mutate({ id })}>
            {isBooked ? words.cancel : words.leaveList}
          </Button>
          <Button onPress={() => setAsking(false)}>{general.back}</Button>
        </>
      )}
    </>
  )
}

function Calendar({ view }: { view: NoticeView }) {
  const words = useNoticeWords().notice
  const [said, setSaid] = useState<'calendarDone' | 'calendarFailed' | null>(null)
  return (
    <>
      <Button
        icon="calendar"
        onPress={() => void addActivityToCalendar(view).then((isAdded) => setSaid(isAdded ? 'calendarDone' : 'calendarFailed'))}
      >
        {words.calendar}
      </Button>
      {said && <NoticeBar tone={said === 'calendarDone' ? 'success' : 'error'} title={words[said]} />}
    </>
  )
}
