import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { TEXT_MAX } from '../../../domain/content'
import { useDraft } from '../../lib/draft'
import { useChange } from '../../lib/query'
import { useDoorWords } from '../../words/door'
import { Button } from '../button'
import { errorAt, RefusedBar } from '../error-summary'
import { Field } from '../field'
import { NoticeBar } from '../notice-bar'

const ADDRESS_MAX = 120

/** 转为诉求: written down here, confirmed by the visitor on their own phone. */
export function ProposalForm({ id, about, onDone }: { id: string; about: string; onDone: () => void }) {
  const words = useDoorWords()
  const { door, general } = words
  const draft = useDraft(`concern-of.${id}`, { text: about, address: '' })
  const [isDone, setDone] = useState(false)
  const { mutate, isPending, error } = useChange('visit.toConcern', {
    onDone: () => {
      draft.clear()
      setDone(true)
    },
  })
  if (isDone)
    return (
      <View className="lx-stack">
        <NoticeBar tone="success" title={door.proposed} />
        <Button onPress={onDone}>{general.done}</Button>
      </View>
    )
  const { text, address } = draft.value
  const at = (path: string) => (error ? errorAt(words, error.fields, path, door.own) : null)
  return (
    <View className="lx-stack">
      <Text className="lx-small">{door.toConcernHint}</Text>
      <Field
        name="text"
        kind="lines"
        label={door.concernText}
        max={TEXT_MAX}
        defaultValue={text}
        error={at('text')}
        onChange={(value) => draft.change({ text: value })}
      />
      <Field
        name="address"
        label={door.concernAddress}
        isOptional
        max={ADDRESS_MAX}
        defaultValue={address}
        error={at('address')}
        onChange={(value) => draft.change({ address: value })}
      />
      <RefusedBar error={error && error.fields.length === 0 ? error : null} hasDraft />
      <Button kind="primary" isBusy={isPending} onPress={() => mutate({ id, text, address })}>
        {door.propose}
      </Button>
      <Button onPress={onDone}>{general.cancel}</Button>
    </View>
  )
}
