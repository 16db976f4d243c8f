import { Text, View } from '@tarojs/components'
import { open, useParams } from '../../lib/page'
import { usePages } from '../../lib/pages'
import { AgreeFirst } from '../../ui/agree'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { Empty } from '../../ui/empty'
import { More } from '../../ui/more'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { formatMoment } from '../../words'
import { useExposureWords } from '../../words/exposure'

/** 谁看过我的信息; `?id=`: of one case. */
export default function LookedPage() {
  const { exposure } = useExposureWords()
  return (
    <Page title={exposure.log.title}>
      <AgreeFirst>
        <Log />
      </AgreeFirst>
    </Page>
  )
}

function Log() {
  const { exposure, general } = useExposureWords()
  const words = exposure.log
  const { id } = useParams()
  const { reading, items, first } = usePages('identity.log', { concernId: id || null })
  if (!first) return <Waiting reading={reading} />
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {words.title}
      </View>
      <Text className="lx-text">{words.hint}</Text>
      {items.length === 0 && <Empty icon="person" title={words.none} />}
      <Cards>
        {items.map(({ id: openingId, at, what, by, byName, concern, visit, reasonCode, reason }) => (
          <Card key={openingId}>
            <Text className="lx-heading">{[byName, words.by[by]].filter(Boolean).join(' · ')}</Text>
            <Text className="lx-text">{words.what[what]}</Text>
            {reason && (
              <Text className="lx-text">
                {words.why([reasonCode && words.code[reasonCode], reason].filter(Boolean).join(general.comma))}
              </Text>
            )}
            <Text className="lx-time">{formatMoment(at)}</Text>
            {concern && (
              <Button kind="link" onPress={() => open('/resident/case/index', { id: concern.id })}>
                {words.ofCase(concern.number)}
              </Button>
            )}
            {visit && (
              <Button kind="link" onPress={() => open('/resident/visit/index', { id: visit.id })}>
                {words.ofVisit(visit.code)}
              </Button>
            )}
          </Card>
        ))}
      </Cards>
      <More reading={reading} />
    </View>
  )
}
