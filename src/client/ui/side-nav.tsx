import { Text, View } from '@tarojs/components'
import { openTab, useTab } from '../lib/page'
import { useRole } from '../lib/session'
import { useWords } from '../words'
import { Icon } from './icon'
import { press, role } from './press'
import './side-nav.css'

const entries = [
  { tab: 'home', icon: 'home' },
  { tab: 'stations', icon: 'pin' },
  { tab: 'cases', icon: 'cases' },
  { tab: 'me', icon: 'person' },
] as const

/** The tabs at the left of a desk's window, on every page; narrower ones have Taro's bar. */
export function SideNav() {
  const { general } = useWords()
  const { role: working } = useRole()
  const here = useTab()
  const names = { ...general.tab, cases: general.tab.cases[working] }
  return (
    <View className="lx-side" {...role('navigation', { label: general.app })}>
      <Text className="lx-side-app">{general.app}</Text>
      {entries.map(({ tab, icon }) => (
        <View
          key={tab}
          className={`lx-side-entry lx-press${tab === here ? ' lx-side-here' : ''}`}
          {...press(() => openTab(tab), { as: 'link', current: tab === here ? 'page' : undefined })}
        >
          <Icon name={icon} />
          <Text>{names[tab]}</Text>
        </View>
      ))}
    </View>
  )
}
