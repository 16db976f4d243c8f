import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { ConcernStep } from '../../../domain/concern'
import { open, openTab, showElement, useParams } from '../../lib/page'
import { useCall } from '../../lib/query'
import { useWords } from '../../words'
import { Button } from '../button'
import { Card } from '../card'
import { NoticeBar } from '../notice-bar'
import { Page } from '../page'
import { heading, role } from '../press'
import { Receipt } from '../receipt'
import { CaseActions, primaryStep } from './actions'
import './case.css'
import { OpenedContact } from './forms'
import { CaseHeader } from './header'
import { CaseMatter } from './matter'
import { sightOf, type CaseView } from './state'
import type { StepProps } from './step'
import { CaseThread } from './thread'
import { CaseTimeline } from './timeline'

type Taken = { step: ConcernStep; isOver: boolean }

/** One case (`?id=`), as a resident, a deputy or a desk sees it. */
export function CasePage({ page }: { page: 'resident' | 'deputy' | 'desk' }) {
  const { concern } = useWords()
  const { id = '' } = useParams()
  /** Undefined: what the case itself asks for. */
  const [chosen, setChosen] = useState<ConcernStep | null | undefined>(undefined)
  const [taken, setTaken] = useState<Taken | null>(null)
  const [hasChanged, setChanged] = useState(false)
  const [contact, setContact] = useState<{ name: string; phone: string } | null>(null)
  const isOver = taken?.isOver ?? false
  const reading = useCall('concern.open', { id }, { isLive: true, isEnabled: id !== '' && !isOver })
  const { data: view, error } = reading
  const isGone = !isOver && error?.code === 'NOT_FOUND' && view !== undefined

  const onDone: StepProps['onDone'] = (step, output) => {
    setChosen(undefined)
    setChanged(false)
    if (output && 'phone' in output) setContact(output)
    setTaken({ step, isOver: output === null })
    showElement('case-notices')
  }
  const onChanged = () => {
    setTaken(null)
    setChanged(true)
    showElement('case-notices')
  }
  const choose = (step: ConcernStep | null) => {
    setChosen(step)
    setTaken(null)
    setChanged(false)
  }

  return (
    <Page title={view ? concern.number(view.number) : concern.title} reading={reading} isWide={page !== 'resident'}>
      {view && <Case />}
    </Page>
  )

  function Case() {
    return null
  }
}
