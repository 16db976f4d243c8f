import { Text, View } from '@tarojs/components'
import { TopicChoice, TopicSuggestions, useTopicSuggestions } from '../../ui/topic-choice'
import { useReportWords } from '../../words/report'

/** What it is about: suggested from the words, or chosen, or left open. */
export function TopicField({ text, topic, onChoose }: { text: string; topic: string | null; onChoose: (topic: string | null) => void }) {
  const { report } = useReportWords()
  const suggested = useTopicSuggestions(text)
  return (
    <View className="lx-stack">
      {suggested.length > 0 && (
        <>
          <Text className="lx-field-label">{report.topicSuggested}</Text>
          <TopicSuggestions items={suggested} label={report.topicSuggested} takeWords={report.takeTopic} chosen={topic} onTake={onChoose} />
        </>
      )}
      <TopicChoice
        topic={topic}
        words={{ label: report.topic, hint: report.topicHint, sub: report.topicSub, anyOf: report.anyOfTopic, open: report.unsure }}
        onChoose={onChoose}
      />
    </View>
  )
}
