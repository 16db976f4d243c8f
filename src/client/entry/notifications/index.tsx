import { Text, View } from '@tarojs/components'
import type { Output } from '../../../contract'
import { isToJoined, notifications, type NotificationKind } from '../../../domain/notification'
import { open } from '../../lib/page'
import { usePages } from '../../lib/pages'
import { useChange } from '../../lib/query'
import { useRole, type ShownRole } from '../../lib/session'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { Empty } from '../../ui/empty'
import { RefusedBar } from '../../ui/error-summary'
import { More } from '../../ui/more'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { formatMoment } from '../../words'
import { useEntryWords } from '../../words/entry'

type Notification = Output<'notification.mine'>['items'][number]

/** What is told to who looks after a notice. */
const toKeeper: ReadonlySet<Notification['kind']> = new Set(['notice_submitted', 'notice_returned', 'summary_due', 'content_kept_back'])

/** 通知: everything that the person was told, the newest first. */
export default function NotificationsPage() {
  const { entry } = useEntryWords()
  const words = entry.notifications
  const { role } = useRole()
  const { reading, items, first } = usePages('notification.mine', {})
  const { mutate, isPending, error } = useChange('notification.read')
  const openOne = ({ id, kind, concern, visitId, receptionId, noticeId, isRead }: Notification) => {
    if (!isRead) mutate({ id })
    const path = pageOf(kind, role)
    if (kind === 'content_waiting') open('/station/content/index')
    else if (kind === 'identity_opened') open('/resident/looked/index')
    else if (kind === 'publication_asked') open('/office/publications/index')
    else if (concern && (kind === 'publication_published' || kind === 'publication_refused'))
      open('/resident/publish/index', { id: concern.id })
    else if (noticeId) open(`/${toKeeper.has(kind) ? 'station' : 'resident'}/notice/index`, { id: noticeId })
    else if (visitId) open('/resident/visit/index', { id: visitId })
    else if (receptionId && kind === 'reception_unmet') open('/station/reception/index', { id: receptionId })
    else if (receptionId) open('/deputy/receptions/index')
    else if (concern && kind !== 'concern_taken') open(path, { id: concern.id, judge: kind === 'concern_survey' ? 1 : null })
  }
  return (
    <Page title={words.title} reading={{ ...reading, data: first }}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {words.title}
        </View>
        <RefusedBar error={error} />
        {items.length === 0 && <Empty icon="bell" title={words.none} />}
        {first && first.unread > 0 && (
          <Button isBusy={isPending} onPress={() => mutate({ id: null })}>
            {words.readAll}
          </Button>
        )}
        <Cards>
          {items.map((item) => (
            <Card key={item.id} onPress={() => openOne(item)} label={words.kind[item.kind]}>
              <View className="lx-row-wrap">
                <Text className={item.isRead ? 'lx-text' : 'lx-heading'}>{words.kind[item.kind]}</Text>
                {!item.isRead && <Status words={words.unread} tone="info" />}
              </View>
              <Text className="lx-time">
                {[item.concern && words.of(item.concern.number), formatMoment(item.at)].filter(Boolean).join(' ')}
              </Text>
            </Card>
          ))}
        </Cards>
        <More reading={reading} />
      </View>
    </Page>
  )
}

const toHolder: readonly NotificationKind[] = [
  'concern_commented',
  'concern_judged',
  'concern_withdrawn',
  'concern_review',
  'concern_review_late',
]

/** The page on which the person sees the case: as who holds it where they were told as that, else as its reporter. */
function pageOf(kind: NotificationKind, role: ShownRole): string {
  const isHolder = notifications[kind] === 'duty' || toHolder.includes(kind)
  if (isToJoined(kind)) return '/resident/joined/index'
  if (!isHolder) return '/resident/case/index'
  return role === 'staff' || role === 'office' ? '/station/case/index' : '/deputy/case/index'
}
