import { randomUUID } from 'node:crypto'
import { openSession } from '../../src/cloud/session/identify'
import { pixel } from './photos'
import { planting, registering } from './notices'
import { call, granted, refusal, tick, type Town } from './town'
import { openWechatTown, type WechatTown } from './wechat-town'

let of: WechatTown
beforeEach(async () => {
  of = await openWechatTown()
})
afterEach(() => of.close())

const change = <T extends object>(input: T) => ({ requestId: randomUUID(), ...input })
const token = (who: keyof Town['token']) => of.town.token[who]
const kinds = async (who: keyof Town['token']) =>
  (await granted(of.context, 'notification.mine', {}, token(who))).items.map(({ kind }) => kind)
const publish = async (over = {}) => {
  const { id } = await granted(of.context, 'notice.save', planting(of.town, over), token('hallDesk'))
  return granted(of.context, 'notice.submit', change({ id }), token('hallDesk'))
}
const queue = async (who: keyof Town['token']) => (await granted(of.context, 'content.queue', {}, token(who))).items
const decide = (who: keyof Town['token'], id: string, decision: 'show' | 'keep_back', reason = '') =>
  granted(of.context, 'content.decide', change({ id, decision, reason }), token(who))

test('what WeChat passes is published at once', async () => {
  expect((await publish()).state).toBe('published')
})

test('what WeChat finds risky waits for a person, is told to nobody, and is published by the timer once it may be shown', async () => {
  await granted(of.context, 'station.follow', change({ id: of.town.hall, isFollowed: true }), token('resident'))
  of.standIn.judge('种树', 'risky')
  const { id, state, desk } = await publish()
  expect([state, desk!.held]).toEqual(['ready', { state: 'checking', reason: null }])
  await tick(of.context)
  expect(await refusal(of.context, 'notice.open', { id }, token('resident'))).toBe('NOT_FOUND')
  expect(await kinds('resident')).toEqual([])
  expect(await queue('hallDesk')).toMatchObject([
    { id, kind: 'notice', notice: { id, title: '周末一起种树' }, concern: null, found: 'risky' },
  ])
  expect((await queue('hallDesk'))[0]!.text).toContain('您带孩子吗？')
  expect(await queue('homeDesk')).toEqual([])
  await decide('office', id, 'show')
  await tick(of.context)
  expect((await granted(of.context, 'notice.open', { id }, token('resident'))).state).toBe('published')
  expect(await kinds('resident')).toEqual(['notice_published'])
})

test('what is kept back stays unpublished, its author reads why, and a new wording is checked anew', async () => {
  of.standIn.judge('种树', 'risky')
  const { id } = await publish()
  await decide('office', id, 'keep_back', '标题会引起误会')
  expect(await kinds('hallDesk')).toContain('content_kept_back')
  const mine = await granted(of.context, 'notice.open', { id }, token('hallDesk'))
  expect(mine.desk!.held).toEqual({ state: 'kept_back', reason: '标题会引起误会' })
  await granted(of.context, 'notice.save', { ...planting(of.town), id, title: '周末植绿' }, token('hallDesk'))
  expect((await granted(of.context, 'notice.submit', change({ id }), token('hallDesk'))).state).toBe('published')
})

test('a published one that is reworded is not seen until the new words are checked', async () => {
  const { id } = await publish()
  of.standIn.judge('臭豆腐', 'review')
  await granted(of.context, 'notice.save', { ...planting(of.town), id, text: '种完树去吃臭豆腐。' }, token('hallDesk'))
  expect(await refusal(of.context, 'notice.open', { id }, token('resident'))).toBe('NOT_FOUND')
  await decide('hallDesk', id, 'show')
  expect((await granted(of.context, 'notice.open', { id }, token('resident'))).text).toContain('臭豆腐')
})

test('a picture is seen once WeChat has said that it may be', async () => {
  const photo = await granted(of.context, 'photo.add', change({ base64: pixel.toString('base64') }), token('hallDesk'))
  const { id } = await publish({ photoIds: [photo.id] })
  const shown = async () => (await granted(of.context, 'notice.open', { id }, token('resident'))).photos.length
  expect((await granted(of.context, 'notice.open', { id }, token('hallDesk'))).photos).toHaveLength(1)
  for (let tries = 0; tries < 50 && (await shown()) === 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100))
  expect(await shown()).toBe(1)
})

test('an answer in words is read by the desk once it is checked; the place is had at once', async () => {
  const { id } = await publish()
  of.standIn.judge('脏话', 'risky')
  const reply = await call(of.context, 'registration.make', registering(id, { answers: ['no', '一句脏话'] }), token('resident'))
  expect(reply).toMatchObject({ ok: true, output: { mine: { state: 'booked', answers: ['no', '一句脏话'] } } })
  const list = async () => (await granted(of.context, 'registration.list', { noticeId: id }, token('hallDesk'))).items
  expect(await list()).toMatchObject([{ answers: null }])
  const [held] = await queue('hallDesk')
  expect(held).toMatchObject({ kind: 'registration', text: '一句脏话', by: 'reporter' })
  await decide('hallDesk', held!.id, 'show')
  expect(await list()).toMatchObject([{ answers: ['no', '一句脏话'] }])
})

test('a summary is told to who registered once it is checked', async () => {
  const { id } = await publish()
  await granted(of.context, 'registration.make', registering(id), token('resident'))
  of.pass(Date.parse('2026-12-06T04:00:00Z') - of.context.now().getTime())
  of.standIn.judge('六十棵', 'review')

  const again = async (who: 'resident' | 'hallDesk') =>
    (await openSession(of.context.db, { congressId: of.town.congressId, personId: of.town.person[who], kind: 'desktop' }, of.context.now()))
      .token
  const [desk, resident] = [await again('hallDesk'), await again('resident')]
  await granted(of.context, 'notice.summarise', change({ id, text: '种下了六十棵树。', photoIds: [] }), desk)
  const told = async () => (await granted(of.context, 'notification.mine', {}, resident)).items.map(({ kind }) => kind)
  expect((await granted(of.context, 'notice.open', { id }, resident)).summary).toBeNull()
  expect(await told()).not.toContain('activity_summarised')
  const [held] = (await granted(of.context, 'content.queue', {}, desk)).items
  await granted(of.context, 'content.decide', change({ id: held!.id, decision: 'show', reason: '' }), desk)
  expect((await granted(of.context, 'notice.open', { id }, resident)).summary).toMatchObject({ text: '种下了六十棵树。' })
  expect(await told()).toContain('activity_summarised')
})
