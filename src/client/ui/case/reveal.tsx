import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { open } from '../../lib/page'
import { useChange } from '../../lib/query'
import { useExposureWords } from '../../words/exposure'
import { Button } from '../button'
import { Card } from '../card'
import { Check } from '../choice'
import { errorAt, RefusedBar } from '../error-summary'
import { Field } from '../field'
import { NoticeBar } from '../notice-bar'
import { heading } from '../press'
import './case.css'
import type { CaseView } from './state'

/** The reporter's own: what others call them, what the deputy may see, who looked, and whether it is public. */
export function CaseExposure({ view }: { view: CaseView }) {
  const { exposure } = useExposureWords()
  if (!view.relations.includes('reporter'))
    return (
      <>
        <MaskedText view={view} />
        {view.relations.includes('office') && (
          <Button kind="link" onPress={() => open('/office/identity/index', { id: view.id })}>
            {exposure.identity.title}
          </Button>
        )}
      </>
    )
  return (
    <View className="lx-stack">
      <Text className="lx-small">{exposure.ownRelay(view.relayName)}</Text>
      {view.reveal && <Reveal key={view.deputy?.id} view={view} reveal={view.reveal} />}
      <Button icon="person" onPress={() => open('/resident/looked/index', { id: view.id })}>
        {exposure.log.title}
      </Button>
      {(view.state === 'answered' || view.state === 'settled') && (
        <Button onPress={() => open('/resident/publish/index', { id: view.id })}>{exposure.publish.title}</Button>
      )}
    </View>
  )
}

function Reveal({ view: { id, deputy }, reveal }: { view: CaseView; reveal: NonNullable<CaseView['reveal']> }) {
  const { exposure } = useExposureWords()
  const words = exposure.reveal
  const isSaid = !reveal.isLapsed
  const [value, setValue] = useState({ name: isSaid && reveal.name, phone: isSaid && reveal.phone })
  const { mutate, isPending, isSuccess, error } = useChange('concern.reveal')
  return (
    <Card>
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {words.title}
        </View>
        {reveal.isLapsed && <NoticeBar tone="warning" title={words.lapsed} />}
        {deputy ? (
          <>
            <Text className="lx-small">{words.hint(deputy.name)}</Text>
            <Check label={words.name} value={value.name} onChange={(name) => setValue({ ...value, name })} />
            <Check label={words.phone} value={value.phone} onChange={(phone) => setValue({ ...value, phone })} />
            <RefusedBar error={error} />
            {isSuccess && <NoticeBar tone="success" title={words.saved} />}
            <Button isBusy={isPending} onPress={() => mutate({ id, ...value })}>
              {words.save}
            </Button>
          </>
        ) : (
          <Text className="lx-small">{words.none}</Text>
        )}
      </View>
    </Card>
  )
}

/** That something is masked: the desk and the office open it with a reason that the resident reads, the deputy once it is revealed. */
function MaskedText({ view: { id, isMasked, relations } }: { view: CaseView }) {
  const words = useExposureWords()
  const { exposure, general } = words
  const [isAsking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const { mutate, isPending, error, data } = useChange('identity.openText')
  if (!isMasked) return null
  if (!relations.some((relation) => relation === 'desk' || relation === 'office'))
    return <NoticeBar tone="info" title={exposure.text.maskedForDeputy} />
  return (
    <Card>
      <View className="lx-stack">
        <Text className="lx-text">{exposure.text.masked}</Text>
        {data && (
          <>
            <Text className="lx-heading">{exposure.text.opened}</Text>
            {[data.text, data.address, ...data.messages.map(({ text }) => text)].filter(Boolean).map((text, index) => (
              <Text key={index} className="lx-text" selectable>
                {text}
              </Text>
            ))}
          </>
        )}
        {!data && !isAsking && <Button onPress={() => setAsking(true)}>{exposure.text.open}</Button>}
        {!data && isAsking && (
          <>
            <Field
              name="reason-text"
              kind="lines"
              label={exposure.text.why}
              hint={exposure.text.hint}
              max={500}
              error={errorAt(words, error?.fields ?? [], 'reason', exposure.text.own)}
              onChange={setReason}
            />
            <RefusedBar error={error} hasText />
            <Button kind="primary" isBusy={isPending} onPress={() => mutate({ id, reason })}>
              {exposure.text.open}
            </Button>
            <Button onPress={() => setAsking(false)}>{general.cancel}</Button>
          </>
        )}
      </View>
    </Card>
  )
}
