import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import type { Question } from '../../../domain/registration'
import { openWorkbook } from '../../lib/files'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { RefusedBar } from '../../ui/error-summary'
import { NoticeBar } from '../../ui/notice-bar'
import type { NoticeView } from '../../ui/notice/body'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { formatMoment } from '../../words'
import { useNoticeDeskWords } from '../../words/notice-desk'
import { CheckIn } from './check-in'

type Row = Output<'registration.list'>['items'][number]
const SHOWN = 20

/** 报名名单, with check-in on the day and the list for Excel. */
export function Registered({ view: { id, state, registration } }: { view: NoticeView }) {
  const { notice: words, general } = useNoticeDeskWords()
  const { desk } = words
  const reading = useCall('registration.list', { noticeId: id }, { isLive: true })
  const [shown, show] = useState(SHOWN)
  const [hasFailed, setFailed] = useState(false)
  const sheet = useChange('registration.sheet', {
    onDone: ({ fileName, base64 }) => void openWorkbook(fileName, base64).then((isOpen) => setFailed(!isOpen)),
  })
  const items = reading.data?.items ?? []
  return (
    <View className="lx-stack">
      {state === 'published' && <CheckIn noticeId={id} />}
      <View className="lx-section" {...heading(2)}>
        {desk.list}
      </View>
      {reading.data && items.length === 0 && <Text className="lx-text">{desk.listNone}</Text>}
      {items.length > 0 && (
        <>
          <Text className="lx-small">{desk.sheetHint}</Text>
          <RefusedBar error={sheet.error} />
          {hasFailed && <NoticeBar tone="error" title={desk.sheetFailed} />}
          <Button icon="list" isBusy={sheet.isPending} onPress={() => sheet.mutate({ noticeId: id })}>
            {desk.sheet}
          </Button>
        </>
      )}
      <Cards>
        {items.slice(0, shown).map((row) => (
          <One key={row.id} row={row} questions={registration!.questions} mayCancel={state === 'published'} />
        ))}
      </Cards>
      {items.length > shown && <Button onPress={() => show(shown + SHOWN)}>{general.more}</Button>}
    </View>
  )
}

const tones = { arrived: 'success', booked: 'success', offered: 'warning', waiting: 'info' } as const

function One({ row, questions, mayCancel }: { row: Row; questions: readonly Question[]; mayCancel: boolean }) {
  const { notice: words, general } = useNoticeDeskWords()
  const { desk } = words
  const { id, state, name, phone, code, answers, arrivedAt, isWalkIn, place } = row
  const [isAsking, setAsking] = useState(false)
  const { mutate, isPending, error } = useChange('registration.cancel', { onDone: () => setAsking(false) })
  const isOpen = state === 'booked' || state === 'offered' || state === 'waiting'
  return (
    <Card>
      <View className="lx-row-wrap">
        <Text className="lx-heading">{desk.line(name, phone)}</Text>
        <Status words={isWalkIn ? desk.isWalkIn : words.state[state]} tone={tones[state as keyof typeof tones] ?? 'plain'} />
        {place !== null && <Status words={desk.placeInLine(place)} />}
      </View>
      {answers === null && <Text className="lx-small">{desk.answersHeld}</Text>}
      {answers?.map((answer, index) =>
        answer ? (
          <Text
            key={index}
            className="lx-small"
          >{`${questions[index]?.text ?? ''} ${words.answer[answer as 'yes' | 'no'] ?? answer}`}</Text>
        ) : null,
      )}
      <Text className="lx-time">{[code, arrivedAt && formatMoment(arrivedAt)].filter(Boolean).join(' ')}</Text>
      <RefusedBar error={error} />
      {mayCancel && isOpen && !isAsking && (
        <Button kind="link" label={`${desk.cancelFor}，${name}`} onPress={() => setAsking(true)}>
          {desk.cancelFor}
        </Button>
      )}
      {isAsking && (
        <View className="lx-stack">
          <Button kind="danger" isBusy={isPending} onPress={() => mutate({ id })}>
            {words.cancel}
          </Button>
          <Button onPress={() => setAsking(false)}>{general.back}</Button>
        </View>
      )}
    </Card>
  )
}
