import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { useCongress } from '../../lib/congress'
import { useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { useWords } from '../../words'

type Topic = Output<'congress.open'>['topics'][number]
type Editing = { topic: Topic | null; parentCode: string | null }

/** The office edits the tree of topics that residents choose from. */
export default function TopicsPage() {
  const { concern } = useWords()
  const reading = useCongress()
  const [editing, setEditing] = useState<Editing | null>(null)
  const topics = reading.data?.topics ?? []
  const below = (parent: string | null) => topics.filter(({ parentCode }) => parentCode === parent)
  const isEditing = (topic: Topic | null, parentCode: string | null) =>
    editing?.topic?.code === topic?.code && editing?.parentCode === parentCode && editing !== null
  const form = editing && (
    <TopicForm
      key={editing.topic?.code ?? `new ${editing.parentCode}`}
      editing={editing}
      onDone={() => {
        setEditing(null)
        void reading.refetch()
      }}
      onCancel={() => setEditing(null)}
    />
  )
  return (
    <Page title={concern.topics.title} reading={reading}>
      <View className="lx-stack">
        <Text className="lx-text">{concern.topics.hint}</Text>
        {isEditing(null, null) ? form : <Button onPress={() => setEditing({ topic: null, parentCode: null })}>{concern.topics.add}</Button>}
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
                    {concern.topics.addBelow(top.name)}
                  </Button>
                )}
              </View>
            </Card>
          ))}
        </Cards>
      </View>
    </Page>
  )
}

function TopicRow({ topic, isTop = false, onEdit }: { topic: Topic; isTop?: boolean; onEdit: () => void }) {
  const { concern, general } = useWords()
  return (
    <View className="lx-row">
      <View className="lx-grow lx-row-wrap">
        <View className={isTop ? 'lx-heading' : 'lx-text'} {...(isTop ? heading(2) : {})}>
          {topic.name}
        </View>
        {topic.isRetired && <Status words={concern.topics.retired} tone="warning" />}
      </View>
      <Button isInline label={concern.topics.edit(topic.name)} onPress={onEdit}>
        {general.change}
      </Button>
    </View>
  )
}

function TopicForm({ editing: { topic, parentCode }, onDone, onCancel }: { editing: Editing; onDone: () => void; onCancel: () => void }) {
  const words = useWords()
  const { concern, general } = words
  const [name, setName] = useState(topic?.name ?? '')
  const [code, setCode] = useState(topic?.code ?? '')
  const { mutate, isPending, error } = useChange('topic.save', { onDone })
  const save = (isRetired: boolean) => mutate({ code, parentCode, name, isRetired })
  const at = (path: string) => (error ? errorAt(words, error.fields, path) : null)
  return (
    <View className="lx-stack">
      <RefusedBar error={error && error.fields.length === 0 ? error : null} />
      <Field name="name" label={concern.topics.name} defaultValue={name} onChange={setName} error={at('name')} />
      {!topic && (
        <Field
          name="code"
          label={concern.topics.code}
          hint={concern.topics.codeHint}
          defaultValue={code}
          onChange={setCode}
          error={at('code')}
        />
      )}
      <Button kind="primary" isBusy={isPending} onPress={() => save(topic?.isRetired ?? false)}>
        {concern.topics.save}
      </Button>
      {topic && (
        <Button isBusy={isPending} onPress={() => save(!topic.isRetired)}>
          {topic.isRetired ? concern.topics.restore : concern.topics.retire}
        </Button>
      )}
      <Button onPress={onCancel}>{general.cancel}</Button>
    </View>
  )
}
