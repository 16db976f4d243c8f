import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import * as v from 'valibot'
import type { Output } from '../../../contract'
import { trackConcern } from '../../../contract/assistance'
import type { FieldError } from '../../../contract/operation'
import { call, isRefused, type Refused } from '../../lib/call'
import { replaceWith, useParams } from '../../lib/page'
import { canScan, scanCode } from '../../lib/phone'
import { useChange } from '../../lib/query'
import { AgreeFirst } from '../../ui/agree'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { stateLook } from '../../ui/case/state'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { ReadAloud } from '../../ui/read-aloud'
import { RecordingPlayer } from '../../ui/recording'
import { Status } from '../../ui/status'
import { useAssistanceWords } from '../../words/assistance'

/** 用查询码看诉求: number and code of the slip show how it stands, and take it into this account. */
export default function ClaimPage() {
  const words = useAssistanceWords()
  const { assistance, concern } = words
  const params = useParams()
  const [given, setGiven] = useState({ number: params.number ?? '', code: params.code ?? '' })
  const [round, setRound] = useState(0)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [refused, setRefused] = useState<Refused | null>(null)
  const [found, setFound] = useState<Output<'concern.track'> | null>(null)
  const [isBusy, setBusy] = useState(false)
  const taking = useChange('concern.claim', { onDone: ({ id }) => replaceWith('/resident/case/index', { id }) })

  const track = async (slip: typeof given) => {
    setFound(null)
    setRefused(null)
    taking.reset()
    const { success, issues } = v.safeParse(trackConcern.input, slip)
    setErrors(success ? [] : issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', rule: issue.message })))
    if (!success) return
    setBusy(true)
    try {
      setFound(await call('concern.track', slip))
    } catch (error) {
      if (!isRefused(error)) throw error
      setRefused(error)
    } finally {
      setBusy(false)
    }
  }
  const scan = async () => {
    const [, number, code] = /(\d{4}-\d{4,}) ([0-9A-Z]{10})/.exec((await scanCode()) ?? '') ?? []
    if (!number || !code) return
    setGiven({ number, code })
    setRound(round + 1)
    await track({ number, code })
  }
  const error = taking.error ?? refused
  return (
    <Page title={assistance.claim}>
      <View className="lx-stack" key={round}>
        <View className="lx-title" {...heading(1)}>
          {assistance.claim}
        </View>
        <Text className="lx-text">{assistance.claimHint}</Text>
        {error?.code === 'NOT_FOUND' ? (
          <NoticeBar tone="error" title={assistance.none} />
        ) : error?.code === 'CONFLICT' ? (
          <NoticeBar tone="warning" title={assistance.party} />
        ) : (
          <RefusedBar error={error} />
        )}
        <Field
          name="number"
          label={assistance.number}
          defaultValue={given.number}
          error={errorAt(words, errors, 'number', assistance.claimOwn)}
          onChange={(number) => setGiven({ ...given, number })}
        />
        <Field
          name="code"
          label={assistance.code}
          defaultValue={given.code}
          error={errorAt(words, errors, 'code', assistance.claimOwn)}
          onChange={(code) => setGiven({ ...given, code })}
        />
        <Button kind={found ? 'secondary' : 'primary'} isBusy={isBusy} onPress={() => void track(given)}>
          {assistance.track}
        </Button>
        {canScan && (
          <Button icon="scan" onPress={() => void scan()}>
            {words.me.scan}
          </Button>
        )}
        {found && (
          <Card>
            <View className="lx-stack">
              <Status words={concern.state.reporter[found.state]} {...stateLook[found.state]} />
              {found.due && <Text className="lx-text">{concern.due.by(found.due)}</Text>}
              {found.deputyName && <Text className="lx-text">{assistance.slipDeputy(found.deputyName)}</Text>}
              <Text className="lx-text">{found.answer ? found.answer.text : assistance.noAnswer}</Text>
              {found.answer?.text && <ReadAloud words={found.answer.text} />}
              {found.answer?.recording && <RecordingPlayer recording={found.answer.recording} />}
            </View>
          </Card>
        )}
        {found && (
          <AgreeFirst>
            <View className="lx-stack">
              <Text className="lx-small">{assistance.takeHint}</Text>
              <Button kind="primary" isBusy={taking.isPending} onPress={() => taking.mutate(given)}>
                {assistance.take}
              </Button>
            </View>
          </AgreeFirst>
        )}
      </View>
    </Page>
  )
}
