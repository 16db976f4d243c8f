import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../contract'
import { unknownPlaceholders, type TemplateScope } from '../../domain/reply'
import { useCall, useChange } from '../lib/query'
import { useReplyWords } from '../words/reply'
import { Button } from './button'
import { Card, Cards } from './card'
import { errorAt, RefusedBar } from './error-summary'
import { Field } from './field'
import { NoticeBar } from './notice-bar'
import { Page } from './page'
import { heading } from './press'

type Template = Output<'replyTemplate.list'>['items'][number]
export interface TemplateOwner {
  scope: TemplateScope
  ofId: string | null
}

/** 答复模板: what the person may use, with a form for those that are theirs. `owner`: whose a new one is. */
export function TemplatesPage({ owner }: { owner: TemplateOwner | null }) {
  const { reply: words } = useReplyWords()
  const reading = useCall('replyTemplate.list', {})
  const [editing, setEditing] = useState<Template | 'new' | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const finish = (notice: string | null) => {
    setEditing(null)
    setDone(notice)
  }
  const items = reading.data?.items ?? []
  return (
    <Page title={words.title} reading={reading}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {words.title}
        </View>
        <Text className="lx-text">{words.hint}</Text>
        {done && <NoticeBar tone="success" title={done} />}
        {owner && editing === 'new' && <TemplateForm template={null} owner={owner} onDone={finish} />}
        {owner && editing === null && <Button onPress={() => setEditing('new')}>{words.add}</Button>}
        {items.length === 0 && <Text className="lx-small">{words.none}</Text>}
        <Cards>
          {items.map((item) => (
            <Card key={item.id}>
              {editing === item ? (
                <TemplateForm template={item} owner={item} onDone={finish} />
              ) : (
                <View className="lx-stack">
                  <View className="lx-heading" {...heading(2)}>
                    {item.title}
                  </View>
                  <Text className="lx-text">{item.text}</Text>
                  <Text className="lx-small">{[words.scope[item.scope], item.ofName].filter(Boolean).join(' · ')}</Text>
                  {item.mayChange && editing === null && <Button onPress={() => setEditing(item)}>{words.edit(item.title)}</Button>}
                </View>
              )}
            </Card>
          ))}
        </Cards>
      </View>
    </Page>
  )
}

/** Changes one template, or makes one. */
export function TemplateForm({
  template,
  owner: { scope, ofId },
  onDone,
}: {
  template: Template | null
  owner: TemplateOwner
  onDone: (notice: string | null) => void
}) {
  const words = useReplyWords()
  const { reply, general } = words
  const [title, setTitle] = useState(template?.title ?? '')
  const [text, setText] = useState(template?.text ?? '')
  const [isRemoving, setRemoving] = useState(false)
  const saving = useChange('replyTemplate.save', { onDone: (saved) => onDone(reply.saved(saved.title)) })
  const removing = useChange('replyTemplate.remove', { onDone: () => onDone(reply.removed) })
  const error = saving.error ?? removing.error
  const unknown = unknownPlaceholders(text).map((name) => `{${name}}`)
  const unknownWords = unknown.length > 0 ? reply.unknown(unknown.join('、')) : null
  return (
    <View className="lx-stack">
      <RefusedBar error={error && error.fields.length === 0 ? error : null} hasText />
      <Field
        name="title"
        label={reply.name}
        defaultValue={title}
        error={error ? errorAt(words, error.fields, 'title', reply.own) : null}
        onChange={setTitle}
      />
      <Field
        name="text"
        kind="lines"
        label={reply.text}
        defaultValue={text}
        error={unknownWords ?? (error ? errorAt(words, error.fields, 'text', reply.own) : null)}
        onChange={setText}
      />
      <Button
        kind="primary"
        isBusy={saving.isPending}
        onPress={() => unknown.length === 0 && saving.mutate({ id: template?.id ?? null, scope, ofId, title, text })}
      >
        {reply.save}
      </Button>
      {template && !isRemoving && (
        <Button kind="link" onPress={() => setRemoving(true)}>
          {reply.remove}
        </Button>
      )}
      {template && isRemoving && (
        <>
          <Text className="lx-text">{reply.removeSure}</Text>
          <Button kind="danger" isBusy={removing.isPending} onPress={() => removing.mutate({ id: template.id })}>
            {reply.remove}
          </Button>
        </>
      )}
      <Button onPress={() => onDone(null)}>{general.cancel}</Button>
    </View>
  )
}
