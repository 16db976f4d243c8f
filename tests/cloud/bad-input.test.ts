import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { operations } from '../../src/contract'
import { openapi } from '../../src/contract/openapi'
import type { Operation } from '../../src/contract/operation'
import { agreementVersion } from '../../src/domain/privacy'
import { openTestContext, type TestContext } from './database'
import { planting, published } from './notices'
import { at, openReception } from './receptions'
import { buildTown, call, granted, inWest, lampConcern, type Town } from './town'

let context: TestContext
let town: Town
let concernId: string
let receptionId: string
let visitId: string
let noticeId: string
beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
  concernId = (await granted(context, 'concern.submit', lampConcern(), town.token.resident)).id
  receptionId = await openReception(context, town, { on: '2026-12-03' })
  visitId = (await granted(context, 'visit.book', { requestId: randomUUID(), receptionId, startsAt: null }, town.token.resident)).id
  noticeId = (await published(context, town)).id
})
afterAll(() => context.close())

const all = Object.entries(operations) as [string, Operation][]

/** A good input for every operation: what is spoilt below is spoilt one field at a time. */
const good: Record<string, (id: string) => Record<string, unknown>> = {
  'congress.list': () => ({}),
  'congress.open': () => ({}),
  'session.open': () => ({ code: 'x' }),
  'session.offer': () => ({}),
  'session.look': () => ({ code: 'A'.repeat(12) }),
  'session.decide': () => ({ code: 'A'.repeat(12), isConfirmed: true }),
  'session.take': () => ({ code: 'A'.repeat(12), secret: 'a'.repeat(43) }),
  'session.list': () => ({}),
  'session.close': () => ({ id: randomUUID() }),
  'person.me': () => ({}),
  'invitation.make': () => ({ role: 'staff', targetId: town.hall }),
  'invitation.list': () => ({}),
  'invitation.revoke': () => ({ id: randomUUID() }),
  'invitation.open': () => ({ code: 'A'.repeat(10) }),
  'invitation.accept': () => ({ code: 'A'.repeat(10), name: '钱主任' }),
  'membership.list': () => ({}),
  'membership.remove': () => ({ personId: randomUUID(), role: 'staff', targetId: town.hall }),
  'membership.leave': () => ({ role: 'staff', targetId: town.hall }),
  'notification.mine': () => ({ cursor: 'x', limit: 5 }),
  'notification.read': () => ({ id: randomUUID() }),
  'notification.templates': () => ({}),
  'notification.consent': () => ({ answers: [{ template: 'progress', isAccepted: true }] }),
  'content.queue': () => ({}),
  'content.decide': () => ({ id: randomUUID(), decision: 'keep_back', reason: '含有他人隐私' }),
  'person.phone': () => ({ code: 'x' }),
  'person.agree': () => ({ version: agreementVersion }),
  'person.holdings': () => ({}),
  'person.export': () => ({ cursor: 'x' }),
  'person.erase': () => ({ underWay: 'wait' }),
  'topic.save': () => ({ code: 'x', parentCode: null, name: '新类别', isRetired: false, isNew: true }),
  'topic.suggest': () => ({ text: '路灯坏了', title: '路灯' }),
  'topic.model': () => ({}),
  'topic.retrain': () => ({}),
  'constituency.list': () => ({}),
  'constituency.locate': () => ({ at: inWest }),
  'station.nearby': () => ({ at: inWest, query: '西街', division: 'x', kind: 'home', limit: 5 }),
  'station.open': () => ({ id: town.hall }),
  'deputy.search': () => ({ query: '王', at: inWest, cursor: 'x', limit: 5 }),
  'deputy.open': () => ({ id: town.wang }),
  'code.open': () => ({ code: '234567' }),
  'figures.open': () => ({ period: 'month' }),
  'figures.audit': () => ({ period: 'month' }),
  'photo.add': () => ({ base64: 'AAAA' }),
  'recording.add': () => ({ base64: 'AAAA', seconds: 5 }),
  'concern.route': () => ({ at: inWest, topic: 'lamps', deputyId: town.wang, stationId: town.hall, constituencyId: town.west }),
  'concern.submit': () => ({
    ...lampConcern(),
    photoIds: [],
    recordingId: null,
    deputyId: null,
    stationId: null,
    constituencyId: null,
    wentOnDespite: null,
    mayOffer: true,
  }),
  'concern.mine': () => ({ cursor: 'x', limit: 5 }),
  'concern.inbox': () => ({ as: 'deputy', view: 'open', cursor: 'x', limit: 5 }),
  'concern.open': (id) => ({ id }),
  'concern.assign': (id) => ({ id, deputyId: town.li }),
  'concern.accept': (id) => ({ id }),
  'concern.ask': (id) => ({ id, text: '问', photoIds: [], recordingId: null }),
  'concern.reply': (id) => ({ id, text: '答', photoIds: [], recordingId: null }),
  'concern.answer': (id) => ({ id, text: '答', photoIds: [], recordingId: null }),
  'concern.passOn': (id) => ({ id, deputyId: town.li, reason: '不归我管' }),
  'concern.sendBack': (id) => ({ id, reason: '不归我管' }),
  'concern.dispute': (id) => ({ id, reason: '不归我管', deputyId: randomUUID() }),
  'concern.uphold': (id) => ({ id, reason: '属于本选区' }),
  'concern.refer': (id) => ({ id, referralId: randomUUID(), unit: '区城管委', reference: 'A-1', expectedOn: '2026-12-01' }),
  'concern.split': (id) => ({ id, text: '还有一件事：井盖松了', topic: '01', address: '门口' }),
  'concern.say': (id) => ({ id, text: '说', photoIds: [], recordingId: null }),
  'concern.chase': (id) => ({ id, text: '催' }),
  'concern.judge': (id) => ({ id, verdict: 'settled', text: '' }),
  'concern.withdraw': (id) => ({ id }),
  'concern.openContact': (id) => ({ id, reason: '约时间' }),
  'concern.export': (id) => ({ id }),
  'seal.list': () => ({ cursor: 'x' }),
  'concern.setTopic': (id) => ({ id, topic: 'schools' }),
  'concern.correctContact': (id) => ({ id, name: '张三', phone: '13800138000', mayCall: true }),
  'concern.approve': (id) => ({ id }),
  'concern.returnAnswer': (id) => ({ id, reason: '请写明时间' }),
  'replyTemplate.list': () => ({}),
  'replyTemplate.fill': (concern) => ({ id: randomUUID(), concernId: concern }),
  'replyTemplate.save': () => ({ id: null, scope: 'congress', ofId: null, title: '已转办', text: '您反映的{编号}已转办。' }),
  'replyTemplate.remove': () => ({ id: randomUUID() }),
  'draft.open': (concern) => ({ concernId: concern, step: 'answer' }),
  'draft.save': (concern) => ({ concernId: concern, step: 'answer', text: '写了一半', seenAt: null }),
  'settings.open': () => ({}),
  'settings.save': () => ({ settings: { answerWithinWorkdays: 10 } }),
  'concern.reveal': (id) => ({ id, name: true, phone: true }),
  'identity.open': (id) => ({ id, reasonCode: 'danger_to_life', reason: '居民说要轻生，联系公安', isConfirmed: true }),
  'identity.openText': (id) => ({ id, reason: '核对地址' }),
  'identity.log': (id) => ({ concernId: id, cursor: 'x', limit: 5 }),
  'publication.preview': (id) => ({ id }),
  'concern.publish': (id) => ({ id, title: '路灯', text: '路灯坏了两周', place: '西街', withAnswer: true, photoIds: [] }),
  'concern.unpublish': (id) => ({ id }),
  'publication.queue': () => ({}),
  'publication.decide': (id) => ({ id, decision: 'refuse', reason: '看得出是谁' }),
  'published.list': () => ({ cursor: 'x', limit: 5 }),
  'published.open': (id) => ({ id }),
  'concern.similar': () => ({ text: '西街路口的路灯坏了', at: inWest, topic: 'lamps' }),
  'concern.join': (id) => ({ id }),
  'concern.leave': (id) => ({ id }),
  'concern.confirm': (id) => ({ id, verdict: 'settled' }),
  'concern.openJoined': (id) => ({ id }),
  'concern.joined': () => ({}),
  'concern.cluster': (id) => ({ id }),
  'concern.merge': (id) => ({ id, ids: [randomUUID()] }),
  'concern.detach': (id) => ({ id }),
  'rota.save': () => ({
    id: null,
    stationId: town.hall,
    deputyIds: [town.wang],
    rule: { kind: 'weekly', weekdays: [4] },
    onHoliday: 'skip',
    from: 540,
    to: 600,
    slotMinutes: 20,
    capacity: 1,
    since: '2026-12-01',
    until: '2026-12-31',
  }),
  'rota.open': () => ({ stationId: town.hall }),
  'reception.mine': () => ({}),
  'reception.confirm': () => ({ id: receptionId }),
  'reception.swap': () => ({ id: receptionId, deputyId: town.li }),
  'reception.takeOver': () => ({ id: receptionId, accepts: true }),
  'reception.move': () => ({ id: receptionId, on: '2026-12-04', from: 540, reason: '场地有活动' }),
  'reception.close': () => ({ id: receptionId, reason: '场地有活动' }),
  'visit.slots': () => ({ stationId: town.hall, deputyId: town.wang, at: inWest, limit: 5 }),
  'visit.book': () => ({ receptionId, startsAt: null, topic: 'lamps', about: '路灯', people: 2, needs: ['wheelchair'], orWait: true }),
  'visit.accept': () => ({ id: visitId }),
  'visit.reschedule': () => ({ id: visitId, receptionId, startsAt: at('2026-12-03', 580) }),
  'visit.cancel': () => ({ id: visitId }),
  'visit.mine': () => ({ cursor: 'x', limit: 5 }),
  'visit.open': () => ({ id: visitId }),
  'visit.calendar': () => ({ id: visitId }),
  'visit.checkIn': () => ({ code: '234567', at: at('2026-12-03', 540) }),
  'visit.walkIn': () => ({ receptionId, at: at('2026-12-03', 540), topic: 'lamps', about: '路灯', people: 2, needs: ['wheelchair'] }),
  'visit.queue': () => ({ receptionId }),
  'visit.noShow': () => ({ id: visitId, who: 'visitor' }),
  'visit.minutes': () => ({ id: visitId, said: '路灯不亮', promised: '去问', promisedOn: '2026-12-31' }),
  'visit.toConcern': () => ({ id: visitId, text: '路灯两周不亮', topic: 'lamps', address: '西街' }),
  'visit.confirmConcern': () => ({ id: visitId, text: '路灯两周不亮' }),
  'visit.bookFor': () => ({
    receptionId,
    startsAt: null,
    topic: 'lamps',
    about: '路灯',
    people: 2,
    needs: ['wheelchair'],
    orWait: true,
    contact: { name: '张奶奶', phone: '', mayCall: false },
    consent: { kind: 'spoken', recordingId: randomUUID() },
  }),
  'concern.file': () => ({
    ...lampConcern(),
    stationId: town.hall,
    entry: 'walk_in',
    photoIds: [],
    recordingId: null,
    consent: { kind: 'spoken', recordingId: randomUUID() },
    deputyId: null,
    constituencyId: null,
  }),
  'concern.filed': () => ({}),
  'concern.claim': () => ({ number: '2026-0001', code: 'A'.repeat(10) }),
  'concern.track': () => ({ number: '2026-0001', code: 'A'.repeat(10) }),
  'concern.relayVerdict': (id) => ({ id, verdict: 'settled', text: '' }),
  'concern.openConsent': (id) => ({ id, reason: '核对' }),
  'phoneNote.list': () => ({}),
  'phoneNote.open': () => ({ id: randomUUID() }),
  'phoneNote.close': () => ({ id: randomUUID(), outcome: 'reached' }),
  'notice.list': () => ({ stationId: town.hall, at: inWest, whose: 'mine', isComing: true, cursor: 'x', limit: 5 }),
  'notice.open': () => ({ id: noticeId }),
  'notice.desk': () => ({ cursor: 'x', limit: 5 }),
  'notice.save': () => {
    const { requestId: _, ...notice } = planting(town)
    return { ...notice, photoIds: [], constituencyId: town.west }
  },
  'notice.submit': () => ({ id: noticeId, publishAt: null }),
  'notice.approve': () => ({ id: noticeId }),
  'notice.return': () => ({ id: noticeId, reason: '请写明集合地点' }),
  'notice.pin': () => ({ id: noticeId, isPinned: true }),
  'notice.withdraw': () => ({ id: randomUUID(), reason: '天气不好' }),
  'notice.summarise': () => ({ id: noticeId, text: '来了六十多位居民。', photoIds: [] }),
  'notice.calendar': () => ({ id: noticeId }),
  'station.follow': () => ({ id: town.hall, isFollowed: true }),
  'station.followed': () => ({}),
  'registration.make': () => ({ noticeId, name: '周静', phone: '13800138000', answers: ['no', ''], orWait: true }),
  'registration.accept': () => ({ id: randomUUID() }),
  'registration.cancel': () => ({ id: randomUUID() }),
  'registration.mine': () => ({ cursor: 'x', limit: 5 }),
  'registration.list': () => ({ noticeId }),
  'registration.checkIn': () => ({ noticeId, code: '234567', at: at('2026-12-06', 540) }),
  'registration.walkIn': () => ({ noticeId, name: '周静', at: at('2026-12-06', 540) }),
  'registration.sheet': () => ({ noticeId }),
}

const hostile: unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  'x'.repeat(3_000_000),
  '\0',
  'a\u0000b',
  '\ud800',
  '\udfff字',
  '\u202e反向',
  "'; drop table concerns; --",
  '<script>alert(1)</script>',
  '=cmd|calc',
  '%00',
  '../../etc/passwd',
  [],
  [[]],
  {},
  { __proto__: { isOffice: true } },
  { lon: 'x', lat: null },
  { lon: 1e308, lat: -1e308 },
  ['not-a-uuid'],
  Array.from({ length: 10_000 }, () => 'x'),
  '00000000-0000-0000-0000-000000000000',
  'eyJhIjoxfQ',
  'WyIyMDI2LTAyLTMwIiwieCJd',
]

async function everything(): Promise<string> {
  const tables = [
    'concerns',
    'concern_events',
    'concern_messages',
    'topics',
    'photos',
    'requests',
    'outbox',
    'rotas',
    'receptions',
    'reception_events',
    'visits',
    'visit_events',
    'recordings',
    'consents',
    'sessions',
    'invitations',
    'memberships',
    'checks',
    'persons',
    'agreements',
    'reply_templates',
    'reply_drafts',
    'settings_events',
    'congresses',
    'joins',
    'likenesses',
    'notices',
    'notice_events',
    'notice_summaries',
    'registrations',
    'station_follows',
  ]
  const hashes = tables.map((table) => sql`(select md5(coalesce(string_agg(r::text, '' order by r::text), '')) from ${sql.table(table)} r)`)
  const { rows } = await sql<{ hash: string }>`select concat_ws(',', ${sql.join(hashes)}) as hash`.execute(context.db)
  return rows[0]!.hash
}

test('every operation of the contract is tried here', () => {
  expect(Object.keys(good).sort()).toEqual(Object.keys(operations).sort())
})

describe.each(all)('%s with bad input', (name, operation) => {
  // The one who may do most with the case and without, so that the refusal is for the input and not for the person.
  const tokens = () => {
    const { resident, wang, hallDesk, office } = town.token
    return (
      {
        concern: [resident, wang],
        visit: [resident, hallDesk],
        reception: [wang, hallDesk],
        rota: [hallDesk],
        notice: [hallDesk],
        registration: [resident, hallDesk],
      }[name.split('.')[0]!] ?? [office]
    )
  }

  test('each spoilt field gives a declared refusal, and what is refused changes nothing', async () => {
    const input = good[name]!(concernId)
    let before = await everything()
    for (const field of Object.keys(input))
      for (const value of hostile)
        for (const token of tokens()) {
          const reply = await call(context, name, { ...input, requestId: randomUUID(), [field]: value }, token)
          if (reply.ok) {
            before = await everything()
            continue
          }
          expect({
            field,
            value: String(value).slice(0, 40),
            declared: operation.errors.includes(reply.error.code),
            code: reply.error.code,
          }).toMatchObject({ declared: true })
          expect(await everything()).toBe(before)
        }
  }, 120_000)

  test('nothing, a list, a number, an unknown field and a missing field are bad input, named by their path', async () => {
    const input: Record<string, unknown> = { ...good[name]!(concernId), ...(operation.isChange && { requestId: randomUUID() }) }
    for (const nothing of [undefined, null, [], 3, 'x'])
      expect(await call(context, name, nothing, town.token.office)).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
    expect(await call(context, name, { ...input, isOffice: true }, town.token.office)).toMatchObject({
      error: { code: 'BAD_INPUT', fields: [{ path: 'isOffice', rule: 'unknown' }] },
    })
    if (operation.isChange) {
      const { requestId: _, ...without } = input
      expect(await call(context, name, without, town.token.office)).toMatchObject({
        error: { code: 'BAD_INPUT', fields: [{ path: 'requestId', rule: 'required' }] },
      })
    }
  })

  if (operation.by !== 'anyone')
    test('without a sign-in, or with one that is spoilt, it asks to sign in', async () => {
      const input = {
        ...good[name]!(concernId),
        ...(operation.isChange && { requestId: randomUUID() }),
        ...('cursor' in good[name]!(concernId) && { cursor: undefined }),
      }
      for (const token of [undefined, '', 'x', town.token.office.slice(0, -2), 'A'.repeat(64), '\0'])
        expect(await call(context, name, input, token, town.code)).toEqual({ ok: false, error: { code: 'SIGN_IN' } })
    })
})

test('an operation that is not there is not found, whatever its name', async () => {
  for (const name of ['concern.delete', 'toString', '__proto__', 'constructor', '', 'concern'])
    expect(await call(context, name, {}, town.token.office)).toEqual({ ok: false, error: { code: 'NOT_FOUND' } })
})

test('openapi lists every operation with its input, output and errors', () => {
  const { paths } = openapi() as { paths: Record<string, { post: { requestBody: unknown; responses: Record<string, unknown> } }> }
  expect(Object.keys(paths).sort()).toEqual(
    Object.keys(operations)
      .map((name) => `/rpc/${name}`)
      .sort(),
  )
  for (const [name, { errors }] of all) {
    const { responses } = paths[`/rpc/${name}`]!.post
    expect(responses[200]).toBeDefined()
    expect(Object.keys(responses).length).toBe(new Set(errors).size + 1)
  }
})
