import { randomUUID } from 'node:crypto'
import { surveyDue, surveyJoined } from '../../src/cloud/concern/survey'
import { congressOf } from '../../src/cloud/congress/find'
import { openTestContext, type TestContext } from './database'
import { buildTown, granted, lampConcern, tick, type Town } from './town'

let context: TestContext
let town: Town
const START = '2026-11-23T02:00:00Z'
beforeEach(async () => {
  context = await openTestContext({ now: new Date(START) })
  town = await buildTown(context)
  // The clock moves by weeks; who is signed in stays so.
  await context.db
    .updateTable('sessions')
    .set({ expires_at: new Date('2027-12-31T00:00:00Z') })
    .execute()
})
afterEach(() => context.close())

const change = <T extends object>(input: T) => ({ requestId: randomUUID(), ...input })
/** Noon in Asia/Shanghai, so many days after the start. */
const onDay = (days: number, hour = 4) =>
  context.setNow(new Date(Date.parse('2026-11-23T00:00:00Z') + days * 86_400_000 + hour * 3_600_000))
const answer = (id: string) => granted(context, 'concern.answer', change({ id, text: '已换新灯。' }), town.token.wang)
const judge = (id: string, verdict: 'settled' | 'partly' | 'not_settled') =>
  granted(context, 'concern.judge', change({ id, verdict, text: '' }), town.token.resident)
async function answered(): Promise<string> {
  const { id } = await granted(context, 'concern.submit', lampConcern(), town.token.resident)
  await granted(context, 'concern.accept', change({ id }), town.token.wang)
  await answer(id)
  return id
}
async function asked(): Promise<number> {
  await tick(context)
  const { items } = await granted(context, 'notification.mine', {}, town.token.resident)
  return items.filter(({ kind }) => kind === 'concern_survey').length
}
/** Once on each of these days, whatever the timer does in between. */
async function comesOnDays7And14(count: () => Promise<number>): Promise<void> {
  const counts = []
  for (const day of [0, 6, 7, 8, 13, 14, 15, 40]) {
    onDay(day)
    counts.push(await count())
  }
  expect(counts).toEqual([0, 0, 1, 1, 1, 2, 2, 2])
}
const silentIn = async (id: string) => {
  const find = (items: { id: string; isSilent: boolean }[]) => items.find((item) => item.id === id)!.isSilent
  return [
    find((await granted(context, 'concern.mine', {}, town.token.resident)).items),
    find((await granted(context, 'concern.inbox', { as: 'deputy', view: 'answered' }, town.token.wang)).items),
    find((await granted(context, 'concern.inbox', { as: 'desk', view: 'answered' }, town.token.hallDesk)).items),
    (await granted(context, 'concern.open', { id }, town.token.office)).isSilent,
  ]
}

describe('after an answer', () => {
  test('the resident is asked on day 7 and once more on day 14, and never again', async () => {
    await answered()
    await comesOnDays7And14(asked)
  })

  test('nobody is asked at night: the question waits for the morning', async () => {
    await answered()
    onDay(7, 0)
    expect(await asked()).toBe(0)
    onDay(7, 1.9)
    expect(await asked()).toBe(0)
    onDay(7, 2)
    expect(await asked()).toBe(1)
  })

  test('however many processes tick at once, each question is asked once', async () => {
    await answered()
    onDay(7)
    const congress = (await congressOf(context.db, town.code, null))!
    const counts = await Promise.all(Array.from({ length: 8 }, () => surveyDue(context, congress)))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(await asked()).toBe(1)
  })

  test('who has said is not asked; who said partly is asked once more, on day 14', async () => {
    await judge(await answered(), 'settled')
    await judge(await answered(), 'partly')
    onDay(7)
    expect(await asked()).toBe(0)
    onDay(14)
    expect(await asked()).toBe(1)
    onDay(30)
    expect(await asked()).toBe(1)
  })

  test('a case that was reopened starts anew with its next answer', async () => {
    const id = await answered()
    onDay(7)
    expect(await asked()).toBe(1)
    await judge(id, 'not_settled')
    onDay(10)
    await answer(id)
    onDay(14)
    expect(await asked()).toBe(1)
    onDay(17)
    expect(await asked()).toBe(2)
  })

  test('where the timer stood still, two questions do not come at once', async () => {
    await answered()
    onDay(20)
    expect(await asked()).toBe(1)
    onDay(26)
    expect(await asked()).toBe(1)
    onDay(27)
    expect(await asked()).toBe(2)
  })

  test('an answer of long ago is not asked about', async () => {
    await answered()
    onDay(60)
    expect(await asked()).toBe(0)
  })

  test('a congress sets its own days', async () => {
    await granted(context, 'settings.save', change({ settings: { surveyAfterDays: [3] } }), town.token.office)
    await answered()
    onDay(3)
    expect(await asked()).toBe(1)
    onDay(14)
    expect(await asked()).toBe(1)
  })
})

describe('who joined', () => {
  const joinedAsked = async () => {
    await tick(context)
    const { items } = await granted(context, 'notification.mine', {}, town.token.neighbour)
    return items.filter(({ kind }) => kind === 'joined_survey').length
  }
  const join = (id: string) => granted(context, 'concern.join', change({ id }), town.token.neighbour)
  const confirm = (id: string, verdict: 'settled' | 'partly' | 'not_settled') =>
    granted(context, 'concern.confirm', change({ id, verdict }), town.token.neighbour)
  const joined = async () => {
    const { id } = await granted(context, 'concern.submit', lampConcern({ mayOffer: true }), town.token.resident)
    await join(id)
    await granted(context, 'concern.accept', change({ id }), town.token.wang)
    await answer(id)
    return id
  }

  test('is asked on the same days, also where its own resident has said that it is settled', async () => {
    await judge(await joined(), 'settled')
    await comesOnDays7And14(joinedAsked)
    expect(await asked()).toBe(0)
  })

  test('is not asked once they have said, and once more on day 14 where they said partly', async () => {
    const [first, second] = [await joined(), await joined()]
    await confirm(first, 'not_settled')
    await confirm(second, 'partly')
    onDay(7)
    expect(await joinedAsked()).toBe(0)
    onDay(14)
    expect(await joinedAsked()).toBe(1)
  })

  test('is asked anew about the next answer: what they said of the last one is no verdict on it', async () => {
    const id = await joined()
    await confirm(id, 'settled')
    await judge(id, 'not_settled')
    onDay(3)
    await answer(id)
    expect(await granted(context, 'concern.openJoined', { id }, town.token.neighbour)).toMatchObject({
      verdict: null,
      steps: ['leave', 'confirm'],
    })
    expect((await granted(context, 'concern.cluster', { id }, town.token.wang)).verdicts.settled).toBe(0)
    onDay(7)
    expect(await joinedAsked()).toBe(0)
    onDay(10)
    expect(await joinedAsked()).toBe(1)
  })

  test('is not asked about an answer from before they joined, nor after they left', async () => {
    const id = await answered()
    await context.db.updateTable('likenesses').set({ is_offered: true }).where('concern_id', '=', id).execute()
    onDay(1)
    await join(id)
    await granted(context, 'concern.leave', change({ id: await joined() }), town.token.neighbour)
    for (const day of [8, 15]) {
      onDay(day)
      expect(await joinedAsked()).toBe(0)
    }
  })

  test('is asked once, however many processes tick at once', async () => {
    await joined()
    onDay(7)
    const congress = (await congressOf(context.db, town.code, null))!
    const counts = await Promise.all(Array.from({ length: 8 }, () => surveyJoined(context, congress)))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
  })
})

describe('silence', () => {
  test('is shown as silence a week after the last question, to everybody, and never as settled', async () => {
    const id = await answered()
    for (const day of [7, 14, 20]) {
      onDay(day)
      await tick(context)
      expect(await silentIn(id)).toEqual([false, false, false, false])
    }
    onDay(21)
    expect(await silentIn(id)).toEqual([true, true, true, true])
    expect((await granted(context, 'concern.open', { id }, town.token.resident)).state).toBe('answered')
  })

  test('ends with a word of the resident, at any time', async () => {
    const id = await answered()
    onDay(100)
    expect(await silentIn(id)).toEqual([true, true, true, true])
    await judge(id, 'settled')
    expect(await granted(context, 'concern.open', { id }, town.token.resident)).toMatchObject({ state: 'settled', isSilent: false })
  })

  test('does not begin before a late question has had its week', async () => {
    const id = await answered()
    onDay(20)
    await tick(context)
    onDay(25)
    expect((await silentIn(id))[0]).toBe(false)
  })
})
