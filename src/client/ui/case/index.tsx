import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Output } from '../../../contract'
import { useCall } from '../../lib/query'
import { showTheWay } from '../../lib/phone'
import { formatDue, formatMoment, useWords } from '../../words'
import { Button } from '../button'
import { Card } from '../card'
import { Page } from '../page'
import { heading } from '../press'
import { Receipt } from '../receipt'
import './case.css'
import { Actions } from './actions'
import { Due } from './due'
import { Photos } from '../photo-field'
import { CaseState } from './state'
import { Thread, Timeline } from './thread'

type Case = Output<'concern.open'>

/** One case: three roles see it through this, each with the buttons that the server gave them. */
export function CasePage({ id, side, onOpenDeputy }: { id: string; side: 'resident' | 'holder'; onOpenDeputy?: (id: string) => void }) {
  const { concern } = useWords()
  const reading = useCall('concern.open', { id }, { isLive: true })
  const { data } = reading
  return (
    <Page title={concern.title} reading={reading}>
      {data && (
        <View className="lx-stack">
          <Head data={data} side={side} />
          <Actions data={data} />
          <Section title={concern.thread}>
            <Thread messages={data.messages} />
          </Section>
          <Section title={concern.timeline}>
            <Timeline events={data.events} />
          </Section>
          <Section title={concern.receiptTitle}>
            <Receipt receipt={data.receipt} {...(onOpenDeputy ? { onOpen: onOpenDeputy } : {})} />
          </Section>
          {data.contact && (
            <Section title={concern.contactTitle}>
              <Card>
                <Text className="lx-text">{concern.contactIs(data.contact.name, data.contact.phone)}</Text>
                <Text className="lx-small">{data.contact.mayCall ? concern.contactShown : concern.contactHidden}</Text>
              </Card>
            </Section>
          )}
        </View>
      )}
    </Page>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {title}
      </View>
      {children}
    </View>
  )
}

function Head({ data, side }: { data: Case; side: 'resident' | 'holder' }) {
  const { concern } = useWords()
  const { state, due, topic, place, deputy } = data
  const { at } = place
  return (
    <Card>
      <View className="lx-case-head">
        <View className="lx-row-wrap">
          <CaseState state={state} side={side} />
          {due && <Due due={due} />}
        </View>
        <View className="lx-heading" {...heading(1)}>
          {concern.next[side][state]}
        </View>
        {due && <Text className="lx-small">{formatDue(due)}</Text>}
        {deputy && side === 'resident' && <Text className="lx-small">{concern.deputyNow(deputy.name)}</Text>}
        <Text className="lx-case-author">{data.relations.includes('reporter') ? concern.mineWhat : concern.what}</Text>
        <Text className="lx-text">{data.text}</Text>
        <Photos photos={data.photos} />
        <Text className="lx-small">{`${concern.place}：${place.address || concern.noPlace}`}</Text>
        {at && (
          <Button kind="link" icon="pin" onPress={() => showTheWay({ at, name: place.address || concern.place, address: place.address })}>
            {concern.onMap}
          </Button>
        )}
        {topic && <Text className="lx-small">{concern.topic(topic.name)}</Text>}
        <Text className="lx-time">{[concern.number(data.number), concern.received(formatMoment(data.receivedAt))].join(' · ')}</Text>
      </View>
    </Card>
  )
}
