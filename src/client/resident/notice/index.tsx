import { View } from '@tarojs/components'
import { open, useParams } from '../../lib/page'
import { useCall } from '../../lib/query'
import { AgreeFirst } from '../../ui/agree'
import { Button } from '../../ui/button'
import { NoticeBody } from '../../ui/notice/body'
import { Page } from '../../ui/page'
import { useNoticeWords } from '../../words/notice'
import { Mine } from './mine'
import { Register } from './register'

/** One notice; of an activity with registration also one's own place, or the way to one. */
export default function NoticePage() {
  const { notice: words } = useNoticeWords()
  const { id = '' } = useParams()
  const reading = useCall('notice.open', { id }, { isLive: true })
  const { data: view } = reading
  const mayStill = view?.registration?.isOpen ?? false
  const isOpen = view?.mine && ['waiting', 'offered', 'booked', 'arrived'].includes(view.mine.state)
  return (
    <Page title={view?.happening ? words.one.activity : words.one.notice} reading={reading}>
      {view && (
        <View className="lx-stack">
          <NoticeBody view={view} />
          {view.mine && <Mine view={view} mine={view.mine} />}
          {mayStill && !isOpen && (
            <AgreeFirst>
              <Register view={view} />
            </AgreeFirst>
          )}
          {view.desk && (
            <Button icon="edit" onPress={() => open('/station/notice/index', { id })}>
              {words.manage}
            </Button>
          )}
        </View>
      )}
    </Page>
  )
}
