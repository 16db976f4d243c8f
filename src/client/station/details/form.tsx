import { Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import type { Output } from '../../../contract'
import { PERIODS_MAX, type OpenPeriod } from '../../../domain/station'
import { showTop } from '../../lib/page'
import { useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { DeputyLines } from '../../ui/deputy-card'
import { DeputySearch } from '../../ui/deputy-search'
import { minuteTyped, typedMinute } from '../../ui/door/change'
import { errorAt, ErrorSummary, RefusedBar } from '../../ui/error-summary'
import { Field, FieldError } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { heading } from '../../ui/press'
import { useDetailsWords } from '../../words/details'
import { PeriodFields, type TypedPeriod } from './period'

type Station = Output<'station.open'>

const typedOf = ({ weekdays, from, to }: OpenPeriod, key: number): TypedPeriod => ({
  key,
  weekdays: [...weekdays],
  from: typedMinute(from),
  to: typedMinute(to),
})
/** What is no time is sent as one that its rule refuses. */
const minuteOf = (typed: string) => minuteTyped(typed) || -1

export function DetailsForm({ station }: { station: Station }) {
  const words = useDetailsWords()
  const { details, general } = words
  const [phone, setPhone] = useState(station.phone ?? '')
  const [periods, setPeriods] = useState(() => station.hours.map(typedOf))
  const [deputies, setDeputies] = useState(station.deputies)
  const [isAdding, setAdding] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const nextKey = useRef(periods.length)
  const { mutate, isPending, error } = useChange('station.edit', { onDone: () => setSaved(true) })
  // Which of the periods it is stands in the words; a time that cannot be read is said as one of all.
  const fields = (error?.fields ?? [])
    .map(({ path, rule }) => ({ path: path.split('.')[0]!, rule }))
    .filter(({ path }, index, all) => all.findIndex((each) => each.path === path) === index)
  const at = (path: string) => errorAt(words, fields, path, details.own)
  const changed = () => setSaved(false)
  const add = () => {
    changed()
    nextKey.current += 1
    setPeriods([...periods, { key: nextKey.current, weekdays: [1, 2, 3, 4, 5], from: '9:00', to: '17:00' }])
  }
  const save = () =>
    mutate(
      {
        id: station.id,
        phone: phone.trim() || null,
        hours: periods.map(({ weekdays, from, to }) => ({ weekdays: [...weekdays].sort(), from: minuteOf(from), to: minuteOf(to) })),
        deputyIds: deputies.map(({ id }) => id),
      },
      { onError: (refused) => refused.fields.length > 0 && showTop() },
    )
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {station.name}
      </View>
      <Text className="lx-text">{details.hint}</Text>
      <ErrorSummary errors={fields} names={{ phone: details.phone, hours: details.hours, deputyIds: details.roster }} own={details.own} />
      <Field
        name="phone"
        label={details.phone}
        hint={details.phoneHint}
        isOptional
        defaultValue={phone}
        error={at('phone')}
        onChange={(value) => {
          changed()
          setPhone(value)
        }}
      />
      <View id="field-hours" className="lx-section" {...heading(2)}>
        {details.hours}
      </View>
      <Text className="lx-small">{periods.length === 0 ? details.noHours : details.holidays}</Text>
      {at('hours') && <FieldError words={at('hours')!} />}
      <Cards>
        {periods.map((period, index) => (
          <PeriodFields
            key={period.key}
            nth={index + 1}
            period={period}
            onChange={(part) => {
              changed()
              setPeriods((before) => before.map((each) => (each.key === period.key ? { ...each, ...part } : each)))
            }}
            onRemove={() => {
              changed()
              setPeriods(periods.filter(({ key }) => key !== period.key))
            }}
          />
        ))}
      </Cards>
      {periods.length < PERIODS_MAX && (
        <Button icon="plus" onPress={add}>
          {details.add}
        </Button>
      )}
      <View id="field-deputyIds" className="lx-section" {...heading(2)}>
        {details.roster}
      </View>
      {at('deputyIds') && <FieldError words={at('deputyIds')!} />}
      {deputies.length === 0 && <Text className="lx-text">{details.nobody}</Text>}
      <Cards>
        {deputies.map((deputy) => (
          <Card key={deputy.id}>
            <View className="lx-stack">
              <DeputyLines deputy={deputy} />
              <Button
                isInline
                label={details.takeOffOf(deputy.name)}
                onPress={() => {
                  changed()
                  setDeputies(deputies.filter(({ id }) => id !== deputy.id))
                }}
              >
                {details.takeOff}
              </Button>
            </View>
          </Card>
        ))}
      </Cards>
      {isAdding ? (
        <View className="lx-stack">
          <DeputySearch
            at={station.at}
            onChoose={(deputy) => {
              changed()
              setAdding(false)
              setDeputies([...deputies.filter(({ id }) => id !== deputy.id), deputy])
            }}
          />
          <Button onPress={() => setAdding(false)}>{general.cancel}</Button>
        </View>
      ) : (
        <Button icon="plus" onPress={() => setAdding(true)}>
          {details.enlist}
        </Button>
      )}
      <RefusedBar error={error && fields.length === 0 ? error : null} hasText />
      {isSaved && <NoticeBar tone="success" title={details.saved} />}
      <Button kind="primary" isBusy={isPending} onPress={save}>
        {details.save}
      </Button>
    </View>
  )
}
