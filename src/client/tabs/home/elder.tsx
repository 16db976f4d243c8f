import { Text, View } from '@tarojs/components'
import { knownStation } from '../../lib/known-station'
import { open, openTab } from '../../lib/page'
import { phoneTo } from '../../lib/phone'
import { Icon, type IconName } from '../../ui/icon'
import { press } from '../../ui/press'
import { useWords } from '../../words'

/** Elder mode: the few things that are needed most, each as large as the page allows. */
export function ElderEntries() {
  const { home } = useWords()
  const station = knownStation()
  return (
    <View className="lx-home-elder">
      <Entry icon="edit" words={home.elder.report} isFirst onPress={() => open('/resident/report/index')} />
      <Entry icon="pin" words={home.elder.stations} onPress={() => openTab('stations')} />
      <Entry icon="cases" words={home.elder.mine} onPress={() => openTab('cases')} />
      <Entry
        icon="phone"
        words={home.elder.call}
        hint={station?.name ?? home.elder.choose}
        onPress={() => (station?.phone ? phoneTo(station.phone) : openTab('stations'))}
      />
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
