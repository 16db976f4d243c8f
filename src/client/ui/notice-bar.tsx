import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import './notice-bar.css'
import { role } from './press'

type Tone = 'info' | 'success' | 'warning' | 'error'
const icons = { info: 'info', success: 'done', warning: 'alert', error: 'alert' } satisfies Record<Tone, IconName>

/** Something to know about the page: an icon, words, and below them what can be done. */
export function NoticeBar({ tone = 'info', title, children }: { tone?: Tone; title: string; children?: ReactNode }) {
  return (
    <View className={`lx-notice lx-notice-${tone}`} {...role(tone === 'error' ? 'alert' : 'status')}>
      <View className="lx-notice-line">
        <Icon name={icons[tone]} />
        <Text className="lx-grow lx-text">{title}</Text>
      </View>
      {children && <View className="lx-notice-more">{children}</View>}
    </View>
  )
}
