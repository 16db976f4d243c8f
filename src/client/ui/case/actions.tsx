import { View } from '@tarojs/components'
import type { FunctionComponent } from 'react'
import type { ConcernStep } from '../../../domain/concern'
import { useCaseWords } from '../../words/concern'
import { Button } from '../button'
import type { IconName } from '../icon'
import { heading } from '../press'
import './case.css'
import { AcceptButton, AssignForm, ChaseForm, JudgeForm, PassOnForm, ReasonForm, WithdrawForm, WordsForm } from './forms'
import type { FormProps } from './form'
import { DisputeForm, ReferForm, SplitForm } from './forms-office'
import { ApproveForm, ReturnAnswerForm } from './review-forms'
import type { CaseView } from './state'
import { SetTopicForm } from './topic'

const forms = {
  assign: AssignForm,
  ask: (props) => <WordsForm step="ask" {...props} />,
  reply: (props) => <WordsForm step="reply" {...props} />,
  answer: (props) => <WordsForm step="answer" {...props} />,
  approve: ApproveForm,
  returnAnswer: ReturnAnswerForm,
  passOn: PassOnForm,
  sendBack: (props) => <ReasonForm step="sendBack" {...props} />,
  dispute: DisputeForm,
  uphold: (props) => <ReasonForm step="uphold" {...props} />,
  refer: ReferForm,
  split: SplitForm,
  say: (props) => <WordsForm step="say" {...props} />,
  chase: ChaseForm,
  judge: JudgeForm,
  relayVerdict: (props) => <JudgeForm step="relayVerdict" {...props} />,
  withdraw: WithdrawForm,
  openContact: (props) => <ReasonForm step="openContact" {...props} />,
  setTopic: SetTopicForm,
} satisfies Record<Exclude<ConcernStep, 'accept'>, FunctionComponent<FormProps>>

const icons = {
  assign: 'person',
  accept: 'check',
  ask: 'message',
  reply: 'edit',
  answer: 'edit',
  approve: 'check',
  returnAnswer: 'edit',
  passOn: 'persons',
  sendBack: 'building',
  dispute: 'flag',
  uphold: 'check',
  refer: 'send',
  split: 'plus',
  say: 'message',
  chase: 'clock',
  judge: 'flag',
  relayVerdict: 'flag',
  withdraw: 'close',
  openContact: 'phone',
  setTopic: 'list',
} satisfies Record<ConcernStep, IconName>

/** The order in which a person would look for them; the first that moves the case on is the primary one. */
const order = [
  'reply',
  'judge',
  'relayVerdict',
  'assign',
  'uphold',
  'approve',
  'returnAnswer',
  'accept',
  'answer',
  'chase',
  'ask',
  'openContact',
  'say',
  'setTopic',
  'passOn',
  'sendBack',
  'dispute',
  'refer',
  'split',
  'withdraw',
] as const satisfies readonly ConcernStep[]
const movesOn: readonly ConcernStep[] = ['reply', 'assign', 'approve', 'accept', 'answer', 'chase']

/** The step that the case waits for, if it is this person who can take it. */
export function primaryStep({ steps, state, verdict }: CaseView): ConcernStep | null {
  if (state === 'answered' && verdict === null && steps.includes('judge')) return 'judge'
  return order.find((step) => steps.includes(step) && movesOn.includes(step)) ?? null
}

/** What the server says may be done now: buttons, or the form of the one that was chosen. */
export function CaseActions({
  opened,
  onOpen,
  ...props
}: Omit<FormProps, 'onCancel'> & { opened: ConcernStep | null; onOpen: (step: ConcernStep | null) => void }) {
  const { concern } = useCaseWords()
  const { view } = props
  const Form = opened && opened !== 'accept' ? forms[opened] : null
  if (view.steps.length === 0 && !Form) return null
  const primary = primaryStep(view)
  return (
    <View id="case-actions" className="lx-case-actions">
      {Form ? (
        <Form key={opened} {...props} onCancel={() => onOpen(null)} />
      ) : (
        <>
          <View className="lx-section lx-case-section" {...heading(2)}>
            {concern.actions}
          </View>
          {order
            .filter((step) => view.steps.includes(step))
            .map((step) =>
              step === 'accept' ? (
                <AcceptButton
                  key={step}
                  id={props.id}
                  page={props.page}
                  onTry={props.onTry}
                  onDone={props.onDone}
                  onChanged={props.onChanged}
                />
              ) : (
                <Button
                  key={step}
                  kind={step === primary ? 'primary' : step === 'withdraw' ? 'danger' : 'secondary'}
                  icon={icons[step]}
                  onPress={() => onOpen(step)}
                >
                  {step === 'judge' && view.verdict !== null ? concern.judgeAgain : concern.step[step]}
                </Button>
              ),
            )}
        </>
      )}
    </View>
  )
}
