import { Text, View } from '@tarojs/components'
import type { ConcernStep } from '../../../domain/concern'
import { useCaseWords } from '../../words/concern'
import { Button } from '../button'
import { errorAt, RefusedBar } from '../error-summary'
import { NoticeBar } from '../notice-bar'
import { TopicChoice, TopicSuggestions, useTopicSuggestions } from '../topic-choice'
import { Form, type FormProps } from './form'
import type { CaseView } from './state'
import { useStep, type StepProps } from './step'

/** 定类别: what the model takes it for, and the whole tree. */
export function SetTopicForm({ onCancel, ...props }: FormProps) {
  const words = useCaseWords()
  const { concern } = words
  const { view } = props
  const { draft, change, errors, error, isBusy, send } = useStep(
    'setTopic',
    props,
    { topic: view.topic?.code ?? (null as string | null) },
    ({ topic }) => ({ topic: topic ?? '' }),
  )
  const suggested = useTopicSuggestions(view.text)
  return (
    <Form step="setTopic" error={error} isBusy={isBusy} onSend={send} onCancel={onCancel}>
      {suggested.length > 0 && (
        <View className="lx-stack">
          <Text className="lx-small">{concern.topicSuggested}</Text>
          <TopicSuggestions
            items={suggested}
            label={concern.topicSuggested}
            takeWords={concern.chooseTopic}
            chosen={draft.topic}
            onTake={(topic) => change({ topic })}
          />
        </View>
      )}
      <TopicChoice
        topic={draft.topic}
        words={{ label: concern.form.setTopic.label, sub: concern.topicSub, anyOf: concern.anyOfTopic }}
        error={errorAt(words, errors, 'topic', concern.own)}
        onChoose={(topic) => change({ topic })}
      />
    </Form>
  )
}

/** 类别待确认: the model was not sure and nobody has said; one tap on what it would have guessed. */
export function TopicAsk({ view, onOpen, ...props }: StepProps & { view: CaseView; onOpen: (step: ConcernStep) => void }) {
  const { concern } = useCaseWords()
  const suggested = useTopicSuggestions(view.text)
  return (
    <NoticeBar tone="warning" title={concern.topicOpen}>
      <View className="lx-stack">
        <Text className="lx-small">{suggested.length > 0 ? concern.topicOpenSuggested : concern.topicOpenHint}</Text>
        {suggested.map((topic) => (
          <TakeTopic key={topic.code} topic={topic} {...props} />
        ))}
        <Button kind="link" onPress={() => onOpen('setTopic')}>
          {suggested.length > 0 ? concern.otherTopic : concern.step.setTopic}
        </Button>
      </View>
    </NoticeBar>
  )
}

function TakeTopic({ topic: { code, name }, ...props }: StepProps & { topic: { code: string; name: string } }) {
  const { concern } = useCaseWords()
  // A draft of its own: another suggestion is another request.
  const { error, isBusy, send } = useStep('setTopic', { ...props, page: `${props.page}.${code}` }, {}, () => ({ topic: code }))
  return (
    <>
      <RefusedBar error={error} />
      <Button isBusy={isBusy} label={concern.chooseTopic(name)} onPress={send}>
        {name}
      </Button>
    </>
  )
}
