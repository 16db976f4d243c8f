import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { readScene } from '../../../domain/session'
import { back, useParams } from '../../lib/page'
import { scanCode } from '../../lib/phone'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { RefusedBar } from '../../ui/error-summary'
import { NoticeBar } from '../../ui/notice-bar'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { formatMoment } from '../../words'
import { useEntryWords } from '../../words/entry'

/** What was scanned (`scene` by WeChat's camera, `code` from an address): shows the computer, and signs it in or refuses. */
export default function ScanPage() {
  const { entry } = useEntryWords()
  const words = entry.scan
  const { scene, code: given } = useParams()
  const [code, setCode] = useState(given ?? (scene ? readScene(scene)?.code : undefined))
  const [isForeign, setForeign] = useState(false)
  const scan = () =>
    void scanCode().then((scanned) => {
      if (scanned === null) return
      const found = readScene(scanned)?.code
      setForeign(!found)
      if (found) setCode(found)
    })
  // Opened from 我的 there is nothing yet: the camera is what the person came for.
  useEffect(() => {
    if (!code) scan()
  }, [])
  return (
    <Page title={words.title}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {words.title}
        </View>
        {isForeign && <NoticeBar tone="error" title={words.notACode} />}
        {code ? (
          <Offer key={code} code={code} />
        ) : (
          <Button kind="primary" icon="scan" onPress={scan}>
            {words.scan}
          </Button>
        )}
      </View>
    </Page>
  )
}

function Offer({ code }: { code: string }) {
  const { entry, general } = useEntryWords()
  const words = entry.scan
  const reading = useCall('session.look', { code })
  const decision = useChange('session.decide')
  const { data: offer } = reading
  const isGone = reading.error?.code === 'NOT_FOUND' || reading.error?.code === 'BAD_INPUT' || decision.error?.code === 'NOT_FOUND'
  if (decision.data)
    return (
      <View className="lx-stack">
        <NoticeBar
          tone={decision.data.isConfirmed ? 'success' : 'warning'}
          title={decision.data.isConfirmed ? words.confirmed : words.refused}
        />
        <Button kind="primary" onPress={back}>
          {general.done}
        </Button>
      </View>
    )
  if (isGone) return <NoticeBar tone="error" title={words.gone} />
  if (!offer) return <Waiting reading={reading} />
  const lines = [
    [words.device, offer.device ?? words.unknown],
    [words.address, offer.address ?? words.unknown],
    [words.at, formatMoment(offer.madeAt)],
  ]
  return (
    <View className="lx-stack">
      <Text className="lx-heading">{words.ask}</Text>
      <Card>
        <View className="lx-stack">
          {lines.map(([name, value]) => (
            <View key={name}>
              <Text className="lx-small">{name}</Text>
              <Text className="lx-text">{value}</Text>
            </View>
          ))}
        </View>
      </Card>
      <NoticeBar tone="warning" title={words.care} />
      <RefusedBar error={decision.error} />
      <Button kind="primary" isBusy={decision.isPending} onPress={() => decision.mutate({ code, isConfirmed: true })}>
        {words.yes}
      </Button>
      <Button isBusy={decision.isPending} onPress={() => decision.mutate({ code, isConfirmed: false })}>
        {words.no}
      </Button>
    </View>
  )
}
