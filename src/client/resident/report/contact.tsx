import { View } from '@tarojs/components'
import { useState } from 'react'
import { Check } from '../../ui/choice'
import { errorAt } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { WechatPhone } from '../../ui/wechat-phone'
import { useReportWords } from '../../words/report'
import type { StepProps } from './draft'

/** Step 3: how to be reached, all of it optional, and who may see it. */
export function ContactStep({ draft, change, errors }: StepProps) {
  const words = useReportWords()
  const { report } = words
  /** A field starts anew where WeChat filled it in. */
  const [version, setVersion] = useState(0)
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
        key={version}
        name="contact-phone"
        kind="phone"
        label={report.phone}
        hint={report.phoneHint}
        isOptional
        defaultValue={draft.phone}
        error={errorAt(words, errors, 'contact.phone')}
        onChange={(phone) => change({ phone })}
      />
      <WechatPhone
        label={report.wechatPhone}
        refused={report.noWechatPhone}
        onPhone={(phone) => {
          change({ phone })
          setVersion(version + 1)
        }}
      />
      <Check label={report.mayCall} hint={report.mayCallHint} value={draft.mayCall} onChange={(mayCall) => change({ mayCall })} />
    </View>
  )
}
