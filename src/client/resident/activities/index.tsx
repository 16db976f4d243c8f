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
import { useNoticeWords } from '../../words/notice'
import { registrationLooks } from '../notice/state'

/** 我的活动, the newest first. */
export default function ActivitiesPage() {
  const { notice: words } = useNoticeWords()
  return (
    <Page title={words.activities}>
      <AgreeFirst>
        <Activities />
      </AgreeFirst>
    </Page>
  )
}

function Activities() {
  const { notice: words } = useNoticeWords()
  const { reading, items, first } = usePages('registration.mine', {})
  const look = () => open('/resident/notices/index')
  if (!first) return <Waiting reading={reading} />
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {words.activities}
      </View>
      {items.length === 0 ? (
        <Empty icon="calendar" title={words.noActivities} action={words.toNotices} onAction={look} />
      ) : (
        <Button icon="calendar" onPress={look}>
          {words.toNotices}
        </Button>
      )}
      <Cards>
        {items.map(({ id, notice, registration: { state, ahead, offerEndsAt } }) => (
          <Card key={id} label={notice.title} onPress={() => open('/resident/notice/index', { id: notice.id })}>
            <Status words={words.state[state]} {...registrationLooks[state]} />
            <Text className="lx-heading">{notice.title}</Text>
            {notice.happening && <Text className="lx-text">{formatMoment(notice.happening.startsAt)}</Text>}
            {notice.happening && <Text className="lx-small">{notice.happening.place}</Text>}
            {ahead !== null && <Text className="lx-small">{words.ahead(ahead)}</Text>}
            {offerEndsAt && <Text className="lx-small">{words.offerUntil(formatMoment(offerEndsAt))}</Text>}
          </Card>
        ))}
      </Cards>
      <More reading={reading} />
    </View>
  )
}
