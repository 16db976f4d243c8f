import { Text } from '@tarojs/components'
import { visitNeeds, type VisitNeed } from '../../domain/visit'
import { below, useCongress } from '../lib/congress'
import { useVisitWords } from '../words/visit'
import { Check, Choice } from './choice'
import { Field } from './field'

const ABOUT_MAX = 500
const PEOPLE = [1, 2, 3, 4, 5]

export interface AboutDraft {
  topic: string | null
  about: string
  people: number
  needs: VisitNeed[]
}
export const emptyAbout: AboutDraft = { topic: null, about: '', people: 1, needs: [] }

/** What a visit is about, who comes, and what help is needed: a part of a form, which stacks it. */
export function VisitAbout({
  draft,
  change,
  error,
  hint,
}: {
  draft: AboutDraft
  change: (part: Partial<AboutDraft>) => void
  error: string | null
  hint?: string
}) {
  const { visit } = useVisitWords()
  const { data: congress } = useCongress()
  const topics = below(
    (congress?.topics ?? []).filter(({ isRetired }) => !isRetired),
    null,
  )
  return (
    <>
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
        {...(hint ? { hint } : {})}
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
    </>
  )
}
