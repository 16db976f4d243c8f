import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { verdicts, type ConcernStep, type Verdict } from '../../../domain/concern'
import { useDraft } from '../../lib/draft'
import { back } from '../../lib/page'
import type { Photo } from '../../lib/photos'
import { useChange, type ChangeName } from '../../lib/query'
import { useWords } from '../../words'
import { Button } from '../button'
import { Card } from '../card'
import { Choice } from '../choice'
import { DeputyCard, type DeputyCardData } from '../deputy-card'
import { DeputySearch } from '../deputy-search'
import { errorAt, RefusedBar } from '../error-summary'
import { Field, FieldError } from '../field'
import { NoticeBar } from '../notice-bar'
import { PhotoField } from '../photo-field'
import { heading } from '../press'

type Case = Output<'concern.open'>

/** What a step asks for; `words` may have photos beside them, a `remark` may be empty. */
const asks: Partial<Record<ConcernStep, readonly ('words' | 'remark' | 'reason' | 'deputy' | 'verdict')[]>> = {
  ask: ['words'],
  reply: ['words'],
  answer: ['words'],
  say: ['words'],
  chase: ['remark'],
  judge: ['verdict', 'remark'],
  assign: ['deputy'],
  passOn: ['deputy', 'reason'],
  sendBack: ['reason'],
  openContact: ['reason'],
}
const TEXT_MAX = { words: 2000, remark: 500, reason: 500 } as const

interface Draft {
  text: string
  photos: Photo[]
  verdict: Verdict | null
  deputy: { id: string; name: string } | null
}
const empty: Draft = { text: '', photos: [], verdict: null, deputy: null }

/** The form of one step: what is typed is kept on this device until the step is taken. */
export function StepForm({
  data,
  step,
  onDone,
  onConflict,
  onCancel,
}: {
  data: Case
  step: ConcernStep
  onDone: (output: unknown) => void
  onConflict: () => void
  onCancel?: () => void
}) {
  const words = useWords()
  const { concern, general } = words
  const { value, change, clear, requestId } = useDraft<Draft>(`case.${data.id}.${step}`, empty)
  const [missing, setMissing] = useState<'verdict' | 'deputy' | null>(null)
  const [wasHandedOver, setHandedOver] = useState(false)
  const { mutate, isPending, error } = useChange(`concern.${step}` as ChangeName)
  const wanted = asks[step] ?? []
  const text = wanted.find((each) => each === 'words' || each === 'remark' || each === 'reason')
  const at = (path: string) => (error ? errorAt(words, error.fields, path) : null)
  const submit = () => {
    const lacks = wanted.includes('verdict') && !value.verdict ? 'verdict' : wanted.includes('deputy') && !value.deputy ? 'deputy' : null
    setMissing(lacks)
    if (lacks) return
    const input = {
      id: data.id,
      requestId: requestId(),
      ...(text === 'reason' ? { reason: value.text } : text ? { text: value.text } : {}),
      ...(text === 'words' ? { photoIds: value.photos.map(({ id }) => id) } : {}),
      ...(value.verdict && wanted.includes('verdict') ? { verdict: value.verdict } : {}),
      ...(value.deputy && wanted.includes('deputy') ? { deputyId: value.deputy.id } : {}),
    }
    mutate(input as never, {
      onSuccess: (output: unknown) => {
        clear()
        if (output === null) setHandedOver(true)
        onDone(output)
      },
      onError: ({ code }) => code === 'CONFLICT' && onConflict(),
    })
  }
  if (wasHandedOver)
    return (
      <NoticeBar tone="success" title={concern.handedOver}>
        <Button onPress={back}>{general.back}</Button>
      </NoticeBar>
    )
  return (
    <Card>
      <View className="lx-case-form">
        <View className="lx-heading" {...heading(2)}>
          {concern.step[step]}
        </View>
        {concern.stepHint[step] && <Text className="lx-small">{concern.stepHint[step]}</Text>}
        <RefusedBar error={error && error.fields.length === 0 ? error : null} hasDraft />
        {wanted.includes('verdict') && (
          <Choice
            name="verdict"
            label={concern.step.judge}
            isLabelHidden
            options={verdicts.map((verdict) => ({ value: verdict, label: concern.verdict[verdict], hint: concern.verdictHint[verdict] }))}
            value={value.verdict ?? undefined}
            onChoose={(verdict) => change({ verdict })}
            error={missing === 'verdict' && !value.verdict ? concern.chooseVerdict : null}
          />
        )}
        {wanted.includes('deputy') && (
          <ChooseDeputy
            data={data}
            chosen={value.deputy}
            onChoose={(deputy) => change({ deputy })}
            error={missing === 'deputy' && !value.deputy ? concern.chooseDeputy : at('deputyId')}
          />
        )}
        {text && (
          <Field
            name={text === 'reason' ? 'reason' : 'text'}
            label={text === 'reason' ? concern.reason : text === 'remark' ? concern.remark : concern.words}
            kind="lines"
            max={TEXT_MAX[text]}
            isOptional={text === 'remark'}
            defaultValue={value.text}
            onChange={(typed) => change({ text: typed })}
            error={at(text === 'reason' ? 'reason' : 'text')}
          />
        )}
        {text === 'words' && <PhotoField label={concern.photos} photos={value.photos} onChange={(photos) => change({ photos })} />}
        <Button kind={step === 'withdraw' ? 'danger' : 'primary'} isBusy={isPending} onPress={submit}>
          {concern.confirm[step]}
        </Button>
        {onCancel && <Button onPress={onCancel}>{general.cancel}</Button>}
      </View>
    </Card>
  )
}

/** The deputies that routing would have taken first, and a search for any other. */
function ChooseDeputy({
  data,
  chosen,
  onChoose,
  error,
}: {
  data: Case
  chosen: Draft['deputy']
  onChoose: (deputy: Draft['deputy']) => void
  error: string | null
}) {
  const { concern } = useWords()
  const suggested = [...(data.receipt.deputy ? [data.receipt.deputy] : []), ...data.receipt.alternatives].filter(
    ({ id }) => id !== data.deputy?.id,
  )
  const choose = ({ id, name }: DeputyCardData) => onChoose({ id, name })
  if (chosen)
    return (
      <View className="lx-stack">
        <NoticeBar tone="success" title={concern.chosenDeputy(chosen.name)} />
        <Button onPress={() => onChoose(null)}>{concern.otherDeputy}</Button>
        {error && <FieldError words={error} />}
      </View>
    )
  return (
    <View className="lx-stack">
      {error && <FieldError words={error} />}
      {suggested.length > 0 && <Text className="lx-case-author">{concern.suggested}</Text>}
      {suggested.map((deputy) => (
        <DeputyCard key={deputy.id} deputy={deputy} onPress={() => choose(deputy)} />
      ))}
      <DeputySearch at={data.place.at} onChoose={choose} />
    </View>
  )
}
