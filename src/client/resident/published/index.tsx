import { Text, View } from '@tarojs/components'
import { open, useParams } from '../../lib/page'
import { usePages } from '../../lib/pages'
import { useCall } from '../../lib/query'
import { Card, Cards } from '../../ui/card'
import { Empty } from '../../ui/empty'
import { More } from '../../ui/more'
import { Page, Waiting } from '../../ui/page'
import { Photos } from '../../ui/photo-field'
import { heading } from '../../ui/press'
import { useExposureWords } from '../../words/exposure'

/** 公开的诉求: for anyone; `?id=`: one of them. */
export default function PublishedPage() {
  const { exposure } = useExposureWords()
  const { id } = useParams()
  return id ? <One id={id} /> : <Page title={exposure.published.title}>{<All />}</Page>
}

const about = ({ topic, place, month }: { topic: { name: string } | null; place: string; month: string }) =>
  [topic?.name, place, month].filter(Boolean).join(' · ')

function All() {
  const { exposure } = useExposureWords()
  const words = exposure.published
  const { reading, items, first } = usePages('published.list', {})
  if (!first) return <Waiting reading={reading} />
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {words.title}
      </View>
      <Text className="lx-text">{words.hint}</Text>
      {items.length === 0 && <Empty icon="list" title={words.none} />}
      <Cards>
        {items.map((item) => (
          <Card key={item.id} label={item.title} onPress={() => open('/resident/published/index', { id: item.id })}>
            <Text className="lx-heading">{item.title}</Text>
            <Text className="lx-small">{about(item)}</Text>
          </Card>
        ))}
      </Cards>
      <More reading={reading} />
    </View>
  )
}

function One({ id }: { id: string }) {
  const { exposure } = useExposureWords()
  const reading = useCall('published.open', { id })
  const one = reading.data
  return (
    <Page title={exposure.published.title} reading={reading}>
      {one && (
        <View className="lx-stack">
          <View className="lx-title" {...heading(1)}>
            {one.title}
          </View>
          <Text className="lx-small">{about(one)}</Text>
          <Text className="lx-text" selectable>
            {one.text}
          </Text>
          <Photos photos={one.photos} />
          {one.answer && (
            <Card>
              <View className="lx-heading" {...heading(2)}>
                {exposure.published.answer(one.deputyName ?? '')}
              </View>
              <Text className="lx-text" selectable>
                {one.answer}
              </Text>
            </Card>
          )}
        </View>
      )}
    </Page>
  )
}
