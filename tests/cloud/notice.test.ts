import { randomUUID } from 'node:crypto'
import ICAL from 'ical.js'
import type { Input } from '../../src/contract'
import type { NoticeSettings } from '../../src/domain/notice'
import { openTestContext, type TestContext } from './database'
import { planting, published, registered } from './notices'
import { newResident, signedIn } from './receptions'
import { buildTown, call, granted, inEast, inWest, refusal, tick, type Town } from './town'
import { pixel } from './photos'

let context: TestContext
let town: Town
const NOW = new Date('2026-11-23T02:00:00Z')
beforeEach(async () => {
  context = await openTestContext({ now: NOW })
  town = await buildTown(context)
})
afterEach(() => context.close())

const of = (id: string) => ({ requestId: randomUUID(), id })
const save = (over: Partial<Input<'notice.save'>> = {}, by: keyof Town['token'] = 'hallDesk') =>
  granted(context, 'notice.save', planting(town, over), town.token[by])
const plain = { happening: null, registration: null } as const
const follow = (token: string, stationId: string, isFollowed = true) =>
  granted(context, 'station.follow', { requestId: randomUUID(), id: stationId, isFollowed }, token)
const told = (kind: string) =>
  context.db
    .selectFrom('outbox')
    .where('kind', '=', kind as never)
    .select(['person_id', 'notice_id', 'show_at'])
    .execute()
const why = async (operation: string, input: unknown, token: string) => {
  const reply = await call(context, operation, input, token)
  return reply.ok ? null : [reply.error.code, reply.error.fields?.[0]?.path, reply.error.fields?.[0]?.rule]
}
const titles = async (input: Input<'notice.list'>, token?: string) =>
  (await granted(context, 'notice.list', input, token)).items.map(({ title }) => title)
const choose = (settings: Partial<NoticeSettings>) =>
  context.db
    .updateTable('congresses')
    .set({ settings: JSON.stringify({ answerWithinWorkdays: 10, notices: settings }) })
    .where('id', '=', town.congressId)
    .execute()
const photo = async (by: keyof Town['token'] = 'hallDesk') =>
  (await granted(context, 'photo.add', { requestId: randomUUID(), base64: pixel.toString('base64') }, town.token[by])).id

describe('writing and publishing', () => {
  test('a draft is seen by its desk and the office alone; published, by everybody, with its picture', async () => {
    const photoId = await photo()
    const draft = await save({ photoIds: [photoId] })
    expect(draft).toMatchObject({ state: 'draft', steps: ['save', 'submit', 'withdraw'], desk: { photoIds: [photoId] } })
    for (const who of ['resident', 'wang', 'homeDesk'] as const)
      expect(await refusal(context, 'notice.open', { id: draft.id }, town.token[who])).toBe('NOT_FOUND')
    expect((await granted(context, 'notice.open', { id: draft.id }, town.token.office)).steps).toContain('submit')
    expect(await titles({})).toEqual([])
    const notice = await granted(context, 'notice.submit', of(draft.id), town.token.hallDesk)
    expect(notice).toMatchObject({ state: 'published', publishedAt: NOW.toISOString(), steps: ['save', 'pin', 'withdraw'] })
    const seen = await granted(context, 'notice.open', { id: draft.id })
    expect(seen).toMatchObject({
      title: '周末一起种树',
      station: { id: town.hall, name: '西街联络站' },
      happening: { place: '西街公园东门' },
      registration: { capacity: 80, free: 80, isOpen: true },
      steps: [],
      desk: null,
      mine: null,
    })
    expect(seen.photos.map(({ id }) => id)).toEqual([photoId])
  })

  test('who may write for whom: a clerk for their station and its constituencies, the office for the congress too', async () => {
    const input = (over: object) => ({ ...planting(town), ...plain, ...over })
    expect(await why('notice.save', input({ stationId: town.home }), town.token.hallDesk)).toEqual(['FORBIDDEN', undefined, undefined])
    expect(await why('notice.save', input({}), town.token.resident)).toEqual(['FORBIDDEN', undefined, undefined])
    expect(await why('notice.save', input({ audience: 'congress' }), town.token.hallDesk)).toEqual(['BAD_INPUT', 'audience', 'choice'])
    expect(await why('notice.save', input({ stationId: null, audience: 'station' }), town.token.office)).toEqual([
      'BAD_INPUT',
      'audience',
      'choice',
    ])
    expect(await why('notice.save', input({ stationId: null, audience: 'congress' }), town.token.office)).toBeNull()
    expect(await why('notice.save', input({ audience: 'constituency' }), town.token.hallDesk)).toEqual([
      'BAD_INPUT',
      'constituencyId',
      'required',
    ])
    expect(await why('notice.save', input({ audience: 'constituency', constituencyId: randomUUID() }), town.token.hallDesk)).toEqual([
      'NOT_FOUND',
      'constituencyId',
      'absent',
    ])
  })

  test('times in the wrong order, and what cannot be asked, are refused with the field that is wrong', async () => {
    const happening = planting(town).happening!
    const bad = (over: object) => why('notice.save', { ...planting(town), ...over }, town.token.hallDesk)
    expect(await bad({ happening: { ...happening, endsAt: happening.startsAt } })).toEqual(['BAD_INPUT', 'happening.endsAt', 'order'])
    expect(await bad({ happening: null })).toEqual(['BAD_INPUT', 'happening', 'required'])
    expect(await bad({ registration: { capacity: 5, until: '2026-12-07T00:00:00Z' } })).toEqual([
      'BAD_INPUT',
      'registration.until',
      'order',
    ])
    expect(await bad({ registration: { capacity: 5, questions: [{ text: '坐哪辆车？', kind: 'choice', options: ['一号'] }] } })).toEqual([
      'BAD_INPUT',
      'registration.questions.0.options',
      'options',
    ])
    const past = await save({ happening: { ...happening, startsAt: '2026-11-22T01:00:00Z', endsAt: '2026-11-22T03:00:00Z' } })
    expect(await why('notice.submit', of(past.id), town.token.hallDesk)).toEqual(['CONFLICT', 'happening.startsAt', 'past'])
  })

  test('a notice with a time is published by the timer then and not before; changed meanwhile, it has to be handed in again', async () => {
    const { id } = await save(plain)
    const publishAt = new Date(NOW.getTime() + 3_600_000).toISOString()
    const submit = () => granted(context, 'notice.submit', { ...of(id), publishAt }, town.token.hallDesk)
    expect(await submit()).toMatchObject({ state: 'ready', desk: { publishAt } })
    expect((await granted(context, 'notice.save', { ...planting(town, plain), id }, town.token.hallDesk)).state).toBe('draft')
    await submit()
    expect((await tick(context)).publish).toBe(0)
    expect(await refusal(context, 'notice.open', { id }, town.token.resident)).toBe('NOT_FOUND')
    context.setNow(new Date(publishAt))
    expect((await tick(context)).publish).toBe(1)
    expect(await granted(context, 'notice.open', { id })).toMatchObject({ state: 'published', publishedAt: publishAt })
    expect((await tick(context)).publish).toBe(0)
  })

  test('where the congress wants a second person, its author does not approve it; it may be returned with a reason', async () => {
    await choose({ review: 'second' })
    const { id } = await save(plain)
    expect((await granted(context, 'notice.submit', of(id), town.token.hallDesk)).state).toBe('in_review')
    expect((await told('notice_submitted')).map(({ person_id }) => person_id)).toEqual([town.person.office])
    expect(await refusal(context, 'notice.approve', of(id), town.token.hallDesk)).toBe('CONFLICT')
    expect(await refusal(context, 'notice.approve', of(id), town.token.homeDesk)).toBe('NOT_FOUND')
    const returned = await granted(context, 'notice.return', { ...of(id), reason: '请写明集合地点' }, town.token.office)
    expect(returned).toMatchObject({ state: 'draft', reason: '请写明集合地点' })
    expect((await told('notice_returned')).map(({ person_id }) => person_id)).toEqual([town.person.hallDesk])
    await granted(context, 'notice.submit', of(id), town.token.hallDesk)
    expect((await granted(context, 'notice.approve', of(id), town.token.office)).state).toBe('published')
    // What a second person has looked at is not reworded behind their back.
    const again = { ...planting(town, plain), id, text: '改了几个字。' }
    expect(await why('notice.save', again, town.token.hallDesk)).toEqual(['CONFLICT', 'text', 'reviewed'])
  })

  test('a pinned notice comes first, until it is not', async () => {
    const first = await published(context, town, { ...plain, title: '先发的公告' })
    context.setNow(new Date(NOW.getTime() + 60_000))
    await published(context, town, { ...plain, title: '后发的公告' })
    expect(await titles({ stationId: town.hall })).toEqual(['后发的公告', '先发的公告'])
    await granted(context, 'notice.pin', { ...of(first.id), isPinned: true }, town.token.hallDesk)
    expect(await titles({ stationId: town.hall })).toEqual(['先发的公告', '后发的公告'])
    expect((await granted(context, 'station.open', { id: town.hall })).notices.map(({ title }) => title)).toEqual([
      '先发的公告',
      '后发的公告',
    ])
    await granted(context, 'notice.pin', { ...of(first.id), isPinned: false }, town.token.hallDesk)
    expect(await titles({ stationId: town.hall })).toEqual(['后发的公告', '先发的公告'])
  })

  test('a withdrawn one is gone for readers; who had registered reads why, and their calendar takes it out', async () => {
    const { id } = await published(context, town)
    const { token, personId } = await registered(context, town, id)
    await granted(context, 'notice.withdraw', { ...of(id), reason: '那天有大雨' }, town.token.hallDesk)
    expect(await refusal(context, 'notice.open', { id }, town.token.resident)).toBe('NOT_FOUND')
    expect(await titles({ stationId: town.hall })).toEqual([])
    expect(await granted(context, 'notice.open', { id }, token)).toMatchObject({
      state: 'withdrawn',
      reason: '那天有大雨',
      mine: { state: 'closed' },
    })
    expect((await told('activity_withdrawn')).map(({ person_id }) => person_id)).toEqual([personId])
    expect(await told('registration_reminder')).toEqual([])
    const calendar = await granted(context, 'notice.calendar', { id }, token)
    expect(new ICAL.Component(ICAL.parse(calendar.text) as never).getFirstPropertyValue('method')).toBe('CANCEL')
    expect(await refusal(context, 'notice.withdraw', { ...of(id), reason: '再撤一次' }, town.token.hallDesk)).toBe('CONFLICT')
  })

  test('pages follow one another without a gap or a repeat', async () => {
    for (let index = 0; index < 7; index += 1) {
      context.setNow(new Date(NOW.getTime() + index * 1000))
      await published(context, town, { ...plain, title: `公告${index}` })
    }
    const seen: string[] = []
    for (let cursor: string | undefined, page = 0; page < 10; page += 1) {
      const { items, next } = await granted(context, 'notice.list', { limit: 3, ...(cursor && { cursor }) })
      seen.push(...items.map(({ title }) => title))
      if (!next) break
      cursor = next
    }
    expect(seen).toEqual(['公告6', '公告5', '公告4', '公告3', '公告2', '公告1', '公告0'])
  })
})

describe('for whom', () => {
  test('one’s own list has what is for the congress, from stations followed, and for the constituency where one is', async () => {
    await granted(
      context,
      'notice.submit',
      of((await save({ ...plain, stationId: null, audience: 'congress', title: '全区的公告' }, 'office')).id),
      town.token.office,
    )
    context.setNow(new Date(NOW.getTime() + 1000))
    await published(context, town, { ...plain, title: '西站的公告' })
    context.setNow(new Date(NOW.getTime() + 2000))
    await published(context, town, { ...plain, audience: 'constituency', constituencyId: town.west, title: '西选区的公告' })
    const { token } = await newResident(context, town)
    const mine = (at: Input<'notice.list'>['at'] = null) => titles({ whose: 'mine', at }, token)
    expect(await mine()).toEqual(['全区的公告'])
    expect(await mine(inWest)).toEqual(['西选区的公告', '全区的公告'])
    expect(await mine(inEast)).toEqual(['全区的公告'])
    await follow(token, town.hall)
    expect(await mine()).toEqual(['西选区的公告', '西站的公告', '全区的公告'])
    expect((await granted(context, 'station.followed', {}, token)).items).toEqual([{ id: town.hall, name: '西街联络站' }])
    await follow(token, town.hall, false)
    expect(await mine()).toEqual(['全区的公告'])
    expect(await titles({})).toEqual(['西选区的公告', '西站的公告', '全区的公告'])
  })

  test('each follower is told once, whatever they follow and however often it is changed; who does not follow is not', async () => {
    const both = await newResident(context, town)
    const west = await newResident(context, town)
    const left = await newResident(context, town)
    for (const station of [town.hall, town.home]) await follow(both.token, station)
    for (let times = 0; times < 3; times += 1) await follow(west.token, town.hall)
    await follow(left.token, town.hall)
    await follow(left.token, town.hall, false)
    const whom = async (id: string) =>
      (await told('notice_published'))
        .filter(({ notice_id }) => notice_id === id)
        .map(({ person_id }) => person_id)
        .sort()
    const { id } = await published(context, town)
    expect(await whom(id)).toEqual([both.id, west.id].sort())
    await granted(context, 'notice.save', { ...planting(town), id, text: '改了几个字。' }, town.token.hallDesk)
    await tick(context)
    expect(await whom(id)).toEqual([both.id, west.id].sort())
    expect((await granted(context, 'notice.open', { id }, town.token.hallDesk)).desk?.followers).toBe(2)

    const all = await save({ ...plain, stationId: null, audience: 'congress' }, 'office')
    await granted(context, 'notice.submit', of(all.id), town.token.office)
    expect(await whom(all.id)).toEqual([both.id, west.id].sort())
    const east = await save({ ...plain, stationId: null, audience: 'constituency', constituencyId: town.east }, 'office')
    await granted(context, 'notice.submit', of(east.id), town.token.office)
    expect(await whom(east.id)).toEqual([both.id])
    const notified = await granted(context, 'notification.mine', {}, west.token)
    expect(notified.items.map(({ kind, noticeId }) => [kind, noticeId])).toContainEqual(['notice_published', id])
  })
})

describe('what became of it', () => {
  const ended = new Date('2026-12-06T03:00:00Z')
  /** Noon in Shanghai, days after the activity. */
  const after = (days: number) => context.setNow(new Date(Date.parse('2026-12-06T04:00:00Z') + days * 86_400_000))
  const due = async () => (await told('summary_due')).map(({ person_id }) => person_id).sort()

  test('a missing summary is asked for on day 3 of the desk and on day 7 of the office too, once each', async () => {
    await published(context, town)
    after(2)
    await tick(context)
    expect(await due()).toEqual([])
    after(3)
    await tick(context)
    await tick(context)
    expect(await due()).toEqual([town.person.hallDesk])
    after(6)
    await tick(context)
    expect(await due()).toEqual([town.person.hallDesk])
    after(7)
    await tick(context)
    await tick(context)
    expect(await due()).toEqual([town.person.hallDesk, town.person.hallDesk, town.person.office].sort())
    after(20)
    await tick(context)
    expect(await due()).toHaveLength(3)
  })

  test('nobody is asked at night, nor of what was withdrawn, nor of last year', async () => {
    const { id } = await published(context, town)
    context.setNow(new Date('2026-12-09T15:00:00Z'))
    await tick(context)
    expect(await due()).toEqual([])
    context.setNow(NOW)
    await granted(context, 'notice.withdraw', { ...of(id), reason: '那天有大雨' }, town.token.hallDesk)
    after(3)
    await tick(context)
    expect(await due()).toEqual([])
    context.setNow(NOW)
    await published(context, town)
    after(40)
    await tick(context)
    expect(await due()).toEqual([])
  })

  test('a summary with a picture is read by everybody, told to who registered, and ends the asking', async () => {
    const { id } = await published(context, town)
    const { personId } = await registered(context, town, id)
    expect(await refusal(context, 'notice.summarise', { ...of(id), text: '还没开始呢。' }, town.token.hallDesk)).toBe('CONFLICT')
    context.setNow(new Date(ended.getTime() + 3_600_000))
    const desk = await signedIn(context, town, town.person.hallDesk)
    const photoId = (await granted(context, 'photo.add', { requestId: randomUUID(), base64: pixel.toString('base64') }, desk)).id
    await granted(context, 'notice.summarise', { ...of(id), text: '种下了六十棵树。', photoIds: [photoId] }, desk)
    const seen = await granted(context, 'notice.open', { id })
    expect(seen.summary).toMatchObject({ text: '种下了六十棵树。', arrived: 0 })
    expect(seen.summary!.photos.map((each) => each.id)).toEqual([photoId])
    expect((await told('activity_summarised')).map(({ person_id }) => person_id)).toEqual([personId])
    // Put right: shown, and nobody is told twice.
    await granted(context, 'notice.summarise', { ...of(id), text: '种下了六十二棵树。', photoIds: [] }, desk)
    expect((await granted(context, 'notice.open', { id })).summary).toMatchObject({ text: '种下了六十二棵树。', photos: [] })
    expect(await told('activity_summarised')).toHaveLength(1)
    after(7)
    await tick(context)
    expect(await due()).toEqual([])
  })

  test('the desk sees which activities wait for a summary', async () => {
    const { id } = await published(context, town)
    const isDue = async () => {
      const token = await signedIn(context, town, town.person.hallDesk)
      return (await granted(context, 'notice.desk', {}, token)).items.find((item) => item.id === id)!.isSummaryDue
    }
    expect(await isDue()).toBe(false)
    after(3)
    expect(await isDue()).toBe(true)
    expect(await refusal(context, 'notice.desk', {}, await signedIn(context, town, town.person.resident))).toBe('FORBIDDEN')
  })
})
