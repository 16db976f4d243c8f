import { Button as TaroButton } from '@tarojs/components'
import { useWords } from '../words'
import './button.css'
import { Icon, type IconName } from './icon'
import { press } from './press'

interface ButtonProps {
  children: string
  onPress: () => void
  kind?: 'primary' | 'secondary' | 'danger' | 'link'
  icon?: IconName
  /** Something is under way: the words stay, a second press does nothing. */
  isBusy?: boolean
  isDisabled?: boolean
  /** Where the words alone do not say what it does. */
  label?: string
  /** As wide as its words, beside others. */
  isInline?: boolean
}

export function Button({
  children,
  onPress,
  kind = 'secondary',
  icon,
  isBusy = false,
  isDisabled = false,
  label,
  isInline = false,
}: ButtonProps) {
  const { general } = useWords()
  const isOff = isBusy || isDisabled
  return (
    <TaroButton
      className={`lx-button lx-button-${kind}${isInline ? ' lx-button-inline' : ''}${isOff ? ' lx-button-off' : ''}`}
      hoverClass="lx-button-hover"
      {...press(onPress, { isDisabled: isOff, label: isBusy ? `${children}，${general.busy}` : label })}
    >
      {icon && <Icon name={icon} />}
      {isBusy ? general.busy : children}
    </TaroButton>
  )
}
