import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import type { Day } from '../../../domain/calendar'
import { holidayChoices, rotaKinds, type HolidayChoice, type RotaRule } from '../../../domain/rota'
import { useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Check, Choice } from '../../ui/choice'
import { minuteTyped, typedMinute } from '../../ui/door/change'
import { errorAt, ErrorSummary, RefusedBar } from '../../ui/error-summary'
import { Field, FieldError } from '../../ui/field'
import { heading } from '../../ui/press'
import { formatList, formatWeekday } from '../../words'
import { useRotaWords } from '../../words/rota'

export type Saved = Pick<Output<'rota.save'>, 'added' | 'removed' | 'kept'>
type Rota = Output<'rota.open'>['rotas'][number]
type Kind = RotaRule['kind']
type Nth = Extract<RotaRule, { kind: 'monthly' }>['nth']

/** Monday first. */
const WEEK = [1, 2, 3, 4, 5, 6, 0]
const NTHS: readonly Nth[] = [1, 2, 3, 4, -1]

/** What is typed, until it is sent. */
interface Typed {
  deputyIds: string[]
  kind: Kind
  weekdays: number[]
  weekday: number
  nth: Nth
  days: string
  onHoliday: HolidayChoice
  from: string
  to: string
  slotMinutes: string
  capacity: string
  since: string
  until: string
}

const typedOf = (rota: Rota | null, today: Day): Typed => ({
  deputyIds: rota?.deputies.map(({ id }) => id) ?? [],
  kind: rota?.rule.kind ?? 'monthly',
  weekdays: rota?.rule.kind === 'weekly' ? rota.rule.weekdays : [],
  weekday: rota?.rule.kind === 'monthly' ? rota.rule.weekday : 4,
  nth: rota?.rule.kind === 'monthly' ? rota.rule.nth : 2,
  days: rota?.rule.kind === 'by_hand' ? rota.rule.days.join('\n') : '',
  onHoliday: rota?.onHoliday ?? 'next_workday',
  from: typedMinute(rota?.from ?? 9 * 60),
  to: typedMinute(rota?.to ?? 11 * 60),
  slotMinutes: String(rota?.slotMinutes ?? 30),
  capacity: String(rota?.capacity ?? 1),
  since: rota?.since ?? today,
  until: rota?.until ?? '',
})

/** What is no number or time is sent as one that its rule refuses. */
const numberOf = (typed: string) => (/^\s*\d+\s*$/.test(typed) ? Number(typed) : -1)
const minuteOf = (typed: string) => minuteTyped(typed) || -1

function ruleOf({ kind, weekdays, weekday, nth, days }: Typed): RotaRule {
  if (kind === 'weekly') return { kind, weekdays: [...weekdays].sort() }
  if (kind === 'monthly') return { kind, weekday, nth }
  return { kind, days: [...new Set(days.split(/[\s,，、;；]+/).filter(Boolean))].sort() }
}

/** A rota, new or to be changed. The deputies take turns in the order in which they were chosen. */
export function RotaForm({
  stationId,
  rota,
  deputies,
  today,
  onDone,
  onCancel,
}: {
  stationId: string
  rota: Rota | null
  deputies: readonly { id: string; name: string }[]
  today: Day
  onDone: (saved: Saved) => void
  onCancel: () => void
}) {
  const words = useRotaWords()
  const { rota: own, general } = words
  const [typed, setTyped] = useState(() => typedOf(rota, today))
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }))
  const { mutate, isPending, error } = useChange('rota.save', { onDone })
  // One day or deputy of a list is said by the field of the list.
  const wrong = [...new Map(error?.fields.map(({ path, rule }) => [path.split('.')[0]!, rule])).entries()].map(([path, rule]) => ({
    path,
    rule,
  }))
  const at = (path: string) => errorAt(words, wrong, path, own.own)
  const toggle = <T,>(list: readonly T[], value: T) => (list.includes(value) ? list.filter((each) => each !== value) : [...list, value])
  const nameOf = (id: string) => deputies.find((deputy) => deputy.id === id)?.name ?? ''
  const save = () =>
    mutate({
      id: rota?.id ?? null,
      stationId,
      deputyIds: typed.deputyIds,
      rule: ruleOf(typed),
      onHoliday: typed.onHoliday,
      from: minuteOf(typed.from),
      to: minuteOf(typed.to),
      slotMinutes: numberOf(typed.slotMinutes),
      capacity: numberOf(typed.capacity),
      since: typed.since.trim(),
      until: typed.until.trim() || null,
    })
  const line = (name: 'from' | 'to' | 'slotMinutes' | 'capacity' | 'since' | 'until') => (
    <Field
      name={name}
      label={own.field[name]}
      hint={own.hint[name]}
      isOptional={name === 'until'}
      defaultValue={typed[name]}
      error={at(name)}
      onChange={(value) => change({ [name]: value })}
    />
  )
  return (
    <View className="lx-stack">
      <View className="lx-section" {...heading(2)}>
        {rota ? own.changing : own.add}
      </View>
      <ErrorSummary errors={wrong} names={own.field} own={own.own} />
      <View id="field-deputyIds" className="lx-choice">
        <Text className="lx-field-label">{own.field.deputyIds}</Text>
        <Text className="lx-small">
          {typed.deputyIds.length > 1 ? own.order(formatList(typed.deputyIds.map(nameOf))) : own.hint.deputyIds}
        </Text>
        {at('deputyIds') && <FieldError words={at('deputyIds')!} />}
        <View className="lx-choice-compact">
          {deputies.map(({ id, name }) => (
            <Check
              key={id}
              label={name}
              value={typed.deputyIds.includes(id)}
              onChange={() => change({ deputyIds: toggle(typed.deputyIds, id) })}
            />
          ))}
        </View>
      </View>
      <Choice
        name="kind"
        label={own.field.rule}
        isCompact
        options={rotaKinds.map((value) => ({ value, label: own.kind[value] }))}
        value={typed.kind}
        onChoose={(kind) => change({ kind })}
      />
      <View id="field-rule" className="lx-stack">
        {at('rule') && typed.kind !== 'by_hand' && <FieldError words={at('rule')!} />}
        {typed.kind === 'weekly' && (
          <View className="lx-choice">
            <Text className="lx-field-label">{own.weekdays}</Text>
            <View className="lx-choice-compact">
              {WEEK.map((weekday) => (
                <Check
                  key={weekday}
                  label={formatWeekday(weekday)}
                  value={typed.weekdays.includes(weekday)}
                  onChange={() => change({ weekdays: toggle(typed.weekdays, weekday) })}
                />
              ))}
            </View>
          </View>
        )}
        {typed.kind === 'monthly' && (
          <>
            <Choice
              name="nth"
              label={own.nthLabel}
              isCompact
              options={NTHS.map((value) => ({ value, label: own.nth(value) }))}
              value={typed.nth}
              onChoose={(nth) => change({ nth })}
            />
            <Choice
              name="weekday"
              label={own.weekdays}
              isCompact
              options={WEEK.map((value) => ({ value, label: formatWeekday(value) }))}
              value={typed.weekday}
              onChoose={(weekday) => change({ weekday })}
            />
          </>
        )}
        {typed.kind === 'by_hand' && (
          <Field
            name="days"
            kind="lines"
            label={own.days}
            hint={own.daysHint}
            defaultValue={typed.days}
            error={at('rule')}
            onChange={(days) => change({ days })}
          />
        )}
      </View>
      <Choice
        name="onHoliday"
        label={own.field.onHoliday}
        options={holidayChoices.map((value) => ({ value, label: own.holiday[value] }))}
        value={typed.onHoliday}
        onChoose={(onHoliday) => change({ onHoliday })}
      />
      {line('from')}
      {line('to')}
      {line('slotMinutes')}
      {line('capacity')}
      {line('since')}
      {line('until')}
      <RefusedBar error={error && wrong.length === 0 ? error : null} hasText />
      <Button kind="primary" isBusy={isPending} onPress={save}>
        {own.save}
      </Button>
      <Button onPress={onCancel}>{general.cancel}</Button>
    </View>
  )
}
