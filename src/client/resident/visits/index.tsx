import { Text, View } from '@tarojs/components'
import { open } from '../../lib/page'
import { usePages } from '../../lib/pages'
import { AgreeFirst } from '../../ui/agree'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { Empty } from '../../ui/empty'
import { More } from '../../ui/more'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { formatMoment } from '../../words'
import { useVisitWords } from '../../words/visit'
import { visitLooks } from '../visit/state'

/** 我的预约, the newest first. */
export default function VisitsPage() {
  const { visit } = useVisitWords()
  return (
    <Page title={visit.title}>
      <AgreeFirst>
        <Visits />
      </AgreeFirst>
    </Page>
  )
}

function Visits() {
  const { visit, station: words } = useVisitWords()
  const { reading, items, first } = usePages('visit.mine', {})
  const book = () => open('/resident/book/index')
  if (!first) return <Waiting reading={reading} />
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {visit.title}
      </View>
      {items.length === 0 ? (
        <Empty icon="calendar" title={visit.none} action={visit.book} onAction={book} />
      ) : (
        <Button icon="calendar" onPress={book}>
          {visit.book}
        </Button>
      )}
      <Cards>
        {items.map(({ id, state, startsAt, reception, station, deputy, waiting, offerEndsAt }) => (
          <Card key={id} label={visit.state[state]} onPress={() => open('/resident/visit/index', { id })}>
            <Status words={visit.state[state]} {...visitLooks[state]} />
            <Text className="lx-heading">
              {startsAt ? formatMoment(startsAt) : words.reception(reception.on, reception.from, reception.to)}
            </Text>
            <Text className="lx-text">{visit.withDeputy(deputy.name)}</Text>
            <Text className="lx-small">{station.name}</Text>
            {waiting && <Text className="lx-small">{visit.ahead(waiting.ahead)}</Text>}
            {offerEndsAt && <Text className="lx-small">{visit.offerUntil(formatMoment(offerEndsAt))}</Text>}
          </Card>
        ))}
      </Cards>
      <More reading={reading} />
    </View>
  )
}
