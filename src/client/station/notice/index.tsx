import { Text, View } from '@tarojs/components'
import { open, useParams } from '../../lib/page'
import { useCall } from '../../lib/query'
import { Button } from '../../ui/button'
import { NoticeBar } from '../../ui/notice-bar'
import { NoticeBody, type NoticeView } from '../../ui/notice/body'
import { Page } from '../../ui/page'
import { Status } from '../../ui/status'
import { formatMoment } from '../../words'
import { useNoticeDeskWords } from '../../words/notice-desk'
import { Actions } from './actions'
import { Registered } from './registered'

/** One notice for who looks after it: how it stands, what may be done, who registered. */
export default function DeskNoticePage() {
  const { notice: words } = useNoticeDeskWords()
  const { id = '' } = useParams()
  const reading = useCall('notice.open', { id }, { isLive: true })
  const { data: view } = reading
  return (
    <Page title={words.desk.title} reading={reading}>
      {view?.desk && (
        <View className="lx-stack">
          <Standing view={view} desk={view.desk} />
          <NoticeBody view={view} />
          <Actions view={view} />
          {view.registration && view.publishedAt && <Registered view={view} />}
          {view.state === 'published' && (
            <Button kind="link" onPress={() => open('/resident/notice/index', { id })}>
              {words.desk.seeAsReader}
            </Button>
          )}
        </View>
      )}
    </Page>
  )
}

function Standing({ view: { state, registration, reason }, desk }: { view: NoticeView; desk: NonNullable<NoticeView['desk']> }) {
  const words = useNoticeDeskWords().notice.desk
  const { publishAt, held, followers, counts } = desk
  return (
    <View className="lx-stack">
      <View className="lx-row-wrap">
        <Status words={words.state[state]} tone={state === 'published' ? 'success' : state === 'in_review' ? 'warning' : 'plain'} />
        {followers > 0 && <Status words={words.followers(followers)} icon="bell" />}
      </View>
      {held && <NoticeBar tone="warning" title={held.state === 'kept_back' ? words.keptBack(held.reason ?? '') : words.checking} />}
      {state === 'draft' && reason && <NoticeBar tone="warning" title={words.returned(reason)} />}
      {state === 'ready' && publishAt && <Text className="lx-text">{words.publishAt(formatMoment(publishAt))}</Text>}
      {registration && state === 'published' && (
        <Text className="lx-text">{words.counts(counts.booked, counts.waiting, counts.arrived)}</Text>
      )}
    </View>
  )
}
