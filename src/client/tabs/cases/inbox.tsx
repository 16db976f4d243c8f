import { View } from '@tarojs/components'
import { useState } from 'react'
import { inboxViews, type InboxView } from '../../../domain/concern'
import { open, useIsDesktop } from '../../lib/page'
import { usePages } from '../../lib/pages'
import { useScale } from '../../lib/settings'
import { Button } from '../../ui/button'
import { Cards } from '../../ui/card'
import '../../ui/case/case.css'
import { CaseCard } from '../../ui/case/item'
import type { CaseItem } from '../../ui/case/state'
import { CaseTable } from '../../ui/case/table'
import { Choice } from '../../ui/choice'
import { Empty } from '../../ui/empty'
import { More } from '../../ui/more'
import { Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { useWords } from '../../words'

const LARGE = 1.4

/** 群众来信 of a deputy, 待办 of a desk: the next deadline first. */
export function Inbox({ as, isOffice }: { as: 'deputy' | 'desk'; isOffice: boolean }) {
  const { concern, general } = useWords()
  const [view, setView] = useState<InboxView>('open')
  const { reading, items, first } = usePages('concern.inbox', { as, view })
  const path = as === 'deputy' ? '/deputy/case/index' : '/station/case/index'
  const relation = as === 'deputy' ? 'assignee' : isOffice ? 'office' : 'desk'
  // What a deputy holds lies open with the desk only where nobody acts for that deputy.
  const isLeft = ({ state }: CaseItem) => as === 'desk' && view === 'open' && (state === 'assigned' || state === 'accepted')
  const hasRoom = useIsDesktop()
  // The largest letters would leave a table's main column a word wide.
  const isTable = useScale() < LARGE && hasRoom
  const other = view === 'open' ? 'answered' : 'open'
  return (
    <View className="lx-case-list">
      <View className="lx-title" {...heading(1)}>
        {general.tab.cases[as === 'deputy' ? 'deputy' : 'staff']}
      </View>
      {first && <Counts {...first.counts} />}
      {as === 'desk' && !isOffice && (
        <View className="lx-row-wrap">
          <Button icon="edit" onPress={() => open('/station/file/index')}>
            {concern.fileFor}
          </Button>
          <Button icon="phone" onPress={() => open('/station/phone-notes/index')}>
            {concern.phoneNotes}
          </Button>
        </View>
      )}
      <Choice
        name="view"
        label={concern.views}
        isLabelHidden
        isCompact
        options={inboxViews
          .filter((value) => as === 'desk' || (value !== 'topic' && value !== 'watched'))
          .map((value) => ({ value, label: value === 'topic' ? concern.topicsOpen(first?.counts.topic ?? 0) : concern.view[value] }))}
        value={view}
        onChoose={setView}
      />
      {!first && <Waiting reading={reading} />}
      {first && items.length === 0 && (
        <Empty
          icon="done"
          title={concern.empty[as][view]}
          action={view === 'open' ? concern.empty.seeAnswered : concern.empty.seeOpen}
          onAction={() => setView(other)}
        />
      )}
      {isTable && items.length > 0 ? (
        <CaseTable items={items} as={relation} isLeft={isLeft} onOpen={(id) => open(path, { id })} />
      ) : (
        <Cards>
          {items.map((item) => (
            <CaseCard key={item.id} item={item} as={relation} isLeft={isLeft(item)} onPress={() => open(path, { id: item.id })} />
          ))}
        </Cards>
      )}
      <More reading={reading} />
    </View>
  )
}

function Counts({ open: count, overdue, unread }: { open: number; overdue: number; unread: number }) {
  const { concern } = useWords()
  return (
    <View className="lx-row-wrap">
      <Status words={concern.counts.open(count)} />
      <Status
        words={concern.counts.overdue(overdue)}
        {...(overdue > 0 ? { tone: 'error' as const, icon: 'alert' as const } : { tone: 'plain' as const })}
      />
      <Status words={concern.counts.unread(unread)} tone={unread > 0 ? 'info' : 'plain'} />
    </View>
  )
}
