import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { TEXT_MAX } from '../../../domain/content'
import { scopeOf } from '../../../domain/scope'
import { errorAt } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { RecordingField } from '../../ui/recording'
import { TopicChoice, TopicSuggestions, useTopicSuggestions } from '../../ui/topic-choice'
import { useReportWords } from '../../words/report'
import type { StepProps } from './draft'
import { NumbersHint } from './numbers-hint'
import { ScopeNotice } from './scope-notice'

/** Step 1: what it is about. */
export function MatterStep({ draft, change, errors }: StepProps) {
  const words = useReportWords()
  const { report } = words
  /** The field starts anew where its numbers were masked. */
  const [version, setVersion] = useState(0)
  const scope = scopeOf(draft.text)
  const suggested = useTopicSuggestions(draft.text)
  return (
    <View className="lx-report-part">
      <Field
        key={version}
        name="text"
        kind="lines"
        label={words.report.textLabel}
        hint={words.report.textHint}
        max={TEXT_MAX}
        defaultValue={draft.text}
        error={errorAt(words, errors, 'text', words.report.own)}
        onChange={(text) => change({ text })}
      />
      <NumbersHint
        text={draft.text}
        onMask={(text) => {
          change({ text })
          setVersion(version + 1)
        }}
      />
      {suggested.length > 0 && (
        <View className="lx-stack">
          <Text className="lx-field-label">{report.topicSuggested}</Text>
          <TopicSuggestions
            items={suggested}
            label={report.topicSuggested}
            takeWords={report.takeTopic}
            chosen={draft.topic}
            onTake={(topic) => change({ topic })}
          />
        </View>
      )}
      <RecordingField
        label={words.report.recording}
        hint={words.report.recordingHint}
        recording={draft.recording}
        onChange={(recording) => change({ recording })}
      />
      {scope && <ScopeNotice scope={scope} wentOn={draft.wentOnDespite === scope} onGoOn={() => change({ wentOnDespite: scope })} />}
      <TopicChoice
        topic={draft.topic}
        words={{ label: report.topic, hint: report.topicHint, sub: report.topicSub, anyOf: report.anyOfTopic, open: report.unsure }}
        onChoose={(topic) => change({ topic })}
      />
    </View>
  )
}
