import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useCall } from '../../lib/query'
import { Button } from '../../ui/button'
import { Choice } from '../../ui/choice'
import { DeputySearch } from '../../ui/deputy-search'
import { Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { Receipt } from '../../ui/receipt'
import { useReportWords } from '../../words/report'
import type { ReportDraft, StepProps } from './draft'

export const useRoute = (draft: ReportDraft) =>
  useCall(
    'concern.route',
    {
      at: draft.at,
      topic: draft.topic,
      text: draft.text,
      deputyId: draft.deputyId,
      stationId: draft.stationId,
      constituencyId: draft.constituencyId,
    },
    { keepsPrevious: true },
  )

/** Who would get it and why; near a line the resident says which side; another deputy may be chosen. */
export function Recipient({ draft, change }: Pick<StepProps, 'draft' | 'change'>) {
  const { report } = useReportWords()
  const reading = useRoute(draft)
  const [isSearching, setSearching] = useState(false)
  const routed = reading.data
  // Once a side is chosen the answer names no others; this one still does, so that the choice can be changed.
  const { data: unchosen } = useRoute({ ...draft, constituencyId: null })
  const sides = unchosen?.sides ?? []
  const choose = (deputyId: string | null) => {
    change({ deputyId })
    setSearching(false)
  }
  return (
    <View className="lx-report-group">
      <View className="lx-section" {...heading(2)}>
        {report.who}
      </View>
      {!routed && (reading.error ? <Waiting reading={reading} /> : <Text className="lx-small">{report.finding}</Text>)}
      {sides.length > 1 && !draft.deputyId && (
        <Choice
          name="side"
          label={report.side}
          options={[
            ...sides.map(({ id, name }) => ({ value: id as string | null, label: report.sideOf(name) })),
            { value: null, label: report.sideUnsure },
          ]}
          value={draft.constituencyId ?? (draft.isSideUnsure ? null : undefined)}
          onChoose={(constituencyId) => change({ constituencyId, isSideUnsure: constituencyId === null })}
        />
      )}
      {routed && <Receipt receipt={routed} onChoose={(id) => choose(id)} />}
      {draft.deputyId && <Button onPress={() => choose(null)}>{report.automatic}</Button>}
      <Button kind="link" onPress={() => setSearching(!isSearching)}>
        {report.otherDeputy}
      </Button>
      {isSearching && <DeputySearch at={draft.at} onChoose={({ id }) => choose(id)} />}
    </View>
  )
}
