import { randomUUID } from 'node:crypto'
import { retain } from '../../src/cloud/privacy/retain'
import { openTestContext, type TestContext } from './database'
import { buildTown, granted, lampConcern, refusal, type Town } from './town'

let context: TestContext
let town: Town
let concernId: string
beforeEach(async () => {
  context = await openTestContext()
  town = await buildTown(context)
  // The retention job, with a clock a month on, takes the sessions away as it should; these stay.
  await context.db
    .updateTable('sessions')
    .set({ expires_at: new Date('2027-12-31T00:00:00Z') })
    .execute()
  concernId = (await granted(context, 'concern.submit', lampConcern(), town.token.resident)).id
  await granted(context, 'concern.accept', { requestId: randomUUID(), id: concernId }, town.token.wang)
})
afterEach(() => context.close())

const save = (text: string, seenAt: string | null = null) =>
  granted(context, 'draft.save', { requestId: randomUUID(), concernId, step: 'answer', text, seenAt }, town.token.wang)
const kept = async (as: keyof Town['token'] = 'wang') =>
  (await granted(context, 'draft.open', { concernId, step: 'answer' }, town.token[as])).draft
const later = (minutes: number) => context.setNow(new Date(Date.parse('2026-11-23T02:00:00Z') + minutes * 60_000))

describe('what a deputy has been writing', () => {
  test('is there on another device, and nobody else reads it', async () => {
    await save('写了一半')
    expect(await kept()).toMatchObject({ text: '写了一半' })
    for (const as of ['resident', 'hallDesk', 'office'] as const) expect(await kept(as)).toBeNull()
    expect(await refusal(context, 'draft.open', { concernId, step: 'answer' }, town.token.zhao)).toBe('NOT_FOUND')
  })

  test('of two devices the newest wins, and is told that the other had changed it', async () => {
    const first = await save('在电脑上写的')
    expect(first.wasElsewhere).toBe(false)
    later(1)
    const phone = await save('在手机上写的')
    expect(phone.wasElsewhere).toBe(true)
    later(2)
    expect((await save('在手机上接着写', phone.savedAt)).wasElsewhere).toBe(false)
    later(3)
    expect((await save('电脑还以为是它的', first.savedAt)).wasElsewhere).toBe(true)
    expect((await kept())!.text).toBe('电脑还以为是它的')
  })

  test('is gone once it is sent, or emptied, or has lain for a month', async () => {
    await save('写了一半')
    await save('')
    expect(await kept()).toBeNull()
    await save('又写了一半')
    later(29 * 24 * 60)
    expect((await retain(context)).drafts).toBe(0)
    later(31 * 24 * 60)
    expect((await retain(context)).drafts).toBe(1)
    later(0)
    await save('最后写的')
    await granted(context, 'concern.answer', { requestId: randomUUID(), id: concernId, text: '已换新灯。' }, town.token.wang)
    expect(await kept()).toBeNull()
    const late = { requestId: randomUUID(), concernId, step: 'answer', text: '来晚了的草稿' }
    expect(await refusal(context, 'draft.save', late, town.token.wang)).toBe('CONFLICT')
    expect(await kept()).toBeNull()
  })
})
