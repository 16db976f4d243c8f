import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './card.css'
import { Icon } from './icon'
import { press } from './press'

/** WeChat needs a name; in a browser it would take the place of the words that stand inside. */
const named = (label: string | undefined) => (label && process.env.TARO_ENV !== 'h5' ? { label } : {})

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
    <View className={`${className} lx-press lx-card-open`} {...press(onPress, { as: 'link', ...named(label) })}>
      <View className="lx-grow">{children}</View>
      <Icon name="next" />
    </View>
  )
}

/** Cards below one another. */
export function Cards({ children }: { children: ReactNode }) {
  return <View className="lx-cards">{children}</View>
}
