import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import * as v from 'valibot'
import { openInvitation } from '../../../contract/invitation'
import type { FieldError } from '../../../contract/operation'
import { readScene } from '../../../domain/session'
import { openTab, useParams } from '../../lib/page'
import { canScan, scanCode } from '../../lib/phone'
import { useCall, useChange } from '../../lib/query'
import { choose } from '../../lib/settings'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { useEntryWords } from '../../words/entry'

/** An invitation, from its QR code or typed: what it is for, and accepting it. */
export default function InvitationPage() {
  const words = useEntryWords()
  const { entry } = words
  const { code: given, scene } = useParams()
  const [code, setCode] = useState(given ?? (scene ? readScene(scene)?.code : undefined))
  const [typed, setTyped] = useState('')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const look = (text: string) => {
    const { success, issues, output } = v.safeParse(openInvitation.input, { code: readScene(text)?.code ?? text })
    const rule = text.trim() === '' ? 'required' : undefined
    setErrors(success ? [] : issues.map(({ message }) => ({ path: 'code', rule: rule ?? message })))
    if (success) setCode(output.code)
  }
  return (
    <Page title={entry.invitation.title}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {entry.invitation.title}
        </View>
        {code ? (
          <Offer key={code} code={code} onAgain={() => setCode(undefined)} />
        ) : (
          <>
            <Field
              name="code"
              label={entry.invitation.label}
              hint={entry.invitation.hint}
              error={errorAt(words, errors, 'code', entry.invitation.own)}
              onChange={setTyped}
              onDone={() => look(typed)}
            />
            <Button kind="primary" onPress={() => look(typed)}>
              {entry.invitation.open}
            </Button>
            {canScan && (
              <Button icon="scan" onPress={() => void scanCode().then((found) => (found ? look(found) : undefined))}>
                {entry.scan.scan}
              </Button>
            )}
          </>
        )}
      </View>
    </Page>
  )
}

function Offer({ code, onAgain }: { code: string; onAgain: () => void }) {
  const words = useEntryWords()
  const { entry, general } = words
  const reading = useCall('invitation.open', { code })
  const [name, setName] = useState('')
  const { mutate, data: accepted, error, isPending } = useChange('invitation.accept')
  if (accepted) {
    const begin = () => {
      choose({ role: accepted.role })
      openTab('home')
    }
    return (
      <View className="lx-stack">
        <NoticeBar tone="success" title={entry.invitation.done(entry.invitation.role[accepted.role])} />
        <Button kind="primary" onPress={begin}>
          {entry.invitation.toHome}
        </Button>
      </View>
    )
  }
  const refused = reading.error ?? error
  if (refused?.code === 'NOT_FOUND' || reading.error?.code === 'BAD_INPUT')
    return (
      <View className="lx-stack">
        <NoticeBar tone="error" title={entry.invitation.none} />
        <Button onPress={onAgain}>{general.retry}</Button>
      </View>
    )
  const { data: offer } = reading
  if (!offer) return <Waiting reading={reading} />
  const role = entry.invitation.role[offer.role]
  return (
    <View className="lx-stack">
      <Card tone="brand">
        <Text className="lx-heading">
          {offer.role === 'office'
            ? entry.invitation.offerOffice(offer.congressName, role)
            : entry.invitation.offer(offer.congressName, role, offer.name)}
        </Text>
      </Card>
      {error?.code === 'CONFLICT' ? (
        <NoticeBar tone="error" title={entry.invitation.taken} />
      ) : (
        <RefusedBar error={error && error.fields.length === 0 ? error : null} hasText />
      )}
      <Field
        name="name"
        label={entry.invitation.name}
        hint={entry.invitation.nameHint}
        error={error ? errorAt(words, error.fields, 'name', entry.invitation.own) : null}
        onChange={setName}
      />
      <Button kind="primary" isBusy={isPending} onPress={() => mutate({ code, name })}>
        {entry.invitation.accept}
      </Button>
    </View>
  )
}
