import { View } from '@tarojs/components'
import { TEXT_MAX } from '../../../domain/content'
import { useDraft } from '../../lib/draft'
import { useCall, useChange } from '../../lib/query'
import { useDoorWords } from '../../words/door'
import { Button } from '../button'
import { errorAt, RefusedBar } from '../error-summary'
import { Field } from '../field'
import { Waiting } from '../page'

const PROMISED_MAX = 1000

/** 接待记录: what was said and promised, as it stands, to be written or put right. */
export function MinutesForm({ id, onDone }: { id: string; onDone: () => void }) {
  const reading = useCall('visit.open', { id })
  if (!reading.data) return <Waiting reading={reading} />
  const { minutes, about } = reading.data
  return (
    <Form
      id={id}
      stands={{ said: minutes?.said ?? about ?? '', promised: minutes?.promised ?? '', promisedOn: minutes?.promisedOn ?? '' }}
      onDone={onDone}
    />
  )
}

function Form({ id, stands, onDone }: { id: string; stands: { said: string; promised: string; promisedOn: string }; onDone: () => void }) {
  const words = useDoorWords()
  const { door, general } = words
  const draft = useDraft(`minutes.${id}`, stands)
  const { mutate, isPending, error } = useChange('visit.minutes', {
    onDone: () => {
      draft.clear()
      onDone()
    },
  })
  const { said, promised, promisedOn } = draft.value
  const at = (path: string) => (error ? errorAt(words, error.fields, path, door.own) : null)
  return (
    <View className="lx-stack">
      <Field
        name="said"
        kind="lines"
        label={door.said}
        hint={door.saidHint}
        max={TEXT_MAX}
        defaultValue={said}
        error={at('said')}
        onChange={(value) => draft.change({ said: value })}
      />
      <Field
        name="promised"
        kind="lines"
        label={door.promised}
        isOptional
        max={PROMISED_MAX}
        defaultValue={promised}
        error={at('promised')}
        onChange={(value) => draft.change({ promised: value })}
      />
      <Field
        name="promisedOn"
        label={door.promisedOn}
        hint={door.promisedOnHint}
        isOptional
        defaultValue={promisedOn}
        error={at('promisedOn')}
        onChange={(value) => draft.change({ promisedOn: value })}
      />
      <RefusedBar error={error && error.fields.length === 0 ? error : null} hasDraft />
      <Button kind="primary" isBusy={isPending} onPress={() => mutate({ id, said, promised, promisedOn: promisedOn.trim() || null })}>
        {door.save}
      </Button>
      <Button onPress={onDone}>{general.cancel}</Button>
    </View>
  )
}
