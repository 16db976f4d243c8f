import { randomUUID } from 'node:crypto'
import { MASK } from '../../src/domain/written-numbers'
import { openTestContext, type TestContext } from './database'
import { booked, newResident, openReception } from './receptions'
import { buildTown, granted, inWest, lampConcern, outside, type Town } from './town'

const NAME = '阮秋棠'
const PHONE = '13976540011'
const TEXT = `我叫${NAME}，望月湾路口的路灯坏了两个星期，夜班的护士看不见路，电话${PHONE}。`

let context: TestContext
let town: Town
beforeEach(async () => {
  context = await openTestContext()
  town = await buildTown(context)
})
afterEach(() => context.close())

const step = (id: string) => ({ requestId: randomUUID(), id })
const reported = async (token: string, over: object = {}) =>
  (
    await granted(
      context,
      'concern.submit',
      lampConcern({ text: TEXT, contact: { name: NAME, phone: PHONE, mayCall: false }, ...over }),
      token,
    )
  ).id
const logOf = async (token: string) => (await granted(context, 'identity.log', { limit: 100 }, token)).items

describe('who saw a case in a list', () => {
  test('stands in her log once for each clerk, however often they look; her deputy and she herself do not', async () => {
    await context.db.updateTable('persons').set({ name: '孙文员' }).where('id', '=', town.person.hallDesk).execute()
    const she = await newResident(context, town)
    await reported(she.token, { deputyId: null, stationId: town.hall, place: { at: outside, address: '城外' } })
    for (let day = 0; day < 2; day += 1)
      for (const who of ['hallDesk', 'office', 'homeDesk'] as const)
        await granted(context, 'concern.inbox', { as: 'desk', view: 'open' }, town.token[who])
    await granted(context, 'concern.mine', {}, she.token)
    await granted(context, 'concern.inbox', { as: 'deputy', view: 'open' }, town.token.wang)
    expect((await logOf(she.token)).map(({ what, by, byName }) => [what, by, byName]).sort()).toEqual([
      ['listed', 'desk', '西街联络站 孙文员'],
      ['listed', 'office', 'TOWN人大办公室'],
    ])
  })

  test('what waits to be checked is read whole, and counts as reading', async () => {
    const she = await newResident(context, town)
    const id = await reported(she.token)
    await context.db
      .insertInto('checks')
      .values({
        congress_id: town.congressId,
        id,
        kind: 'concern',
        concern_id: id,
        author_id: she.id,
        by_relation: 'reporter',
        state: 'held',
        found: 'review',
        trace_id: null,
        next_at: context.now(),
        created_at: context.now(),
        held_at: context.now(),
        decided_at: null,
        decided_by: null,
        reason: null,
      })
      .execute()
    const { items } = await granted(context, 'content.queue', {}, town.token.hallDesk)
    expect(items[0]!.text).toContain(MASK)
    expect((await logOf(she.token)).map(({ what, by }) => [what, by])).toEqual([['read', 'desk']])
  })
})

describe('the place of a case', () => {
  test('is exact for her and her deputy, and right within some 100 m for everybody else', async () => {
    const at = { lon: 120.005437, lat: 30.004961 }
    const she = await newResident(context, town)
    const id = await reported(she.token, { place: { at, address: '西街' } })
    const seen = async (token: string) => (await granted(context, 'concern.open', { id }, token)).place.at
    expect(await seen(she.token)).toEqual(at)
    expect(await seen(town.token.wang)).toEqual(at)
    for (const who of ['hallDesk', 'office'] as const) expect(await seen(town.token[who])).toEqual({ lon: 120.005, lat: 30.005 })
  })
})

describe('what goes on to other residents', () => {
  test('an answer that calls her by name calls nobody for who joined and for who is in the same cluster', async () => {
    const [she, joiner, alike] = [await newResident(context, town), await newResident(context, town), await newResident(context, town)]
    const id = await reported(she.token, { mayOffer: true })
    await granted(context, 'concern.join', step(id), joiner.token)
    const other = (await granted(context, 'concern.submit', lampConcern({ text: TEXT.slice(7, 40) }), alike.token)).id
    await granted(context, 'concern.merge', { ...step(id), ids: [other] }, town.token.wang)
    await granted(context, 'concern.accept', step(id), town.token.wang)
    const text = `${NAME}您好，${NAME.slice(1)}女士反映的路灯已修好，有事打路灯所0571-85550123。`
    await granted(context, 'concern.answer', { ...step(id), text }, town.token.wang)
    const masked = `${MASK}您好，${MASK}女士反映的路灯已修好，有事打路灯所0571-85550123。`
    const joined = await granted(context, 'concern.openJoined', { id }, joiner.token)
    expect(joined.answers.map((answer) => answer.text)).toEqual([masked])
    const answerOf = async (of: string, token: string) =>
      (await granted(context, 'concern.open', { id: of }, token)).messages.find(({ kind }) => kind === 'answered')!.text
    expect(await answerOf(other, alike.token)).toBe(masked)
    expect(await answerOf(id, she.token)).toBe(text)
  })

  test('the beginnings of the cases of a cluster are masked as in every list', async () => {
    const [she, alike] = [await newResident(context, town), await newResident(context, town)]
    const [id, other] = [
      await reported(she.token),
      (await granted(context, 'concern.submit', lampConcern({ text: TEXT.slice(7, 40) }), alike.token)).id,
    ]
    await granted(context, 'concern.merge', { ...step(other), ids: [id] }, town.token.wang)
    for (const who of ['wang', 'hallDesk', 'office'] as const) {
      const { members } = await granted(context, 'concern.cluster', { id: other }, town.token[who])
      expect(members.map(({ excerpt }) => excerpt)).toEqual([TEXT.replace(NAME, MASK).replace(PHONE, MASK).slice(0, 60)])
    }
  })
})

describe('what a visitor writes before coming', () => {
  test('is masked at the door too', async () => {
    const receptionId = await openReception(context, town, { on: '2026-12-03' })
    const { visit, token } = await booked(context, town, receptionId, { about: `${TEXT}住3号楼2单元501室。` })
    expect(visit.about).toContain(PHONE)
    const of = async (who: 'wang' | 'hallDesk') => (await granted(context, 'visit.open', { id: visit.id }, town.token[who])).about
    expect(await of('wang')).toBe(`${TEXT.replace(NAME, MASK).replace(PHONE, MASK)}住3号楼2单元501室。`)
    expect(await of('hallDesk')).toBe(`${TEXT.replace(NAME, MASK).replace(PHONE, MASK)}住${MASK}。`)
    expect((await granted(context, 'visit.open', { id: visit.id }, token)).about).toContain(NAME)
    expect(JSON.stringify(await granted(context, 'visit.queue', { receptionId }, town.token.hallDesk))).not.toContain(PHONE)
  })
})

test('what somebody joined is among what is held about them, taken back or not', async () => {
  const [she, joiner] = [await newResident(context, town), await newResident(context, town)]
  const id = await reported(she.token, { mayOffer: true, place: { at: inWest, address: '西街' } })
  const { number } = await granted(context, 'concern.join', step(id), joiner.token)
  const joins = [{ concernId: id, number, joinedAt: context.now().toISOString(), leftAt: null, verdict: null, judgedAt: null }]
  expect((await granted(context, 'person.export', {}, joiner.token)).joins).toEqual(joins)
  await granted(context, 'concern.leave', step(id), joiner.token)
  expect((await granted(context, 'person.holdings', {}, joiner.token)).joins).toEqual([
    { ...joins[0], leftAt: context.now().toISOString() },
  ])
  expect((await granted(context, 'person.holdings', {}, she.token)).joins).toEqual([])
})
