import { Text, View } from '@tarojs/components'
import { Icon, type IconName } from './icon'
import './status.css'

/** How something stands: words, with an icon and a colour that only repeat them. */
export function Status({
  words,
  tone = 'plain',
  icon,
}: {
  words: string
  tone?: 'plain' | 'info' | 'success' | 'warning' | 'error'
  icon?: IconName
}) {
  return (
    <View className={`lx-status lx-status-${tone}`}>
      {icon && <Icon name={icon} />}
      <Text>{words}</Text>
    </View>
  )
}
