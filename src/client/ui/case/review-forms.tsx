import { useCaseWords } from '../../words/concern'
import { errorAt } from '../error-summary'
import { Field } from '../field'
import { Form, type FormProps } from './form'
import { useStep } from './step'

const REASON_MAX = 500

/** 复核通过 is asked once more: what the resident has read cannot be taken back. */
export function ApproveForm({ onCancel, ...props }: FormProps) {
  const { error, isBusy, send } = useStep('approve', props, {}, () => ({}))
  return <Form step="approve" error={error} isBusy={isBusy} onSend={send} onCancel={onCancel} />
}

/** 退回修改, with a note for the deputy alone. */
export function ReturnAnswerForm({ onCancel, ...props }: FormProps) {
  const words = useCaseWords()
  const { draft, change, errors, error, isBusy, send } = useStep('returnAnswer', props, { reason: '' }, ({ reason }) => ({ reason }))
  return (
    <Form step="returnAnswer" error={error} isBusy={isBusy} onSend={send} onCancel={onCancel} hasDraft>
      <Field
        name="reason"
        kind="lines"
        label={words.concern.form.returnAnswer.label}
        defaultValue={draft.reason}
        max={REASON_MAX}
        error={errorAt(words, errors, 'reason', words.concern.own)}
        onChange={(reason) => change({ reason })}
      />
    </Form>
  )
}
