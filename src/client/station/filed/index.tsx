import { Text, View } from '@tarojs/components'
import { open } from '../../lib/page'
import { useCall } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { stateLook } from '../../ui/case/state'
import { Empty } from '../../ui/empty'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { formatMoment } from '../../words'
import { useAssistanceWords } from '../../words/assistance'
import { useDeskWords } from '../../words/desk'

/** 代办的诉求: what this clerk's stations filed for others, the newest first; no word of theirs, which stands in the case. */
export default function FiledPage() {
  const { desk, concern } = useDeskWords()
  const { assistance } = useAssistanceWords()
  const reading = useCall('concern.filed', {}, { isLive: true })
  const items = reading.data?.items ?? []
  return (
    <Page title={desk.filed} reading={reading}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {desk.filed}
        </View>
        <Text className="lx-text">{desk.filedHint}</Text>
        <Button icon="edit" onPress={() => open('/station/file/index')}>
          {assistance.title}
        </Button>
        {items.length === 0 && <Empty icon="edit" title={desk.noFiled} />}
        <Cards>
          {items.map(({ id, number, state, entry, filedAt, relayedVerdict }) => (
            <Card key={id} label={desk.open} onPress={() => open('/station/case/index', { id })}>
              <View className="lx-stack">
                <Text className="lx-heading">{concern.number(number)}</Text>
                <View className="lx-row-wrap">
                  <Status words={concern.state.holder[state]} {...stateLook[state]} />
                  <Status words={assistance.entries[entry]} />
                  {relayedVerdict && <Status words={desk.relayed(concern.verdict[relayedVerdict])} tone="info" />}
                </View>
                <Text className="lx-small">{concern.next[state].helper}</Text>
                <Text className="lx-time">{desk.filedOn(formatMoment(filedAt))}</Text>
              </View>
            </Card>
          ))}
        </Cards>
      </View>
    </Page>
  )
}
