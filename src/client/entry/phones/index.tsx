import { Text, View } from '@tarojs/components'
import { useDemoPhones } from '../../lib/session'
import { Card, Cards } from '../../ui/card'
import { Empty } from '../../ui/empty'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { formatMoment } from '../../words'
import { useEntryWords } from '../../words/entry'

/** Demo: what WeChat would have brought to each person's phone. */
export default function PhonesPage() {
  const { entry } = useEntryWords()
  const words = entry.phones
  const reading = useDemoPhones()
  return (
    <Page title={words.title}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {words.title}
        </View>
        <Text className="lx-text">{words.hint}</Text>
        {!reading.data && <Waiting reading={reading} />}
        {reading.data?.length === 0 && <Empty icon="bell" title={words.none} />}
        {reading.data?.map(({ person, messages }) => (
          <View key={person.person}>
            <View className="lx-section" {...heading(2)}>
              {words.of(person.name, person.title)}
            </View>
            <Cards>
              {messages.map(({ title, lines, page, at }, index) => (
                <Card key={index}>
                  <Text className="lx-heading">{title}</Text>
                  {lines.map((line) => (
                    <Text key={line} className="lx-text lx-block">
                      {line}
                    </Text>
                  ))}
                  <Text className="lx-small lx-block">{words.opens(page)}</Text>
                  <Text className="lx-time">{formatMoment(at)}</Text>
                </Card>
              ))}
            </Cards>
          </View>
        ))}
      </View>
    </Page>
  )
}
