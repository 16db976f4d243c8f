import { View, Text } from '@tarojs/components'
import { useState } from 'react'
import { open, useParams } from '../../lib/page'
import { usePages } from '../../lib/pages'
import { useMe } from '../../lib/session'
import { Cards } from '../../ui/card'
import { Check, Choice } from '../../ui/choice'
import { Empty } from '../../ui/empty'
import { More } from '../../ui/more'
import { NoticeCard } from '../../ui/notice/card'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { useNoticeWords } from '../../words/notice'

/** 公告与活动: of one station, of all, or those that concern the reader. */
export default function NoticesPage() {
  const { notice: words } = useNoticeWords()
  const { stationId } = useParams()
  const me = useMe()
  const [whose, choose] = useState<'mine' | 'all'>('all')
  const [isComing, setComing] = useState(false)
  const { reading, items, first } = usePages('notice.list', { stationId: stationId ?? null, whose, isComing })
  return (
    <Page title={words.title}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {words.title}
        </View>
        {!stationId && me.data && (
          <Choice
            name="whose"
            label={words.whoseLabel}
            isLabelHidden
            isCompact
            options={(['all', 'mine'] as const).map((value) => ({ value, label: words.whose[value] }))}
            value={whose}
            onChoose={choose}
          />
        )}
        {whose === 'mine' && <Text className="lx-small">{words.mineHint}</Text>}
        <Check label={words.coming} value={isComing} onChange={setComing} />
        {!first && <Waiting reading={reading} />}
        {first && items.length === 0 && <Empty icon="bell" title={whose === 'mine' ? words.noneMine : words.none} />}
        <Cards>
          {items.map((item) => (
            <NoticeCard key={item.id} notice={item} onPress={() => open('/resident/notice/index', { id: item.id })} />
          ))}
        </Cards>
        <More reading={reading} />
      </View>
    </Page>
  )
}
