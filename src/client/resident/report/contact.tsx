import { View } from '@tarojs/components'
import { Check } from '../../ui/choice'
import { errorAt } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { useReportWords } from '../../words/report'
import type { StepProps } from './draft'

/** Step 3: how to be reached, all of it optional, and who may see it. */
export function ContactStep({ draft, change, errors }: StepProps) {
  const words = useReportWords()
  const { report } = words
  return (
    <View className="lx-report-part">
      <NoticeBar title={report.privacy} />
      <Field
        name="contact-name"
        label={report.name}
        hint={report.nameHint}
        isOptional
        defaultValue={draft.name}
        error={errorAt(words, errors, 'contact.name')}
        onChange={(name) => change({ name })}
      />
      <Field
        name="contact-phone"
        kind="phone"
        label={report.phone}
        hint={report.phoneHint}
        isOptional
        defaultValue={draft.phone}
        error={errorAt(words, errors, 'contact.phone')}
        onChange={(phone) => change({ phone })}
      />
      <Check label={report.mayCall} hint={report.mayCallHint} value={draft.mayCall} onChange={(mayCall) => change({ mayCall })} />
    </View>
  )
}
