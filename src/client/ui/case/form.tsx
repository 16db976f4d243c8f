import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { ConcernStep } from '../../../domain/concern'
import type { Refused } from '../../lib/call'
import { useCaseWords } from '../../words/concern'
import { Button } from '../button'
import { RefusedBar } from '../error-summary'
import { heading } from '../press'
import './case.css'
import type { CaseView } from './state'
import type { StepProps } from './step'

export interface FormProps extends StepProps {
  view: CaseView
  onCancel: () => void
}

/** Around every form: what it is for, what follows, one way on and one way out. */
export function Form({
  step,
  error,
  isBusy,
  onSend,
  onCancel,
  hasDraft = false,
  children,
}: {
  step: ConcernStep
  error: Refused | null
  isBusy: boolean
  onSend: () => void
  onCancel: () => void
  /** Words were written. */
  hasDraft?: boolean
  children?: ReactNode
}) {
  const { concern, general } = useCaseWords()
  const { title, hint, submit } = concern.form[step]
  return (
    <View className="lx-case-form">
      <View className="lx-heading" {...heading(2)}>
        {title}
      </View>
      {hint && <Text className="lx-small">{hint}</Text>}
      {children}
      <RefusedBar error={error} hasDraft={hasDraft} />
      <Button kind={step === 'withdraw' ? 'danger' : 'primary'} isBusy={isBusy} onPress={onSend}>
        {error ? concern.resubmit : submit}
      </Button>
      <Button onPress={onCancel}>{general.cancel}</Button>
    </View>
  )
}
