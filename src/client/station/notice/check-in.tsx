import { View } from '@tarojs/components'
import { useState } from 'react'
import * as v from 'valibot'
import { checkInRegistration } from '../../../contract/registration'
import { canScan, scanCode } from '../../lib/phone'
import { useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { heading } from '../../ui/press'
import { useNoticeDeskWords } from '../../words/notice-desk'

/** 签到 by code, typed or scanned; 现场登记 of who just came. */
export function CheckIn({ noticeId }: { noticeId: string }) {
  const words = useNoticeDeskWords()
  const { desk } = words.notice
  const [round, setRound] = useState(0)
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [isWalkIn, setWalkIn] = useState(false)
  const [name, setName] = useState('')
  const arrived = (done: string) => {
    setSaid(done)
    setCode('')
    setName('')
    setRound((before) => before + 1)
  }
  const checkIn = useChange('registration.checkIn', { onDone: (row) => arrived(desk.checkedIn(row.name)) })
  const walkIn = useChange('registration.walkIn', { onDone: (row) => arrived(desk.walkInDone(row.name)) })
  const send = (typed: string) => {
    setSaid(null)
    const { success, issues } = v.safeParse(checkInRegistration.input.entries.code, typed)
    setWrong(success ? null : errorAt(words, [{ path: 'code', rule: issues[0].message }], 'code'))
    if (success) checkIn.mutate({ noticeId, code: typed, at: new Date().toISOString() })
  }
  const error = checkIn.error ?? walkIn.error
  const refused = error?.fields.map(({ path, rule }) => desk.own[`${path}.${rule}`]).find(Boolean)
  return (
    <View className="lx-stack">
      <View className="lx-section" {...heading(2)}>
        {desk.checkIn}
      </View>
      {refused ? (
        <NoticeBar tone="error" title={refused} />
      ) : (
        <RefusedBar error={error && error.fields.length === 0 ? error : null} hasText={name !== ''} />
      )}
      {said && !error && <NoticeBar tone="success" title={said} />}
      <Field
        key={`code ${round}`}
        name="code"
        label={words.notice.code}
        hint={desk.checkInHint}
        error={wrong}
        onChange={setCode}
        onDone={() => send(code)}
      />
      <Button kind="primary" isBusy={checkIn.isPending} onPress={() => send(code)}>
        {desk.checkIn}
      </Button>
      {canScan && (
        <Button icon="scan" onPress={() => void scanCode().then((found) => (found ? send(found) : undefined))}>
          {desk.scan}
        </Button>
      )}
      {isWalkIn ? (
        <>
          <Field
            key={`name ${round}`}
            name="name"
            label={desk.walkInName}
            error={walkIn.error ? errorAt(words, walkIn.error.fields, 'name') : null}
            onChange={setName}
          />
          <Button isBusy={walkIn.isPending} onPress={() => walkIn.mutate({ noticeId, name, at: new Date().toISOString() })}>
            {desk.walkIn}
          </Button>
        </>
      ) : (
        <Button kind="link" onPress={() => setWalkIn(true)}>
          {desk.walkIn}
        </Button>
      )}
    </View>
  )
}
