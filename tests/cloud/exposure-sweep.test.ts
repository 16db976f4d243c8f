import { randomUUID } from 'node:crypto'
import type { Input, OperationName } from '../../src/contract'
import { operations } from '../../src/contract'
import { makeShortCodes } from '../../src/cloud/code/make'
import { readSheet } from '../../src/cloud/read-sheet'
import { findPersonalData } from '../../src/domain/personal-data'
import { sheetKinds } from '../../src/domain/sheet'
import { openTestContext, type TestContext } from './database'
import { published, registering } from './notices'
import { newResident, openReception } from './receptions'
import { buildTown, call, granted, inWest, lampConcern, outside, type Town } from './town'

const NAME = '阮秋棠'
const PHONE = '13976540011'
const SPOKEN = '一三九七六五四零零一一'
const ID_CARD = '320102198506142313'
const WECHAT = 'qiutang_n85'
const MARKERS = [NAME, '秋棠', PHONE, SPOKEN, '１３９７６５４００１１', ID_CARD, WECHAT]
const TEXT = `我叫${NAME}，身份证${ID_CARD}，电话${PHONE}或${SPOKEN}，微信号：${WECHAT}。望月湾路口的路灯坏了两个星期，护士下夜班看不见路。`
const ALIKE = '望月湾路口的路灯坏了两个星期，晚上下夜班看不见路，请修一修。'

let context: TestContext
let town: Town
let she: { id: string; token: string }
let id: string
/** Another of hers, which went on to another deputy; and somebody else's, merged with hers. */
let secondId: string
let alikeId: string
let publishedId: string
let visitId: string
let noticeId: string
let receptionId: string
/** Everybody who is not she: what they are to her case. */
let others: Record<string, string | undefined>

const step = (of: string) => ({ requestId: randomUUID(), id: of })

beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
  const { token } = town
  she = await newResident(context, town)
  const [joiner, alike, stranger] = [await newResident(context, town), await newResident(context, town), await newResident(context, town)]
  const mine = (over: Partial<Input<'concern.submit'>> = {}) =>
    lampConcern({
      text: TEXT,
      place: { at: inWest, address: `望月湾路口，联系${PHONE}` },
      contact: { name: NAME, phone: PHONE, mayCall: true },
      mayOffer: true,
      ...over,
    })
  id = (await granted(context, 'concern.submit', mine(), she.token)).id
  await granted(context, 'concern.join', step(id), joiner.token)
  alikeId = (await granted(context, 'concern.submit', lampConcern({ text: ALIKE }), alike.token)).id
  // One of hers that nobody has, one that waits to be merged, one that is withdrawn.
  await granted(
    context,
    'concern.submit',
    mine({ requestId: randomUUID(), place: { at: outside, address: '城外' }, text: TEXT + '城外也是。' }),
    she.token,
  )
  secondId = (await granted(context, 'concern.submit', mine({ text: `${TEXT}另一盏灯也不亮。` }), she.token)).id
  await granted(context, 'concern.merge', { ...step(id), ids: [alikeId] }, token.wang)
  await granted(context, 'concern.accept', step(id), token.wang)
  await granted(context, 'concern.ask', { ...step(id), text: '请问是哪一盏？' }, token.wang)
  await granted(context, 'concern.reply', { ...step(id), text: `南边那盏，不清楚打${PHONE}，${NAME}` }, she.token)
  await granted(context, 'concern.answer', { ...step(id), text: `${NAME}您好，路灯已修好，有事打${PHONE}。` }, token.wang)
  await granted(context, 'concern.judge', { ...step(id), verdict: 'not_settled', text: `还是不亮，打我${PHONE}` }, she.token)
  await granted(context, 'concern.answer', { ...step(id), text: `${NAME}女士，昨晚已换灯泡。` }, token.wang)
  await granted(context, 'concern.passOn', { ...step(secondId), deputyId: town.li, reason: `${NAME}的另一盏灯在您那边` }, token.wang)
  await granted(
    context,
    'concern.publish',
    { ...step(id), title: `${NAME}的路灯`, text: TEXT, place: `望月湾路口${PHONE}`, withAnswer: true },
    she.token,
  )
  const { items } = await granted(context, 'publication.queue', {}, token.office)
  await granted(context, 'publication.decide', { ...step(items[0]!.id), decision: 'publish' }, token.office)
  publishedId = (await granted(context, 'published.list', { limit: 1 })).items[0]!.id
  receptionId = await openReception(context, town, { on: '2026-12-03' })
  visitId = (
    await granted(context, 'visit.book', { requestId: randomUUID(), receptionId, startsAt: null, about: TEXT.slice(0, 400) }, she.token)
  ).id
  await makeShortCodes(context.db, town.congressId, 'station', [town.hall])
  noticeId = (await published(context, town)).id
  await granted(context, 'registration.make', registering(noticeId, { name: NAME, phone: PHONE, answers: ['yes', TEXT] }), she.token)
  others = {
    'a resident of no part in it': stranger.token,
    'one who joined': joiner.token,
    'one of the same cluster': alike.token,
    'another deputy of the place': token.li,
    'a deputy of elsewhere': token.zhao,
    'the desk of the case': token.hallDesk,
    'another desk': token.homeDesk,
    'the office': token.office,
    'nobody signed in': undefined,
  }
  await context.db.updateTable('persons').set({ name: '孙文员' }).where('id', '=', town.person.hallDesk).execute()
})
afterAll(() => context.close())

/** What each reading operation is asked with; a new one has to be named here. */
const asked: Partial<Record<OperationName, () => object[]>> = {
  'congress.list': () => [{}],
  'congress.open': () => [{}],
  'session.open': () => [{ code: 'x' }],
  'session.offer': () => [{}],
  'session.look': () => [{ code: 'A'.repeat(12) }],
  'session.take': () => [{ code: 'A'.repeat(12), secret: 'a'.repeat(43) }],
  'session.list': () => [{}],
  'person.me': () => [{}],
  'person.phone': () => [{ code: 'x' }],
  'person.holdings': () => [{}],
  'person.export': () => [{}],
  'invitation.list': () => [{}],
  'invitation.open': () => [{ code: 'A'.repeat(10) }],
  'membership.list': () => [{}],
  'notification.mine': () => [{ limit: 100 }],
  'notification.templates': () => [{}],
  'content.queue': () => [{}],
  'topic.suggest': () => [{ text: '望月湾路口的路灯坏了', title: '' }],
  'topic.model': () => [{}],
  'import.check': () => [{ kind: 'deputies', datum: 'gcj02', base64: Buffer.from('姓名,选区\n钱代表,没有的选区\n').toString('base64') }],
  'constituency.list': () => [{}],
  'constituency.locate': () => [{ at: inWest }],
  'station.nearby': () => [{ at: inWest, limit: 20 }, { query: NAME }],
  'station.open': () => [{ id: town.hall }, { id: town.home }],
  'deputy.search': () => [{ limit: 20 }, { query: '秋棠' }],
  'deputy.open': () => [{ id: town.wang }, { id: town.li }],
  'code.open': () => [{ code: '234567' }],
  'code.draw': () => [{ id: town.hall }, { id: town.wang }],
  'figures.open': () => [{ period: 'month' }],
  'figures.audit': () => [{ period: 'month' }],
  'health.open': () => [{}],
  'concern.route': () => [{ at: inWest, topic: 'lamps' }],
  'concern.mine': () => [{ limit: 100 }],
  'concern.inbox': () =>
    ['open', 'watched', 'topic', 'answered', 'closed'].flatMap((view) => [
      { as: 'desk', view, limit: 100 },
      { as: 'deputy', view, limit: 100 },
    ]),
  'concern.open': () => [{ id }, { id: secondId }, { id: alikeId }],
  'concern.export': () => [{ id }],
  'concern.similar': () => [{ text: ALIKE, at: inWest, topic: 'lamps' }],
  'concern.openJoined': () => [{ id }],
  'concern.joined': () => [{}],
  'concern.cluster': () => [{ id }, { id: secondId }, { id: alikeId }],
  'concern.filed': () => [{}],
  'concern.track': () => [{ number: '2026-0001', code: 'A'.repeat(10) }],
  'identity.log': () => [{ limit: 100 }, { concernId: id }],
  'publication.preview': () => [{ id }],
  'publication.queue': () => [{}],
  'published.list': () => [{ limit: 100 }],
  'published.open': () => [{ id: publishedId }],
  'replyTemplate.list': () => [{}],
  'replyTemplate.fill': () => [{ id: randomUUID(), concernId: id }],
  'draft.open': () => [{ concernId: id, step: 'answer' }],
  'settings.open': () => [{}],
  'seal.list': () => [{}],
  'rota.open': () => [{ stationId: town.hall }],
  'reception.mine': () => [{}],
  'visit.slots': () => [{ stationId: town.hall, limit: 20 }],
  'visit.mine': () => [{}],
  'visit.open': () => [{ id: visitId }],
  'visit.calendar': () => [{ id: visitId }],
  'visit.queue': () => [{ receptionId }],
  'phoneNote.list': () => [{}],
  'station.followed': () => [{}],
  'notice.list': () => [{}],
  'notice.open': () => [{ id: noticeId }],
  'notice.desk': () => [{}],
  'notice.calendar': () => [{ id: noticeId }],
  'registration.mine': () => [{}],
  'registration.list': () => [{ noticeId }],
  'sheet.take': () =>
    sheetKinds.flatMap((kind) => [town.hall, null].map((stationId) => ({ kind, stationId, from: '2026-11-01', until: '2026-12-31' }))),
}
/** Who runs an activity reads who comes. */
const mayRead = (name: OperationName, who: string) => name === 'registration.list' && ['the desk of the case', 'the office'].includes(who)
/** Read by nobody here: they need a code, a secret or a row that none of these people has, or are hers alone. */
const forNobody: readonly OperationName[] = [
  'session.open',
  'session.look',
  'person.phone',
  'invitation.open',
  'code.open',
  'concern.export',
  'concern.track',
  'publication.preview',
  'replyTemplate.fill',
]

const reads = (Object.keys(operations) as OperationName[]).filter((name) => !operations[name].isChange)
/** Instants have digits in a row, and ids have more: only what stands by itself is a number of hers. */
const found = (said: unknown) => MARKERS.filter((marker) => JSON.stringify(said).includes(marker))

/** A workbook is read, since nothing is found in its bytes. */
async function opened(reply: Awaited<ReturnType<typeof call>>): Promise<unknown> {
  const { base64 } = (reply.ok ? reply.output : {}) as { base64?: string }
  return base64 ? readSheet(Buffer.from(base64, 'base64')) : reply
}

test('her letter holds what a rule has to find', () => {
  expect([...new Set(findPersonalData(TEXT).map(({ kind }) => kind))].sort()).toEqual(['account', 'id_card', 'name', 'phone'])
  expect(found(TEXT)).toHaveLength(MARKERS.length - 1)
})

test('every reading operation of the contract is asked here', () => {
  expect(Object.keys(asked).sort()).toEqual([...reads].sort())
})

describe.each(reads)('%s', (name) => {
  test('tells none of the others her name, phone, identity number or account', async () => {
    let grants = 0
    for (const [who, token] of Object.entries(others))
      for (const input of asked[name]!()) {
        const reply = await call(context, name, input, token, town.code)
        if (reply.ok) grants += 1
        expect({ who, input, found: mayRead(name, who) ? [] : found(await opened(reply)) }).toEqual({ who, input, found: [] })
      }
    expect({ name, isGranted: grants > 0 }).toEqual({ name, isGranted: !forNobody.includes(name) })
  })

  test('tells her deputy no more than that, once she has taken back what she revealed', async () => {
    for (const input of asked[name]!()) {
      await granted(context, 'concern.reveal', { ...step(id), name: false, phone: false }, she.token)
      const reply = await call(context, name, input, town.token.wang)
      // What a deputy wrote is their own.
      const said = JSON.parse(JSON.stringify(await opened(reply), (_, value) => (value?.isMine === true ? null : value))) as unknown
      expect({ input, found: found(said) }).toEqual({ input, found: [] })
    }
  })
})

test('she herself reads all of it', async () => {
  const view = await granted(context, 'concern.open', { id }, she.token)
  expect(view.text).toBe(TEXT)
  expect(view.contact).toMatchObject({ name: NAME, phone: PHONE })
})
