import { Text, View } from '@tarojs/components'
import './choice.css'
import { FieldError } from './field'
import { Icon } from './icon'
import { press, role } from './press'

export interface Option<T> {
  value: T
  label: string
  hint?: string
}

/** One of several. */
export function Choice<T>({
  name,
  label,
  hint,
  options,
  value,
  onChoose,
  error,
  isCompact = false,
  isLabelHidden = false,
}: {
  name: string
  label: string
  hint?: string
  options: readonly Option<T>[]
  value: T | undefined
  onChoose: (value: T) => void
  error?: string | null
  /** Side by side, where the words are short. */
  isCompact?: boolean
  /** The label is for screen readers alone. */
  isLabelHidden?: boolean
}) {
  return (
    <View id={`field-${name}`} className={`lx-choice${error ? ' lx-field-bar' : ''}`} {...role('radiogroup', { label })}>
      {!isLabelHidden && <Text className="lx-field-label">{label}</Text>}
      {hint && <Text className="lx-small">{hint}</Text>}
      {error && <FieldError words={error} />}
      <View className={isCompact ? 'lx-choice-compact' : 'lx-choice-list'}>
        {options.map((option, index) => (
          <View
            key={index}
            className={`lx-choice-option lx-press${option.value === value ? ' lx-choice-on' : ''}`}
            {...press(() => onChoose(option.value), {
              as: 'radio',
              checked: option.value === value,
              label: option.hint ? `${option.label}，${option.hint}` : option.label,
            })}
          >
            {!isCompact && <View className="lx-choice-dot">{option.value === value && <View className="lx-choice-dot-on" />}</View>}
            {isCompact && option.value === value && <Icon name="check" />}
            <View className="lx-grow">
              <Text>{option.label}</Text>
              {option.hint && <Text className="lx-small">{option.hint}</Text>}
            </View>
          </View>
        ))}
      </View>
    </View>
  )
}

/** Yes or no. */
export function Check({
  label,
  hint,
  value,
  onChange,
}: {
  label: string
  hint?: string
  value: boolean
  onChange: (value: boolean) => void
}) {
  return (
    <View
      className={`lx-choice-option lx-press${value ? ' lx-choice-on' : ''}`}
      {...press(() => onChange(!value), { as: 'checkbox', checked: value, label: hint ? `${label}，${hint}` : label })}
    >
      <View className="lx-choice-box">{value && <Icon name="check" />}</View>
      <View className="lx-grow">
        <Text>{label}</Text>
        {hint && <Text className="lx-small">{hint}</Text>}
      </View>
    </View>
  )
}
