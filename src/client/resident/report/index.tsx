import { View } from '@tarojs/components'
import { useEffect, useMemo, useState } from 'react'
import type { FieldError } from '../../../contract/operation'
import { scopeOf } from '../../../domain/scope'
import { hasArrived, useDraft } from '../../lib/draft'
import { openTab, showTop, useParams } from '../../lib/page'
import { useChange } from '../../lib/query'
import { useSubscription } from '../../lib/subscribe'
import { AgreeFirst } from '../../ui/agree'
import { Button } from '../../ui/button'
import { ErrorSummary, RefusedBar } from '../../ui/error-summary'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { StepsHeader } from '../../ui/steps-header'
import { useReportWords } from '../../words/report'
import { CheckStep } from './check'
import { ContactStep } from './contact'
import { Done } from './done'
import { emptyDraft, errorsIn, hasContent, stepOf, steps, toInput, type Step, type Submitted } from './draft'
import './index.css'
import { MatterStep } from './matter'
import { PlaceStep } from './place'

export default function ReportPage() {
  const words = useReportWords()
  const [submitted, setSubmitted] = useState<Submitted | null>(null)
  return (
    <Page title={words.report.title}>
      <AgreeFirst>
        {submitted ? <Done submitted={submitted} onAnother={() => setSubmitted(null)} /> : <Form onSubmitted={setSubmitted} />}
      </AgreeFirst>
    </Page>
  )
}

function Form({ onSubmitted }: { onSubmitted: (submitted: Submitted) => void }) {
  const words = useReportWords()
  const { report } = words
  const { deputyId, stationId } = useParams()
  const { value: draft, change, clear, renew, wasRestored, requestId } = useDraft('report', emptyDraft)
  const [restored, setRestored] = useState(wasRestored && hasContent(draft))
  /** What the contract refuses here is looked at anew with every change; what the cloud refused stays. */
  const [errors, setErrors] = useState<readonly (FieldError & { isFromCloud?: boolean })[]>([])
  const [version, setVersion] = useState(0)
  const subscription = useSubscription('progress')
  const submit = useChange('concern.submit', {
    onDone: (output) => {
      clear()
      onSubmitted(output)
    },
  })
  // What the page was opened from: a deputy's page, or a station's.
  useEffect(() => {
    if (deputyId || stationId) change({ ...(deputyId ? { deputyId } : {}), ...(stationId ? { stationId } : {}) })
  }, [deputyId, stationId])
  const step = draft.step
  const index = steps.indexOf(step)
  useEffect(showTop, [step])

  const scope = scopeOf(draft.text)
  const isHeld = step === 'matter' && scope !== null && draft.wentOnDespite !== scope
  const go = (to: Step) => {
    setErrors([])
    change({ step: to })
  }
  const next = () => {
    const wrong = errorsIn(draft, requestId()).filter(({ path }) => stepOf(path) === step)
    setErrors(wrong)
    if (wrong.length > 0) return showTop()
    setRestored(false)
    if (!isHeld) go(steps[index + 1] ?? 'check')
  }
  const send = () => {
    const wrong = errorsIn(draft, requestId())
    const [first] = wrong
    if (first) {
      change({ step: stepOf(first.path) })
      return setErrors(wrong)
    }
    subscription.ask()
    submit.mutate(toInput(draft, requestId()), {
      onError: (refused) => {
        const fields = hasArrived(refused) ? [] : refused.fields
        const [field] = fields
        setErrors(fields.map((error) => ({ ...error, isFromCloud: true })))
        if (field) change({ step: stepOf(field.path) })
        showTop()
      },
    })
  }
  const sendAnew = () => {
    renew()
    send()
  }
  const startAfresh = () => {
    clear()
    submit.reset()
    setErrors([])
    setRestored(false)
    setVersion((count) => count + 1)
  }

  const shown = useMemo(() => {
    const still = errors.length > 0 ? errorsIn(draft, requestId()) : []
    return errors
      .flatMap((error) => (error.isFromCloud ? [error] : still.filter(({ path }) => path === error.path)))
      .filter(({ path }) => stepOf(path) === step || stepOf(path) === 'check')
  }, [errors, draft])
  const props = { draft, change, errors: shown }
  const isStale = hasArrived(submit.error)
  return (
    <View key={version} className="lx-report">
      <StepsHeader title={report.step[step]} progress={report.progress(index + 1, steps.length)} step={index + 1} steps={steps.length} />
      {restored && (
        <NoticeBar title={report.restored}>
          <Button kind="link" onPress={startAfresh}>
            {report.startAfresh}
          </Button>
        </NoticeBar>
      )}
      {step === 'check' && !isStale && <RefusedBar error={submit.error} hasDraft />}
      {step === 'check' && isStale && (
        <NoticeBar tone="warning" title={words.error.arrived}>
          <Button kind="link" onPress={() => openTab('cases')}>
            {words.general.tab.cases.resident}
          </Button>
        </NoticeBar>
      )}
      <ErrorSummary errors={shown} names={report.field} own={report.own} />
      {step === 'matter' && <MatterStep {...props} />}
      {step === 'place' && <PlaceStep {...props} />}
      {step === 'contact' && <ContactStep {...props} />}
      {step === 'check' && <CheckStep draft={draft} change={change} onChange={go} />}
      <View className="lx-report-ways">
        {step === 'check' ? (
          <Button kind="primary" icon="send" isBusy={submit.isPending} onPress={isStale ? sendAnew : send}>
            {isStale ? report.sendAnew : submit.isError ? report.resubmit : report.submit}
          </Button>
        ) : (
          !isHeld && (
            <Button kind="primary" onPress={next}>
              {words.general.next}
            </Button>
          )
        )}
        {index > 0 && <Button onPress={() => go(steps[index - 1] ?? 'matter')}>{words.general.previous}</Button>}
      </View>
    </View>
  )
}
