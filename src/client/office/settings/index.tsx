import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import type { OwnSettings } from '../../../contract/settings'
import { reviewChoices } from '../../../domain/follow'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { Choice } from '../../ui/choice'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { formatMoment } from '../../words'
import { useOfficeSettingsWords } from '../../words/office-settings'

/** 设置: what the office sets for its congress, and who changed it last. */
export default function SettingsPage() {
  const { settings: words } = useOfficeSettingsWords()
  const reading = useCall('settings.open', {})
  const [isSaved, setSaved] = useState(false)
  const { data } = reading
  return (
    <Page title={words.title} reading={reading}>
      {data && (
        <View className="lx-stack">
          <View className="lx-title" {...heading(1)}>
            {words.title}
          </View>
          {isSaved && <NoticeBar tone="success" title={words.saved} />}
          <SettingsForm key={JSON.stringify(data.settings)} settings={data.settings} onDone={() => setSaved(true)} />
          <Changes changes={data.changes} />
        </View>
      )}
    </Page>
  )
}

/** Settings that are one whole number each. */
const sections = {
  numbers: ['acceptWithinWorkdays', 'deskAfterWorkdays', 'officeAfterWorkdays', 'resumeAfterWorkdays', 'passesMax', 'phoneTries'],
  visits: [
    'announceDays',
    'horizonDays',
    'noticeMinutes',
    'rescheduleNoticeMinutes',
    'cancelNoticeMinutes',
    'offerMinutes',
    'graceMinutes',
    'openVisitsMax',
  ],
} as const satisfies Record<string, readonly (keyof OwnSettings)[]>
const sectionNames = ['numbers', 'visits'] as const
const numbers = sectionNames.flatMap((section) => sections[section])
type NumberName = (typeof numbers)[number]

const numberIn = (text: string) => Number(text.trim() || NaN)
const numbersIn = (text: string) =>
  text
    .split(/[\s,，、]+/)
    .filter(Boolean)
    .map(Number)

function SettingsForm({ settings, onDone }: { settings: OwnSettings; onDone: () => void }) {
  const all = useOfficeSettingsWords()
  const { settings: words } = all
  const [answerWithin, setAnswerWithin] = useState(String(settings.answerWithinWorkdays))
  const [surveyDays, setSurveyDays] = useState(settings.surveyAfterDays.join('，'))
  const [reviewAnswers, setReviewAnswers] = useState(settings.reviewAnswers)
  const [written, setWritten] = useState(
    () => Object.fromEntries(numbers.map((name) => [name, String(settings[name])])) as Record<NumberName, string>,
  )
  const { mutate, isPending, error } = useChange('settings.save', { onDone })
  const own = {
    ...Object.fromEntries(numbers.flatMap((name) => ['number', 'range'].map((rule) => [`settings.${name}.${rule}`, words.outOfRange]))),
    ...words.own,
  }
  const wrong = (name: keyof OwnSettings) => (error ? errorAt(all, error.fields, `settings.${name}`, own) : null)
  return (
    <View className="lx-stack">
      <RefusedBar error={error && error.fields.length === 0 ? error : null} hasText />
      <Field
        name="answerWithinWorkdays"
        label={words.name.answerWithinWorkdays}
        hint={words.hint.answerWithinWorkdays}
        defaultValue={answerWithin}
        error={wrong('answerWithinWorkdays')}
        onChange={setAnswerWithin}
      />
      <Field
        name="surveyAfterDays"
        label={words.name.surveyAfterDays}
        hint={words.hint.surveyAfterDays}
        defaultValue={surveyDays}
        error={wrong('surveyAfterDays')}
        onChange={setSurveyDays}
      />
      <Choice
        name="reviewAnswers"
        label={words.name.reviewAnswers}
        hint={words.hint.reviewAnswers}
        options={reviewChoices.map((value) => ({ value, label: words.review[value] }))}
        value={reviewAnswers}
        error={wrong('reviewAnswers')}
        onChoose={setReviewAnswers}
      />
      {sectionNames.map((section) => (
        <View key={section} className="lx-stack">
          <View className="lx-section" {...heading(2)}>
            {words[section]}
          </View>
          {sections[section].map((name) => (
            <Field
              key={name}
              name={name}
              label={words.name[name]}
              hint={words.hint[name]}
              defaultValue={written[name]}
              error={wrong(name)}
              onChange={(text) => setWritten((before) => ({ ...before, [name]: text }))}
            />
          ))}
        </View>
      ))}
      <Button
        kind="primary"
        isBusy={isPending}
        onPress={() =>
          mutate({
            settings: {
              answerWithinWorkdays: numberIn(answerWithin),
              surveyAfterDays: numbersIn(surveyDays),
              reviewAnswers,
              ...(Object.fromEntries(numbers.map((name) => [name, numberIn(written[name])])) as Record<NumberName, number>),
            },
          })
        }
      >
        {words.save}
      </Button>
    </View>
  )
}

function Changes({ changes }: { changes: Output<'settings.open'>['changes'] }) {
  const { settings: words } = useOfficeSettingsWords()
  const nameOf = (name: string) => (words.name as Record<string, string>)[name] ?? name
  /** A value as it is written on this page. */
  const valueOf = (json: string) => {
    const value = JSON.parse(json) as unknown
    return Array.isArray(value) ? value.join('，') : ((words.review as Record<string, string>)[String(value)] ?? String(value))
  }
  return (
    <View className="lx-stack">
      <View className="lx-section" {...heading(2)}>
        {words.changes}
      </View>
      {changes.length === 0 && <Text className="lx-small">{words.noChanges}</Text>}
      <Cards>
        {changes.map(({ name, byName, at, before, after }) => (
          <Card key={at + name}>
            <Text className="lx-text">{words.changed(nameOf(name), valueOf(before), valueOf(after))}</Text>
            <Text className="lx-time">{`${byName ?? words.someone} · ${formatMoment(at)}`}</Text>
          </Card>
        ))}
      </Cards>
    </View>
  )
}
