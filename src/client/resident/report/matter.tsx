import { View } from '@tarojs/components'
import { TEXT_MAX } from '../../../domain/content'
import { scopeOf } from '../../../domain/scope'
import { below, nameOf, useCongress } from '../../lib/congress'
import { errorAt } from '../../ui/error-summary'
import { Choice } from '../../ui/choice'
import { Field } from '../../ui/field'
import { RecordingField } from '../../ui/recording'
import { useReportWords } from '../../words/report'
import type { StepProps } from './draft'
import { ScopeNotice } from './scope-notice'

/** Step 1: what it is about. */
export function MatterStep({ draft, change, errors }: StepProps) {
  const words = useReportWords()
  const scope = scopeOf(draft.text)
  return (
    <View className="lx-report-part">
      <Field
        name="text"
        kind="lines"
        label={words.report.textLabel}
        hint={words.report.textHint}
        max={TEXT_MAX}
        defaultValue={draft.text}
        error={errorAt(words, errors, 'text', words.report.own)}
        onChange={(text) => change({ text })}
      />
      <RecordingField
        label={words.report.recording}
        hint={words.report.recordingHint}
        recording={draft.recording}
        onChange={(recording) => change({ recording })}
      />
      {scope && <ScopeNotice scope={scope} wentOn={draft.wentOnDespite === scope} onGoOn={() => change({ wentOnDespite: scope })} />}
      <TopicChoice topic={draft.topic} onChoose={(topic) => change({ topic })} />
    </View>
  )
}

/** Two levels of the congress's topics; leaving it open is an answer too. */
function TopicChoice({ topic, onChoose }: { topic: string | null; onChoose: (topic: string | null) => void }) {
  const { report } = useReportWords()
  const { data: congress } = useCongress()
  const topics = (congress?.topics ?? []).filter(({ isRetired }) => !isRetired)
  const roots = below(topics, null)
  if (roots.length === 0) return null
  const chosen = topics.find(({ code }) => code === topic)
  const root = chosen && (roots.some(({ code }) => code === chosen.code) ? chosen.code : chosen.parentCode)
  const children = root ? below(topics, root) : []
  const rootName = nameOf(topics, root) ?? ''
  return (
    <View className="lx-report-part">
      <Choice
        name="topic"
        label={report.topic}
        hint={report.topicHint}
        isCompact
        options={[...roots.map(({ code, name }) => ({ value: code as string | null, label: name })), { value: null, label: report.unsure }]}
        value={root ?? null}
        onChoose={onChoose}
      />
      {root && children.length > 0 && (
        <Choice
          name="subtopic"
          label={report.topicSub(rootName)}
          isCompact
          options={[
            ...children.map(({ code, name }) => ({ value: code, label: name })),
            { value: root, label: report.anyOfTopic(rootName) },
          ]}
          value={topic ?? undefined}
          onChoose={onChoose}
        />
      )}
    </View>
  )
}
