import { useMutation } from '@tanstack/react-query'
import { Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import type { Output } from '../../../contract'
import { keepAgreement } from '../../lib/agreement'
import { call, newRequestId, type Refused } from '../../lib/call'
import { forgetToken } from '../../lib/identity'
import { back, openTab } from '../../lib/page'
import { queries, useCall } from '../../lib/query'
import { forgetPerson } from '../../lib/storage'
import { AgreeFirst } from '../../ui/agree'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Check, Choice } from '../../ui/choice'
import { RefusedBar } from '../../ui/error-summary'
import { NoticeBar } from '../../ui/notice-bar'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { useWords } from '../../words'
import { useMyDataWords } from '../../words/my-data'

/** Cases under way that are named. */
const NAMED = 5

type Erased = Output<'person.erase'>

/** 删除我的信息: says first what goes and what stays and why. */
export default function LeavePage() {
  const { general } = useWords()
  const data = useMyDataWords()
  const [erased, setErased] = useState<Erased | null>(null)
  const leave = (output: Erased) => {
    setErased(output)
    forgetToken()
    forgetPerson()
    keepAgreement(null)
    // What is on the screens below was read by somebody who is no more.
    queries.clear()
  }
  return (
    <Page title={data.leaveTitle}>
      {erased ? (
        <View className="lx-stack">
          <View className="lx-title" {...heading(1)}>
            {data.gone}
          </View>
          <Text className="lx-text">{data.goneWords(erased.concerns, erased.photos)}</Text>
          <Button kind="primary" onPress={() => openTab('home')}>
            {general.home}
          </Button>
        </View>
      ) : (
        <AgreeFirst>
          <Confirm onErased={leave} />
        </AgreeFirst>
      )}
    </Page>
  )
}

function Confirm({ onErased }: { onErased: (output: Erased) => void }) {
  const { general } = useWords()
  const data = useMyDataWords()
  const reading = useCall('person.holdings', {})
  const [underWay, setUnderWay] = useState<'wait' | 'withdraw'>('wait')
  const [isUnderstood, setUnderstood] = useState(false)
  const requestId = useRef(newRequestId())
  // Not `useChange`: afterwards there is nobody left whose data could be read anew.
  const erase = useMutation<Erased, Refused, 'wait' | 'withdraw'>({
    networkMode: 'always',
    mutationFn: (what) => call('person.erase', { requestId: requestId.current, underWay: what }),
    onSuccess: onErased,
    onError: ({ code }) => {
      // A refused request has changed nothing; a lost one may have arrived.
      if (code !== 'OFFLINE') requestId.current = newRequestId()
      void reading.refetch()
    },
  })
  const held = reading.data
  if (!held) return <Waiting reading={reading} />
  const open = held.underWay
  const own = erase.error?.fields.map(({ path, rule }) => data.own[`${path}.${rule}`]).find(Boolean)
  const holdsRole = held.roles.length > 0
  const mayErase = !holdsRole && (open.length === 0 || underWay === 'withdraw')
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {data.leaveTitle}
      </View>
      <List title={data.erased} lines={data.erasedList} />
      <List title={data.kept} lines={data.keptList} />
      {holdsRole && <NoticeBar tone="warning" title={data.own['roles.holds_role'] ?? ''} />}
      {!holdsRole && open.length > 0 && (
        <>
          <NoticeBar tone="warning" title={data.underWay(open.length)}>
            <Text className="lx-text">{data.underWayWords}</Text>
            <Text className="lx-text">
              {open
                .slice(0, NAMED)
                .map(({ number }) => number)
                .join(general.comma) + (open.length > NAMED ? '…' : '')}
            </Text>
          </NoticeBar>
          <Choice
            name="underWay"
            label={data.underWayChoice}
            options={(['wait', 'withdraw'] as const).map((value) => ({ value, label: data[value] }))}
            value={underWay}
            onChoose={setUnderWay}
          />
        </>
      )}
      {own ? <NoticeBar tone="error" title={own} /> : <RefusedBar error={erase.error} />}
      {mayErase && (
        <>
          <Check label={data.understood} value={isUnderstood} onChange={setUnderstood} />
          <Button
            kind="danger"
            icon="trash"
            isBusy={erase.isPending}
            isDisabled={!isUnderstood}
            onPress={() => erase.mutate(open.length > 0 ? underWay : 'wait')}
          >
            {data.erase}
          </Button>
        </>
      )}
      <Button onPress={back}>{data.exportFirst}</Button>
    </View>
  )
}

function List({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {title}
      </View>
      <Card>
        <View className="lx-stack">
          {lines.map((line) => (
            <Text key={line} className="lx-text">{`· ${line}`}</Text>
          ))}
        </View>
      </Card>
    </View>
  )
}
