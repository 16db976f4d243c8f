import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { heading } from '../ui/press'

/** One component under its name, in each of its states. */
export function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <View className="lx-stack">
      <View className="lx-section" {...heading(2)}>
        {name}
      </View>
      {children}
    </View>
  )
}
