import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useCaseWords } from '../../words/concern'
import { Button } from '../button'
import { Card, Cards } from '../card'
import { DeputyCard, DeputyLines, type DeputyCardData } from '../deputy-card'
import { DeputySearch } from '../deputy-search'
import { FieldError } from '../field'
import type { CaseView } from './state'

/** Which deputy is to get a case: those who came next when it was routed, else one found by name. */
export function DeputyChoice({
  view,
  chosen,
  error,
  onChoose,
}: {
  view: CaseView
  chosen: DeputyCardData | null
  error: string | null
  onChoose: (deputy: DeputyCardData | null) => void
}) {
  const { concern } = useCaseWords()
  const { receipt, deputy: present, place } = view
  const near = [...(receipt.deputy ? [receipt.deputy] : []), ...receipt.alternatives].filter(({ id }) => id !== present?.id)
  // A place in no constituency has no deputies of its own to begin a search with.
  const begin = near.length > 0 ? place.at : null
  const [isSearching, setSearching] = useState(near.length === 0)
  if (chosen)
    return (
      <View className="lx-stack">
        <Card tone="brand">
          <DeputyLines deputy={chosen} />
        </Card>
        {error && <FieldError words={error} />}
        <Button kind="link" onPress={() => onChoose(null)}>
          {concern.otherChoice}
        </Button>
      </View>
    )
  return (
    <View id="field-deputyId" className="lx-stack">
      {error && <FieldError words={error} />}
      {near.length > 0 && <Text className="lx-field-label">{concern.alternatives}</Text>}
      <Cards>
        {near.map((deputy) => (
          <DeputyCard key={deputy.id} deputy={deputy} onPress={() => onChoose(deputy)} />
        ))}
      </Cards>
      {isSearching ? (
        <DeputySearch at={begin} onChoose={onChoose} />
      ) : (
        <Button icon="search" onPress={() => setSearching(true)}>
          {concern.otherDeputy}
        </Button>
      )}
    </View>
  )
}
