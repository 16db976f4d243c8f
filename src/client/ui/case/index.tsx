import { Text, View } from '@tarojs/components'
import { useEffect, useState, type ComponentType } from 'react'
import type { ConcernStep } from '../../../domain/concern'
import { open, openTab, showElement, useParams } from '../../lib/page'
import { useCall } from '../../lib/query'
import { useCaseWords } from '../../words/concern'
import { Button } from '../button'
import { Card } from '../card'
import { NoticeBar } from '../notice-bar'
import { Page } from '../page'
import { heading } from '../press'
import { Receipt } from '../receipt'
import { CaseActions, primaryStep } from './actions'
import './case.css'
import { CaseCluster } from './cluster'
import { CaseConsent } from './consent'
import { OpenedContact } from './forms'
import { CaseHeader } from './header'
import { CaseMatter } from './matter'
import { sightOf, type CasePageName, type CaseView } from './state'
import type { StepProps } from './step'
import { CaseReferrals } from './referrals'
import { CaseExposure } from './reveal'
import { CaseThread } from './thread'
import { CaseTimeline } from './timeline'
import { TopicAsk } from './topic'

/** One case (`?id=`), as a resident, a deputy or a desk sees it; up to date while it is shown. */
export function CasePage({ page, Below }: { page: CasePageName; Below?: ComponentType<{ id: string }> }) {
  const { concern, general } = useCaseWords()
  const { id = '', judge } = useParams()
  /** Undefined: what the case itself asks for. */
  const [chosen, setChosen] = useState<ConcernStep | null>()
  const [taken, setTaken] = useState<ConcernStep | null>(null)
  const [isHandedOver, setHandedOver] = useState(false)
  const [hasChanged, setChanged] = useState(false)
  const [contact, setContact] = useState<{ name: string; phone: string } | null>(null)
  const reading = useCall('concern.open', { id }, { isLive: true, isEnabled: id !== '' && !isHandedOver })
  const { data: view, error } = reading
  // From the question whether the answer helped: one tap, and the verdict stands open.
  const isAskedToJudge = judge === '1' && Boolean(view?.steps.includes('judge'))
  useEffect(() => {
    if (isAskedToJudge) showElement('case-actions')
  }, [isAskedToJudge])
  const isGone = !isHandedOver && error?.code === 'NOT_FOUND'

  const choose = (step: ConcernStep | null) => {
    setChosen(step)
    setTaken(null)
    setChanged(false)
  }
  const onDone: StepProps['onDone'] = (step, output) => {
    setChosen(undefined)
    setChanged(false)
    setTaken(step)
    setHandedOver(output === null)
    if (output && 'phone' in output) setContact(output)
    showElement('case-notices')
  }
  const onChanged = () => {
    setChosen(undefined)
    setTaken(null)
    setChanged(true)
    showElement('case-notices')
  }

  if (!view)
    return (
      <Page title={concern.title} reading={reading}>
        {null}
      </Page>
    )
  const as = sightOf(page, view.relations)
  const asked = isAskedToJudge && taken === null ? 'judge' : askedOf(view)
  // A form that is being written or sent stays: what it holds is the person's, and a second try tells whether the first arrived.
  const opened = chosen === undefined ? asked : chosen
  const isTakenAway = Boolean(chosen && chosen !== 'accept' && !view.steps.includes(chosen))
  const canAct = !isHandedOver && !isGone
  return (
    <Page title={concern.number(view.number)} reading={reading} isWide={page !== 'resident'}>
      <View className="lx-case">
        <CaseHeader view={view} as={as} onBelow={canAct && (opened ?? primaryStep(view)) ? () => showElement('case-actions') : null} />
        <View id="case-notices" className="lx-stack">
          {taken && <NoticeBar tone="success" title={concern.done[taken]} />}
          {(hasChanged || isTakenAway) && <NoticeBar tone="warning" title={concern.changed} />}
          {isGone && <NoticeBar tone="warning" title={concern.gone} />}
          {error?.code === 'OFFLINE' && <NoticeBar tone="warning" title={concern.stale} />}
          {!canAct && page !== 'resident' && <Button onPress={() => openTab('cases')}>{concern.toList[page]}</Button>}
        </View>
        <View className="lx-case-columns">
          <View className="lx-case-column">
            <CaseMatter view={view} />
            <CaseReferrals view={view} page={page} />
            {canAct && opened !== 'setTopic' && view.topic === null && view.steps.includes('setTopic') && (
              <TopicAsk id={id} page={page} view={view} onOpen={choose} onTry={() => {}} onDone={onDone} onChanged={onChanged} />
            )}
            {canAct && <CaseCluster view={view} page={page} />}
            <CaseThread messages={view.messages} />
            {contact && canAct && <OpenedContact {...contact} />}
            {canAct && (
              <CaseActions
                id={id}
                page={page}
                view={view}
                opened={opened}
                onOpen={choose}
                onTry={setChosen}
                onDone={onDone}
                onChanged={onChanged}
              />
            )}
          </View>
          <View className="lx-case-column">
            <CaseExposure view={view} />
            <CaseConsent view={view} page={page} />
            <CaseTimeline events={view.events} as={as} relayName={view.relayName} />
            <View>
              <View className="lx-section lx-case-section" {...heading(2)}>
                {as === 'reporter' ? concern.receipt : concern.receiptSeen}
              </View>
              <Receipt receipt={view.receipt} isPast onOpen={(deputyId) => open('/resident/deputy/index', { id: deputyId })} />
            </View>
            {view.contact && (
              <View>
                <View className="lx-section lx-case-section" {...heading(2)}>
                  {concern.contact}
                </View>
                <Card>
                  <Text className="lx-text">
                    {[view.contact.name || concern.noName, view.contact.phone].filter(Boolean).join(general.comma)}
                  </Text>
                  <Text className="lx-small">{view.contact.mayCall ? concern.mayCall : concern.mayNotCall}</Text>
                </Card>
              </View>
            )}
            {Below && view.relations.includes('reporter') && <Below id={view.id} />}
          </View>
        </View>
      </View>
    </Page>
  )
}

/** The form that stands open by itself: a question to the resident, or whether the answer settled it. */
function askedOf(view: CaseView): ConcernStep | null {
  const step = primaryStep(view)
  return step === 'reply' || step === 'judge' ? step : null
}
