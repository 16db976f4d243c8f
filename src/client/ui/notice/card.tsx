import { Text, View } from '@tarojs/components'
import type { Output } from '../../../contract'
import { formatMoment } from '../../words'
import { useNoticeWords } from '../../words/notice'
import { Card } from '../card'
import { Status } from '../status'

export type NoticeItem = Output<'notice.list'>['items'][number]

/** A notice in a list. */
export function NoticeCard({ notice, onPress }: { notice: NoticeItem; onPress: () => void }) {
  const words = useNoticeWords().notice
  const { title, station, publishedAt, isPinned, happening, hasSummary } = notice
  return (
    <Card onPress={onPress} label={title}>
      <View className="lx-row-wrap">
        <Status words={happening ? words.one.activity : words.one.notice} {...(happening ? { icon: 'calendar' as const } : {})} />
        {isPinned && <Status words={words.pinned} tone="info" icon="pin" />}
        <Places notice={notice} />
        {hasSummary && <Status words={words.hasSummary} tone="success" />}
      </View>
      <Text className="lx-heading">{title}</Text>
      {happening && <Text className="lx-text">{formatMoment(happening.startsAt)}</Text>}
      {happening && <Text className="lx-small">{happening.place}</Text>}
      <Text className="lx-time">{[station?.name ?? words.office, publishedAt && formatMoment(publishedAt)].filter(Boolean).join(' ')}</Text>
    </Card>
  )
}

/** Whether there is a place, in words. */
export function Places({ notice: { places, happening } }: { notice: Pick<NoticeItem, 'places' | 'happening'> }) {
  const words = useNoticeWords().notice
  if (happening?.isOver) return <Status words={words.ended} />
  if (!places) return null
  if (!places.isOpen) return <Status words={words.over} />
  if (places.free === null) return <Status words={words.noLimit} tone="success" />
  if (places.free > 0) return <Status words={words.free(places.free)} tone="success" />
  return (
    <>
      <Status words={words.full} tone="warning" />
      {places.waiting > 0 && <Status words={words.waiting(places.waiting)} />}
    </>
  )
}
