import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as v from 'valibot'
import type { Input, Output } from '../../../contract'
import { relayVerdict } from '../../../contract/assistance'
import * as contract from '../../../contract/concern-steps'
import type { FieldError } from '../../../contract/operation'
import type { ConcernStep } from '../../../domain/concern'
import type { Template } from '../../../domain/notification'
import { call, isRefused, type Refused } from '../../lib/call'
import { useDraft } from '../../lib/draft'
import { showElement } from '../../lib/page'
import { useSubscription } from '../../lib/subscribe'

const inputs = {
  assign: contract.assignConcern.input,
  accept: contract.acceptConcern.input,
  ask: contract.askConcern.input,
  reply: contract.replyConcern.input,
  answer: contract.answerConcern.input,
  approve: contract.approveConcern.input,
  returnAnswer: contract.returnAnswerConcern.input,
  passOn: contract.passOnConcern.input,
  sendBack: contract.sendBackConcern.input,
  dispute: contract.disputeConcern.input,
  uphold: contract.upholdConcern.input,
  refer: contract.referConcern.input,
  split: contract.splitConcern.input,
  say: contract.sayConcern.input,
  chase: contract.chaseConcern.input,
  judge: contract.judgeConcern.input,
  relayVerdict: relayVerdict.input,
  withdraw: contract.withdrawConcern.input,
  openContact: contract.openContact.input,
  setTopic: contract.setTopic.input,
} satisfies Record<ConcernStep, v.GenericSchema>

type Name<S extends ConcernStep> = `concern.${S}`
type StepInput<S extends ConcernStep> = Omit<Input<Name<S>>, 'id' | 'requestId'>
export type StepOutput<S extends ConcernStep> = Output<Name<S>>

/** What the page wants to know of a step that is being taken. */
export interface StepProps {
  /** The case. */
  id: string
  /** Whose draft it is: two roles may work on one case in one browser. */
  page: string
  onTry: (step: ConcernStep) => void
  onDone: (step: ConcernStep, output: StepOutput<ConcernStep>) => void
  /** Meanwhile the case changed, so that the step could not be taken. */
  onChanged: () => void
}

/** What WeChat may bring next time is asked on the tap that takes one of these steps. */
const asks: Partial<Record<ConcernStep, Template>> = {
  accept: 'duty',
  ask: 'duty',
  answer: 'duty',
  reply: 'progress',
  judge: 'progress',
  chase: 'progress',
}

/** One step on a case: what is being written, kept on the device; what is wrong with it; and sending it once. */
export function useStep<S extends ConcernStep, D extends object>(
  step: S,
  { id, page, onTry, onDone, onChanged }: StepProps,
  empty: D,
  toInput: (draft: D) => StepInput<S>,
) {
  const client = useQueryClient()
  const { value, change, clear, requestId } = useDraft(`case.${page}.${id}.${step}`, empty)
  const template = asks[step]
  const subscription = useSubscription(...(template ? [template] : []))
  const [wasTried, setTried] = useState(false)
  const [refusedFields, setRefusedFields] = useState<readonly FieldError[]>([])
  const input = { ...toInput(value), id, requestId: requestId() }
  const sending = useMutation<StepOutput<S>, Refused, void>({
    mutationFn: () => call<Name<S>>(`concern.${step}`, input as unknown as Input<Name<S>>),
    networkMode: 'always',
    onSuccess: (output) => {
      clear()
      // A step answers with the case as it then is, or with null where it is somebody else's and nothing of it would be found.
      const isHandedOver = output === null
      const isAnswered = isHandedOver || 'steps' in output
      void client.invalidateQueries({
        predicate: ({ queryKey: [name, of] }) =>
          String(name).startsWith('concern.') &&
          !((of as { id?: string }).id === id && (isHandedOver || (isAnswered && name === 'concern.open'))),
      })
      if (output && 'steps' in output) {
        // What a poll asked before this step would come back older.
        void client.cancelQueries({ queryKey: ['concern.open', { id }] })
        client.setQueryData(['concern.open', { id }], output)
      }
      onDone(step, output)
    },
    onError: (error) => {
      if (!isRefused(error)) return
      const wasUsed = error.fields.some(({ path }) => path === 'requestId')
      if (!wasUsed && error.fields.length > 0) return setRefusedFields(error.fields)
      if (!wasUsed && error.code !== 'CONFLICT' && error.code !== 'NOT_FOUND') return
      // An earlier try had arrived after all, or somebody was quicker: what is written stays, as another request.
      clear()
      change(value)
      void client.invalidateQueries({ queryKey: ['concern.open', { id }] })
      onChanged()
    },
  })
  const wrong = wasTried ? errorsIn(inputs[step], input) : []
  return {
    draft: value,
    change: (part: Partial<D>) => {
      setRefusedFields([])
      change(part)
    },
    errors: [...wrong, ...refusedFields],
    /** A refusal that no field explains. */
    error: sending.error && refusedFields.length === 0 && sending.error.code !== 'CONFLICT' ? sending.error : null,
    isBusy: sending.isPending,
    send: () => {
      const [first] = errorsIn(inputs[step], input)
      setTried(true)
      if (first) showElement(`field-${first.path}`)
      else {
        onTry(step)
        subscription.ask()
        sending.mutate()
      }
    },
  }
}

/** What the contract would refuse: the same rules that the cloud checks. One rule a field. */
function errorsIn(schema: v.GenericSchema, input: unknown): FieldError[] {
  const { issues = [] } = v.safeParse(schema, input)
  return issues
    .map((issue) => ({ path: v.getDotPath(issue) ?? '', rule: issue.message }))
    .filter(({ path }, index, all) => all.findIndex((error) => error.path === path) === index)
}
