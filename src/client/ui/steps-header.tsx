import { Text, View } from '@tarojs/components'
import { heading } from './press'
import './steps-header.css'

/** Where one is among the steps of a form: in words, and as a bar that repeats them. */
export function StepsHeader({ title, progress, step, steps }: { title: string; progress: string; step: number; steps: number }) {
  return (
    <View className="lx-steps">
      <Text className="lx-small">{progress}</Text>
      <View className="lx-steps-bar" aria-hidden="true">
        {Array.from({ length: steps }, (_, index) => (
          <View key={index} className={`lx-steps-part${index < step ? ' lx-steps-on' : ''}`} />
        ))}
      </View>
      <View className="lx-title" {...heading(1)}>
        {title}
      </View>
    </View>
  )
}
