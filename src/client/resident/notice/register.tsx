import { View } from '@tarojs/components'
import { useState } from 'react'
import * as v from 'valibot'
import { makeRegistration } from '../../../contract/registration'
import { wrongAnswers, YES_NO } from '../../../domain/registration'
import { hasArrived, useDraft } from '../../lib/draft'
import { useSubscription } from '../../lib/subscribe'
import { Button } from '../../ui/button'
import { Choice } from '../../ui/choice'
import { errorAt, ErrorSummary, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import type { NoticeView } from '../../ui/notice/body'
import { heading } from '../../ui/press'
import { useNoticeWords } from '../../words/notice'
import { useRegistrationStep } from './step'

/** 报名, or 候补 where it is full. What was written stays until it is sent. */
export function Register({ view }: { view: NoticeView }) {
  const words = useNoticeWords()
  const { notice: own } = words
  const { questions, free } = view.registration!
  const isFull = free !== null && free <= 0
  const [isOpen, setOpen] = useState(false)
  const { ask } = useSubscription('visit')
  const {
    value: draft,
    change,
    clear,
    renew,
    requestId,
  } = useDraft(`registration.${view.id}`, { name: '', phone: '', answers: [] as string[] })
  const [wasTried, setTried] = useState(false)
  const { mutate, isPending, error } = useRegistrationStep('registration.make', view.id, clear)
  const answers = questions.map((_, index) => draft.answers[index] ?? '')
  const input = { requestId: requestId(), noticeId: view.id, name: draft.name, phone: draft.phone, answers, orWait: isFull }
  const { issues = [] } = v.safeParse(makeRegistration.input, input)
  const wrong = [
    ...issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', rule: issue.message })),
    ...wrongAnswers(questions, answers).map(({ index, rule }) => ({ path: `answers.${index}`, rule })),
  ]
  const errors = wasTried ? wrong : error?.code === 'BAD_INPUT' ? error.fields : []
  const said = error?.fields.map(({ path, rule }) => own.own[`${path}.${rule}`]).find(Boolean)
  const answer = (index: number, value: string) => change({ answers: answers.map((each, at) => (at === index ? value : each)) })
  const send = () => {
    setTried(wrong.length > 0)
    if (wrong.length > 0) return
    ask()
    mutate(input, { onError: (refused) => hasArrived(refused) && renew() })
  }
  if (!isOpen)
    return (
      <Button kind="primary" icon="edit" onPress={() => setOpen(true)}>
        {isFull ? own.registerWaiting : own.register}
      </Button>
    )
  return (
    <View className="lx-stack">
      <View className="lx-section" {...heading(2)}>
        {own.registerTitle}
      </View>
      {isFull && <NoticeBar title={own.waitHint} />}
      {said ? (
        <NoticeBar tone="warning" title={said} />
      ) : error?.code === 'TOO_MANY' && error.retryAfterS === undefined ? (
        <NoticeBar tone="warning" title={own.tooMany} />
      ) : (
        <RefusedBar error={error && errors.length === 0 ? error : null} hasDraft />
      )}
      <ErrorSummary
        errors={errors}
        names={{ name: own.name, phone: own.phone, ...Object.fromEntries(questions.map(({ text }, index) => [`answers.${index}`, text])) }}
      />
      <Field
        name="name"
        label={own.name}
        hint={own.nameHint}
        defaultValue={draft.name}
        error={errorAt(words, errors, 'name')}
        onChange={(name) => change({ name })}
      />
      <Field
        name="phone"
        kind="phone"
        label={own.phone}
        hint={own.phoneHint}
        isOptional
        defaultValue={draft.phone}
        error={errorAt(words, errors, 'phone')}
        onChange={(phone) => change({ phone })}
      />
      {questions.map(({ text, kind, options, isRequired }, index) => {
        const field = { name: `answers-${index}`, label: text, error: errorAt(words, errors, `answers.${index}`) }
        if (kind === 'text')
          return (
            <Field
              key={index}
              {...field}
              kind="lines"
              max={500}
              isOptional={!isRequired}
              defaultValue={answers[index]!}
              onChange={(value) => answer(index, value)}
            />
          )
        const choices =
          kind === 'yes_no'
            ? YES_NO.map((value) => ({ value: value as string, label: own.answer[value] }))
            : options.map((value) => ({ value, label: value }))
        return (
          <Choice
            key={index}
            {...field}
            isCompact={kind === 'yes_no'}
            options={choices}
            value={answers[index] || undefined}
            onChoose={(value) => answer(index, value)}
          />
        )
      })}
      <Button kind="primary" isBusy={isPending} onPress={send}>
        {isFull ? own.sendWaiting : own.send}
      </Button>
    </View>
  )
}
