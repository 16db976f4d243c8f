import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { visitNeeds, type VisitNeed } from '../../../domain/visit'
import type { Refused } from '../../lib/call'
import { walkIn } from '../../lib/check-ins'
import { below, useCongress } from '../../lib/congress'
import { useDoorWords } from '../../words/door'
import { Button } from '../button'
import { Check, Choice } from '../choice'
import { errorAt, RefusedBar } from '../error-summary'
import { Field } from '../field'
import { NoticeBar } from '../notice-bar'
import { heading } from '../press'

const ABOUT_MAX = 500
const PEOPLE = [1, 2, 3, 4, 5]

/** 现场登记 in three taps: open, what about, done. Everything else may be left as it is. */
export function WalkIn({
  receptionId,
  onDone,
}: {
  receptionId: string
  /** `isKept`: there was no network, and it is sent later. */
  onDone: (isKept: boolean) => void
}) {
  const words = useDoorWords()
  const { door, general } = words
  const { data: congress } = useCongress()
  const topics = below(
    (congress?.topics ?? []).filter(({ isRetired }) => !isRetired),
    null,
  )
  const [topic, setTopic] = useState<string | null>(null)
  const [about, setAbout] = useState('')
  const [people, setPeople] = useState(1)
  const [needs, setNeeds] = useState<VisitNeed[]>([])
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<Refused | null>(null)
  const ofTime = error && errorAt(words, error.fields, 'at', door.own)
  const send = async () => {
    setError(null)
    setBusy(true)
    const answer = await walkIn({ receptionId, topic, about, people, needs }).finally(() => setBusy(false))
    if (answer === 'done' || answer === 'kept') onDone(answer === 'kept')
    else setError(answer)
  }
  return (
    <View className="lx-stack">
      <View className="lx-section" {...heading(2)}>
        {door.walkIn}
      </View>
      <Choice
        name="topic"
        label={door.walkInTopic}
        isCompact
        options={[
          ...topics.map(({ code, name }) => ({ value: code as string | null, label: name })),
          { value: null, label: door.walkInAnything },
        ]}
        value={topic}
        onChoose={setTopic}
      />
      <Button kind="primary" isBusy={isBusy} onPress={() => void send()}>
        {door.walkInSubmit}
      </Button>
      {ofTime && <NoticeBar tone="warning" title={ofTime} />}
      <RefusedBar error={error && error.fields.length === 0 ? error : null} hasText={about !== ''} />
      <Field
        name="about"
        kind="lines"
        label={door.walkInAbout}
        isOptional
        max={ABOUT_MAX}
        error={error ? errorAt(words, error.fields, 'about', door.own) : null}
        onChange={setAbout}
      />
      <Choice
        name="people"
        label={door.walkInPeople}
        isCompact
        options={PEOPLE.map((count) => ({ value: count, label: door.people(count) }))}
        value={people}
        onChoose={setPeople}
      />
      <Text className="lx-field-label">{door.walkInNeeds}</Text>
      {visitNeeds.map((need) => (
        <Check
          key={need}
          label={door.need[need]}
          value={needs.includes(need)}
          onChange={(isNeeded) => setNeeds(isNeeded ? [...needs, need] : needs.filter((each) => each !== need))}
        />
      ))}
      <Button onPress={() => onDone(false)}>{general.cancel}</Button>
    </View>
  )
}
