import { View } from '@tarojs/components'
import { useState } from 'react'
import { TEXT_MAX } from '../../../domain/content'
import { useCaseWords } from '../../words/concern'
import { Button } from '../button'
import type { DeputyCardData } from '../deputy-card'
import { errorAt } from '../error-summary'
import { Field } from '../field'
import { DeputyChoice } from './deputy-choice'
import { Form, type FormProps } from './form'
import { useStep } from './step'

const REASON_MAX = 500
const SHORT_MAX = 60
const ADDRESS_MAX = 120

/** 有异议: why, and whose it is if the deputy knows. */
export function DisputeForm({ onCancel, ...props }: FormProps) {
  const words = useCaseWords()
  const { concern } = words
  const [isNaming, setNaming] = useState(false)
  const { draft, change, errors, error, isBusy, send } = useStep(
    'dispute',
    props,
    { deputy: null as DeputyCardData | null, reason: '' },
    ({ deputy, reason }) => ({ deputyId: deputy?.id ?? null, reason }),
  )
  return (
    <Form step="dispute" error={error} isBusy={isBusy} onSend={send} onCancel={onCancel} hasDraft>
      <Field
        name="reason"
        kind="lines"
        label={concern.form.dispute.label}
        defaultValue={draft.reason}
        max={REASON_MAX}
        error={errorAt(words, errors, 'reason', concern.own)}
        onChange={(reason) => change({ reason })}
      />
      {isNaming || draft.deputy ? (
        <DeputyChoice
          view={props.view}
          chosen={draft.deputy}
          error={errorAt(words, errors, 'deputyId', concern.own)}
          onChoose={(deputy) => change({ deputy })}
        />
      ) : (
        <Button icon="person" onPress={() => setNaming(true)}>
          {concern.nameDeputy}
        </Button>
      )}
    </Form>
  )
}

/** 转介: to whom, under which number, and when an answer is expected. A referral that has no number yet may be given one. */
export function ReferForm({ onCancel, ...props }: FormProps) {
  const words = useCaseWords()
  const { concern } = words
  const unnumbered = props.view.referrals.find(({ reference }) => reference === '')
  const { draft, change, errors, error, isBusy, send } = useStep(
    'refer',
    props,
    { referralId: unnumbered?.id ?? null, unit: unnumbered?.unit ?? '', reference: '', expectedOn: unnumbered?.expectedOn ?? '' },
    ({ expectedOn, ...rest }) => ({ ...rest, expectedOn: expectedOn.trim() || null }),
  )
  return (
    <Form step="refer" error={error} isBusy={isBusy} onSend={send} onCancel={onCancel} hasDraft>
      <Field
        name="unit"
        label={concern.form.refer.label}
        hint={concern.unitHint}
        defaultValue={draft.unit}
        max={SHORT_MAX}
        error={errorAt(words, errors, 'unit', concern.own)}
        onChange={(unit) => change({ unit })}
      />
      <Field
        name="reference"
        label={concern.reference}
        hint={concern.referenceHint}
        isOptional
        defaultValue={draft.reference}
        max={SHORT_MAX}
        error={errorAt(words, errors, 'reference', concern.own)}
        onChange={(reference) => change({ reference })}
      />
      <Field
        name="expectedOn"
        label={concern.expectedOn}
        hint={concern.expectedOnHint}
        isOptional
        defaultValue={draft.expectedOn}
        error={errorAt(words, errors, 'expectedOn', concern.own)}
        onChange={(expectedOn) => change({ expectedOn })}
      />
    </Form>
  )
}

/** 拆分: the other matter in words of its own; the letter itself stays as it was written. */
export function SplitForm({ onCancel, ...props }: FormProps) {
  const words = useCaseWords()
  const { concern } = words
  const { draft, change, errors, error, isBusy, send } = useStep('split', props, { text: '', address: '' }, (said) => said)
  return (
    <Form step="split" error={error} isBusy={isBusy} onSend={send} onCancel={onCancel} hasDraft>
      <View className="lx-stack">
        <Field
          name="text"
          kind="lines"
          label={concern.form.split.label}
          defaultValue={draft.text}
          max={TEXT_MAX}
          error={errorAt(words, errors, 'text', concern.own)}
          onChange={(text) => change({ text })}
        />
        <Field
          name="address"
          label={concern.place}
          isOptional
          defaultValue={draft.address}
          max={ADDRESS_MAX}
          error={errorAt(words, errors, 'address', concern.own)}
          onChange={(address) => change({ address })}
        />
      </View>
    </Form>
  )
}
