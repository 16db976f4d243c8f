import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { identityReasons, type IdentityReason } from '../../../domain/identity'
import { useParams } from '../../lib/page'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Check, Choice } from '../../ui/choice'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { useExposureWords } from '../../words/exposure'

/** 紧急查看身份 (`?id=`): only for a danger to life or a duty by law, and the resident is told at once. */
export default function IdentityPage() {
  const { exposure } = useExposureWords()
  const { id = '' } = useParams()
  const reading = useCall('concern.open', { id }, { isEnabled: id !== '' })
  return (
    <Page title={exposure.identity.title} reading={reading}>
      {reading.data && <Opening id={id} relayName={reading.data.relayName} />}
    </Page>
  )
}

function Opening({ id, relayName }: { id: string; relayName: string }) {
  const words = useExposureWords()
  const { exposure, concern } = words
  const [reasonCode, setCode] = useState<IdentityReason>()
  const [reason, setReason] = useState('')
  const [isConfirmed, setConfirmed] = useState(false)
  const { mutate, isPending, error, data } = useChange('identity.open')
  const errorOf = (path: string) => errorAt(words, error?.fields ?? [], path, exposure.identity.own)
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {exposure.identity.title}
      </View>
      <Text className="lx-text">{concern.relay(relayName)}</Text>
      {data ? (
        <Card>
          <Text className="lx-heading" selectable>
            {[data.name || exposure.identity.noName, data.phone].filter(Boolean).join(words.general.comma)}
          </Text>
          <Text className="lx-small">{exposure.identity.told}</Text>
        </Card>
      ) : (
        <>
          <NoticeBar tone="warning" title={exposure.identity.hint} />
          <Choice
            name="reasonCode"
            label={exposure.identity.code}
            options={identityReasons.map((value) => ({ value, label: exposure.log.code[value] }))}
            value={reasonCode}
            onChoose={setCode}
          />
          <Field
            name="reason"
            kind="lines"
            label={exposure.identity.reason}
            hint={exposure.text.hint}
            max={500}
            error={errorOf('reason')}
            onChange={setReason}
          />
          <Check label={exposure.identity.confirm} value={isConfirmed} onChange={setConfirmed} />
          {error?.code === 'CONFLICT' ? <NoticeBar tone="info" title={exposure.identity.none} /> : <RefusedBar error={error} hasText />}
          {reasonCode && isConfirmed && (
            <Button kind="danger" isBusy={isPending} onPress={() => mutate({ id, reasonCode, reason, isConfirmed })}>
              {exposure.identity.open}
            </Button>
          )}
        </>
      )}
    </View>
  )
}
