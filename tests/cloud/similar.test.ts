import { randomUUID } from 'node:crypto'
import type { Input } from '../../src/contract'
import { openSession } from '../../src/cloud/session/identify'
import { openTestContext, type TestContext } from './database'
import { newResident } from './receptions'
import { spoken } from './recordings'
import { buildTown, call, granted, inWest, lampConcern, refusal, type Town } from './town'

let context: TestContext
let town: Town
beforeEach(async () => {
  context = await openTestContext()
  town = await buildTown(context)
  await context.db
    .updateTable('congresses')
    .set({ settings: JSON.stringify({ answerWithinWorkdays: 10 }) })
    .execute()
  await context.db
    .updateTable('sessions')
    .set({ expires_at: new Date('2030-01-01') })
    .execute()
})
afterEach(() => context.close())

const busText = '123路公交车在望月湾站早高峰经常四十分钟不来一班，上班总是迟到。'
const bus = (over: Partial<Input<'concern.submit'>> = {}) =>
  lampConcern({ text: busText, topic: 'roads', deputyId: town.wang, mayOffer: true, ...over })
const submit = async (token: string, over: Partial<Input<'concern.submit'>> = {}) =>
  (await granted(context, 'concern.submit', bus(over), token)).id
const step = (extra: object = {}) => ({ requestId: randomUUID(), ...extra })

/** Somebody else of the town. */
const resident = async () => (await newResident(context, town)).token
const inbox = (view: 'open' | 'answered' | 'closed' = 'open', token = town.token.wang) =>
  granted(context, 'concern.inbox', { as: 'deputy', view }, token)
const kinds = async (token: string) => (await granted(context, 'notification.mine', {}, token)).items.map(({ kind }) => kind)

describe('what others reported is offered before somebody sends the same', () => {
  const ask = (over: object = {}, token = town.token.neighbour) =>
    granted(context, 'concern.similar', { text: '望月湾站的123路公交车等了四十分钟还不来', at: null, ...over }, token)

  test('the same matter in other words, wherever the place', async () => {
    const id = await submit(town.token.resident)
    expect((await ask()).items).toMatchObject([{ id, people: 1, isMine: false, isJoined: false, state: 'assigned', withinM: null }])
  })

  test('nothing of the words, the number, the house or the person is in an offer', async () => {
    await submit(town.token.resident, { place: { at: inWest, address: '西街12号3单元502室张三家' } })
    const { items } = await ask({ at: inWest, topic: 'roads' })
    expect(items).toEqual([
      {
        id: expect.any(String),
        topic: { code: 'roads', name: '道路交通' },
        street: '西街',
        withinM: 50,
        state: 'assigned',
        receivedOn: '2026-11-23',
        people: 1,
        isMine: false,
        isJoined: false,
      },
    ])
  })

  test('near by and of the same topic it is offered; near by and about something else it is not', async () => {
    await submit(town.token.resident)
    expect((await ask({ text: '公交站牌歪了', at: inWest, topic: 'roads' })).items).toHaveLength(1)
    expect((await ask({ text: '幼儿园招生名额不够', at: inWest, topic: 'schools' })).items).toEqual([])
    expect((await ask({ text: '公交站牌歪了', at: { lon: 120.009, lat: 30.005 }, topic: 'roads' })).items).toEqual([])
  })

  test('whoever does not want others to know is offered to nobody and joined by nobody', async () => {
    const id = await submit(town.token.resident, { mayOffer: false })
    expect((await ask()).items).toEqual([])
    expect(await refusal(context, 'concern.join', step({ id }), town.token.neighbour)).toBe('NOT_FOUND')
  })

  test('what was withdrawn, or answered more than thirty days ago, is not offered', async () => {
    const withdrawn = await submit(town.token.resident)
    await granted(context, 'concern.withdraw', { ...step(), id: withdrawn }, town.token.resident)
    const answered = await submit(await resident())
    await granted(context, 'concern.accept', { ...step(), id: answered }, town.token.wang)
    await granted(context, 'concern.answer', { ...step(), id: answered, text: '加开两班。' }, town.token.wang)
    expect((await ask()).items).toMatchObject([{ id: answered, state: 'answered' }])
    context.setNow(new Date('2026-12-25T02:00:00Z'))
    const { token } = await openSession(
      context.db,
      { congressId: town.congressId, personId: town.person.neighbour, kind: 'desktop' },
      context.now(),
    )
    expect((await ask({}, token)).items).toEqual([])
  })

  test('a congress sees nothing of another, whatever the words', async () => {
    await submit(town.token.resident)
    const other = await buildTown(context, 'OTHER')
    expect((await ask({ text: busText, at: inWest }, other.token.neighbour)).items).toEqual([])
  })
})

describe('joining instead of repeating', () => {
  test('who joined reads the answer as it is given, judges it, and reads nothing else', async () => {
    const id = await submit(town.token.resident)
    const joined = await granted(context, 'concern.join', { ...step(), id }, town.token.neighbour)
    expect(joined).toMatchObject({ id, people: 2, answers: [], steps: ['leave'], verdict: null })
    expect(await refusal(context, 'concern.open', { id }, town.token.neighbour)).toBe('NOT_FOUND')
    await granted(context, 'concern.accept', { ...step(), id }, town.token.wang)
    await granted(context, 'concern.say', { ...step(), id, text: '我家在3单元，白天都在。', photoIds: [] }, town.token.resident)
    await granted(context, 'concern.answer', { ...step(), id, text: '早高峰加开两班。' }, town.token.wang)
    expect(await kinds(town.token.neighbour)).toEqual(['joined_answered'])
    const seen = await granted(context, 'concern.openJoined', { id }, town.token.neighbour)
    expect(seen).toMatchObject({
      state: 'answered',
      answers: [{ text: '早高峰加开两班。', deputyName: '王小河' }],
      steps: ['leave', 'confirm'],
    })
    expect(JSON.stringify(seen)).not.toMatch(/3单元|四十分钟|张三|西街路口/)
    await granted(context, 'concern.confirm', { ...step(), id, verdict: 'not_settled' }, town.token.neighbour)
    const cluster = await granted(context, 'concern.cluster', { id }, town.token.wang)
    expect(cluster).toMatchObject({ cases: 1, joined: 1, verdicts: { not_settled: 1, settled: 0 } })
    expect((await granted(context, 'concern.open', { id }, town.token.resident)).state).toBe('answered')
  })

  test('an answer from before somebody joined was written to one resident and stays there', async () => {
    const id = await submit(town.token.resident)
    await granted(context, 'concern.accept', { ...step(), id }, town.token.wang)
    await granted(context, 'concern.answer', { ...step(), id, text: '张先生，您家门口加一站。' }, town.token.wang)
    context.setNow(new Date('2026-11-23T03:00:00Z'))
    expect(await granted(context, 'concern.join', { ...step(), id }, town.token.neighbour)).toMatchObject({ answers: [], steps: ['leave'] })
  })

  test('who joined what its resident takes back is told, and may report it', async () => {
    const id = await submit(town.token.resident)
    await granted(context, 'concern.join', { ...step(), id }, town.token.neighbour)
    await granted(context, 'concern.withdraw', { ...step(), id }, town.token.resident)
    expect(await kinds(town.token.neighbour)).toEqual(['joined_withdrawn'])
    expect((await granted(context, 'concern.openJoined', { id }, town.token.neighbour)).state).toBe('withdrawn')
  })

  test('who joins while a second person looks at the answer reads it once it is let go; it is offered as recently answered', async () => {
    await context.db
      .updateTable('congresses')
      .set({ settings: JSON.stringify({ answerWithinWorkdays: 10, reviewAnswers: 'office' }) })
      .execute()
    const id = await submit(town.token.resident)
    await granted(context, 'concern.accept', { ...step(), id }, town.token.wang)
    await granted(context, 'concern.answer', { ...step(), id, text: '早高峰加开两班。' }, town.token.wang)
    context.setNow(new Date('2026-11-23T03:00:00Z'))
    expect((await granted(context, 'concern.join', { ...step(), id }, town.token.neighbour)).answers).toEqual([])
    context.setNow(new Date('2026-11-23T04:00:00Z'))
    await granted(context, 'concern.approve', { ...step(), id }, town.token.office)
    expect((await granted(context, 'concern.openJoined', { id }, town.token.neighbour)).answers).toMatchObject([
      { text: '早高峰加开两班。' },
    ])
    const asked = { text: '望月湾站的123路公交车等了四十分钟还不来', at: null }
    expect((await granted(context, 'concern.similar', asked, await resident())).items).toMatchObject([{ id, state: 'answered' }])
  })

  test('nobody joins their own, or twice; who leaves may join again', async () => {
    const id = await submit(town.token.resident)
    expect(await refusal(context, 'concern.join', { ...step(), id }, town.token.resident)).toBe('CONFLICT')
    await granted(context, 'concern.join', { ...step(), id }, town.token.neighbour)
    expect(await refusal(context, 'concern.join', { ...step(), id }, town.token.neighbour)).toBe('CONFLICT')
    await granted(context, 'concern.leave', { ...step(), id }, town.token.neighbour)
    expect(await refusal(context, 'concern.openJoined', { id }, town.token.neighbour)).toBe('NOT_FOUND')
    await granted(context, 'concern.join', { ...step(), id }, town.token.neighbour)
    expect((await granted(context, 'concern.joined', {}, town.token.neighbour)).items).toMatchObject([{ id }])
  })

  test('the reporter sees how many said the same, and of nobody who', async () => {
    const id = await submit(town.token.resident)
    await granted(context, 'concern.join', { ...step(), id }, town.token.neighbour)
    const view = await granted(context, 'concern.open', { id }, town.token.resident)
    expect(view.cluster).toEqual({ cases: 1, joined: 1, people: 2 })
    expect(view.events.at(-1)).toMatchObject({ kind: 'joined', by: null })
    expect(JSON.stringify(view)).not.toContain(town.person.neighbour)
    expect(await refusal(context, 'concern.cluster', { id }, town.token.resident)).toBe('NOT_FOUND')
  })
})

describe('cases that are one matter are one line and answered once', () => {
  const three = async () => [
    await submit(town.token.resident),
    await submit(town.token.neighbour, { text: '望月湾站的123路公交车等了四十分钟还不来' }),
    await submit(await resident(), { text: '望月湾站123路公交早高峰不来车，天天迟到' }),
  ]

  test('the deputy is told which open cases may be the same, and puts them together with one tap', async () => {
    const [head, ...others] = await three()
    const { alike, mayMerge } = await granted(context, 'concern.cluster', { id: head! }, town.token.wang)
    expect({ mayMerge, alike: alike.map(({ id }) => id).sort() }).toEqual({ mayMerge: true, alike: [...others].sort() })
    const cluster = await granted(context, 'concern.merge', { ...step(), id: head!, ids: alike.map(({ id }) => id) }, town.token.wang)
    expect(cluster).toMatchObject({ cases: 3, joined: 0, alike: [] })
    const { items, counts } = await inbox()
    expect({ counts, items }).toMatchObject({ counts: { open: 1 }, items: [{ id: head, cluster: { cases: 3, joined: 0, people: 3 } }] })
    expect(await kinds(town.token.neighbour)).toEqual(['concern_merged'])
  })

  test('what is only near by is not among what one tap puts together; whoever has read it may still add it', async () => {
    const head = await submit(town.token.resident, {
      text: '石桥菜场外面的路灯坏了两个星期，晚上一片漆黑。',
      topic: 'lamps',
      deputyId: town.wang,
    })
    const other = await submit(town.token.neighbour, {
      text: '石桥菜场外面停车费突然涨了一倍，没有征求意见。',
      topic: 'roads',
      deputyId: town.wang,
    })
    const seen = await granted(context, 'concern.cluster', { id: head }, town.token.wang)
    expect({ alike: seen.alike, near: seen.near.map(({ id }) => id) }).toEqual({ alike: [], near: [other] })
    const merged = await granted(context, 'concern.merge', { ...step(), id: head, ids: [other] }, town.token.wang)
    expect(merged).toMatchObject({ cases: 2, near: [] })
  })

  test('accepting and answering the first accepts and answers all; each resident is told in their own case and judges it', async () => {
    const [head, second, third] = await three()
    await granted(context, 'concern.merge', { ...step(), id: head!, ids: [second!, third!] }, town.token.wang)
    await granted(context, 'concern.accept', { ...step(), id: head! }, town.token.wang)
    await granted(context, 'concern.answer', { ...step(), id: head!, text: '早高峰加开两班。' }, town.token.wang)
    expect((await kinds(town.token.neighbour)).sort()).toEqual(['concern_accepted', 'concern_answered', 'concern_merged'])
    const theirs = await granted(context, 'concern.open', { id: second! }, town.token.neighbour)
    expect(theirs).toMatchObject({
      state: 'answered',
      text: '望月湾站的123路公交车等了四十分钟还不来',
      messages: [{ kind: 'answered', text: '早高峰加开两班。', authorName: '王小河' }],
    })
    expect(theirs.events.map(({ kind }) => kind)).toEqual(['submitted', 'routed', 'merged', 'accepted', 'answered'])
    await granted(context, 'concern.judge', { ...step(), id: second!, verdict: 'settled', text: '' }, town.token.neighbour)
    expect((await granted(context, 'concern.open', { id: head! }, town.token.resident)).state).toBe('answered')
    expect((await granted(context, 'concern.open', { id: second! }, town.token.neighbour)).state).toBe('settled')
  })

  test('one resident’s "not settled" opens only theirs again, which stands by itself', async () => {
    const [head, second, third] = await three()
    await granted(context, 'concern.merge', { ...step(), id: head!, ids: [second!, third!] }, town.token.wang)
    await granted(context, 'concern.accept', { ...step(), id: head! }, town.token.wang)
    await granted(context, 'concern.answer', { ...step(), id: head!, text: '早高峰加开两班。' }, town.token.wang)
    await granted(context, 'concern.judge', { ...step(), id: second!, verdict: 'not_settled', text: '还是不来' }, town.token.neighbour)
    expect((await inbox()).items).toMatchObject([{ id: second, state: 'accepted', cluster: null }])
    expect((await inbox('answered')).items).toMatchObject([{ id: head, cluster: { cases: 2 } }])
  })

  test('a case that is another matter after all is taken out again, and answered by itself', async () => {
    const [head, second, third] = await three()
    await granted(context, 'concern.merge', { ...step(), id: head!, ids: [second!, third!] }, town.token.wang)
    expect(await granted(context, 'concern.detach', { ...step(), id: third! }, town.token.wang)).toMatchObject({ cases: 2 })
    await granted(context, 'concern.accept', { ...step(), id: head! }, town.token.wang)
    expect((await granted(context, 'concern.open', { id: third! }, town.token.wang)).state).toBe('assigned')
    expect(await refusal(context, 'concern.detach', { ...step(), id: third! }, town.token.wang)).toBe('CONFLICT')
  })

  test('one that is passed on alone stands by itself in the next deputy’s inbox, and its own log says so', async () => {
    const [head, second, third] = await three()
    await granted(context, 'concern.merge', { ...step(), id: head!, ids: [second!, third!] }, town.token.wang)
    await granted(context, 'concern.passOn', { ...step(), id: second!, deputyId: town.li, reason: '归他管' }, town.token.wang)
    expect((await inbox('open', town.token.li)).items).toMatchObject([{ id: second, cluster: null }])
    expect((await inbox()).items).toMatchObject([{ id: head, cluster: { cases: 2 } }])
    const { events } = await granted(context, 'concern.open', { id: second! }, town.token.neighbour)
    expect(events.map(({ kind }) => kind)).toEqual(['submitted', 'routed', 'merged', 'detached', 'passed_on'])
  })

  test('one that was asked has its days back once it is worked on with the others', async () => {
    const [head, second] = await three()
    await granted(context, 'concern.accept', { ...step(), id: second! }, town.token.wang)
    await granted(context, 'concern.ask', { ...step(), id: second!, text: '是哪个方向？' }, town.token.wang)
    const { due: before } = await granted(context, 'concern.open', { id: head! }, town.token.resident)
    context.setNow(new Date('2026-11-26T02:00:00Z'))
    await granted(context, 'concern.merge', { ...step(), id: head!, ids: [second!] }, town.token.wang)
    const { due, state } = await granted(context, 'concern.open', { id: second! }, town.token.neighbour)
    // Three working days after that of the first, which was handed in on the same day.
    expect({ before: before!.on, due: due!.on, state }).toEqual({ before: '2026-12-07', due: '2026-12-10', state: 'assigned' })
  })

  test('a second person’s look takes no day from any of them', async () => {
    const [head, second] = await three()
    await context.db
      .updateTable('congresses')
      .set({ settings: JSON.stringify({ answerWithinWorkdays: 10, reviewAnswers: 'office' }) })
      .execute()
    await granted(context, 'concern.merge', { ...step(), id: head!, ids: [second!] }, town.token.wang)
    await granted(context, 'concern.accept', { ...step(), id: head! }, town.token.wang)
    await granted(context, 'concern.answer', { ...step(), id: head!, text: '早高峰加开两班。' }, town.token.wang)
    context.setNow(new Date('2026-11-25T02:00:00Z'))
    await granted(context, 'concern.returnAnswer', { ...step(), id: head!, reason: '请写明时间' }, town.token.office)
    const { due } = await granted(context, 'concern.open', { id: second! }, town.token.neighbour)
    expect(due!.on).toBe('2026-12-09')
  })

  test('a spoken answer is heard by each resident, also by one who says that it settled nothing', async () => {
    const [head, second] = await three()
    await granted(context, 'concern.merge', { ...step(), id: head!, ids: [second!] }, town.token.wang)
    await granted(context, 'concern.accept', { ...step(), id: head! }, town.token.wang)
    const recording = { ...step(), base64: spoken.toString('base64'), seconds: 3 }
    const { id: recordingId } = await granted(context, 'recording.add', recording, town.token.wang)
    await granted(context, 'concern.answer', { ...step(), id: head!, text: '', recordingId }, town.token.wang)
    const heard = async () =>
      (await granted(context, 'concern.open', { id: second! }, town.token.neighbour)).messages.find(({ kind }) => kind === 'answered')
    expect(await heard()).toMatchObject({ recording: { id: recordingId, seconds: 3 } })
    await granted(context, 'concern.judge', { ...step(), id: second!, verdict: 'not_settled', text: '' }, town.token.neighbour)
    expect(await heard()).toMatchObject({ recording: { id: recordingId } })
  })

  test('passing the first on takes the others along', async () => {
    const [head, second] = await three()
    await granted(context, 'concern.merge', { ...step(), id: head!, ids: [second!] }, town.token.wang)
    await granted(context, 'concern.passOn', { ...step(), id: head!, deputyId: town.li, reason: '归他管' }, town.token.wang)
    expect((await inbox('open', town.token.li)).items).toMatchObject([{ id: head, cluster: { cases: 2 } }])
    expect(await refusal(context, 'concern.open', { id: second! }, town.token.wang)).toBe('NOT_FOUND')
  })

  test('the first one withdrawn, the next is the first', async () => {
    const head = await submit(town.token.resident)
    context.setNow(new Date('2026-11-23T02:05:00Z'))
    const second = await submit(town.token.neighbour)
    context.setNow(new Date('2026-11-23T02:10:00Z'))
    const third = await submit(await resident())
    await granted(context, 'concern.merge', { ...step(), id: head, ids: [second, third] }, town.token.wang)
    await granted(context, 'concern.withdraw', { ...step(), id: head }, town.token.resident)
    expect((await inbox()).items).toMatchObject([{ id: second, cluster: { cases: 2 } }])
  })

  test('the line stands where its most urgent case would', async () => {
    const first = await submit(town.token.resident)
    await context.db.updateTable('concerns').set({ due_on: '2026-11-30' }).where('id', '=', first).execute()
    const later = await submit(town.token.neighbour)
    await granted(context, 'concern.merge', { ...step(), id: later, ids: [first] }, town.token.wang)
    expect((await inbox()).items).toMatchObject([{ id: later, due: { on: '2026-11-30' } }])
  })

  test('nobody puts together what is not theirs, answered, or in a cluster already', async () => {
    const [head, second, third] = await three()
    expect(await refusal(context, 'concern.merge', { ...step(), id: head, ids: [second] }, town.token.li)).toBe('NOT_FOUND')
    expect(await refusal(context, 'concern.merge', { ...step(), id: head, ids: [second] }, town.token.resident)).toBe('NOT_FOUND')
    expect(await refusal(context, 'concern.merge', { ...step(), id: head, ids: [randomUUID()] }, town.token.wang)).toBe('NOT_FOUND')
    await granted(context, 'concern.merge', { ...step(), id: head!, ids: [second!] }, town.token.wang)
    expect(await refusal(context, 'concern.merge', { ...step(), id: third, ids: [second] }, town.token.wang)).toBe('CONFLICT')
    expect(await refusal(context, 'concern.merge', { ...step(), id: second, ids: [third] }, town.token.wang)).toBe('CONFLICT')
    await granted(context, 'concern.accept', { ...step(), id: third! }, town.token.wang)
    await granted(context, 'concern.answer', { ...step(), id: third!, text: '好' }, town.token.wang)
    expect(await refusal(context, 'concern.merge', { ...step(), id: head, ids: [third] }, town.token.wang)).toBe('CONFLICT')
  })

  test('the desk puts together what waits for a deputy, and assigns it once', async () => {
    const at = { at: null, address: '望月湾' }
    const ids = [
      await submit(town.token.resident, { deputyId: null, stationId: town.hall, place: at }),
      await submit(town.token.neighbour, { deputyId: null, stationId: town.hall, place: at }),
    ]
    await granted(context, 'concern.merge', { ...step(), id: ids[0]!, ids: [ids[1]!] }, town.token.hallDesk)
    await granted(context, 'concern.assign', { ...step(), id: ids[0]!, deputyId: town.li }, town.token.hallDesk)
    expect((await inbox('open', town.token.li)).items).toMatchObject([{ id: ids[0], cluster: { cases: 2 } }])
  })
})

test('a hundred copies by one person in an hour are kept, numbered, and one line for the deputy, who is told once', async () => {
  const numbers = new Set<string>()
  for (let copy = 0; copy < 100; copy += 1) {
    context.setNow(new Date(Date.parse('2026-11-23T02:00:00Z') + copy * 30_000))
    const { number } = await granted(context, 'concern.submit', bus({ text: `${busText}${'！'.repeat(copy % 7)}` }), town.token.resident)
    numbers.add(number)
  }
  expect(numbers.size).toBe(100)
  const { items, counts } = await inbox()
  expect({ open: counts.open, lines: items.length, cluster: items[0]!.cluster }).toEqual({
    open: 1,
    lines: 1,
    cluster: { cases: 100, joined: 0, people: 1 },
  })
  expect(await kinds(town.token.wang)).toEqual(['concern_received'])
})

test('what is handed in by many at once stays one each: nobody waits for anybody, and no copy is lost', async () => {
  const tokens = await Promise.all(Array.from({ length: 6 }, resident))
  const replies = await Promise.all([...tokens, ...tokens].map((token) => call(context, 'concern.submit', bus(), token)))
  expect(replies.filter(({ ok }) => ok)).toHaveLength(12)
  // Two of each person, of which one is the first.
  expect((await inbox()).counts.open).toBe(6)
})
