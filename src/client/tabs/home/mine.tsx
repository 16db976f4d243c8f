import { View } from '@tarojs/components'
import { openStates } from '../../../domain/concern'
import { open, openTab } from '../../lib/page'
import { useAgreement } from '../../lib/privacy'
import { useCall } from '../../lib/query'
import { Button } from '../../ui/button'
import { CaseCard } from '../../ui/case/item'
import { heading } from '../../ui/press'
import { useWords } from '../../words'

const SHOWN = 2

/** The person's own cases that somebody still owes something on; nothing where there are none. */
export function MyOpenCases() {
  const { home, general } = useWords()
  const { data } = useCall('concern.mine', { limit: 20 }, { isLive: true, isEnabled: useAgreement() === true })
  const items = (data?.items ?? [])
    .filter(({ state }) => (openStates as readonly string[]).includes(state) || state === 'answered')
    .slice(0, SHOWN)
  if (items.length === 0) return null
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {home.mine}
      </View>
      <View className="lx-cards">
        {items.map((item) => (
          <CaseCard key={item.id} item={item} as="reporter" onPress={() => open('/resident/case/index', { id: item.id })} />
        ))}
        <Button kind="link" onPress={() => openTab('cases')}>
          {`${home.seeMine}${general.tab.cases.resident}`}
        </Button>
      </View>
    </View>
  )
}
