import { addDays, type Calendar } from '../../src/domain/calendar'
import { countsOf, factsOf, inTimeOf, noCounts, percentile, routeOf, spanOf, type LoggedStep } from '../../src/domain/figures'
import { recount } from '../../src/domain/figures-recount'

/** Monday to Friday. */
const calendar: Calendar = { isWorkday: (on) => ![0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay()), publishedUntil: '2027-12-31' }
const noon = (day: string) => new Date(`${day}T04:00:00Z`)
const step = (kind: string, day: string, more: Partial<LoggedStep> = {}): LoggedStep => ({ kind, by: 'assignee', at: noon(day), ...more })
const judged = (day: string, verdict: NonNullable<LoggedStep['verdict']>) => step('judged', day, { by: 'reporter', verdict })
/** Received on Monday 2 November 2026, due on Monday the 16th. */
const of = (log: LoggedStep[], dueOn = '2026-11-16') =>
  factsOf(log, { receivedAt: noon('2026-11-02'), dueOn, answerWithinWorkdays: 10, calendar })
const names = (log: LoggedStep[], today: string, dueOn?: string) =>
  Object.entries(countsOf(of(log, dueOn), today))
    .filter(([, is]) => is)
    .map(([name]) => name)

describe('periods, by the day of receipt in Asia/Shanghai', () => {
  test.each([
    ['month', '2026-11-01', '2026-11-23'],
    ['last_month', '2026-10-01', '2026-10-31'],
    ['quarter', '2026-10-01', '2026-11-23'],
    ['last_quarter', '2026-07-01', '2026-09-30'],
    ['year', '2026-01-01', '2026-11-23'],
    ['last_year', '2025-01-01', '2025-12-31'],
    ['last_12_months', '2025-12-01', '2026-11-23'],
  ] as const)('%s', (period, from, until) => expect(spanOf(period, '2026-11-23')).toEqual({ from, until }))

  test('in January the last month and quarter lie in the year before', () => {
    expect(spanOf('last_month', '2026-01-05')).toEqual({ from: '2025-12-01', until: '2025-12-31' })
    expect(spanOf('last_quarter', '2026-01-05')).toEqual({ from: '2025-10-01', until: '2025-12-31' })
  })

  test('a case received at 00:30 in Shanghai belongs to that day, not to the day before in UTC', () => {
    const { receivedOn } = factsOf([], {
      receivedAt: new Date('2026-10-31T16:30:00Z'),
      dueOn: '2026-11-16',
      answerWithinWorkdays: 10,
      calendar,
    })
    expect(receivedOn).toBe('2026-11-01')
  })
})

describe('answered in time', () => {
  test('an answer on the day itself is in time, one a day later is not; both were due', () => {
    expect(names([step('answered', '2026-11-16')], '2026-11-17')).toEqual(expect.arrayContaining(['due', 'inTime']))
    expect(names([step('answered', '2026-11-17')], '2026-11-18')).not.toContain('inTime')
    expect(names([step('answered', '2026-11-17')], '2026-11-18')).toContain('due')
  })
  test('an answer that a second person looked at counts from the day on which the resident had it', () => {
    expect(names([step('review_asked', '2026-11-16')], '2026-11-17')).toEqual(['received', 'due'])
    const facts = of([step('review_asked', '2026-11-13'), step('approved', '2026-11-16', { by: 'desk' })])
    expect(facts).toMatchObject({ answeredOn: '2026-11-16', lastAnsweredOn: '2026-11-16', days: 14, workdays: 10 })
    expect(names([step('review_asked', '2026-11-16'), step('approved', '2026-11-17')], '2026-11-18')).not.toContain('inTime')
  })
  test('where nobody replied and the timer gave the case back, its deadline counts again', () => {
    const log = [step('asked', '2026-11-10'), step('resumed', '2026-11-13', { by: null })]
    expect(names(log, '2026-12-10')).toEqual(['received', 'due'])
    expect(of([...log, step('answered', '2026-11-16')])).toMatchObject({ askedOn: null, days: 11, workdays: 7 })
  })
  test('what is open and not due yet is in neither; the day after the deadline it is due', () => {
    expect(names([], '2026-11-16')).toEqual(['received'])
    expect(names([], '2026-11-17')).toEqual(['received', 'due'])
  })
  test('withdrawn in time it was never owed; withdrawn when it was overdue it counts as not answered', () => {
    expect(names([step('withdrawn', '2026-11-10')], '2026-12-10')).toEqual(['received', 'withdrawn'])
    expect(names([step('withdrawn', '2026-11-20')], '2026-12-10')).toEqual(['received', 'due', 'withdrawn'])
  })
  test('while the resident is asked nothing falls due, except what had been due before', () => {
    expect(names([step('asked', '2026-11-10')], '2026-12-10')).toEqual(['received'])
    expect(names([step('asked', '2026-11-20')], '2026-12-10')).toEqual(['received', 'due'])
  })
  test('the first answer counts: a reopening moves the deadline of the case, not the one that was kept or missed', () => {
    const late = [step('answered', '2026-11-20'), judged('2026-11-23', 'not_settled'), step('reopened', '2026-11-23')]
    expect(of(late, '2026-12-07').dueOn).toBe('2026-11-16')
    expect(names(late, '2026-11-24', '2026-12-07')).not.toContain('inTime')
    expect(names(late, '2026-11-24', '2026-12-07')).toContain('reopened')
  })
})

describe("the resident's own word", () => {
  const answered = step('answered', '2026-11-10')
  test('silence is waited for during 20 days and is silence on the 21st; it is never settled', () => {
    expect(names([answered], '2026-11-30')).toContain('waiting')
    expect(names([answered], '2026-12-01')).toContain('silent')
    expect(names([answered], '2026-12-01')).not.toContain('settled')
  })
  test('the last word counts, and a new answer asks anew', () => {
    expect(names([answered, judged('2026-11-11', 'partly'), judged('2026-11-12', 'settled')], '2026-11-13')).toContain('settled')
    const again = [answered, judged('2026-11-11', 'not_settled'), step('reopened', '2026-11-11')]
    expect(names(again, '2026-11-13')).toContain('notSettled')
    expect(names([...again, step('answered', '2026-11-14')], '2026-11-15')).toContain('waiting')
  })
  test('nobody else can say it', () => {
    expect(names([answered, step('judged', '2026-11-11', { by: 'desk', verdict: 'settled' })], '2026-11-13')).toContain('waiting')
  })
})

test('days run from receipt to the first answer, without those on which the resident was asked', () => {
  expect(of([step('answered', '2026-11-12')])).toMatchObject({ days: 10, workdays: 8 })
  const asked = [step('asked', '2026-11-04'), step('replied', '2026-11-09'), step('answered', '2026-11-12')]
  expect(of(asked)).toMatchObject({ days: 5, workdays: 5 })
  expect(of([...asked, step('answered', '2026-11-30')])).toMatchObject({ days: 5, lastAnsweredOn: '2026-11-30' })
  expect(of([])).toMatchObject({ days: null, workdays: null })
})

test('an answer that was kept back from the resident was none; the one after it is the first', () => {
  const keptBack = [step('answered', '2026-11-10'), step('answer_returned', '2026-11-12')]
  expect(of(keptBack)).toMatchObject({ answeredOn: null, lastAnsweredOn: null, days: null, workdays: null })
  expect(of([...keptBack, step('answered', '2026-11-18')])).toMatchObject({ answeredOn: '2026-11-18', days: 16 })
  // One that was returned before anybody read it never counted.
  const first = step('answered', '2026-11-10')
  const reopened = [first, judged('2026-11-11', 'not_settled'), step('reopened', '2026-11-11'), step('review_asked', '2026-11-13')]
  expect(of([...reopened, step('answer_returned', '2026-11-14')])).toMatchObject({ answeredOn: '2026-11-10', verdict: 'not_settled' })
})

test('nothing of nothing is no share', () => {
  expect(inTimeOf(noCounts())).toBeNull()
  expect(inTimeOf({ ...noCounts(), due: 3 })).toEqual({ numerator: 0, denominator: 3 })
})

test('percentiles are days that there were (nearest rank)', () => {
  const ten = Array.from({ length: 10 }, (_, index) => ({ days: index + 1, count: 1 }))
  expect([percentile(ten, 0.5), percentile(ten, 0.9), percentile([], 0.5)]).toEqual([5, 9, null])
  expect(percentile(ten.toReversed(), 0.9)).toBe(9)
})

test('how a case was routed is told by what decided', () => {
  const to = (deputyId: string | null, ...kinds: ('chosen' | 'no_place' | 'only_deputy' | 'rota')[]) => ({
    deputyId,
    reasons: kinds.map((kind) => ({ kind })),
  })
  expect(routeOf(to('d', 'chosen'), null)).toBe('chosen')
  expect(routeOf(to(null, 'no_place'), null)).toBe('desk')
  expect(routeOf(to('d', 'only_deputy'), null)).toBe('constituency')
  const byTopic = { deputyId: 'd', reasons: [{ kind: 'topic' as const, topic: '01' }] }
  expect([routeOf(byTopic, 'resident'), routeOf(byTopic, 'model')]).toEqual(['topic', 'model_topic'])
})

test('a recount takes the cases of the period, and the residents’ words add up to those answered', () => {
  const cases = Array.from({ length: 60 }, (_, index) =>
    factsOf(
      [
        ...(index % 3 ? [step('answered', addDays('2026-10-20', index % 17))] : []),
        ...(index % 4 === 1 ? [judged('2026-11-20', (['settled', 'partly', 'not_settled'] as const)[index % 3]!)] : []),
      ],
      { receivedAt: noon(addDays('2026-09-25', index % 30)), dueOn: '2026-10-30', answerWithinWorkdays: 10, calendar },
    ),
  )
  const { counts, days } = recount(cases, { from: '2026-10-01', until: '2026-10-31' }, '2026-11-23')
  expect(counts.received).toBe(cases.filter(({ receivedOn }) => receivedOn >= '2026-10-01').length)
  expect(counts.settled + counts.partly + counts.notSettled + counts.silent + counts.waiting).toBe(counts.answered)
  expect(days.reduce((sum, { count }) => sum + count, 0)).toBe(counts.answered)
})
