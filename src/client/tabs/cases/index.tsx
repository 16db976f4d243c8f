import { useMe, useRole } from '../../lib/session'
import { AgreeFirst } from '../../ui/agree'
import { Page, Waiting } from '../../ui/page'
import { useWords } from '../../words'
import { Inbox } from './inbox'
import { Mine } from './mine'

/** 我的诉求 · 群众来信 · 待办, by the role in which one works. */
export default function CasesPage() {
  const { general } = useWords()
  const { role } = useRole()
  const me = useMe()
  return (
    <Page title={general.tab.cases[role]} isWide={role !== 'resident'}>
      <AgreeFirst>
        {!me.data ? (
          <Waiting reading={me} />
        ) : role === 'resident' ? (
          <Mine />
        ) : (
          <Inbox key={role} as={role === 'deputy' ? 'deputy' : 'desk'} isOffice={role === 'office'} />
        )}
      </AgreeFirst>
    </Page>
  )
}
