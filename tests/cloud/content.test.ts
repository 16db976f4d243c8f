import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { replay, type LoggedEvent } from '../../src/cloud/audit/replay'
import { granted, lampConcern, refusal, tick, type Town } from './town'
import { pixel } from './photos'
import { spoken } from './recordings'
import { minutes, openWechatTown, type WechatTown } from './wechat-town'

let of: WechatTown
beforeEach(async () => {
  of = await openWechatTown()
})
afterEach(() => of.close())

const TEXT = '/wxa/msg_sec_check'
const MEDIA = '/wxa/media_check_async'
const change = <T extends object>(input: T) => ({ requestId: randomUUID(), ...input })
const token = (who: keyof Town['token']) => of.town.token[who]
const handIn = async (over = {}) => (await granted(of.context, 'concern.submit', lampConcern(over), token('resident'))).id
const open = (who: keyof Town['token'], id: string) => granted(of.context, 'concern.open', { id }, token(who))
const seenBy = (who: keyof Town['token'], id: string) => refusal(of.context, 'concern.open', { id }, token(who))
const inbox = async () => (await granted(of.context, 'concern.inbox', { as: 'deputy' }, token('wang'))).items.map(({ id }) => id)
const queue = async (who: keyof Town['token']) => (await granted(of.context, 'content.queue', {}, token(who))).items
const kinds = async (who: keyof Town['token']) =>
  (await granted(of.context, 'notification.mine', {}, token(who))).items.map(({ kind }) => kind)
const decide = (who: keyof Town['token'], id: string, decision: 'show' | 'keep_back', reason = '') =>
  granted(of.context, 'content.decide', change({ id, decision, reason }), token(who))

/** WeChat has been asked about a photo or recording, and has pushed what it found: a call waits two seconds for the question at most, a busy machine takes longer. */
async function pushed(): Promise<void> {
  while (of.standIn.asked(MEDIA) === 0) await pause(20)
  await of.standIn.quiet()
}

const row = (id: string) => of.context.db.selectFrom('concerns').where('id', '=', id).selectAll().executeTakeFirstOrThrow()
const logOf = async (id: string) =>
  (await of.context.db
    .selectFrom('concern_events')
    .where('concern_id', '=', id)
    .select(['kind', 'data'])
    .orderBy('seq')
    .execute()) as LoggedEvent[]

describe('what a resident writes', () => {
  test('that passes is with the deputy at once', async () => {
    const id = await handIn()
    expect(await inbox()).toEqual([id])
    expect(await kinds('wang')).toEqual(['concern_received'])
    expect((await open('resident', id)).held).toBeNull()
  })

  test.each(['review', 'risky'] as const)(
    'that WeChat finds %s waits for a person, and the deputy neither sees it nor is told',
    async (found) => {
      of.standIn.judge('路灯', found)
      const id = await handIn()
      expect(await seenBy('wang', id)).toBe('NOT_FOUND')
      expect(await inbox()).toEqual([])
      expect(await kinds('wang')).toEqual([])
      expect((await open('resident', id)).held).toEqual({ state: 'checking', reason: null })
      expect(await queue('hallDesk')).toMatchObject([{ id, kind: 'concern', found, isLate: false }])
    },
  )

  test('is shown once a person says so, and only then is the deputy told', async () => {
    of.standIn.judge('路灯', 'review')
    const id = await handIn()
    await decide('hallDesk', id, 'show')
    expect(await inbox()).toEqual([id])
    expect(await kinds('wang')).toEqual(['concern_received'])
    expect(await queue('hallDesk')).toEqual([])
  })

  test('that is kept back stays with its author, who reads why; it may still be shown later', async () => {
    of.standIn.judge('路灯', 'risky')
    const id = await handIn()
    await decide('hallDesk', id, 'keep_back', '写了邻居的姓名和电话')
    const view = await open('resident', id)
    expect(view.held).toEqual({ state: 'kept_back', reason: '写了邻居的姓名和电话' })
    expect(view.text).toContain('路灯')
    expect(await kinds('resident')).toEqual(['content_kept_back'])
    expect(await seenBy('wang', id)).toBe('NOT_FOUND')
    await decide('office', id, 'show')
    expect(await seenBy('wang', id)).toBeNull()
  })

  test.each([
    ['WeChat is down', () => of.standIn.outage('html')],
    ['WeChat has had too many calls', () => of.standIn.fail(TEXT, 45009, 1)],
  ])('while %s nothing is shown; it is asked again and then shown', async (_, breakIt) => {
    breakIt()
    const id = await handIn()
    expect(await seenBy('wang', id)).toBe('NOT_FOUND')
    of.standIn.outage(null)
    of.pass(minutes(1))
    await tick(of.context)
    expect(await seenBy('wang', id)).toBeNull()
  })

  test('that WeChat cannot be asked about for long waits for a person', async () => {
    of.standIn.outage('reset')
    const id = await handIn()
    for (let round = 0; round < 5; round += 1) {
      of.pass(minutes(16))
      await tick(of.context)
    }
    expect(await queue('hallDesk')).toMatchObject([{ id, found: null }])
    expect(await seenBy('wang', id)).toBe('NOT_FOUND')
  })

  test('by somebody who has not opened the mini-program for two hours waits for a person', async () => {
    of.standIn.opened(of.openid('resident'), new Date(of.context.now().getTime() - 3 * 3_600_000))
    const id = await handIn()
    expect(await queue('hallDesk')).toMatchObject([{ id, found: null }])
  })

  test('the office is alarmed after a working day, once a day', async () => {
    of.standIn.judge('路灯', 'review')
    await handIn()
    of.pass(minutes(60 * 23))
    await tick(of.context)
    expect(await alarms()).toBe(0)
    of.pass(minutes(60))
    await tick(of.context)
    await tick(of.context)
    expect(await alarms()).toBe(1)
  })
})

const alarms = async () => (await of.context.db.selectFrom('outbox').where('kind', '=', 'content_waiting').select('id').execute()).length

/** The clock moves by days; who is signed in stays so. */
const staySignedIn = () =>
  of.context.db
    .updateTable('sessions')
    .set({ expires_at: new Date('2030-01-01') })
    .execute()

describe('what a deputy answers', () => {
  const answer = async (text: string) => {
    const id = await handIn()
    await granted(of.context, 'concern.accept', change({ id }), token('wang'))
    await granted(of.context, 'concern.answer', change({ id, text }), token('wang'))
    return id
  }

  test('that is risky is not read by the resident, nor theirs to judge, before a person has looked', async () => {
    of.standIn.judge('出事', 'risky')
    const id = await answer('这样会出事')
    const view = await open('resident', id)
    expect(view.messages).toEqual([])
    expect(view.steps).not.toContain('judge')
    expect(await kinds('resident')).not.toContain('concern_answered')
    const [held] = await queue('hallDesk')
    await decide('hallDesk', held!.id, 'show')
    expect((await open('resident', id)).messages.map(({ text }) => text)).toEqual(['这样会出事'])
    expect((await open('resident', id)).steps).toContain('judge')
    expect(await kinds('resident')).toContain('concern_answered')
  })

  test('that is kept back gives the case back to them with the days of the look, in the figures too; nobody waits for a verdict that cannot come', async () => {
    of.standIn.judge('出事', 'risky')
    const id = await answer('这样会出事')
    const { due_on: due } = await row(id)
    await staySignedIn()
    of.pass(minutes(60 * 24 * 2))
    const [held] = await queue('hallDesk')
    await decide('hallDesk', held!.id, 'keep_back', '说得像威胁')
    const [mine, theirs] = [await open('wang', id), await open('resident', id)]
    expect(mine).toMatchObject({ state: 'accepted', messages: [{ held: { state: 'kept_back', reason: '说得像威胁' } }] })
    expect(mine.steps).toContain('answer')
    expect(mine.due!.on > due).toBe(true)
    expect(theirs).toMatchObject({ state: 'accepted', messages: [] })
    expect(theirs.events).toContainEqual(expect.objectContaining({ kind: 'answer_returned', by: 'desk' }))
    expect(replay(await logOf(id))).toMatchObject({ state: 'accepted', verdict: null })
    await granted(of.context, 'concern.answer', change({ id, text: '路灯今天修好了。' }), token('wang'))
    const seen = await open('resident', id)
    expect(seen.messages.map(({ text }) => text)).toEqual(['路灯今天修好了。'])
    expect(seen.steps).toContain('judge')
  })

  test('that was kept back and is shown after all is their answer again; a newer one stays the answer', async () => {
    of.standIn.judge('出事', 'risky')
    const id = await answer('这样会出事')
    const [held] = await queue('hallDesk')
    await decide('hallDesk', held!.id, 'keep_back', '看错了')
    await decide('office', held!.id, 'show')
    const seen = await open('resident', id)
    expect(seen).toMatchObject({ state: 'answered', messages: [{ text: '这样会出事' }] })
    expect(seen.steps).toContain('judge')
    expect(replay(await logOf(id)).state).toBe('answered')

    const later = await answer('这样真会出事')
    const [second] = await queue('hallDesk')
    await decide('hallDesk', second!.id, 'keep_back', '不妥')
    await granted(of.context, 'concern.answer', change({ id: later, text: '路灯今天修好了。' }), token('wang'))
    const log = await logOf(later)
    await decide('office', second!.id, 'show')
    expect(await logOf(later)).toEqual(log)
    expect(await open('resident', later)).toMatchObject({ state: 'answered', verdict: null })
  })

  test('to the residents of a cluster and is kept back gives each of its cases back, each with the days of the look', async () => {
    of.standIn.judge('出事', 'risky')
    const [head, other] = [await handIn(), await handIn({ text: '西街的灯也不亮' })]
    await granted(of.context, 'concern.merge', change({ id: head, ids: [other] }), token('wang'))
    await granted(of.context, 'concern.accept', change({ id: head }), token('wang'))
    await granted(of.context, 'concern.answer', change({ id: head, text: '这样会出事' }), token('wang'))
    expect((await row(other)).state).toBe('answered')
    const dues = async () => Promise.all([head, other].map(async (id) => (await row(id)).due_on))
    const before = await dues()
    await staySignedIn()
    of.pass(minutes(60 * 24 * 2))
    const [held] = await queue('hallDesk')
    await decide('hallDesk', held!.id, 'keep_back', '不妥')
    expect([(await row(head)).state, (await row(other)).state]).toEqual(['accepted', 'accepted'])
    expect((await row(other)).head_id).toBe(head)
    const after = await dues()
    expect(after.every((due, index) => due > before[index]!)).toBe(true)
    expect(after[0]).toBe(after[1])
    expect(replay(await logOf(other)).state).toBe('accepted')
    await granted(of.context, 'concern.answer', change({ id: head, text: '路灯今天修好了。' }), token('wang'))
    expect((await open('resident', other)).messages.map(({ text }) => text)).toEqual(['路灯今天修好了。'])
  })

  test('as a question and is kept back lets the clock go on: nobody waits for a reply to what nobody read', async () => {
    of.standIn.judge('出事', 'risky')
    const id = await handIn()
    await granted(of.context, 'concern.accept', change({ id }), token('wang'))
    await granted(of.context, 'concern.ask', change({ id, text: '谁让它出事的？' }), token('wang'))
    const [held] = await queue('hallDesk')
    await decide('hallDesk', held!.id, 'keep_back', '换个问法')
    expect(await row(id)).toMatchObject({ state: 'accepted', asked_on: null })
    expect((await open('wang', id)).steps).toContain('ask')
    await decide('hallDesk', held!.id, 'show')
    expect((await open('resident', id)).steps).toContain('reply')
  })

  test('from a desk, where WeChat does not know them, is shown: they are bound by invitation and known by name', async () => {
    of.standIn.opened(of.openid('wang'), new Date(of.context.now().getTime() - 3 * 3_600_000))
    const id = await answer('路灯今天修好了。')
    expect((await open('resident', id)).messages).toHaveLength(1)
  })
})

describe('photos and recordings', () => {
  const photo = async () => (await granted(of.context, 'photo.add', change({ base64: pixel.toString('base64') }), token('resident'))).id

  test('are seen by their owner at once, by the deputy once WeChat has pushed that they pass', async () => {
    const id = await handIn({ photoIds: [await photo()] })
    expect((await open('resident', id)).photos).toHaveLength(1)
    await pushed()
    expect((await open('wang', id)).photos).toHaveLength(1)
  })

  test('about which WeChat tells before we have written down that we asked are told of again', async () => {
    const { db } = of.context
    await sql`create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(0.3); return new; end'`.execute(db)
    await sql`create trigger slow before update on checks for each row when (new.state = 'asked') execute function slow()`.execute(db)
    const id = await handIn({ photoIds: [await photo()] })
    await pushed()
    expect((await open('wang', id)).photos).toHaveLength(1)
  })

  test('that WeChat finds risky wait for a person', async () => {
    const photoId = await photo()
    of.standIn.judge(photoId, 'risky')
    const id = await handIn({ photoIds: [photoId] })
    await pushed()
    expect((await open('wang', id)).photos).toEqual([])
    expect(await queue('hallDesk')).toMatchObject([{ id: photoId, kind: 'photo', found: 'risky', photo: { id: photoId } }])
  })

  test('about which WeChat never says anything wait for a person', async () => {
    of.standIn.mediaDelay(3_600_000)
    const photoId = await photo()
    await handIn({ photoIds: [photoId] })
    of.pass(minutes(41))
    await tick(of.context)
    expect(await queue('hallDesk')).toMatchObject([{ id: photoId, found: null }])
  })

  test('that WeChat refuses to look at wait for a person', async () => {
    of.standIn.fail(MEDIA, 40003)
    const photoId = await photo()
    await handIn({ photoIds: [photoId] })
    expect(await queue('hallDesk')).toMatchObject([{ id: photoId, found: null }])
  })

  test('what is spoken needs no writing: the recording is the concern', async () => {
    const base64 = spoken.toString('base64')
    const recording = await granted(of.context, 'recording.add', change({ base64, seconds: 42 }), token('resident'))
    const id = await handIn({ text: '', recordingId: recording.id })
    await pushed()
    expect((await open('wang', id)).recording).toMatchObject({ id: recording.id, seconds: 42 })
    expect(await refusal(of.context, 'concern.submit', lampConcern({ text: '' }), token('resident'))).toBe('BAD_INPUT')
  })

  test.each([
    ['longer than a minute', { base64: spoken.toString('base64'), seconds: 61 }],
    ['that is a script', { base64: Buffer.from('<script>').toString('base64'), seconds: 5 }],
  ])('a recording %s is refused', async (_, input) => {
    expect(await refusal(of.context, 'recording.add', change(input), token('resident'))).toBe('BAD_INPUT')
  })

  test('a recording of another cannot be attached', async () => {
    const base64 = spoken.toString('base64')
    const { id } = await granted(of.context, 'recording.add', change({ base64, seconds: 2 }), token('neighbour'))
    expect(await refusal(of.context, 'concern.submit', lampConcern({ recordingId: id }), token('resident'))).toBe('NOT_FOUND')
  })
})

describe('who looks at the queue', () => {
  test('the desk of the case’s station and the office, nobody else', async () => {
    of.standIn.judge('路灯', 'risky')
    const id = await handIn()
    expect(await queue('homeDesk')).toEqual([])
    expect(await queue('office')).toHaveLength(1)
    for (const who of ['resident', 'wang'] as const) {
      expect(await refusal(of.context, 'content.queue', {}, token(who))).toBe('FORBIDDEN')
      expect(await refusal(of.context, 'content.decide', change({ id, decision: 'show', reason: '' }), token(who))).toBe('NOT_FOUND')
    }
    expect(await refusal(of.context, 'content.decide', change({ id, decision: 'show', reason: '' }), token('homeDesk'))).toBe('NOT_FOUND')
  })

  test('to keep something back needs a reason, and two who decide at once do not undo each other', async () => {
    of.standIn.judge('路灯', 'risky')
    const id = await handIn()
    expect(await refusal(of.context, 'content.decide', change({ id, decision: 'keep_back', reason: '' }), token('office'))).toBe(
      'BAD_INPUT',
    )
    const both = await Promise.all(
      (['hallDesk', 'office'] as const).map((who) =>
        refusal(of.context, 'content.decide', change({ id, decision: 'show', reason: '' }), token(who)),
      ),
    )
    expect(both.sort()).toEqual(['CONFLICT', null].sort())
  })
})

describe('logging in without WeChat cloud', () => {
  test('a code of wx.login opens a session of two hours, once', async () => {
    const code = of.standIn.codeFor('o-resident')
    const { token: given } = await granted(of.context, 'session.open', { code })
    expect((await granted(of.context, 'person.me', {}, given)).id).toBe(of.town.person.resident)
    expect(await refusal(of.context, 'session.open', { code })).toBe('BAD_INPUT')
    of.pass(minutes(121))
    expect(await refusal(of.context, 'person.me', {}, given)).toBe('SIGN_IN')
  })

  test('while WeChat is down nobody is signed in, and nobody is turned away for good', async () => {
    of.standIn.outage('reset')
    expect(await refusal(of.context, 'session.open', { code: 'x' })).toBe('UNAVAILABLE')
  })

  test('the desktop shows WeChat’s own code where WeChat draws one, and a QR code where it does not', async () => {
    expect((await granted(of.context, 'session.offer', {})).image).toMatch(/^data:image\/png;base64,/)
    of.standIn.outage('html')
    const offer = await granted(of.context, 'session.offer', {})
    expect(offer).toMatchObject({ image: null, text: expect.stringContaining(`/s/TOWN.${offer.code}`) })
  })
})

describe('a text longer than WeChat checks at once', () => {
  const long = (end: string) => `${'路口太暗，'.repeat(999)}${end}`

  test('is asked about in parts, and shown where all of them pass', async () => {
    const text = long('请修。')
    expect(text.length).toBeGreaterThan(4990)
    const id = await handIn({ text })
    expect((await open('wang', id)).text).toBe(text)
  })

  test.each([
    ['at its end', long('坏话')],
    ['on the cut between two parts', `${'字'.repeat(2499)}坏话${'字'.repeat(2000)}`],
  ])('is held for what stands %s', async (_, text) => {
    of.standIn.judge('坏话', 'risky')
    const id = await handIn({ text })
    expect(await seenBy('wang', id)).toBe('NOT_FOUND')
    expect(await queue('hallDesk')).toMatchObject([{ id, found: 'risky' }])
  })
})
