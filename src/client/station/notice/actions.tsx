import { View } from '@tarojs/components'
import { useState } from 'react'
import { instantOf } from '../../../domain/reception'
import { open } from '../../lib/page'
import { useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Choice } from '../../ui/choice'
import { minuteTyped } from '../../ui/door/change'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import type { NoticeView } from '../../ui/notice/body'
import { heading } from '../../ui/press'
import { useNoticeDeskWords } from '../../words/notice-desk'
import { Summarise } from './summarise'

type Form = 'submit' | 'return' | 'withdraw' | 'summarise'

/** What the server says that may be done; what needs a word more opens in place. */
export function Actions({ view }: { view: NoticeView }) {
  const { notice: words } = useNoticeDeskWords()
  const { desk } = words
  const { id, steps, isPinned, summary } = view
  const [form, setForm] = useState<Form | null>(null)
  const close = () => setForm(null)
  const approve = useChange('notice.approve')
  const pin = useChange('notice.pin')
  const may = (step: (typeof steps)[number]) => steps.includes(step)
  if (form === 'submit') return <Submit id={id} onClose={close} />
  if (form === 'return' || form === 'withdraw') return <WithReason id={id} step={form} onClose={close} />
  if (form === 'summarise') return <Summarise view={view} onClose={close} />
  return (
    <View className="lx-stack">
      <RefusedBar error={approve.error ?? pin.error} />
      {may('approve') && (
        <Button kind="primary" icon="check" isBusy={approve.isPending} onPress={() => approve.mutate({ id })}>
          {desk.step.approve}
        </Button>
      )}
      {may('return') && <Button onPress={() => setForm('return')}>{desk.step.return}</Button>}
      {may('submit') && (
        <Button kind="primary" icon="send" onPress={() => setForm('submit')}>
          {desk.step.submit}
        </Button>
      )}
      {may('summarise') && (
        <Button kind={summary ? 'secondary' : 'primary'} icon="edit" onPress={() => setForm('summarise')}>
          {desk.step.summarise}
        </Button>
      )}
      {may('save') && (
        <Button icon="edit" onPress={() => open('/station/notice-form/index', { id })}>
          {desk.step.save}
        </Button>
      )}
      {may('pin') && (
        <Button icon="pin" isBusy={pin.isPending} onPress={() => pin.mutate({ id, isPinned: !isPinned })}>
          {isPinned ? desk.unpin : desk.step.pin}
        </Button>
      )}
      {may('withdraw') && (
        <Button kind="danger" onPress={() => setForm('withdraw')}>
          {desk.step.withdraw}
        </Button>
      )}
    </View>
  )
}

/** 提交: now, or at a time. */
function Submit({ id, onClose }: { id: string; onClose: () => void }) {
  const words = useNoticeDeskWords()
  const { desk } = words.notice
  const { general } = words
  const [isLater, setLater] = useState(false)
  const [typed, setTyped] = useState({ on: '', at: '9:00' })
  const [isWrong, setWrong] = useState(false)
  const { mutate, isPending, error } = useChange('notice.submit', { onDone: onClose })
  const submit = () => {
    const when = isLater ? typedInstant(typed.on, typed.at) : null
    setWrong(isLater && when === null)
    if (!isLater || when) mutate({ id, publishAt: when })
  }
  const said = error?.fields.map(({ path, rule }) => desk.own[`${path}.${rule}`]).find(Boolean)
  return (
    <Card>
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {desk.step.submit}
        </View>
        {said ? <NoticeBar tone="error" title={said} /> : <RefusedBar error={error} />}
        <Choice
          name="publishAt"
          label={desk.when}
          isCompact
          options={[
            { value: false, label: desk.now },
            { value: true, label: desk.later },
          ]}
          value={isLater}
          error={isWrong ? desk.own['publishAt.instant']! : null}
          onChoose={setLater}
        />
        {isLater && (
          <>
            <Field
              name="later-on"
              label={desk.laterOn}
              hint={desk.onHint}
              defaultValue={typed.on}
              onChange={(on) => setTyped({ ...typed, on })}
            />
            <Field
              name="later-at"
              label={desk.laterAt}
              hint={desk.timeHint}
              defaultValue={typed.at}
              onChange={(at) => setTyped({ ...typed, at })}
            />
          </>
        )}
        <Button kind="primary" icon="send" isBusy={isPending} onPress={submit}>
          {desk.step.submit}
        </Button>
        <Button onPress={onClose}>{general.cancel}</Button>
      </View>
    </Card>
  )
}

/** The instant of a day and a time as they are typed; null where they are none. */
export function typedInstant(on: string, at: string): string | null {
  const minute = minuteTyped(at)
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(on.trim())
  if (!isDay || Number.isNaN(minute)) return null
  const instant = instantOf(on.trim(), minute)
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString()
}

function WithReason({ id, step, onClose }: { id: string; step: 'return' | 'withdraw'; onClose: () => void }) {
  const words = useNoticeDeskWords()
  const { desk } = words.notice
  const [reason, setReason] = useState('')
  const { mutate, isPending, error } = useChange(`notice.${step}`, { onDone: onClose })
  return (
    <Card>
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {desk.step[step]}
        </View>
        <RefusedBar error={error && error.fields.length === 0 ? error : null} hasText />
        <Field
          name="reason"
          kind="lines"
          label={desk.why}
          hint={step === 'return' ? desk.returnHint : desk.withdrawHint}
          max={200}
          error={error ? errorAt(words, error.fields, 'reason') : null}
          onChange={setReason}
        />
        <Button kind="danger" isBusy={isPending} onPress={() => mutate({ id, reason })}>
          {step === 'return' ? desk.returnSure : desk.withdrawSure}
        </Button>
        <Button onPress={onClose}>{words.general.cancel}</Button>
      </View>
    </Card>
  )
}
