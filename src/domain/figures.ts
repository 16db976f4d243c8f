import { addDays, addWorkdays, dayOf, workdaysBetween, type Calendar, type Day } from './calendar'
import type { Relation, Verdict } from './concern'
import type { RoutingReason } from './routing'

/** A measure is never a percentage alone: how many of how many. Null where there is nothing to be a part of. */
export interface Ratio {
  numerator: number
  denominator: number
}

/** The periods that a congress shows. A case belongs to the one in which it was received, Asia/Shanghai. */
export const figurePeriods = ['last_12_months', 'month', 'last_month', 'quarter', 'last_quarter', 'year', 'last_year'] as const
export type FigurePeriod = (typeof figurePeriods)[number]

/** Days, both included. */
export interface Span {
  from: Day
  until: Day
}

/** The days of a period as seen on `today`; one that has not ended ends today. */
export function spanOf(period: FigurePeriod, today: Day): Span {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  const quarter = Math.floor((month - 1) / 3) * 3 + 1
  const first = (y: number, m: number): Day => {
    const index = y * 12 + m - 1
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`
  }
  const whole = (y: number, m: number, months: number): Span => ({ from: first(y, m), until: addDays(first(y, m + months), -1) })
  switch (period) {
    case 'month':
      return { from: first(year, month), until: today }
    case 'last_month':
      return whole(year, month - 1, 1)
    case 'quarter':
      return { from: first(year, quarter), until: today }
    case 'last_quarter':
      return whole(year, quarter - 3, 3)
    case 'year':
      return { from: first(year, 1), until: today }
    case 'last_year':
      return whole(year - 1, 1, 12)
    case 'last_12_months':
      return { from: first(year, month - 11), until: today }
  }
}

/** For how many days after an answer the resident's word is waited for; after that they are silent (WriteToThem asks at 14 and 21 days). */
export const SILENT_AFTER_DAYS = 21

/** How a case came in. */
export const entries = ['online', 'walk_in', 'letter', 'phone', 'visit'] as const
export type Entry = (typeof entries)[number]

/** How it was decided who gets a case. `model_topic`: by a topic that the resident had not chosen. */
export const routes = ['chosen', 'constituency', 'side_chosen', 'topic', 'model_topic', 'desk'] as const
export type Route = (typeof routes)[number]

/** What decided where a case went; `desk` where routing left it to people. */
export function routeOf(
  { deputyId, reasons }: { deputyId: string | null; reasons: readonly RoutingReason[] },
  topicBy: string | null,
): Route {
  const kinds = reasons.map(({ kind }) => kind)
  if (kinds.includes('chosen')) return 'chosen'
  if (!deputyId) return 'desk'
  if (kinds.includes('topic')) return topicBy === 'model' ? 'model_topic' : 'topic'
  return kinds.includes('side_chosen') ? 'side_chosen' : 'constituency'
}

/** One line of the log, as far as figures need it. */
export interface LoggedStep {
  kind: string
  by: Relation | null
  at: Date
  verdict?: Verdict | undefined
}

/** What the log of one case says about how it went. */
export interface CaseFacts {
  receivedOn: Day
  /** The day by which the first answer was owed. */
  dueOn: Day
  /** Day of the first answer. */
  answeredOn: Day | null
  /** Day of the last answer: from it the resident's word is waited for. */
  lastAnsweredOn: Day | null
  withdrawnOn: Day | null
  /** Since when the resident has been asked for more and has not replied: meanwhile nothing falls due. */
  askedOn: Day | null
  /** The resident's own last word on the last answer. */
  verdict: Verdict | null
  isReopened: boolean
  /** Days from receipt to the first answer, without those on which the resident was asked for more. */
  days: number | null
  workdays: number | null
}

/** What the congress promised and which days count. `dueOn`: the deadline that stands with the case, which a reopening has moved. */
export interface Promised {
  receivedAt: Date
  dueOn: Day
  answerWithinWorkdays: number
  calendar: Calendar
}

/** Folds the log of a case into its facts. Only the reporter's own `judged` is a verdict, and a new answer asks anew. */
export function factsOf(log: readonly LoggedStep[], { receivedAt, dueOn, answerWithinWorkdays, calendar }: Promised): CaseFacts {
  const receivedOn = dayOf(receivedAt)
  const facts: CaseFacts = {
    receivedOn,
    dueOn,
    answeredOn: null,
    lastAnsweredOn: null,
    withdrawnOn: null,
    askedOn: null,
    verdict: null,
    isReopened: false,
    days: null,
    workdays: null,
  }
  let asked = { days: 0, workdays: 0 }
  let askedFirst = 0
  /** As it was before the last answer, which a person may keep back from the resident. */
  let before: CaseFacts | null = null
  for (const { kind, by, at, verdict } of log) {
    const on = dayOf(at)
    // What waits for a second person is no answer yet: the resident has it once it is approved.
    const isAnswer = kind === 'answered' || kind === 'approved'
    if (facts.askedOn !== null && (isAnswer || kind === 'replied' || kind === 'resumed')) {
      asked = {
        days: asked.days + daysBetween(facts.askedOn, on),
        workdays: asked.workdays + workdaysBetween(facts.askedOn, on, calendar),
      }
      facts.askedOn = null
    }
    if (kind === 'asked') facts.askedOn = on
    if (isAnswer) before = { ...facts }
    if (kind === 'judged' || kind === 'review_asked') before = null
    // Nobody read it, so it was none.
    if (kind === 'answer_returned' && before) Object.assign(facts, before)
    if (isAnswer) {
      if (facts.answeredOn === null) {
        facts.answeredOn = on
        facts.days = Math.max(0, daysBetween(receivedOn, on) - asked.days)
        facts.workdays = Math.max(0, workdaysBetween(receivedOn, on, calendar) - asked.workdays)
        askedFirst = asked.workdays
      }
      facts.lastAnsweredOn = on
      facts.verdict = null
    }
    if (kind === 'judged' && by === 'reporter') facts.verdict = verdict ?? null
    if (kind === 'reopened') facts.isReopened = true
    if (kind === 'withdrawn') facts.withdrawnOn = on
  }
  if (facts.isReopened) {
    const first = addWorkdays(receivedOn, answerWithinWorkdays + askedFirst, calendar)
    facts.dueOn = first < dueOn ? first : dueOn
  }
  return facts
}

/** Calendar days from one day to another. */
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** What is counted. `settled` + `partly` + `notSettled` + `silent` + `waiting` = `answered`. */
export const counted = [
  'received',
  'due',
  'inTime',
  'answered',
  'settled',
  'partly',
  'notSettled',
  'silent',
  'waiting',
  'withdrawn',
  'reopened',
] as const
export type Counts = Record<(typeof counted)[number], number>
/** How many answers took how many days. */
export type Histogram = readonly { days: number; count: number }[]

export const noCounts = (): Counts => Object.fromEntries(counted.map((name) => [name, 0])) as Counts

/** What one case adds to each count on `today`. The words of each definition stand in the page's 「怎么算的」. */
export function countsOf(facts: CaseFacts, today: Day): Record<keyof Counts, boolean> {
  const { dueOn, answeredOn, lastAnsweredOn, withdrawnOn, askedOn, verdict } = facts
  const isAnswered = answeredOn !== null
  // Withdrawn or asked while there was still time, it is not owed; after that, it was.
  const ended = [today, withdrawnOn ?? today, askedOn ?? today].sort()[0]!
  const isSilent = lastAnsweredOn !== null && daysBetween(lastAnsweredOn, today) >= SILENT_AFTER_DAYS
  return {
    received: true,
    due: isAnswered || dueOn < ended,
    inTime: isAnswered && answeredOn <= dueOn,
    answered: isAnswered,
    settled: isAnswered && verdict === 'settled',
    partly: isAnswered && verdict === 'partly',
    notSettled: isAnswered && (verdict === 'not_settled' || verdict === 'beside_the_point'),
    silent: isAnswered && verdict === null && isSilent,
    waiting: isAnswered && verdict === null && !isSilent,
    withdrawn: withdrawnOn !== null,
    reopened: facts.isReopened,
  }
}

/** Null where the denominator is 0: nothing of nothing is no share. */
export const ratio = (numerator: number, denominator: number): Ratio | null => (denominator === 0 ? null : { numerator, denominator })

/** 按时答复: of those that were owed an answer by now, or have one. What is open and not due yet is in neither. */
export const inTimeOf = ({ inTime, due }: Counts) => ratio(inTime, due)
/** 居民认可已解决: of those answered. Silence stays in the denominator: it is not satisfaction. */
export const settledOf = ({ settled, answered }: Counts) => ratio(settled, answered)

/** The smallest number of days within which this part of the answers came (nearest rank); null where there were none. */
export function percentile(histogram: Histogram, part: number): number | null {
  const total = histogram.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  let seen = 0
  const sorted = [...histogram].sort((a, b) => a.days - b.days)
  for (const { days, count } of sorted) {
    seen += count
    if (seen >= part * total) return days
  }
  return sorted[sorted.length - 1]!.days
}
