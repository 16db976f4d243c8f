import { View } from '@tarojs/components'
import { QUESTIONS_MAX } from '../../../domain/notice'
import { questionKinds } from '../../../domain/registration'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Check, Choice } from '../../ui/choice'
import { Field } from '../../ui/field'
import { heading } from '../../ui/press'
import { useNoticeDeskWords } from '../../words/notice-desk'
import { emptyQuestion, type NoticeDraft, type TypedQuestion } from './draft'

interface Part {
  draft: NoticeDraft
  change: (part: Partial<NoticeDraft>) => void
  /** What is wrong at a path of the input. */
  at: (path: string) => string | null
}

/** When and where, and whether one may register. */
export function Activity({ draft, change, at }: Part) {
  const { desk } = useNoticeDeskWords().notice
  return (
    <View className="lx-stack">
      <Field
        name="on"
        label={desk.on}
        hint={desk.onHint}
        defaultValue={draft.on}
        error={at('happening.startsAt')}
        onChange={(on) => change({ on })}
      />
      <Field
        name="happening-startsAt"
        label={desk.start}
        hint={desk.timeHint}
        defaultValue={draft.start}
        error={at('happening.startsAt')}
        onChange={(start) => change({ start })}
      />
      <Field
        name="happening-endsAt"
        label={desk.end}
        hint={desk.timeHint}
        defaultValue={draft.end}
        error={at('happening.endsAt')}
        onChange={(end) => change({ end })}
      />
      <Field
        name="happening-place"
        label={desk.where}
        max={120}
        defaultValue={draft.place}
        error={at('happening.place')}
        onChange={(place) => change({ place })}
      />
      <Check label={desk.takes} value={draft.takes} onChange={(takes) => change({ takes })} />
      {draft.takes && <Registration draft={draft} change={change} at={at} />}
    </View>
  )
}

function Registration({ draft, change, at }: Part) {
  const { desk } = useNoticeDeskWords().notice
  const set = (index: number, part: Partial<TypedQuestion>) =>
    change({ questions: draft.questions.map((each, place) => (place === index ? { ...each, ...part } : each)) })
  return (
    <View className="lx-stack">
      <Field
        name="registration-capacity"
        label={desk.capacity}
        hint={desk.capacityHint}
        isOptional
        defaultValue={draft.capacity}
        error={at('registration.capacity')}
        onChange={(capacity) => change({ capacity })}
      />
      <Field
        name="registration-until"
        label={desk.lastOn}
        hint={desk.lastOnHint}
        isOptional
        defaultValue={draft.lastOn}
        error={at('registration.until')}
        onChange={(lastOn) => change({ lastOn })}
      />
      <View className="lx-section" {...heading(2)}>
        {desk.questions}
      </View>
      {draft.questions.map((question, index) => (
        <Asked
          // Inputs are not controlled, so that one that moves up is made anew.
          key={`${draft.questions.length} ${index}`}
          index={index}
          question={question}
          error={at(`registration.questions.${index}`)}
          onChange={(part) => set(index, part)}
          onRemove={() => change({ questions: draft.questions.filter((_, place) => place !== index) })}
        />
      ))}
      {draft.questions.length < QUESTIONS_MAX && (
        <Button icon="plus" onPress={() => change({ questions: [...draft.questions, emptyQuestion] })}>
          {desk.addQuestion}
        </Button>
      )}
    </View>
  )
}

function Asked({
  index,
  question,
  error,
  onChange,
  onRemove,
}: {
  index: number
  question: TypedQuestion
  error: string | null
  onChange: (part: Partial<TypedQuestion>) => void
  onRemove: () => void
}) {
  const { desk } = useNoticeDeskWords().notice
  return (
    <Card>
      <View className="lx-stack">
        <Field
          name={`registration-questions-${index}-text`}
          label={desk.question(index + 1)}
          max={100}
          defaultValue={question.text}
          error={error}
          onChange={(text) => onChange({ text })}
        />
        <Choice
          name={`kind-${index}`}
          label={desk.kind}
          isCompact
          options={questionKinds.map((value) => ({ value, label: desk.kinds[value] }))}
          value={question.kind}
          onChoose={(kind) => onChange({ kind })}
        />
        {question.kind === 'choice' && (
          <Field
            name={`options-${index}`}
            kind="lines"
            label={desk.options}
            hint={desk.optionsHint}
            defaultValue={question.options}
            onChange={(options) => onChange({ options })}
          />
        )}
        <Check label={desk.isRequired} value={question.isRequired} onChange={(isRequired) => onChange({ isRequired })} />
        <Button kind="link" icon="trash" onPress={onRemove}>
          {desk.removeQuestion}
        </Button>
      </View>
    </Card>
  )
}
