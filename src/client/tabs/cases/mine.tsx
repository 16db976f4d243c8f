import { View } from '@tarojs/components'
import { open } from '../../lib/page'
import { usePages } from '../../lib/pages'
import { Button } from '../../ui/button'
import { Cards } from '../../ui/card'
import '../../ui/case/case.css'
import { CaseCard } from '../../ui/case/item'
import { Empty } from '../../ui/empty'
import { More } from '../../ui/more'
import { Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { useWords } from '../../words'

/** 我的诉求, the newest first. */
export function Mine() {
  const { concern, general } = useWords()
  const { reading, items, first } = usePages('concern.mine', {})
  const report = () => open('/resident/report/index')
  if (!first) return <Waiting reading={reading} />
  return (
    <View className="lx-case-list">
      <View className="lx-title" {...heading(1)}>
        {general.tab.cases.resident}
      </View>
      {items.length === 0 ? (
        <Empty icon="letter" title={concern.empty.mine.title} action={concern.empty.mine.action} onAction={report} />
      ) : (
        <Button icon="edit" onPress={report}>
          {concern.report}
        </Button>
      )}
      <Cards>
        {items.map((item) => (
          <CaseCard key={item.id} item={item} as="reporter" onPress={() => open('/resident/case/index', { id: item.id })} />
        ))}
      </Cards>
      <More reading={reading} />
    </View>
  )
}
