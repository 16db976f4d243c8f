import { View } from '@tarojs/components'
import './icon.css'
import type { IconName } from './icon-names'

export type { IconName }

/** A small picture beside words that say the same, so it is hidden from screen readers. */
export function Icon({ name, size = 'text' }: { name: IconName; size?: 'text' | 'large' }) {
  return <View className={`lx-icon lx-icon-${size} lx-i-${name}`} aria-hidden="true" />
}
