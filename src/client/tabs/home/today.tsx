import { Text, View } from '@tarojs/components'
import type { Role } from '../../../domain/actor'
import { open, openTab } from '../../lib/page'
import { useCall } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { useWords } from '../../words'

/** What waits for somebody who works here: counts, and the way to them. */
export function Today({ role }: { role: Role }) {
  const { home } = useWords()
  const isOffice = role === 'office'
  const { data } = useCall('concern.inbox', { as: role === 'deputy' ? 'deputy' : 'desk', limit: 1 }, { isEnabled: !isOffice, isLive: true })
  return (
    <Card tone="brand">
      <View className="lx-stack">
        <View className="lx-section lx-home-today" {...heading(2)}>
          {home.today}
        </View>
        {data && (
          <View className="lx-row-wrap">
            <Text className="lx-heading">{home.open(data.counts.open)}</Text>
            <Status
              words={home.overdue(data.counts.overdue)}
              tone={data.counts.overdue > 0 ? 'error' : 'plain'}
              {...(data.counts.overdue > 0 ? { icon: 'alert' as const } : {})}
            />
            <Status words={home.unread(data.counts.unread)} tone={data.counts.unread > 0 ? 'info' : 'plain'} />
          </View>
        )}
        <Button kind="primary" onPress={() => (isOffice ? open('/office/topics/index') : openTab('cases'))}>
          {home.toInbox[role]}
        </Button>
        {!isOffice && (
          <Button icon="calendar" onPress={() => open(role === 'deputy' ? '/deputy/receptions/index' : '/station/today/index')}>
            {home.receptions}
          </Button>
        )}
      </View>
    </Card>
  )
}
