import { Text, View } from '@tarojs/components'
import type { Output } from '../../../contract'
import { showTheWay } from '../../lib/phone'
import { formatMoment } from '../../words'
import { useNoticeWords } from '../../words/notice'
import { Button } from '../button'
import { Card } from '../card'
import { NoticeBar } from '../notice-bar'
import { Photos } from '../photo-field'
import { heading } from '../press'
import { ReadAloud } from '../read-aloud'
import { Status } from '../status'
import { Places } from './card'

export type NoticeView = Output<'notice.open'>

/** What a notice says: to residents and to who looks after it alike. */
export function NoticeBody({ view }: { view: NoticeView }) {
  const words = useNoticeWords().notice
  const { title, text, photos, station, publishedAt, happening, registration, isPinned, state, reason } = view
  const name = station?.name ?? words.office
  return (
    <View className="lx-stack">
      {state === 'withdrawn' && (
        <NoticeBar tone="warning" title={words.withdrawn}>
          {reason && <Text className="lx-text">{words.reason(reason)}</Text>}
        </NoticeBar>
      )}
      <View className="lx-title" {...heading(1)}>
        {title}
      </View>
      <View className="lx-row-wrap">
        <Status words={happening ? words.one.activity : words.one.notice} {...(happening ? { icon: 'calendar' as const } : {})} />
        {isPinned && <Status words={words.pinned} tone="info" icon="pin" />}
        {state === 'published' && <Places notice={view} />}
      </View>
      <Text className="lx-time">{[name, publishedAt && words.published(formatMoment(publishedAt))].filter(Boolean).join(' ')}</Text>
      {happening && (
        <Card tone="brand">
          <View className="lx-stack">
            <Text className="lx-heading">{words.from(formatMoment(happening.startsAt))}</Text>
            <Text className="lx-text">{words.until(formatMoment(happening.endsAt))}</Text>
            <Text className="lx-text">{happening.place}</Text>
            {registration?.isOpen && <Text className="lx-small">{words.registersUntil(formatMoment(registration.until))}</Text>}
            {happening.at && (
              <Button icon="route" onPress={() => showTheWay({ at: happening.at!, name: happening.place, address: happening.place })}>
                {words.way}
              </Button>
            )}
          </View>
        </Card>
      )}
      <Text className="lx-text" selectable>
        {text}
      </Text>
      <ReadAloud
        words={[title, happening ? `${formatMoment(happening.startsAt)}，${happening.place}` : '', text].filter(Boolean).join('。')}
      />
      <Photos photos={photos} />
      {view.summary && (
        <Card>
          <View className="lx-stack">
            <View className="lx-heading" {...heading(2)}>
              {words.summary}
            </View>
            <Text className="lx-text">{view.summary.text}</Text>
            {view.summary.arrived > 0 && <Status words={words.arrived(view.summary.arrived)} icon="persons" />}
            <Photos photos={view.summary.photos} />
            <Text className="lx-time">{formatMoment(view.summary.at)}</Text>
          </View>
        </Card>
      )}
    </View>
  )
}
