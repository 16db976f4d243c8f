import { Text, View } from '@tarojs/components'
import { knownStation } from '../../lib/known-station'
import { open, openTab, useIsShown } from '../../lib/page'
import { phoneTo } from '../../lib/phone'
import { useRole } from '../../lib/session'
import { chooseElder } from '../../lib/settings'
import { Button } from '../../ui/button'
import { Icon, type IconName } from '../../ui/icon'
import { press } from '../../ui/press'
import { useWords } from '../../words'

/** Elder mode: the few things that are needed most, each as large as the page allows. */
export function ElderEntries() {
  const { home, general } = useWords()
  const { role } = useRole()
  // Coming back from a station's page: that one is then the one to call.
  useIsShown()
  const station = knownStation()
  return (
    <View className="lx-home-elder">
      <Entry icon="edit" words={home.elder.report} isFirst onPress={() => open('/resident/report/index')} />
      <Entry icon="pin" words={home.elder.stations} onPress={() => openTab('stations')} />
      <Entry icon="cases" words={general.tab.cases[role]} onPress={() => openTab('cases')} />
      <Entry
        icon="phone"
        words={home.elder.call}
        hint={station?.phone ? station.name : home.elder.choose}
        onPress={() => (station?.phone ? phoneTo(station.phone) : openTab('stations'))}
      />
      <Button icon="text" onPress={() => chooseElder(false)}>
        {home.elder.leave}
      </Button>
    </View>
  )
}

function Entry({
  icon,
  words,
  hint,
  isFirst = false,
  onPress,
}: {
  icon: IconName
  words: string
  hint?: string
  isFirst?: boolean
  onPress: () => void
}) {
  return (
    <View className={`lx-home-entry lx-press${isFirst ? ' lx-home-entry-first' : ''}`} {...press(onPress)}>
      <Icon name={icon} />
      <View className="lx-grow">
        <Text>{words}</Text>
        {hint && <Text className="lx-small">{hint}</Text>}
      </View>
    </View>
  )
}
