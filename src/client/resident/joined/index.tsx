import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { verdicts, type Verdict } from '../../../domain/concern'
import { open, useParams } from '../../lib/page'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { Choice } from '../../ui/choice'
import { RefusedBar } from '../../ui/error-summary'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { formatMoment } from '../../words'
import { useSimilarWords } from '../../words/similar'

/** 我附议的: all of it, or one (`?id=`). */
export default function JoinedPage() {
  const { id } = useParams()
  return id ? <One id={id} /> : <All />
}

function All() {
  const { similar, concern } = useSimilarWords()
  const reading = useCall('concern.joined', {})
  return (
    <Page title={similar.title} reading={reading}>
      {reading.data?.items.length === 0 && <Text className="lx-text">{similar.noneJoined}</Text>}
      <Cards>
        {reading.data?.items.map(({ id, number, state, topic, street }) => (
          <Card key={id} label={concern.number(number)} onPress={() => open('/resident/joined/index', { id })}>
            <Text className="lx-heading">{[topic?.name ?? similar.noTopic, street].filter(Boolean).join(' · ')}</Text>
            <Status words={concern.state.holder[state]} tone="info" />
            <Text className="lx-time">{concern.number(number)}</Text>
          </Card>
        ))}
      </Cards>
    </Page>
  )
}

function One({ id }: { id: string }) {
  const { similar, concern } = useSimilarWords()
  const [hasLeft, setLeft] = useState(false)
  const [verdict, setVerdict] = useState<Verdict | undefined>()
  const reading = useCall('concern.openJoined', { id }, { isLive: true, isEnabled: !hasLeft })
  const leave = useChange('concern.leave', { onDone: () => setLeft(true) })
  const confirm = useChange('concern.confirm')
  const view = reading.data
  if (!view || hasLeft)
    return (
      <Page title={similar.title} {...(hasLeft ? {} : { reading })}>
        {hasLeft && <NoticeBar tone="success" title={similar.left} />}
      </Page>
    )
  return (
    <Page title={concern.number(view.number)} reading={reading}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {[view.topic?.name ?? similar.noTopic, view.street].filter(Boolean).join(' · ')}
        </View>
        <View className="lx-row-wrap">
          <Status words={concern.state.holder[view.state]} tone="info" />
          <Status words={similar.people(view.people)} />
          {view.due && <Status words={concern.due.left(view.due)} />}
        </View>
        <View className="lx-section" {...heading(2)}>
          {similar.answers}
        </View>
        {view.state === 'withdrawn' ? (
          <>
            <NoticeBar title={similar.withdrawn} />
            <Button kind="primary" onPress={() => open('/resident/report/index')}>
              {similar.reportOwn}
            </Button>
          </>
        ) : (
          view.answers.length === 0 && <Text className="lx-small">{similar.noAnswers}</Text>
        )}
        {view.answers.map(({ id: answerId, text, at, deputyName }) => (
          <Card key={answerId}>
            <Text className="lx-text" selectable>
              {text}
            </Text>
            <Text className="lx-time">{[deputyName, formatMoment(at)].filter(Boolean).join(' · ')}</Text>
          </Card>
        ))}
        <RefusedBar error={confirm.error ?? leave.error} />
        {view.steps.includes('confirm') && (
          <>
            <Choice
              name="verdict"
              label={view.verdict ? `${similar.judged}：${concern.verdict[view.verdict]}` : similar.judge}
              options={verdicts.map((value) => ({ value, label: concern.verdict[value] }))}
              value={verdict ?? view.verdict ?? undefined}
              onChoose={setVerdict}
            />
            <Text className="lx-small">{similar.judgeHint}</Text>
            <Button kind="primary" isBusy={confirm.isPending} onPress={() => verdict && confirm.mutate({ id, verdict })}>
              {similar.send}
            </Button>
            {view.verdict && view.verdict !== 'settled' && (
              <Button onPress={() => open('/resident/report/index')}>{similar.reportOwn}</Button>
            )}
          </>
        )}
        <Button kind="link" isBusy={leave.isPending} onPress={() => leave.mutate({ id })}>
          {similar.leave}
        </Button>
      </View>
    </Page>
  )
}
