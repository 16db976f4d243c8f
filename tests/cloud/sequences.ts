import { replay, type LoggedEvent } from '../../src/cloud/audit/replay'
import type { EventKind } from '../../src/contract/concern-view'
import { concernSteps, verdictTo, type ConcernStep, type Verdict } from '../../src/domain/concern'

/** What a step is told: which of several it is, by chance. */
export interface Chosen {
  verdict: Verdict
  /** A deputy other than the one who has it. */
  deputyId: string
  topic: string
  /** The congress wants a second pair of eyes on an answer. */
  isReviewed: boolean
}

interface Taken {
  input: (chosen: Chosen) => Record<string, unknown>
  /** What it leaves in the log. */
  events: (chosen: Chosen) => LoggedEvent[]
}
const logs =
  (kind: EventKind, data: (chosen: Chosen) => LoggedEvent['data'] = () => ({})) =>
  (chosen: Chosen) => [{ kind, data: data(chosen) }]
const words = () => ({ text: '再说几句', photoIds: [], recordingId: null })
const reason = { reason: '原因在此' }
const toDeputy = ({ deputyId }: Chosen) => ({ deputyId })

/** A new step does not compile until it is among those that are tried. */
export const steps: Record<ConcernStep, Taken> = {
  assign: { input: toDeputy, events: logs('assigned', toDeputy) },
  accept: { input: () => ({}), events: logs('accepted') },
  ask: { input: words, events: logs('asked') },
  reply: { input: words, events: logs('replied') },
  answer: { input: words, events: ({ isReviewed }) => [{ kind: isReviewed ? 'review_asked' : 'answered', data: {} }] },
  approve: { input: () => ({}), events: logs('approved') },
  returnAnswer: { input: () => reason, events: logs('answer_returned') },
  passOn: { input: (chosen) => ({ ...toDeputy(chosen), ...reason }), events: logs('passed_on', toDeputy) },
  sendBack: { input: () => reason, events: logs('sent_back') },
  dispute: { input: () => reason, events: logs('disputed') },
  uphold: { input: () => reason, events: logs('upheld') },
  refer: { input: () => ({ unit: '区城管委' }), events: logs('referred') },
  split: { input: () => ({ text: '还有一件别的事情' }), events: logs('split') },
  say: { input: words, events: logs('said') },
  chase: { input: () => ({ text: '' }), events: logs('chased') },
  judge: {
    input: ({ verdict }) => ({ verdict, text: '' }),
    events: ({ verdict }) => [
      { kind: 'judged', data: { verdict } },
      ...(verdictTo[verdict] === 'accepted' ? [{ kind: 'reopened' as const, data: {} }] : []),
    ],
  },
  relayVerdict: {
    input: ({ verdict }) => ({ verdict, text: '' }),
    events: ({ verdict }) => [
      { kind: 'verdict_relayed', data: { verdict } },
      ...(verdictTo[verdict] === 'accepted' ? [{ kind: 'reopened' as const, data: {} }] : []),
    ],
  },
  withdraw: { input: () => ({}), events: logs('withdrawn') },
  openContact: { input: () => reason, events: logs('contact_opened') },
  setTopic: { input: ({ topic }) => ({ topic }), events: logs('topic_set', ({ topic }) => ({ topic })) },
}

/** Whether a step leads out of where the case is. */
export const leadsOn = (step: ConcernStep) => step === 'judge' || 'to' in concernSteps[step]

interface Row {
  state: string
  assignee_id: string | null
  verdict: string | null
  passes: number
  is_upheld: boolean
}

export const replayed = (events: readonly { kind: string; data: LoggedEvent['data'] }[]) =>
  replay(events.map(({ kind, data }) => ({ kind: kind as EventKind, data })))

/** The log has no gap, and tells what the row says. */
export function logTellsRow(row: Row, events: readonly { seq: number; kind: string; data: LoggedEvent['data'] }[]): void {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  const { state, assigneeId, verdict, passes, isUpheld } = replayed(events)
  expect({ state, assigneeId, verdict, passes, isUpheld }).toEqual({
    state: row.state,
    assigneeId: row.assignee_id,
    verdict: row.verdict,
    passes: row.passes,
    isUpheld: row.is_upheld,
  })
}
