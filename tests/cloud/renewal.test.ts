import { randomUUID } from 'node:crypto'
import { handle } from '../../src/cloud/main'
import { openSession } from '../../src/cloud/session/identify'
import { OVERLAP_MS, RENEWED_AFTER_MS, sessionHours } from '../../src/domain/session'
import { openTestContext, type TestContext } from './database'
import { buildTown, granted, type Town } from './town'

const START = new Date('2026-11-23T02:00:00Z').getTime()
let context: TestContext
let town: Town
let first: string
beforeEach(async () => {
  context = await openTestContext()
  town = await buildTown(context)
  const of = { congressId: town.congressId, personId: town.person.resident, kind: 'desktop' } as const
  first = (await openSession(context.db, of, context.now())).token
})
afterEach(() => context.close())

const at = (ms: number) => context.setNow(new Date(START + ms))
/** Calls as the HTTP host does, and gives what came back: whether it was let in, and the new token if one came with the answer. */
async function ask(token: string, operation = 'person.me', input: unknown = {}) {
  let renewed: string | null = null
  const reply = await handle({ operation, input, token, callId: 'test', onRenewed: (next) => (renewed = next) }, context)
  return { isIn: reply.ok || reply.error.code !== 'SIGN_IN', renewed: renewed as string | null }
}
const rows = () => context.db.selectFrom('sessions').where('person_id', '=', town.person.resident).selectAll().execute()

/** The session of `first` an hour on, with its next token. */
async function anHourOn(): Promise<string> {
  at(RENEWED_AFTER_MS)
  const { renewed } = await ask(first)
  return renewed!
}

test('within an hour a token stays; after it the next answer brings another, which names the same person and the same session', async () => {
  at(RENEWED_AFTER_MS - 1)
  expect(await ask(first)).toEqual({ isIn: true, renewed: null })
  const second = await anHourOn()
  expect(second).not.toBe(first)
  const { items } = await granted(context, 'session.list', {}, second)
  const mine = items.filter(({ isThis }) => isThis)
  expect(mine).toEqual([expect.objectContaining({ openedAt: new Date(START).toISOString() })])
  expect(mine[0]!.expiresAt).toBe(new Date(START + sessionHours.desktop * 3_600_000).toISOString())
  // The town's own session of this person, and this one: not one for each token.
  expect(items).toHaveLength(2)
})

test('an old token that somebody took is refused a minute after the new one was used', async () => {
  const second = await anHourOn()
  at(RENEWED_AFTER_MS + 1_000)
  expect((await ask(second)).isIn).toBe(true)
  at(RENEWED_AFTER_MS + 1_000 + OVERLAP_MS - 1)
  expect(await ask(first)).toEqual({ isIn: true, renewed: null })
  at(RENEWED_AFTER_MS + 1_000 + OVERLAP_MS)
  expect(await ask(first)).toEqual({ isIn: false, renewed: null })
  expect((await ask(second)).isIn).toBe(true)
})

test('an answer that was lost does no harm: the old token goes on, and brings another new one with a later answer', async () => {
  const lost = await anHourOn()
  at(RENEWED_AFTER_MS + 3 * 3_600_000)
  const { isIn, renewed } = await ask(first)
  expect([isIn, renewed !== null && renewed !== lost]).toEqual([true, true])
  expect((await ask(renewed!)).isIn).toBe(true)
  at(RENEWED_AFTER_MS + 3 * 3_600_000 + OVERLAP_MS)
  // What was lost is found by somebody.
  for (const token of [first, lost]) expect((await ask(token)).isIn).toBe(false)
  expect((await ask(renewed!)).isIn).toBe(true)
})

test('of many calls at once one brings the new token, and none is refused', async () => {
  at(RENEWED_AFTER_MS)
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(first)))
  expect(answers.every(({ isIn }) => isIn)).toBe(true)
  const brought = answers.flatMap(({ renewed }) => renewed ?? [])
  expect(brought).toHaveLength(1)
  at(RENEWED_AFTER_MS + 500)
  const mixed = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(index % 2 ? first : brought[0]!)))
  expect(mixed).toEqual(Array.from({ length: 20 }, () => ({ isIn: true, renewed: null })))
  expect((await rows()).filter(({ is_used }) => !is_used)).toEqual([])
})

test('a session ends when it would have ended, under whichever token, and ending it ends every token of it', async () => {
  const second = await anHourOn()
  await ask(second)
  expect((await ask(second, 'session.close', { requestId: randomUUID(), id: null })).isIn).toBe(true)
  for (const token of [first, second]) expect((await ask(token)).isIn).toBe(false)

  const of = { congressId: town.congressId, personId: town.person.resident, kind: 'desktop' } as const
  let token = (await openSession(context.db, of, context.now())).token
  const began = context.now().getTime()
  for (let hour = 1; hour < sessionHours.desktop; hour += 1) {
    context.setNow(new Date(began + hour * 3_600_000 + hour * 1_000))
    token = (await ask(token)).renewed ?? token
  }
  expect((await ask(token)).isIn).toBe(true)
  context.setNow(new Date(began + sessionHours.desktop * 3_600_000))
  expect((await ask(token)).isIn).toBe(false)
})

test('where nothing carries a new token to the caller, none is made', async () => {
  at(5 * 3_600_000)
  const before = await rows()
  await granted(context, 'person.me', {}, first)
  expect(await rows()).toEqual(before)
})
