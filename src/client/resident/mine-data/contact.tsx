import { useQueryClient } from '@tanstack/react-query'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import * as v from 'valibot'
import { correctContact } from '../../../contract/concern-steps'
import type { FieldError } from '../../../contract/operation'
import { newRequestId } from '../../lib/call'
import { useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Check } from '../../ui/choice'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { useWords } from '../../words'
import { useMyDataWords } from '../../words/my-data'
import type { HeldContact } from './holdings'

/** Name and phone of one case, to be corrected or taken back. */
export function ContactEntry({ contact }: { contact: HeldContact }) {
  const { general, concern } = useWords()
  const data = useMyDataWords()
  const [isOpen, setOpen] = useState(false)
  const { number, state, name, phone, mayCall } = contact
  return (
    <Card>
      <View className="lx-stack">
        <Text className="lx-heading">{[name, phone || data.noPhone].filter(Boolean).join(general.comma)}</Text>
        <Text className="lx-small">
          {`${data.ofCase(number)} · ${concern.state.reporter[state]} · ${mayCall ? data.mayCall : data.mayNotCall}`}
        </Text>
        {isOpen ? (
          <Correction contact={contact} onDone={() => setOpen(false)} />
        ) : (
          <Button kind="link" icon="edit" label={data.correctOf(number)} onPress={() => setOpen(true)}>
            {data.correct}
          </Button>
        )}
      </View>
    </Card>
  )
}

function Correction({ contact: { concernId: id, ...before }, onDone }: { contact: HeldContact; onDone: () => void }) {
  const words = useWords()
  const { general } = words
  const data = useMyDataWords()
  const client = useQueryClient()
  const [value, setValue] = useState({ name: before.name, phone: before.phone, mayCall: before.mayCall })
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const saving = useChange('concern.correctContact', {
    onDone: () => {
      void client.invalidateQueries({ queryKey: ['person.holdings'] })
      onDone()
    },
  })
  const change = (part: Partial<typeof value>) => {
    setErrors([])
    setValue({ ...value, ...part })
  }
  const save = () => {
    const { issues = [] } = v.safeParse(correctContact.input, { ...value, id, requestId: newRequestId() })
    setErrors(issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', rule: issue.message })))
    if (issues.length === 0) saving.mutate({ ...value, id }, { onError: ({ fields }) => setErrors(fields) })
  }
  return (
    <View className="lx-stack">
      <RefusedBar error={saving.error} hasText />
      <Field
        name={`${id}-name`}
        label={data.name}
        isOptional
        defaultValue={before.name}
        error={errorAt(words, errors, 'name')}
        onChange={(name) => change({ name })}
      />
      <Field
        name={`${id}-phone`}
        kind="phone"
        label={data.phone}
        isOptional
        defaultValue={before.phone}
        error={errorAt(words, errors, 'phone')}
        onChange={(phone) => change({ phone })}
      />
      <Check label={data.call} value={value.mayCall} onChange={(mayCall) => change({ mayCall })} />
      <Text className="lx-small">{data.takeAway}</Text>
      <Button kind="primary" isBusy={saving.isPending} onPress={save}>
        {data.save}
      </Button>
      <Button onPress={onDone}>{general.cancel}</Button>
    </View>
  )
}
