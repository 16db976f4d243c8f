import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { roles, type Role } from '../../../domain/actor'
import { copy } from '../../lib/phone'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Choice } from '../../ui/choice'
import { DeputySearch } from '../../ui/deputy-search'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { heading } from '../../ui/press'
import { Qr } from '../../ui/qr'
import { useOfficeWords } from '../../words/office'
import './index.css'

interface Target {
  id: string
  name: string
}

/** 邀请: as what, of what, and the code to hand over. */
export function Invite({ onMade }: { onMade: () => void }) {
  const words = useOfficeWords()
  const { office, general } = words
  const { people } = office
  const [isOpen, setOpen] = useState(false)
  const [role, setRole] = useState<Role>('deputy')
  const [target, setTarget] = useState<Target | null>(null)
  const { mutate, data: made, error, isPending, reset } = useChange('invitation.make', { onDone: onMade })
  const choose = (chosen: Role) => {
    setRole(chosen)
    setTarget(null)
    reset()
  }
  const close = () => {
    setOpen(false)
    setTarget(null)
    reset()
  }
  if (made) return <Made invitation={made} onClose={close} />
  if (!isOpen)
    return (
      <Button kind="primary" icon="plus" onPress={() => setOpen(true)}>
        {people.invite}
      </Button>
    )
  const wrong = error && errorAt(words, error.fields, 'targetId', people.own)
  return (
    <Card>
      <View className="lx-stack">
        <Choice
          name="role"
          label={people.role}
          options={roles.map((value) => ({ value, label: people.roles[value] }))}
          value={role}
          onChoose={choose}
        />
        {role !== 'office' &&
          (target ? (
            <View className="lx-row-wrap">
              <Text className="lx-heading lx-grow">{people.chosen(target.name)}</Text>
              <Button isInline onPress={() => setTarget(null)}>
                {general.change}
              </Button>
            </View>
          ) : (
            <>
              <Text className="lx-field-label">{role === 'deputy' ? people.deputy : people.station}</Text>
              {role === 'deputy' ? (
                <DeputySearch onChoose={({ id, name }) => setTarget({ id, name })} />
              ) : (
                <StationSearch onChoose={setTarget} />
              )}
            </>
          ))}
        {wrong && <NoticeBar tone="error" title={wrong} />}
        {error?.code === 'CONFLICT' && <NoticeBar tone="error" title={people.conflict} />}
        {error?.code !== 'CONFLICT' && !wrong && <RefusedBar error={error} />}
        <Button kind="primary" isBusy={isPending} onPress={() => mutate({ role, targetId: target?.id ?? null })}>
          {people.make}
        </Button>
        <Button onPress={close}>{general.cancel}</Button>
      </View>
    </Card>
  )
}

function StationSearch({ onChoose }: { onChoose: (station: Target) => void }) {
  const { office } = useOfficeWords()
  const [query, setQuery] = useState('')
  const { data } = useCall('station.nearby', { query, limit: 8 }, { isEnabled: query.trim() !== '', keepsPrevious: true })
  return (
    <View className="lx-stack">
      <Field name="station" kind="search" label={office.people.search} onChange={setQuery} />
      {(data?.items ?? []).map(({ id, name }) => (
        <Button key={id} onPress={() => onChoose({ id, name })}>
          {name}
        </Button>
      ))}
    </View>
  )
}

/** Shown once: to read out, to copy or to be scanned. */
function Made({ invitation: { code, text, name }, onClose }: { invitation: Output<'invitation.make'>; onClose: () => void }) {
  const { office, general } = useOfficeWords()
  const { people } = office
  const [isCopied, setCopied] = useState(false)
  return (
    <Card tone="brand">
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {people.made(name)}
        </View>
        <Text className="lx-people-code" selectable>
          {`${code.slice(0, 5)} ${code.slice(5)}`}
        </Text>
        <Qr text={text} label={people.codeLabel} />
        <NoticeBar tone={isCopied ? 'success' : 'info'} title={isCopied ? people.copied : people.madeHint} />
        <Button onPress={() => void copy(code).then(setCopied)}>{people.copy}</Button>
        <Button kind="primary" onPress={onClose}>
          {general.done}
        </Button>
      </View>
    </Card>
  )
}
