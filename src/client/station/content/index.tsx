import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { open } from '../../lib/page'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { Empty } from '../../ui/empty'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { Photos } from '../../ui/photo-field'
import { heading } from '../../ui/press'
import { RecordingPlayer } from '../../ui/recording'
import { Status } from '../../ui/status'
import { formatMoment } from '../../words'
import { useContentWords } from '../../words/content'

type Held = Output<'content.queue'>['items'][number]

/** 待核对的内容: what WeChat found doubtful or could not check, for a person to decide. */
export default function ContentPage() {
  const { content } = useContentWords()
  const reading = useCall('content.queue', {}, { isLive: true })
  const items = reading.data?.items ?? []
  return (
    <Page title={content.title} reading={reading}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {content.title}
        </View>
        <Text className="lx-text">{content.hint}</Text>
        {items.length === 0 && <Empty icon="done" title={content.none} />}
        <Cards>
          {items.map((item) => (
            <HeldCard key={item.id} held={item} onDecided={() => void reading.refetch()} />
          ))}
        </Cards>
      </View>
    </Page>
  )
}

function HeldCard({ held, onDecided }: { held: Held; onDecided: () => void }) {
  const words = useContentWords()
  const { content, general } = words
  const [isKeeping, setKeeping] = useState(false)
  const [reason, setReason] = useState('')
  const { mutate, isPending, error } = useChange('content.decide', { onDone: onDecided })
  return (
    <Card>
      <View className="lx-stack">
        <View className="lx-row-wrap">
          <View className="lx-heading" {...heading(2)}>
            {content.kind[held.kind]}
          </View>
          <Status words={content.found[held.found ?? 'none']} tone={held.found === 'risky' ? 'error' : 'warning'} icon="alert" />
          {held.isLate && <Status words={content.late} tone="error" icon="clock" />}
        </View>
        {held.text && (
          <Text className="lx-text" selectable>
            {held.text}
          </Text>
        )}
        {held.photo && <Photos photos={[held.photo]} />}
        {held.recording && <RecordingPlayer recording={held.recording} />}
        <Text className="lx-time">{content.since(formatMoment(held.heldAt))}</Text>
        {held.concern && <SeeCase concern={held.concern} />}
        {held.notice && <SeeNotice notice={held.notice} />}
        {error?.code === 'CONFLICT' || error?.code === 'NOT_FOUND' ? (
          <NoticeBar tone="warning" title={content.conflict} />
        ) : (
          <RefusedBar error={error && error.fields.length === 0 ? error : null} hasText={isKeeping} />
        )}
        {isKeeping ? (
          <>
            <Field
              name={`reason-${held.id}`}
              kind="lines"
              label={content.reason}
              hint={content.reasonHint}
              max={200}
              error={error ? errorAt(words, error.fields, 'reason', content.own) : null}
              onChange={setReason}
            />
            <Button kind="danger" isBusy={isPending} onPress={() => mutate({ id: held.id, decision: 'keep_back', reason })}>
              {content.keepBack}
            </Button>
            <Button onPress={() => setKeeping(false)}>{general.cancel}</Button>
          </>
        ) : (
          <>
            <Button isBusy={isPending} onPress={() => mutate({ id: held.id, decision: 'show', reason: '' })}>
              {content.show}
            </Button>
            <Button onPress={() => setKeeping(true)}>{content.keepBack}</Button>
          </>
        )}
      </View>
    </Card>
  )
}

function SeeCase({ concern: { id, number } }: { concern: NonNullable<Held['concern']> }) {
  const { content } = useContentWords()
  return (
    <Button kind="link" onPress={() => open('/station/case/index', { id })}>
      {content.open(number)}
    </Button>
  )
}

function SeeNotice({ notice: { id, title } }: { notice: NonNullable<Held['notice']> }) {
  const { content } = useContentWords()
  return (
    <Button kind="link" onPress={() => open('/station/notice/index', { id })}>
      {content.openNotice(title)}
    </Button>
  )
}
