import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { dayOf } from '../../../domain/calendar'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { formatDate } from '../../words'
import { useOfficeWords } from '../../words/office'
import { Invite } from './invite'

const SHOWN = 20

/** 人员和邀请: who holds which role, and inviting others. */
export default function PeoplePage() {
  const { office, general } = useOfficeWords()
  const words = office.people
  const holders = useCall('membership.list', {})
  const invitations = useCall('invitation.list', {})
  const revoke = useChange('invitation.revoke', { onDone: () => void invitations.refetch() })
  const [query, setQuery] = useState('')
  const [shown, setShown] = useState(SHOWN)
  const found = (holders.data?.items ?? []).filter(({ personName, name }) => `${personName ?? ''} ${name}`.includes(query.trim()))
  const open = (invitations.data?.items ?? []).filter(({ state }) => state === 'open')
  return (
    <Page title={words.title} reading={holders} isWide>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {words.title}
        </View>
        <Text className="lx-text">{words.hint}</Text>
        <Invite onMade={() => void invitations.refetch()} />
        {open.length > 0 && (
          <View className="lx-section" {...heading(2)}>
            {words.open}
          </View>
        )}
        <RefusedBar error={revoke.error} />
        <Cards>
          {open.map(({ id, role, name, expiresAt }) => (
            <Card key={id}>
              <View className="lx-row-wrap">
                <View className="lx-grow">
                  <Text className="lx-heading lx-block">{name}</Text>
                  <Text className="lx-small lx-block">{`${words.roles[role]} ${words.until(formatDate(dayOf(new Date(expiresAt))))}`}</Text>
                </View>
                <Button isInline label={`${words.revoke} ${name}`} isBusy={revoke.isPending} onPress={() => revoke.mutate({ id })}>
                  {words.revoke}
                </Button>
              </View>
            </Card>
          ))}
        </Cards>
        <View className="lx-section" {...heading(2)}>
          {words.holders}
        </View>
        <Field name="find" kind="search" label={words.find} onChange={setQuery} />
        {found.length === 0 && <Text className="lx-text">{words.nobody}</Text>}
        <Cards>
          {found.slice(0, shown).map((holder) => (
            <Holder key={`${holder.personId} ${holder.role} ${holder.targetId}`} holder={holder} onRemoved={() => void holders.refetch()} />
          ))}
        </Cards>
        {found.length > shown && <Button onPress={() => setShown(shown + SHOWN)}>{general.more}</Button>}
      </View>
    </Page>
  )
}

interface HolderProps {
  holder: {
    personId: string
    personName: string | null
    isMe: boolean
    role: 'deputy' | 'staff' | 'office'
    targetId: string | null
    name: string
  }
  onRemoved: () => void
}

/** Taking a role away is asked once more, on the same card. */
function Holder({ holder: { personId, personName, isMe, role, targetId, name }, onRemoved }: HolderProps) {
  const { office, general } = useOfficeWords()
  const words = office.people
  const [isAsking, setAsking] = useState(false)
  const { mutate, isPending, error } = useChange('membership.remove', { onDone: onRemoved })
  const who = personName ?? words.noName
  return (
    <Card>
      <View className="lx-row-wrap">
        <View className="lx-grow">
          <Text className="lx-heading lx-block">{who + (isMe ? words.me : '')}</Text>
          <Text className="lx-small lx-block">{role === 'office' ? words.roles.office : `${words.roles[role]} ${name}`}</Text>
        </View>
        {!isAsking && (
          <Button isInline label={words.removeOf(who)} onPress={() => setAsking(true)}>
            {words.remove}
          </Button>
        )}
      </View>
      {isAsking && (
        <View className="lx-stack">
          {error?.code === 'CONFLICT' ? <NoticeBar tone="error" title={words.last} /> : <RefusedBar error={error} />}
          <Text className="lx-text">{words.sure(who)}</Text>
          <Button kind="danger" isBusy={isPending} onPress={() => mutate({ personId, role, targetId })}>
            {words.remove}
          </Button>
          <Button onPress={() => setAsking(false)}>{general.cancel}</Button>
        </View>
      )}
    </Card>
  )
}
