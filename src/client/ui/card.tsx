import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './card.css'
import { Icon } from './icon'
import { press } from './press'

/** A box of one thing. With `onPress` all of it leads there, and `label` says where. */
export function Card({
  children,
  onPress,
  label,
  tone,
}: {
  children: ReactNode
  onPress?: () => void
  label?: string
  tone?: 'brand' | 'plain'
}) {
  const className = `lx-card${tone === 'brand' ? ' lx-card-brand' : ''}`
  if (!onPress) return <View className={className}>{children}</View>
  return (
    <View className={`${className} lx-press lx-card-open`} {...press(onPress, { as: 'link', ...(label ? { label } : {}) })}>
      <View className="lx-grow">{children}</View>
      <Icon name="next" />
    </View>
  )
}

/** Cards below one another. */
export function Cards({ children }: { children: ReactNode }) {
  return <View className="lx-cards">{children}</View>
}
