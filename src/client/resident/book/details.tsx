import { Text, View } from '@tarojs/components'
import type { Refused } from '../../lib/call'
import { below, useCongress } from '../../lib/congress'
import { visitNeeds } from '../../../domain/visit'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Check, Choice } from '../../ui/choice'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { heading } from '../../ui/press'
import type { Chosen, Reception } from '../../ui/visit-slots'
import { formatMoment } from '../../words'
import { useVisitWords } from '../../words/visit'
import type { VisitDraft } from './draft'

const ABOUT_MAX = 500
const PEOPLE = [1, 2, 3, 4, 5]

/** What it is about, who comes, and what help is needed. */
export function Details({
  draft,
  chosen,
  reception,
  change,
  error,
  isBusy,
  onSend,
  onOther,
}: {
  draft: VisitDraft
  chosen: Chosen
  reception: Reception
  change: (part: Partial<VisitDraft>) => void
  error: Refused | null
  isBusy: boolean
  onSend: () => void
  onOther: () => void
}) {
  const words = useVisitWords()
  const { visit } = words
  const { data: congress } = useCongress()
  const topics = below(
    (congress?.topics ?? []).filter(({ isRetired }) => !isRetired),
    null,
  )
  const ofTime = error && (errorAt(words, error.fields, 'startsAt', visit.own) ?? errorAt(words, error.fields, 'receptionId', visit.own))
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {visit.detailsTitle}
      </View>
      <Card tone="brand">
        <Text className="lx-heading">
          {chosen.startsAt ? formatMoment(chosen.startsAt) : words.station.reception(reception.on, reception.from, reception.to)}
        </Text>
        <Text className="lx-text">{visit.withDeputy(reception.deputy.name)}</Text>
        <Text className="lx-small">{reception.station.name}</Text>
        {chosen.orWait && <Text className="lx-small">{visit.joinHint}</Text>}
      </Card>
      {ofTime ? (
        <NoticeBar tone="warning" title={ofTime} />
      ) : error?.code === 'TOO_MANY' && error.retryAfterS === undefined ? (
        <NoticeBar tone="warning" title={visit.tooMany} />
      ) : (
        <RefusedBar error={error && (error.code !== 'BAD_INPUT' || error.fields.length === 0) ? error : null} hasDraft />
      )}
      {ofTime && (
        <Button kind="primary" icon="calendar" onPress={onOther}>
          {visit.otherTime}
        </Button>
      )}
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
        hint={visit.aboutHint}
        isOptional
        max={ABOUT_MAX}
        defaultValue={draft.about}
        error={error ? errorAt(words, error.fields, 'about') : null}
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
      <View>
        <Text className="lx-field-label">{visit.needs}</Text>
        {visitNeeds.map((need) => (
          <Check
            key={need}
            label={visit.need[need]}
            value={draft.needs.includes(need)}
            onChange={(isNeeded) => change({ needs: isNeeded ? [...draft.needs, need] : draft.needs.filter((each) => each !== need) })}
          />
        ))}
      </View>
      <Button kind={ofTime ? 'secondary' : 'primary'} isBusy={isBusy} onPress={onSend}>
        {chosen.orWait ? visit.submitWaiting : visit.submit}
      </Button>
      <Button onPress={onOther}>{visit.otherTime}</Button>
    </View>
  )
}
