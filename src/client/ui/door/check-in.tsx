import { View } from '@tarojs/components'
import { useState } from 'react'
import * as v from 'valibot'
import { checkInVisit } from '../../../contract/visit'
import { minuteOf } from '../../../domain/calendar'
import { checkIn, useCheckIns } from '../../lib/check-ins'
import type { Refused } from '../../lib/call'
import { canScan, scanCode } from '../../lib/phone'
import { formatMinute } from '../../words'
import { useDoorWords } from '../../words/door'
import { Button } from '../button'
import { RefusedBar, errorAt } from '../error-summary'
import { Field } from '../field'
import { NoticeBar } from '../notice-bar'
import { heading } from '../press'

/** 签到 by the visitor's code, typed or scanned, with or without a network. `isNext`: as at a reception's card. */
export function CheckIn({ isNext }: { isNext: boolean }) {
  const words = useDoorWords()
  const { door } = words
  const [round, setRound] = useState(0)
  const [code, setCode] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ tone: 'success' | 'warning'; title: string } | null>(null)
  const [error, setError] = useState<Refused | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const send = async (typed: string) => {
    setSaid(null)
    setError(null)
    const { success, issues } = v.safeParse(checkInVisit.input.entries.code, typed)
    setWrong(success ? null : errorAt(words, [{ path: 'code', rule: issues[0].message }], 'code'))
    if (!success) return
    setBusy(true)
    const answer = await checkIn(typed).finally(() => setBusy(false))
    if (answer === 'done') setSaid({ tone: 'success', title: door.checkedIn(typed.trim().toUpperCase()) })
    else if (answer === 'kept') setSaid({ tone: 'warning', title: door.checkedInOffline })
    else {
      const rule = answer.fields.find(({ path }) => path === 'at')?.rule
      setWrong(answer.code === 'NOT_FOUND' ? door.notFound : rule === 'future' ? door.future : rule === 'other_day' ? door.otherDay : null)
      if (answer.code !== 'NOT_FOUND' && !rule) setError(answer)
      return
    }
    setCode('')
    setRound(round + 1)
  }
  return (
    <View className="lx-stack">
      <View className="lx-section" {...heading(2)}>
        {door.checkIn}
      </View>
      <Field
        key={round}
        name="code"
        label={door.checkInCode}
        hint={door.checkInHint}
        error={wrong}
        onChange={setCode}
        onDone={() => void send(code)}
      />
      <RefusedBar error={error} />
      {said && <NoticeBar {...said} />}
      <Button kind={isNext ? 'primary' : 'secondary'} isBusy={isBusy} onPress={() => void send(code)}>
        {door.checkIn}
      </Button>
      {canScan && (
        <Button icon="scan" onPress={() => void scanCode().then((found) => (found ? send(found) : undefined))}>
          {door.scan}
        </Button>
      )}
      <UnsentCheckIns />
    </View>
  )
}

/** Check-ins that wait for a network, and those that were then refused. */
export function UnsentCheckIns() {
  const { door } = useDoorWords()
  const { unsent, refused, isSending, sendNow, dismiss } = useCheckIns()
  return (
    <>
      {unsent.length > 0 && (
        <NoticeBar tone="warning" title={door.unsent(unsent.length)}>
          <Button isBusy={isSending} onPress={sendNow}>
            {door.sendNow}
          </Button>
        </NoticeBar>
      )}
      {refused.map(({ operation, input }) => {
        const isCode = operation === 'visit.checkIn'
        const whose = isCode ? input.code : [door.came(formatMinute(minuteOf(new Date(input.at)))), input.about].filter(Boolean).join('，')
        return (
          <NoticeBar key={input.requestId} tone="error" title={isCode ? door.rejected(whose) : door.walkInRejected(whose)}>
            <Button label={`${door.dismiss}，${whose}`} onPress={() => dismiss(input.requestId)}>
              {door.dismiss}
            </Button>
          </NoticeBar>
        )
      })}
    </>
  )
}
