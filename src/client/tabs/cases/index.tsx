import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Input } from '../../../contract'
import { inboxViews } from '../../../contract/concern'
import { open } from '../../lib/page'
import { useCall } from '../../lib/query'
import { useRole } from '../../lib/session'
import { Button } from '../../ui/button'
import { Cards } from '../../ui/card'
import { CaseCard, type CaseItem } from '../../ui/case/item'
import { Choice } from '../../ui/choice'
import { Empty } from '../../ui/empty'
import { Page } from '../../ui/page'
import { useWords } from '../../words'

const PAGE = 20
/** What one call may give; the list grows by asking for more of it, so that a poll keeps all of it fresh. */
const MOST = 100

export default function CasesPage() {
  const { role } = useRole()
  if (role === 'resident') return <Mine />
  return <Inbox key={role} as={role === 'deputy' ? 'deputy' : 'desk'} role={role} />
}

/** 我的诉求 */
function Mine() {
  const { concern, general } = useWords()
  const [limit, setLimit] = useState(PAGE)
  const reading = useCall('concern.mine', { limit }, { isLive: true, keepsPrevious: true })
  const { data } = reading
  return (
    <Page title={general.tab.cases.resident} reading={reading}>
      {data?.items.length === 0 && (
        <Empty icon="letter" title={concern.mineEmpty} action={concern.report} onAction={() => open('/resident/report/index')} />
      )}
      <Cards>
        {data?.items.map((item) => (
          <CaseCard key={item.id} item={item} side="resident" onPress={() => open('/resident/case/index', { id: item.id })} />
        ))}
        {data?.next && limit < MOST && <Button onPress={() => setLimit(limit + PAGE)}>{general.more}</Button>}
      </Cards>
      {data?.next && limit >= MOST && <Older cursor={data.next} />}
    </Page>
  )
}

/** What lies beyond the first hundred: a page after the other. */
function Older({ cursor }: { cursor: string }) {
  const { general } = useWords()
  const [at, setAt] = useState<string | null>(null)
  const [items, setItems] = useState<CaseItem[]>([])
  const [next, setNext] = useState<string | null>(cursor)
  const { data } = useCall('concern.mine', { limit: MOST, ...(at ? { cursor: at } : {}) }, { isEnabled: at !== null })
  useEffect(() => {
    if (!data || at === null) return
    setItems((before) => [...before, ...data.items.filter(({ id }) => !before.some((item) => item.id === id))])
    setNext(data.next)
  }, [data, at])
  return (
    <Cards>
      {items.map((item) => (
        <CaseCard key={item.id} item={item} side="resident" onPress={() => open('/resident/case/index', { id: item.id })} />
      ))}
      {next && <Button onPress={() => setAt(next)}>{general.more}</Button>}
    </Cards>
  )
}

type View = (typeof inboxViews)[number]

/** 群众来信 / 待办, by deadline. */
function Inbox({ as, role }: { as: Input<'concern.inbox'>['as']; role: 'deputy' | 'staff' | 'office' }) {
  const { concern, general } = useWords()
  const [view, setView] = useState<View>('open')
  const [limit, setLimit] = useState(PAGE)
  const reading = useCall('concern.inbox', { as, view, limit }, { isLive: true, keepsPrevious: true })
  const { data } = reading
  const path = role === 'deputy' ? '/deputy/case/index' : '/station/case/index'
  return (
    <Page title={general.tab.cases[role]} reading={reading}>
      <View className="lx-stack">
        {data && <Text className="lx-heading">{concern.counts(data.counts.open, data.counts.overdue)}</Text>}
        <Choice
          name="view"
          label={concern.viewLabel}
          isLabelHidden
          isCompact
          options={inboxViews.map((value) => ({ value, label: concern.view[value] }))}
          value={view}
          onChoose={(chosen) => {
            setView(chosen)
            setLimit(PAGE)
          }}
        />
        {data?.items.length === 0 && <Empty icon="done" title={concern.inboxEmpty[view]} />}
        <Cards>
          {data?.items.map((item) => (
            <CaseCard key={item.id} item={item} side="holder" onPress={() => open(path, { id: item.id })} />
          ))}
          {data?.next && limit < MOST && <Button onPress={() => setLimit(limit + PAGE)}>{general.more}</Button>}
        </Cards>
      </View>
    </Page>
  )
}
