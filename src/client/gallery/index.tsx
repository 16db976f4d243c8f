import { View } from '@tarojs/components'
import { useQuery } from '@tanstack/react-query'
import { useIsDesktop } from '../lib/page'
import { demoPersons } from '../lib/session'
import { choose, textSizes, useSettings } from '../lib/settings'
import { Check, Choice } from '../ui/choice'
import { Page } from '../ui/page'
import { heading } from '../ui/press'
import { Controls } from './controls'
import { Shown } from './shown'

/** Every component in all its states, where the host is a demo; elsewhere an empty page. */
export default function GalleryPage() {
  const { data: persons = [] } = useQuery({ queryKey: ['demo.persons'], queryFn: demoPersons, staleTime: Infinity, retry: false })
  const { textSize, isElder } = useSettings()
  const isDesktop = useIsDesktop()
  if (persons.length === 0) return null
  return (
    <Page title="组件" isWide>
      <View className="lx-stack lx-gallery">
        <View className="lx-title" {...heading(1)}>
          组件
        </View>
        <Choice
          name="textSize"
          label="文字大小"
          isCompact
          options={textSizes.map((value) => ({ value, label: String(value) }))}
          value={textSize}
          onChoose={(value) => choose({ textSize: value })}
        />
        <Check label="长辈版" value={isElder} onChange={(value) => choose({ isElder: value })} />
        <Controls />
        <Shown isDesktop={isDesktop} />
      </View>
    </Page>
  )
}
