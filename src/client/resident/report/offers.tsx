import { Text, View } from '@tarojs/components'
import { open } from '../../lib/page'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { RefusedBar } from '../../ui/error-summary'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { useSimilarWords } from '../../words/similar'
import type { ReportDraft } from './draft'

/** 已有人反映: the same matter, if somebody reported it, with joining instead of sending. Silent where there is none or it cannot be asked. */
export function Offers({ draft }: { draft: ReportDraft }) {
  const { similar, concern } = useSimilarWords()
  const { data } = useCall('concern.similar', { text: draft.text, at: draft.at, topic: draft.topic })
  const join = useChange('concern.join')
  if (!data || data.items.length === 0) return null
  return (
    <View className="lx-report-part">
      <View className="lx-section" {...heading(2)}>
        {similar.offers}
      </View>
      <Text className="lx-small">{similar.offersHint}</Text>
      <RefusedBar error={join.error} />
      <Cards>
        {data.items.map((item) => (
          <Card key={item.id}>
            <View className="lx-stack">
              <Text className="lx-heading">{[item.topic?.name ?? similar.noTopic, item.street].filter(Boolean).join(' · ')}</Text>
              <View className="lx-row-wrap">
                <Status words={concern.state.holder[item.state]} tone="info" />
                <Status words={item.isMine ? similar.mine : similar.people(item.people)} />
              </View>
              <Text className="lx-time">
                {[similar.on(item.receivedOn), item.withinM === null ? null : similar.within(item.withinM)].filter(Boolean).join(' · ')}
              </Text>
              {item.isMine ? (
                <Button onPress={() => open('/resident/case/index', { id: item.id })}>{similar.seeMine}</Button>
              ) : item.isJoined ? (
                <Button onPress={() => open('/resident/joined/index', { id: item.id })}>{similar.seeJoined}</Button>
              ) : (
                <Button icon="persons" isBusy={join.isPending} onPress={() => join.mutate({ id: item.id })}>
                  {similar.join}
                </Button>
              )}
            </View>
          </Card>
        ))}
      </Cards>
    </View>
  )
}
