import { Text, View } from '@tarojs/components'
import { open } from '../../lib/page'
import { usePages } from '../../lib/pages'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { Empty } from '../../ui/empty'
import { More } from '../../ui/more'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { formatMoment } from '../../words'
import { useNoticeDeskWords } from '../../words/notice-desk'

/** 公告管理: what the station has written, in every state. */
export default function DeskNoticesPage() {
  const { notice: words } = useNoticeDeskWords()
  const { desk } = words
  const { reading, items, first } = usePages('notice.desk', {})
  return (
    <Page title={desk.title} reading={{ ...reading, data: first }}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {desk.title}
        </View>
        <Button kind="primary" icon="plus" onPress={() => open('/station/notice-form/index')}>
          {desk.add}
        </Button>
        {items.length === 0 && <Empty icon="bell" title={desk.none} />}
        <Cards>
          {items.map(({ id, title, state, station, happening, isPinned, isSummaryDue, publishAt, changedAt }) => (
            <Card key={id} label={title} onPress={() => open('/station/notice/index', { id })}>
              <View className="lx-row-wrap">
                <Status words={desk.state[state]} tone={state === 'published' ? 'success' : state === 'in_review' ? 'warning' : 'plain'} />
                {isPinned && <Status words={words.pinned} tone="info" icon="pin" />}
                {isSummaryDue && <Status words={desk.summaryDue} tone="warning" icon="clock" />}
              </View>
              <Text className="lx-heading">{title}</Text>
              {happening && <Text className="lx-text">{formatMoment(happening.startsAt)}</Text>}
              {state === 'ready' && publishAt && <Text className="lx-small">{desk.publishAt(formatMoment(publishAt))}</Text>}
              <Text className="lx-time">{`${station?.name ?? words.office} ${desk.changed(formatMoment(changedAt))}`}</Text>
            </Card>
          ))}
        </Cards>
        <More reading={reading} />
      </View>
    </Page>
  )
}
