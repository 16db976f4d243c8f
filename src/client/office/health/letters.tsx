import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { heading } from '../../ui/press'
import { formatMoment } from '../../words'
import { useEntryWords } from '../../words/entry'
import { useHealthWords } from '../../words/health'

type Health = Output<'health.open'>

/** Messages that WeChat did not take: each is sent again or given up by somebody, who is noted. */
export function Letters({ health: { deadLetters, decisions } }: { health: Health }) {
  const { health: words } = useHealthWords()
  const { entry } = useEntryWords()
  const { mutate, isPending, error } = useChange('health.resend')
  return (
    <>
      {deadLetters.length > 0 && (
        <View>
          <View className="lx-section" {...heading(2)}>
            {words.letters}
          </View>
          <View className="lx-stack">
            <RefusedBar error={error} />
            {deadLetters.length > 1 && (
              <Button kind="primary" isBusy={isPending} onPress={() => mutate({ ids: deadLetters.map(({ id }) => id) })}>
                {words.resendAll(deadLetters.length)}
              </Button>
            )}
            <Cards>
              {deadLetters.map((letter) => (
                <Letter key={letter.id} letter={letter} />
              ))}
            </Cards>
          </View>
        </View>
      )}
      {decisions.length > 0 && (
        <View>
          <View className="lx-section" {...heading(2)}>
            {words.decisions}
          </View>
          <Card>
            <View className="lx-stack">
              {decisions.map(({ kind, decision, reason, byName, at }) => (
                <View key={at + kind}>
                  <Text className="lx-text">{entry.notifications.kind[kind]}</Text>
                  <Text className="lx-small">{words.decided(words.decision[decision], formatMoment(at), byName)}</Text>
                  {reason && <Text className="lx-small">{reason}</Text>}
                </View>
              ))}
            </View>
          </Card>
        </View>
      )}
    </>
  )
}

function Letter({ letter: { id, kind, diedAt, attempts, failure, code } }: { letter: Health['deadLetters'][number] }) {
  const all = useHealthWords()
  const { health: words } = all
  const { entry } = useEntryWords()
  const [isDropping, setDropping] = useState(false)
  const [reason, setReason] = useState('')
  const resend = useChange('health.resend')
  const drop = useChange('health.drop')
  const what = entry.notifications.kind[kind]
  const wrong = drop.error ? errorAt(all, drop.error.fields, 'reason', words.own) : null
  return (
    <Card>
      <View className="lx-stack">
        <View>
          <View className="lx-heading" {...heading(3)}>
            {what}
          </View>
          <Text className="lx-small">{words.died(formatMoment(diedAt), attempts)}</Text>
        </View>
        <View>
          <Text className="lx-text">{words.failure[failure]}</Text>
          {code > 0 && <Text className="lx-small">{words.code(code)}</Text>}
        </View>
        {isDropping && <Field name={`reason-${id}`} label={words.reason} max={200} error={wrong} onChange={setReason} />}
        {!wrong && <RefusedBar error={resend.error ?? drop.error} hasText={isDropping} />}
        {!isDropping && (
          <Button isBusy={resend.isPending} label={words.resendOf(what)} onPress={() => resend.mutate({ ids: [id] })}>
            {words.resend}
          </Button>
        )}
        <Button
          kind={isDropping ? 'danger' : 'link'}
          isBusy={drop.isPending}
          label={words.dropOf(what)}
          onPress={() => (isDropping ? drop.mutate({ ids: [id], reason }) : setDropping(true))}
        >
          {words.drop}
        </Button>
        {isDropping && (
          <Button
            onPress={() => {
              drop.reset()
              setReason('')
              setDropping(false)
            }}
          >
            {all.general.cancel}
          </Button>
        )}
      </View>
    </Card>
  )
}
