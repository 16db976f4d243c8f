import { Image, Text, View } from '@tarojs/components'
import type { Output } from '../../contract'
import { photoSource } from '../lib/photos'
import { useWords } from '../words'
import { Card } from './card'
import './deputy-card.css'
import { Icon } from './icon'

export type DeputyCardData = Output<'deputy.search'>['items'][number]

/** 亮身份: who a deputy is, in a few lines. */
export function DeputyCard({ deputy, onPress }: { deputy: DeputyCardData; onPress?: () => void }) {
  return (
    <Card {...(onPress ? { onPress, label: deputy.name } : {})}>
      <DeputyLines deputy={deputy} />
    </Card>
  )
}

export function DeputyLines({ deputy, isLarge = false }: { deputy: DeputyCardData; isLarge?: boolean }) {
  const words = useWords()
  const { name, constituency, occupation, worksOn } = deputy
  return (
    <View className="lx-deputy">
      <Portrait deputy={deputy} />
      <View className="lx-grow">
        <Text className={isLarge ? 'lx-title' : 'lx-heading'}>{name}</Text>
        {constituency && <Text className="lx-small">{words.deputy.of(constituency.name)}</Text>}
        {occupation && <Text className="lx-small">{occupation}</Text>}
        {worksOn.length > 0 && <Text className="lx-small">{words.deputy.worksOn(worksOn)}</Text>}
      </View>
    </View>
  )
}

function Portrait({ deputy: { name, photoUrl } }: { deputy: DeputyCardData }) {
  if (photoUrl)
    return <Image className="lx-deputy-photo" src={photoSource(photoUrl)} mode="aspectFill" aria-hidden="true" nativeProps={{ alt: '' }} />
  return (
    <View className="lx-deputy-photo lx-deputy-initial" aria-hidden="true">
      {name ? <Text>{name.slice(0, 1)}</Text> : <Icon name="person" />}
    </View>
  )
}
