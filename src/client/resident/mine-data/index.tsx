import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { dayOf } from '../../../domain/calendar'
import { open } from '../../lib/page'
import { queries, useCall, useChange } from '../../lib/query'
import { AgreeFirst } from '../../ui/agree'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { RefusedBar } from '../../ui/error-summary'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { formatDate, formatMoment, useWords } from '../../words'
import { useMyDataWords } from '../../words/my-data'
import { ContactEntry } from './contact'
import type { Holdings } from './holdings'
import { Take } from './take'

/** Entries of a list that stand there before 显示更多. */
const FEW = 3

/** 我的信息: everything that is held about the person, and what they may do with it. */
export default function MyDataPage() {
  const { privacy } = useWords()
  return (
    <Page title={privacy.mine}>
      <AgreeFirst>
        <MyData />
      </AgreeFirst>
    </Page>
  )
}

function MyData() {
  const { privacy } = useWords()
  const data = useMyDataWords()
  const reading = useCall('person.holdings', {})
  const held = reading.data
  if (!held) return <Waiting reading={reading} />
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {privacy.mine}
      </View>
      <About held={held} />
      <Openings openings={held.openings} />
      <Contacts contacts={held.contacts} />
      <Sessions sessions={held.sessions} />
      <Take />
      <View className="lx-section" {...heading(2)}>
        {data.leave}
      </View>
      <Button kind="danger" icon="trash" onPress={() => open('/resident/leave/index')}>
        {data.leave}
      </Button>
      <Button kind="link" onPress={() => open('/resident/agreement/index')}>
        {privacy.title}
      </Button>
    </View>
  )
}

function About({ held: { person, roles, agreements, counts, joins } }: { held: Holdings }) {
  const { general } = useWords()
  const data = useMyDataWords()
  const agreed = agreements[0]
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {data.about}
      </View>
      <Card>
        <View className="lx-stack">
          <Text className="lx-text">{person.name ?? data.noName}</Text>
          {roles.map(({ role, id, name }) => (
            <Text key={role + (id ?? '')} className="lx-text">{`${general.role[role]} · ${name}`}</Text>
          ))}
          {person.isWechat && <Text className="lx-small">{data.byWechat}</Text>}
          <Text className="lx-small">{data.since(formatDate(dayOf(new Date(person.since))))}</Text>
          <Text className="lx-small">{agreed ? data.agreements(agreed.version, formatMoment(agreed.agreedAt)) : data.noAgreement}</Text>
          <Text className="lx-text">{data.counts(counts)}</Text>
          {joins.length > 0 && (
            <Button kind="link" onPress={() => open('/resident/joined/index')}>
              {data.joinCount(joins.length)}
            </Button>
          )}
        </View>
      </Card>
    </View>
  )
}

function Contacts({ contacts }: Pick<Holdings, 'contacts'>) {
  const { general } = useWords()
  const data = useMyDataWords()
  const [shown, setShown] = useState(FEW)
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {data.contacts}
      </View>
      {contacts.length === 0 && <Text className="lx-text">{data.noContacts}</Text>}
      <Cards>
        {contacts.slice(0, shown).map((contact) => (
          <ContactEntry key={contact.concernId} contact={contact} />
        ))}
        {contacts.length > shown && <Button onPress={() => setShown(contacts.length)}>{general.more}</Button>}
      </Cards>
    </View>
  )
}

/** 谁看过我的信息 */
function Openings({ openings }: Pick<Holdings, 'openings'>) {
  const { general } = useWords()
  const data = useMyDataWords()
  const [shown, setShown] = useState(FEW)
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {data.openings}
      </View>
      {openings.length === 0 && <Text className="lx-text">{data.noOpenings}</Text>}
      <Cards>
        {openings.slice(0, shown).map(({ concernId, number, at, deputyName, reason }) => (
          <Card key={concernId + at} label={data.ofCase(number)} onPress={() => open('/resident/case/index', { id: concernId })}>
            <Text className="lx-heading">{data.opened(deputyName ?? data.someDeputy)}</Text>
            <Text className="lx-text">{data.reason(reason)}</Text>
            <Text className="lx-time">{`${formatMoment(at)} · ${data.ofCase(number)}`}</Text>
          </Card>
        ))}
        {openings.length > shown && <Button onPress={() => setShown(openings.length)}>{general.more}</Button>}
      </Cards>
    </View>
  )
}

function Sessions({ sessions }: Pick<Holdings, 'sessions'>) {
  const { general } = useWords()
  const data = useMyDataWords()
  const end = useChange('session.close', { onDone: () => void queries.invalidateQueries({ queryKey: ['person.holdings'] }) })
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {data.sessions}
      </View>
      <RefusedBar error={end.error} />
      {sessions.length === 0 && <Text className="lx-text">{data.noSessions}</Text>}
      <Cards>
        {sessions.map(({ id, device, openedAt, isThis }) => {
          const name = device ?? data.someDevice
          return (
            <Card key={id}>
              <Text className="lx-heading">{isThis ? name + general.comma + data.thisDevice : name}</Text>
              {openedAt && <Text className="lx-small">{data.openedAt(formatMoment(openedAt))}</Text>}
              {!isThis && (
                <Button kind="link" isBusy={end.isPending} label={`${data.signOut} ${name}`} onPress={() => end.mutate({ id })}>
                  {data.signOut}
                </Button>
              )}
            </Card>
          )
        })}
      </Cards>
    </View>
  )
}
