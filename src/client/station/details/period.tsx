import { Text, View } from '@tarojs/components'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Check } from '../../ui/choice'
import { Field } from '../../ui/field'
import { heading } from '../../ui/press'
import { formatWeekday } from '../../words'
import { useDetailsWords } from '../../words/details'

/** What is typed, until it is sent; `key` stays with it where others are removed. */
export interface TypedPeriod {
  key: number
  weekdays: number[]
  from: string
  to: string
}

/** Monday first. */
const WEEK = [1, 2, 3, 4, 5, 6, 0]

/** One opening period: on which weekdays, from when to when. */
export function PeriodFields({
  nth,
  period,
  onChange,
  onRemove,
}: {
  nth: number
  period: TypedPeriod
  onChange: (part: Partial<TypedPeriod>) => void
  onRemove: () => void
}) {
  const { details } = useDetailsWords()
  const { key, weekdays } = period
  return (
    <Card>
      <View className="lx-stack">
        <View className="lx-heading" {...heading(3)}>
          {details.period(nth)}
        </View>
        <View className="lx-choice">
          <Text className="lx-field-label">{details.weekdays}</Text>
          <View className="lx-choice-compact">
            {WEEK.map((weekday) => (
              <Check
                key={weekday}
                label={formatWeekday(weekday)}
                value={weekdays.includes(weekday)}
                onChange={(isOn) => onChange({ weekdays: isOn ? [...weekdays, weekday] : weekdays.filter((each) => each !== weekday) })}
              />
            ))}
          </View>
        </View>
        {(['from', 'to'] as const).map((name) => (
          <Field
            key={name}
            name={`${name}-${key}`}
            label={details[name]}
            hint={details.timeHint[name]}
            defaultValue={period[name]}
            onChange={(value) => onChange({ [name]: value })}
          />
        ))}
        <Button isInline label={details.remove(nth)} onPress={onRemove}>
          {details.remove(nth)}
        </Button>
      </View>
    </Card>
  )
}
