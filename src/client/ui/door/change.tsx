import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useChange } from '../../lib/query'
import { useDoorWords } from '../../words/door'
import { Button } from '../button'
import { errorAt, RefusedBar } from '../error-summary'
import { Field } from '../field'
import { NoticeBar } from '../notice-bar'

const REASON_MAX = 200

/** Minutes since midnight of what was typed, as `9:30`; NaN where it is no time. */
export function minuteTyped(typed: string): number {
  const [, hour, minute] = /^\s*(\d{1,2})[:：](\d{2})\s*$/.exec(typed) ?? []
  return hour === undefined || minute === undefined || Number(minute) > 59 ? Number.NaN : Number(hour) * 60 + Number(minute)
}

export const typedMinute = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

/** 改期: to another day and time; who booked moves with it. */
export function MoveForm({ view: { id, on, from }, onDone }: { view: { id: string; on: string; from: number }; onDone: () => void }) {
  const words = useDoorWords()
  const { door, general } = words
  const [typed, setTyped] = useState({ on: on as string, from: typedMinute(from), reason: '' })
  const { mutate, isPending, error } = useChange('reception.move', { onDone })
  const at = (path: string) => (error ? errorAt(words, error.fields, path, door.own) : null)
  const change = (part: Partial<typeof typed>) => setTyped({ ...typed, ...part })
  return (
    <View className="lx-stack">
      <Field
        name="on"
        label={door.moveTo}
        hint={door.moveToHint}
        defaultValue={typed.on}
        error={at('on')}
        onChange={(value) => change({ on: value })}
      />
      <Field
        name="from"
        label={door.moveFrom}
        hint={door.moveFromHint}
        defaultValue={typed.from}
        error={at('from')}
        onChange={(value) => change({ from: value })}
      />
      <Field
        name="reason"
        kind="lines"
        label={door.reason}
        hint={door.reasonHint}
        max={REASON_MAX}
        error={at('reason')}
        onChange={(value) => change({ reason: value })}
      />
      {at('deputyId') && <NoticeBar tone="warning" title={at('deputyId')!} />}
      <RefusedBar error={error && error.fields.length === 0 ? error : null} hasText />
      <Button
        kind="primary"
        isBusy={isPending}
        // What is no time is refused by its rule, as what is out of range is.
        onPress={() => mutate({ id, on: typed.on.trim(), from: minuteTyped(typed.from) || -1, reason: typed.reason })}
      >
        {door.step.move}
      </Button>
      <Button onPress={onDone}>{general.cancel}</Button>
    </View>
  )
}

/** 取消接待 */
export function CloseForm({ id, onDone }: { id: string; onDone: () => void }) {
  const words = useDoorWords()
  const { door, general } = words
  const [reason, setReason] = useState('')
  const { mutate, isPending, error } = useChange('reception.close', { onDone })
  return (
    <View className="lx-stack">
      <Text className="lx-text">{door.closeSure}</Text>
      <Field
        name="reason"
        kind="lines"
        label={door.reason}
        hint={door.reasonHint}
        max={REASON_MAX}
        error={error ? errorAt(words, error.fields, 'reason', door.own) : null}
        onChange={setReason}
      />
      <RefusedBar error={error && error.fields.length === 0 ? error : null} hasText />
      <Button kind="danger" isBusy={isPending} onPress={() => mutate({ id, reason })}>
        {door.step.close}
      </Button>
      <Button onPress={onDone}>{general.back}</Button>
    </View>
  )
}
