import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, type PropsWithChildren } from 'react'
import { showKeptAnswers } from './lib/kept-answers'
import { renameTab } from './lib/page'
import { queries } from './lib/query'
import { beginSession, useRole } from './lib/session'
import { startCloud } from './lib/start'
import './theme.css'
import './ui/icons.css'
import { useWords } from './words'

startCloud()
beginSession()
showKeptAnswers()

export default function App({ children }: PropsWithChildren) {
  return (
    <QueryClientProvider client={queries}>
      <TabNames />
      {children}
    </QueryClientProvider>
  )
}

/** The tabs' words follow the language and the role in which one works. */
function TabNames() {
  const { general } = useWords()
  const { role } = useRole()
  useEffect(() => {
    for (const [index, name] of [general.tab.home, general.tab.stations, general.tab.cases[role], general.tab.me].entries())
      renameTab(index, name)
  }, [general, role])
  return null
}
