import { Input, Text, Textarea, View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../words'
import './field.css'
import { Icon } from './icon'
import { role } from './press'

interface FieldProps {
  /** The element's id is `field-<name>`, where an error summary leads. */
  name: string
  label: string
  hint?: string
  error?: string | null
  /** What it starts with. Not controlled: on phones the caret would jump. To start anew, change `key`. */
  defaultValue?: string
  onChange: (value: string) => void
  onDone?: () => void
  kind?: 'line' | 'lines' | 'phone' | 'search'
  placeholder?: string
  /** Shows a counter; more can be typed, and is then said to be too much. */
  max?: number
  isOptional?: boolean
  /** The label is for screen readers alone. */
  isLabelHidden?: boolean
}

export function Field({
  name,
  label,
  hint,
  error,
  defaultValue = '',
  onChange,
  onDone,
  kind = 'line',
  placeholder,
  max,
  isOptional,
  isLabelHidden,
}: FieldProps) {
  const { general } = useWords()
  const [length, setLength] = useState(defaultValue.length)
  const change = (value: string) => {
    setLength(value.length)
    onChange(value)
  }
  const spoken = [label, hint, error ? general.errorMark + error : ''].filter(Boolean).join('。')
  const isTooLong = max !== undefined && length > max
  const shared = {
    className: `lx-field-input lx-field-${kind}${error ? ' lx-field-wrong' : ''}`,
    placeholder: placeholder ?? '',
    placeholderClass: 'lx-field-placeholder',
    maxlength: -1,
    'aria-label': spoken,
    // On H5 a Taro input is an element around the real one, which takes its label through here.
    nativeProps: { 'aria-label': spoken, ...(error ? { 'aria-invalid': 'true' } : {}) },
  }
  return (
    <View id={`field-${name}`} className={`lx-field${error ? ' lx-field-bar' : ''}`}>
      {!isLabelHidden && (
        <Text className="lx-field-label">
          {label}
          {isOptional && <Text className="lx-field-optional">（{general.optional}）</Text>}
        </Text>
      )}
      {hint && <Text className="lx-small">{hint}</Text>}
      {error && <FieldError words={error} />}
      {kind === 'lines' ? (
        <Textarea
          {...shared}
          autoHeight={process.env.TARO_ENV !== 'h5'}
          defaultValue={defaultValue}
          onInput={({ detail }) => change(detail.value)}
        />
      ) : (
        <Input
          {...shared}
          defaultValue={defaultValue}
          type={kind === 'phone' ? ('tel' as 'text') : 'text'}
          confirmType={kind === 'search' ? 'search' : 'done'}
          onInput={({ detail }) => change(detail.value)}
          onConfirm={() => onDone?.()}
        />
      )}
      {max !== undefined && (
        <Text className={isTooLong ? 'lx-field-over' : 'lx-field-count'}>
          {isTooLong ? general.tooMuch(length - max) : general.written(length, max)}
        </Text>
      )}
    </View>
  )
}

/** What is wrong with one field: an icon, words and a colour, never the colour alone. */
export function FieldError({ words }: { words: string }) {
  return (
    <View className="lx-field-error" {...role('alert')}>
      <Icon name="alert" />
      <Text className="lx-grow">{words}</Text>
    </View>
  )
}
