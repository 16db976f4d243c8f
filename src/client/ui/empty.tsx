import { Text, View } from '@tarojs/components'
import { Button } from './button'
import './empty.css'
import { Icon, type IconName } from './icon'

/** Why there is nothing here, and one thing to do about it. */
export function Empty({
  icon = 'info',
  title,
  detail,
  action,
  onAction,
}: {
  icon?: IconName
  title: string
  detail?: string
  action?: string
  onAction?: () => void
}) {
  return (
    <View className="lx-empty">
      <Icon name={icon} size="large" />
      <Text className="lx-text">{title}</Text>
      {detail && <Text className="lx-small">{detail}</Text>}
      {action && onAction && <Button onPress={onAction}>{action}</Button>}
    </View>
  )
}
