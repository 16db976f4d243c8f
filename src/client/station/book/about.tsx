import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { visitNeeds, type VisitNeed } from '../../../domain/visit'
import { below, useCongress } from '../../lib/congress'
import { Button } from '../../ui/button'
import { Check, Choice } from '../../ui/choice'
import { Field } from '../../ui/field'
import { useDeskWords } from '../../words/desk'
import { useVisitWords } from '../../words/visit'

const ABOUT_MAX = 500
const PEOPLE = [1, 2, 3, 4, 5]

export interface AboutDraft {
  topic: string | null
  about: string
  people: number
  needs: VisitNeed[]
}
export const emptyAbout: AboutDraft = { topic: null, about: '', people: 1, needs: [] }

/** What the visit is about and what help it needs: folded away, since none of it has to be said. */
export function About({ draft, change, error }: { draft: AboutDraft; change: (part: Partial<AboutDraft>) => void; error: string | null }) {
  const { desk } = useDeskWords()
  const { visit } = useVisitWords()
  const { data: congress } = useCongress()
  const [isOpen, setOpen] = useState(draft.about !== '' || draft.topic !== null || draft.needs.length > 0)
  const topics = below(
    (congress?.topics ?? []).filter(({ isRetired }) => !isRetired),
    null,
  )
  if (!isOpen)
    return (
      <Button kind="link" onPress={() => setOpen(true)}>
        {desk.more}
      </Button>
    )
  return (
    <View className="lx-stack">
      <Choice
        name="topic"
        label={visit.topic}
        isCompact
        options={[
          ...topics.map(({ code, name }) => ({ value: code as string | null, label: name })),
          { value: null, label: visit.topicAny },
        ]}
        value={draft.topic}
        onChoose={(topic) => change({ topic })}
      />
      <Field
        name="about"
        kind="lines"
        label={visit.about}
        isOptional
        max={ABOUT_MAX}
        defaultValue={draft.about}
        error={error}
        onChange={(about) => change({ about })}
      />
      <Choice
        name="people"
        label={visit.people}
        isCompact
        options={PEOPLE.map((count) => ({ value: count, label: visit.person(count) }))}
        value={draft.people}
        onChoose={(people) => change({ people })}
      />
      <Text className="lx-field-label">{visit.needs}</Text>
      {visitNeeds.map((need) => (
        <Check
          key={need}
          label={visit.need[need]}
          value={draft.needs.includes(need)}
          onChange={(isNeeded) => change({ needs: isNeeded ? [...draft.needs, need] : draft.needs.filter((each) => each !== need) })}
        />
      ))}
      <Button kind="link" onPress={() => setOpen(false)}>
        {desk.less}
      </Button>
    </View>
  )
}
