import { useMe, useRole } from '../../lib/session'
import { Page } from '../../ui/page'
import { useWords } from '../../words'
import { Inbox } from './inbox'
import { Mine } from './mine'

/** 我的诉求 · 群众来信 · 待办, by the role in which one works. */
export default function CasesPage() {
  const { general } = useWords()
  const { role } = useRole()
  const me = useMe()
  return (
    <Page title={general.tab.cases[role]} reading={me} isWide={role !== 'resident'}>
      {role === 'resident' ? <Mine /> : <Inbox key={role} as={role === 'deputy' ? 'deputy' : 'desk'} isOffice={role === 'office'} />}
    </Page>
  )
}
