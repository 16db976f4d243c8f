import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { verdicts, type Verdict } from '../../../domain/concern'
import { TEXT_MAX } from '../../../domain/content'
import { phoneTo } from '../../lib/phone'
import type { Photo } from '../../lib/photos'
import type { Recording } from '../../lib/recorder'
import { useCaseWords } from '../../words/concern'
import { Button } from '../button'
import { Choice } from '../choice'
import type { DeputyCardData } from '../deputy-card'
import { errorAt, RefusedBar } from '../error-summary'
import { Field, FieldError } from '../field'
import { PhotoField } from '../photo-field'
import { heading } from '../press'
import { RecordingField } from '../recording'
import './case.css'
import { AnswerAids } from './answer-aids'
import { DeputyChoice } from './deputy-choice'
import { Form, type FormProps } from './form'
import { useStep, type StepProps } from './step'

const REASON_MAX = 500

/** 请补充, 补充, 答复, 留言: words, and photos with them. */
export function WordsForm({ step, onCancel, ...props }: FormProps & { step: 'ask' | 'reply' | 'answer' | 'say' }) {
  const words = useCaseWords()
  const [put, setPut] = useState(0)
  const { draft, change, errors, error, isBusy, send } = useStep(
    step,
    props,
    { text: '', photos: [] as Photo[], recording: null as Recording | null },
    ({ text, photos, recording }) => ({
      text,
      photoIds: photos.map(({ id }) => id),
      recordingId: recording?.id ?? null,
    }),
  )
  const { concern } = words
  const photoError = errorAt(words, errors, 'photoIds', concern.own)
  return (
    <Form step={step} error={error} isBusy={isBusy} onSend={send} onCancel={onCancel} hasDraft>
      {step === 'answer' && (
        <AnswerAids
          concernId={props.id}
          text={draft.text}
          onText={(text) => {
            change({ text })
            setPut(put + 1)
          }}
        />
      )}
      <Field
        key={put}
        name="text"
        kind="lines"
        label={concern.form[step].label}
        defaultValue={draft.text}
        max={TEXT_MAX}
        error={errorAt(words, errors, 'text', concern.own)}
        onChange={(text) => change({ text })}
      />
      <View id="field-photoIds" className="lx-stack">
        {photoError && <FieldError words={photoError} />}
        <PhotoField label={concern.addPhotos} photos={draft.photos} onChange={(photos) => change({ photos })} />
      </View>
      {(step === 'reply' || step === 'say') && (
        <RecordingField label={concern.addRecording} recording={draft.recording} onChange={(recording) => change({ recording })} />
      )}
    </Form>
  )
}

/** A step that needs a reason and nothing else. */
export function ReasonForm({ step, onCancel, ...props }: FormProps & { step: 'sendBack' | 'uphold' | 'openContact' }) {
  const words = useCaseWords()
  const { draft, change, errors, error, isBusy, send } = useStep(step, props, { reason: '' }, ({ reason }) => ({ reason }))
  return (
    <Form step={step} error={error} isBusy={isBusy} onSend={send} onCancel={onCancel} hasDraft>
      <Field
        name="reason"
        kind="lines"
        label={words.concern.form[step].label}
        defaultValue={draft.reason}
        max={REASON_MAX}
        error={errorAt(words, errors, 'reason', words.concern.own)}
        onChange={(reason) => change({ reason })}
      />
    </Form>
  )
}

/** 转交: to whom, and why. */
export function PassOnForm({ onCancel, ...props }: FormProps) {
  const words = useCaseWords()
  const { draft, change, errors, error, isBusy, send } = useStep(
    'passOn',
    props,
    { deputy: null as DeputyCardData | null, reason: '' },
    ({ deputy, reason }) => ({ deputyId: deputy?.id ?? '', reason }),
  )
  return (
    <Form step="passOn" error={error} isBusy={isBusy} onSend={send} onCancel={onCancel} hasDraft>
      <DeputyChoice
        view={props.view}
        chosen={draft.deputy}
        error={errorAt(words, errors, 'deputyId', words.concern.own)}
        onChoose={(deputy) => change({ deputy })}
      />
      <Field
        name="reason"
        kind="lines"
        label={words.concern.form.passOn.label}
        defaultValue={draft.reason}
        max={REASON_MAX}
        error={errorAt(words, errors, 'reason', words.concern.own)}
        onChange={(reason) => change({ reason })}
      />
    </Form>
  )
}

/** 分派 */
export function AssignForm({ onCancel, ...props }: FormProps) {
  const words = useCaseWords()
  const { draft, change, errors, error, isBusy, send } = useStep(
    'assign',
    props,
    { deputy: null as DeputyCardData | null },
    ({ deputy }) => ({
      deputyId: deputy?.id ?? '',
    }),
  )
  return (
    <Form step="assign" error={error} isBusy={isBusy} onSend={send} onCancel={onCancel}>
      <DeputyChoice
        view={props.view}
        chosen={draft.deputy}
        error={errorAt(words, errors, 'deputyId', words.concern.own)}
        onChoose={(deputy) => change({ deputy })}
      />
    </Form>
  )
}

/** 催办 */
export function ChaseForm({ onCancel, ...props }: FormProps) {
  const words = useCaseWords()
  const { draft, change, errors, error, isBusy, send } = useStep('chase', props, { text: '' }, ({ text }) => ({ text }))
  return (
    <Form step="chase" error={error} isBusy={isBusy} onSend={send} onCancel={onCancel} hasDraft={draft.text !== ''}>
      <Field
        name="text"
        kind="lines"
        label={words.concern.form.chase.label}
        isOptional
        defaultValue={draft.text}
        max={REASON_MAX}
        error={errorAt(words, errors, 'text', words.concern.own)}
        onChange={(text) => change({ text })}
      />
    </Form>
  )
}

/** 评价: four choices, and words where the resident has more to say. */
export function JudgeForm({ step = 'judge', onCancel, ...props }: FormProps & { step?: 'judge' | 'relayVerdict' }) {
  const words = useCaseWords()
  const { concern } = words
  const { draft, change, errors, error, isBusy, send } = useStep(
    step,
    props,
    { verdict: undefined as Verdict | undefined, text: '' },
    ({ verdict, text }) => ({ verdict: verdict as Verdict, text }),
  )
  return (
    <Form step={step} error={error} isBusy={isBusy} onSend={send} onCancel={onCancel} hasDraft={draft.text !== ''}>
      <Choice
        name="verdict"
        label={concern.form[step].title}
        isLabelHidden
        options={verdicts.map((value) => ({ value, label: concern.verdict[value], hint: concern.verdictHint[value] }))}
        value={draft.verdict}
        error={errorAt(words, errors, 'verdict', concern.own)}
        onChoose={(verdict) => change({ verdict })}
      />
      <Field
        name="text"
        kind="lines"
        label={concern.form[step].label}
        isOptional
        defaultValue={draft.text}
        max={REASON_MAX}
        error={errorAt(words, errors, 'text', concern.own)}
        onChange={(text) => change({ text })}
      />
    </Form>
  )
}

/** 撤回 is asked once more, since there is no way back. */
export function WithdrawForm({ onCancel, ...props }: FormProps) {
  const { error, isBusy, send } = useStep('withdraw', props, {}, () => ({}))
  return <Form step="withdraw" error={error} isBusy={isBusy} onSend={send} onCancel={onCancel} />
}

/** 受理 needs no words, so it is one press. */
export function AcceptButton(props: StepProps) {
  const { concern } = useCaseWords()
  const { error, isBusy, send } = useStep('accept', props, {}, () => ({}))
  return (
    <View className="lx-stack">
      <RefusedBar error={error} />
      <Button kind="primary" icon="check" isBusy={isBusy} onPress={send}>
        {concern.step.accept}
      </Button>
    </View>
  )
}

/** Shown once, and kept nowhere. */
export function OpenedContact({ name, phone }: { name: string; phone: string }) {
  const { concern, general } = useCaseWords()
  return (
    <View className="lx-case-form">
      <View className="lx-heading" {...heading(2)}>
        {concern.contactOf}
      </View>
      <Text className="lx-text">{name || concern.noName}</Text>
      {phone && <Text className="lx-heading">{phone}</Text>}
      {phone && (
        <Button icon="phone" onPress={() => phoneTo(phone)}>
          {general.call}
        </Button>
      )}
      <Text className="lx-small">{concern.done.openContact}</Text>
    </View>
  )
}
