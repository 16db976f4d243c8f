import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { dayOf } from '../../../domain/calendar'
import type { Output } from '../../../contract'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { RefusedBar } from '../../ui/error-summary'
import { NoticeBar } from '../../ui/notice-bar'
import { Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { formatDate } from '../../words'
import { useTopicModelWords } from '../../words/topic-model'

const percent = (share: number) => `${Math.round(share * 100)}%`

/** Which model suggests topics, how it does here, and training one on the congress's own cases. */
export function TopicModel() {
  const { topicModel: words } = useTopicModelWords()
  const reading = useCall('topic.model', {})
  const [trained, setTrained] = useState<Output<'topic.retrain'> | null>(null)
  const retrain = useChange('topic.retrain', { onDone: setTrained })
  const tooFew = retrain.error?.fields.some(({ path }) => path === 'cases')
  const model = reading.data
  return (
    <View className="lx-stack">
      <View className="lx-section" {...heading(2)}>
        {words.title}
      </View>
      <Text className="lx-text">{words.hint}</Text>
      {trained && (
        <NoticeBar
          tone={trained.isReplaced ? 'success' : 'info'}
          title={
            trained.isReplaced
              ? words.replaced(percent(trained.accuracy))
              : words.kept(percent(trained.accuracy), percent(trained.shippedAccuracy))
          }
        />
      )}
      {tooFew ? <NoticeBar tone="warning" title={words.refused} /> : <RefusedBar error={retrain.error} />}
      {!model && <Waiting reading={reading} />}
      {model && (
        <Card>
          <View className="lx-stack">
            <Text className="lx-heading">{model.trainedAt ? words.own(formatDate(dayOf(new Date(model.trainedAt)))) : words.shipped}</Text>
            {linesOf(model, words).map((line) => (
              <Text key={line} className="lx-text">
                {line}
              </Text>
            ))}
            {model.cases >= model.needed && (
              <Button isBusy={retrain.isPending} onPress={() => retrain.mutate({})}>
                {words.retrain}
              </Button>
            )}
          </View>
        </Card>
      )}
    </View>
  )
}

function linesOf(
  { trainedOn, figures, shippedAccuracy, cases, needed }: Output<'topic.model'>,
  words: ReturnType<typeof useTopicModelWords>['topicModel'],
): string[] {
  return [
    words.trainedOn(trainedOn),
    ...(figures ? [words.right(percent(figures.accuracy), figures.count)] : [words.unmeasured]),
    ...(figures?.coverage ? [words.taken(percent(figures.coverage))] : []),
    ...(shippedAccuracy === null ? [] : [words.shippedRight(percent(shippedAccuracy))]),
    ...(cases >= needed ? [words.ready(cases)] : [words.cases(cases, needed), words.tooFew(needed - cases)]),
  ]
}
