import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { replay, type LoggedEvent, type Replayed } from '../../src/cloud/audit/replay'
import { verify } from '../../src/cloud/audit/verify'
import { noticeIn } from '../../src/cloud/concern/notice'
import { allCongresses } from '../../src/cloud/congress/find'
import { refreshFigures } from '../../src/cloud/figures/compute'
import { sumUp } from '../../src/cloud/figures/sum'
import type { Congress } from '../../src/cloud/operation'
import { addDays, addWorkdays, dayOf, workdaysBetween } from '../../src/domain/calendar'
import {
  concernStepNames,
  concernSteps,
  mayTake,
  openStates,
  relations,
  verdicts,
  verdictTo,
  type ConcernState,
  type ConcernStep,
  type Relation,
  type Step,
} from '../../src/domain/concern'
import { factsOf, figurePeriods, spanOf } from '../../src/domain/figures'
import { recount as recounted } from '../../src/domain/figures-recount'
import { openTestContext, type TestContext } from './database'
import { leadsOn, logTellsRow, replayed, steps, type Chosen } from './sequences'
import { buildTown, call, granted, lampConcern, refusal, type Town } from './town'

/** How many sequences go through the database, and how many through the rules alone. `SEQUENCES=10000` is the long form. */
const SEQUENCES = Number(process.env.SEQUENCES ?? 60)
const IN_MEMORY = 10_000
/** Under a second where nothing else runs; a machine that does much else took fifteen. */
const SEQUENCE_MS = 30_000

const persons = ['resident', 'neighbour', 'wang', 'li', 'zhao', 'hallDesk', 'homeDesk', 'office'] as const
type Person = (typeof persons)[number]

/** One turn: who does what after how many days. Half of the turns take what is offered, so that sequences go deep. */
const turn = fc.record({
  who: fc.constantFrom(...persons),
  step: fc.constantFrom(...concernStepNames),
  takesOffered: fc.boolean(),
  pick: fc.nat(1_000),
  /** Which of those who hold the case, and which of what they are offered: by dice of their own, or some pairs never meet. */
  holder: fc.nat(1_000),
  offer: fc.nat(1_000),
  days: fc.constantFrom(0, 0, 0, 1, 1, 3, 12),
  hasTimer: fc.integer({ min: 0, max: 7 }).map((number) => number === 0),
  verdict: fc.constantFrom(...verdicts),
})
/** Who looks at an answer before the resident does, as the congress says. */
const review = fc.constantFrom('none', 'none', 'desk', 'office')
const sequence = fc.array(turn, { minLength: 6, maxLength: 20, size: 'max' })

const isOpen = (state: ConcernState) => (openStates as readonly ConcernState[]).includes(state)

describe('the rules alone', () => {
  /** The states that steps of these relations lead to from one. */
  const after = (state: ConcernState, by: readonly Relation[] = relations): ConcernState[] =>
    concernStepNames.flatMap((name) => {
      const rule: Step = concernSteps[name]
      if (!rule.from.includes(state) || !rule.by.some((relation) => by.includes(relation))) return []
      return name === 'judge' ? Object.values(verdictTo) : rule.to ? [rule.to] : []
    })

  test(`in ${IN_MEMORY} sequences there is always somebody who has a way on`, () => {
    fc.assert(
      fc.property(sequence, fc.boolean(), (turns, isReviewed) => {
        let now: Replayed = replay([{ kind: 'routed', data: { deputyId: 'a' } }])
        const log: LoggedEvent[] = [{ kind: 'routed', data: { deputyId: 'a' } }]
        for (const { step, pick, offer, takesOffered, verdict } of turns) {
          const facts = {
            ...now,
            isDue: pick % 2 === 0,
            wasChasedToday: pick % 3 === 0,
            hasContact: true,
            mayCall: pick % 5 > 0,
            isUnattended: pick % 4 === 0,
            review: now.state === 'in_review' ? { by: 'office' as const, isAuthor: false } : null,
          }
          const offered = concernStepNames.filter((name) => relations.some((relation) => mayTake(name, [relation], facts)))
          const chosen = takesOffered && offered.length > 0 ? offered[offer % offered.length]! : step
          if (offered.includes(chosen))
            log.push(...steps[chosen].events({ verdict, deputyId: now.assigneeId === 'a' ? 'b' : 'a', topic: 't', isReviewed }))
          now = replay(log)
          if (!isOpen(now.state)) continue
          const others = relations.filter((relation) => relation !== 'reporter')
          const theirs = concernStepNames.filter((name) =>
            others.some((relation) =>
              mayTake(name, [relation], {
                ...facts,
                ...now,
                review: now.state === 'in_review' ? { by: 'office', isAuthor: false } : null,
              }),
            ),
          )
          // Matchers are slow, and this runs a hundred thousand times.
          if (theirs.length === 0) throw new Error(`nobody has a step in ${now.state}`)
          // While the resident is asked, the timer goes on without them.
          if (now.state !== 'asked' && !theirs.some(leadsOn)) throw new Error(`no way on from ${now.state}`)
          const { state, assigneeId } = now
          if ((assigneeId === null) !== (state === 'unassigned')) throw new Error(`${state} with ${assigneeId}`)
        }
      }),
      { numRuns: IN_MEMORY },
    )
  })

  test('every state but a withdrawn one leads to settled, and no open one needs the resident to be answered', () => {
    const reach = (from: ConcernState, by?: readonly Relation[]) => {
      const seen = new Set<ConcernState>([from])
      // The timer ends the waiting for a resident.
      for (const state of seen) [...after(state, by), ...(state === 'asked' ? ['accepted' as const] : [])].forEach((next) => seen.add(next))
      return seen
    }
    for (const state of ['unassigned', 'assigned', 'accepted', 'asked', 'disputed', 'in_review', 'answered', 'settled'] as const)
      expect(reach(state)).toContain('settled')
    for (const state of openStates) expect(reach(state, ['assignee', 'desk', 'office'])).toContain('answered')
  })
})

describe('through the entry point', () => {
  let context: TestContext
  let town: Town
  let stranger: Town
  let congress: Congress
  const start = new Date('2026-11-23T02:00:00Z')
  beforeAll(async () => {
    context = await openTestContext({ now: start })
    town = await buildTown(context)
    stranger = await buildTown(context, 'OTHER')
    await context.db
      .updateTable('sessions')
      .set({ expires_at: new Date('2030-01-01') })
      .execute()
    congress = (await allCongresses(context)).find(({ id }) => id === town.congressId)!
  })
  afterAll(() => context.close())

  const rowOf = (id: string) =>
    context.db.selectFrom('concerns').where('congress_id', '=', town.congressId).where('id', '=', id).selectAll().executeTakeFirstOrThrow()
  const eventsOf = (id: string) =>
    context.db
      .selectFrom('concern_events')
      .where('congress_id', '=', town.congressId)
      .where('concern_id', '=', id)
      .select(['seq', 'kind', 'data'])
      .orderBy('seq')
      .execute()
  const messagesOf = (id: string) =>
    context.db
      .selectFrom('concern_messages')
      .where('congress_id', '=', town.congressId)
      .where('concern_id', '=', id)
      .select(['seq', 'text'])
      .execute()
  const snapshot = async (id: string) => ({ row: await rowOf(id), events: await eventsOf(id), messages: await messagesOf(id) })
  const take = (step: ConcernStep, id: string, chosen: Chosen, token: string) =>
    call(context, `concern.${step}`, { requestId: randomUUID(), id, ...steps[step].input(chosen) }, token)

  /** Whether the case is this person's, told without the code under test. */
  const isTheirs = (who: Person, row: Awaited<ReturnType<typeof rowOf>>) =>
    ({
      resident: true,
      neighbour: false,
      wang: row.assignee_id === town.wang,
      li: row.assignee_id === town.li,
      zhao: row.assignee_id === town.zhao,
      hallDesk: row.station_id === town.hall,
      homeDesk: row.station_id === town.home,
      office: true,
    })[who]

  const theirsOf = async (id: string) => {
    const row = await rowOf(id)
    return persons.filter((who) => isTheirs(who, row))
  }

  /** What holds after every turn. */
  async function holds(id: string): Promise<void> {
    const { row, events } = await snapshot(id)
    logTellsRow(row, events)
    // The clock of the resident and that of the deputy never run at once.
    expect(row.asked_on !== null).toBe(row.state === 'asked')
    if (row.state !== 'in_review') return
    expect(row).toMatchObject({ review_by: expect.stringMatching(/^(desk|office)$/), review_author_id: expect.any(String) })
    // The resident reads nothing of an answer that waits for a second person.
    const { messages, due } = await granted(context, 'concern.open', { id }, town.token.resident)
    const hidden = await context.db
      .selectFrom('concern_messages')
      .where('congress_id', '=', town.congressId)
      .where('concern_id', '=', id)
      .where('shown_at', 'is', null)
      .select('id')
      .execute()
    expect(hidden).not.toEqual([])
    expect({ due, seen: messages.filter((message) => hidden.some((each) => each.id === message.id)) }).toEqual({ due: null, seen: [] })
  }

  test(
    `${SEQUENCES} sequences of random persons: what is offered succeeds, all else changes nothing, and the log tells it again`,
    async () => {
      let turnsTaken = 0
      const reached: Record<string, number> = {}
      await fc.assert(
        fc.asyncProperty(sequence, fc.boolean(), review, async (turns, mayCall, reviewAnswers) => {
          context.setNow(start)
          await wants(reviewAnswers)
          const contact = { name: '张三', phone: '13800138000', mayCall }
          const { id } = await granted(context, 'concern.submit', lampConcern({ contact }), town.token.resident)
          for (const { who: anybody, step, takesOffered, pick, holder, offer, days, hasTimer, verdict } of turns) {
            const holders = await theirsOf(id)
            const who = takesOffered ? holders[holder % holders.length]! : anybody
            context.setNow(new Date(context.now().getTime() + days * 24 * 3_600_000))
            if (hasTimer) await timer(id)
            const opened = await call(context, 'concern.open', { id }, town.token[who])
            const before = await snapshot(id)
            expect(opened.ok).toBe(isTheirs(who, before.row))
            const offered = opened.ok ? (opened.output as { steps: ConcernStep[] }).steps : []
            // Who is offered something seldom ends it, or no sequence would grow old.
            const onward = offered.filter((name) => leadsOn(name) && name !== 'withdraw')
            const staying = offered.filter((name) => name !== 'withdraw')
            const lively = pick % 7 === 0 ? offered : pick % 3 > 0 && onward.length > 0 ? onward : staying
            const chosen = takesOffered && lively.length > 0 ? lively[offer % lively.length]! : step
            const others = [town.wang, town.li, town.zhao].filter((deputyId) => deputyId !== before.row.assignee_id)
            const told = {
              verdict,
              deputyId: others[pick % others.length]!,
              topic: before.row.topic_code === 'lamps' ? 'schools' : 'lamps',
              isReviewed: reviewAnswers !== 'none',
            }
            const reply = await take(chosen, id, told, town.token[who])
            turnsTaken += 1
            if (offered.includes(chosen)) {
              expect(reply).toMatchObject({ ok: true })
              reached[chosen] = (reached[chosen] ?? 0) + 1
              const now = await snapshot(id)
              expect(now.events.slice(0, before.events.length)).toEqual(before.events)
              expect(now.events.slice(before.events.length).map(({ kind }) => kind)).toEqual(
                steps[chosen].events(told).map(({ kind }) => kind),
              )
              expect(now.row.due_on).toBe(dueAfter(chosen, told, before.row))
            } else {
              expect(reply).toMatchObject({ ok: false, error: { code: opened.ok ? 'CONFLICT' : 'NOT_FOUND' } })
              expect(await snapshot(id)).toEqual(before)
            }
            await holds(id)
          }
          await ends(id)
        }),
        // What CI meets is what was met before; the long form is new each time.
        { numRuns: SEQUENCES, ...(process.env.CI && { seed: 20261128 }) },
      )
      const found = await verify(context, congress)
      expect(found.flaws).toEqual([])
      await recount()
      process.stdout.write(
        `${SEQUENCES} sequences, ${turnsTaken} turns; taken: ${JSON.stringify(reached)}; ${found.events} events verified\n`,
      )
      // What is never reached is never proven. Nobody here hands in a case for somebody else, who alone relays.
      if (SEQUENCES >= 500)
        expect(Object.keys(reached).toSorted()).toEqual(concernStepNames.filter((name) => name !== 'relayVerdict').toSorted())
    },
    120_000 + SEQUENCES * SEQUENCE_MS,
  )

  const wants = async (reviewAnswers: string) =>
    context.db
      .updateTable('congresses')
      .set({ settings: JSON.stringify({ ...(await settings()), reviewAnswers }) })
      .where('id', '=', town.congressId)
      .execute()
  const settings = async () =>
    (await context.db.selectFrom('congresses').where('id', '=', town.congressId).select('settings').executeTakeFirstOrThrow()).settings

  /** The deadline moves by the time that a reply or a second look took, and when a case is opened again; else never. */
  function dueAfter(
    step: ConcernStep,
    { verdict }: Chosen,
    { due_on, asked_on, review_asked_at }: Awaited<ReturnType<typeof rowOf>>,
  ): string {
    const today = dayOf(context.now())
    if (step === 'reply') return addWorkdays(due_on, Math.max(0, workdaysBetween(asked_on!, today, context.calendar)), context.calendar)
    if (step === 'returnAnswer')
      return addWorkdays(due_on, workdaysBetween(dayOf(review_asked_at!), today, context.calendar), context.calendar)
    if (step === 'judge' && verdictTo[verdict] === 'accepted') return addWorkdays(today, 10, context.calendar)
    return due_on
  }

  /** The timer closes nothing and decides nothing: it only ends the waiting for a reply. */
  async function timer(id: string): Promise<void> {
    const { row: before } = await snapshot(id)
    await noticeIn(context, congress)
    const { row } = await snapshot(id)
    if (before.state === 'asked' && row.state === 'accepted')
      expect(row.due_on).toBe(dueAfter('reply', { verdict: 'settled', deputyId: '', topic: '', isReviewed: false }, before))
    else expect({ state: row.state, due: row.due_on }).toEqual({ state: before.state, due: before.due_on })
    await holds(id)
  }

  /** What holds at the end of a sequence. */
  async function ends(id: string): Promise<void> {
    const family = await context.db
      .selectFrom('concerns')
      .where('congress_id', '=', town.congressId)
      .where((where) => where.or([where('id', '=', id), where('split_from', '=', id)]))
      .select(['id', 'state'])
      .execute()
    for (const { id: each, state } of family) {
      await holds(each)
      for (const token of [town.token.neighbour, stranger.token.office, stranger.token.resident])
        for (const operation of ['concern.open', 'concern.export'] as const)
          expect(await refusal(context, operation, { id: each }, token)).toBe('NOT_FOUND')
      for (const who of persons)
        if (who !== 'resident') expect(await refusal(context, 'concern.export', { id: each }, town.token[who])).toBe('NOT_FOUND')
      const offers = await Promise.all(
        persons.map(async (who) => {
          const opened = await call(context, 'concern.open', { id: each }, town.token[who])
          return { who, steps: opened.ok ? (opened.output as { steps: ConcernStep[] }).steps : [] }
        }),
      )
      const theirs = offers.filter(({ who }) => who !== 'resident').flatMap((offer) => offer.steps)
      if (isOpen(state) && state !== 'asked') expect(theirs.some(leadsOn)).toBe(true)
      if (isOpen(state)) expect(theirs).not.toEqual([])
      if (state !== 'withdrawn') expect(offers.flatMap((offer) => offer.steps).some(leadsOn)).toBe(true)
      // What is over does not wait for the timer of the sequences that follow.
      if (offers[0]!.steps.includes('withdraw'))
        await granted(context, 'concern.withdraw', { requestId: randomUUID(), id: each }, town.token.resident)
    }
  }

  /** Every count by state, from the rows and from the log alone; and every count of the public page, which is computed by the timer. */
  async function recount(): Promise<void> {
    const of = (states: readonly string[]) =>
      states.reduce<Record<string, number>>((all, state) => ({ ...all, [state]: (all[state] ?? 0) + 1 }), {})
    const rows = await context.db
      .selectFrom('concerns')
      .where('congress_id', '=', town.congressId)
      .select(['id', 'state', 'received_at', 'due_on'])
      .execute()
    const events = await context.db
      .selectFrom('concern_events')
      .where('congress_id', '=', town.congressId)
      .select(['concern_id', 'kind', 'by_relation', 'at', 'data'])
      .orderBy('concern_id')
      .orderBy('seq')
      .execute()
    const logsOf = new Map<string, typeof events>()
    for (const event of events) logsOf.set(event.concern_id, [...(logsOf.get(event.concern_id) ?? []), event])
    expect(of([...logsOf.values()].map((log) => replayed(log).state))).toEqual(of(rows.map(({ state }) => state)))
    // The sequences end on different days; the page is looked at after the last of them.
    context.setNow(new Date(Math.max(...events.map(({ at }) => at.getTime())) + 24 * 3_600_000))
    while ((await refreshFigures(context, congress)) > 0);
    const today = dayOf(context.now())
    const facts = rows.map(({ id, received_at, due_on }) =>
      factsOf(
        logsOf.get(id)!.map(({ kind, by_relation, at, data }) => ({ kind, by: by_relation, at, verdict: data.verdict })),
        { receivedAt: received_at, dueOn: due_on, answerWithinWorkdays: 10, calendar: context.calendar },
      ),
    )
    for (const period of figurePeriods) {
      const span = spanOf(period, today)
      const [summed] = await sumUp(context.db, town.congressId, [span.from, addDays(span.until, 1)], today)
      expect(summed!.all).toEqual(recounted(facts, span, today))
    }
    const { figures } = await granted(context, 'figures.open', { period: 'last_12_months' }, town.token.neighbour)
    const { counts } = recounted(facts, spanOf('last_12_months', today), today)
    expect(counts.received).toBe(rows.length)
    // Fewer than five are not shown.
    const shown = (count: number) => (count > 0 && count < 5 ? 'hidden' : count)
    expect(figures).toMatchObject({ received: shown(counts.received), answered: shown(counts.answered) })
  }
})
