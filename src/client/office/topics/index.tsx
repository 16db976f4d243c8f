import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { newRequestId } from '../../lib/call'
import { useCongress } from '../../lib/congress'
import { useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { useWords } from '../../words'
import { TopicModel } from './model'

type Topic = Output<'congress.open'>['topics'][number]
type Editing = { topic: Topic | null; parentCode: string | null }

/** The office edits the tree of topics that residents choose from. */
export default function TopicsPage() {
  const { topic: topicWords } = useWords()
  const reading = useCongress()
  const [editing, setEditing] = useState<Editing | null>(null)
  const [saved, setSaved] = useState<string | null>(null)
  const topics = reading.data?.topics ?? []
  const below = (parent: string | null) => topics.filter(({ parentCode }) => parentCode === parent)
  const isEditing = (topic: Topic | null, parentCode: string | null) =>
    editing?.topic?.code === topic?.code && editing?.parentCode === parentCode && editing !== null
  const form = editing && (
    <TopicForm
      key={editing.topic?.code ?? `new ${editing.parentCode}`}
      editing={editing}
      onDone={(name) => {
        setEditing(null)
        setSaved(name)
        void reading.refetch()
      }}
      onCancel={() => setEditing(null)}
    />
  )
  return (
    <Page title={topicWords.title} reading={reading}>
      <View className="lx-stack">
        <Text className="lx-text">{topicWords.hint}</Text>
        {saved && <NoticeBar tone="success" title={topicWords.saved(saved)} />}
        {isEditing(null, null) ? form : <Button onPress={() => setEditing({ topic: null, parentCode: null })}>{topicWords.add}</Button>}
        <Cards>
          {below(null).map((top) => (
            <Card key={top.code}>
              <View className="lx-stack">
                {isEditing(top, null) ? form : <TopicRow topic={top} isTop onEdit={() => setEditing({ topic: top, parentCode: null })} />}
                {below(top.code).map((topic) =>
                  isEditing(topic, top.code) ? (
                    <View key={topic.code}>{form}</View>
                  ) : (
                    <TopicRow key={topic.code} topic={topic} onEdit={() => setEditing({ topic, parentCode: top.code })} />
                  ),
                )}
                {isEditing(null, top.code) ? (
                  form
                ) : (
                  <Button kind="link" icon="plus" onPress={() => setEditing({ topic: null, parentCode: top.code })}>
                    {topicWords.addBelow(top.name)}
                  </Button>
                )}
              </View>
            </Card>
          ))}
        </Cards>
        <TopicModel />
      </View>
    </Page>
  )
}

function TopicRow({ topic, isTop = false, onEdit }: { topic: Topic; isTop?: boolean; onEdit: () => void }) {
  const { topic: topicWords, general } = useWords()
  return (
    <View className="lx-row">
      <View className="lx-grow lx-row-wrap">
        <View className={isTop ? 'lx-heading' : 'lx-text'} {...(isTop ? heading(2) : {})}>
          {topic.name}
        </View>
        {topic.isRetired && <Status words={topicWords.retired} tone="warning" />}
      </View>
      <Button isInline label={topicWords.edit(topic.name)} onPress={onEdit}>
        {general.change}
      </Button>
    </View>
  )
}

function TopicForm({
  editing: { topic, parentCode },
  onDone,
  onCancel,
}: {
  editing: Editing
  onDone: (name: string) => void
  onCancel: () => void
}) {
  const words = useWords()
  const { topic: topicWords, general } = words
  const [name, setName] = useState(topic?.name ?? '')
  // A code of its own; one that is taken is refused.
  const [code] = useState(() => topic?.code ?? [parentCode, newRequestId().slice(0, 8)].filter(Boolean).join('-'))
  const { mutate, isPending, error } = useChange('topic.save', { onDone: (saved) => onDone(saved.name) })
  const save = (isRetired: boolean) => mutate({ code, parentCode, name, isRetired, isNew: topic === null })
  return (
    <View className="lx-stack">
      <RefusedBar error={error && error.fields.length === 0 ? error : null} hasText />
      <Field
        name="name"
        label={topicWords.name}
        defaultValue={name}
        onChange={setName}
        error={error ? errorAt(words, error.fields, 'name', topicWords.own) : null}
      />
      <Button kind="primary" isBusy={isPending} onPress={() => save(topic?.isRetired ?? false)}>
        {topicWords.save}
      </Button>
      {topic && (
        <Button isBusy={isPending} onPress={() => save(!topic.isRetired)}>
          {topic.isRetired ? topicWords.restore : topicWords.retire}
        </Button>
      )}
      <Button onPress={onCancel}>{general.cancel}</Button>
    </View>
  )
}
