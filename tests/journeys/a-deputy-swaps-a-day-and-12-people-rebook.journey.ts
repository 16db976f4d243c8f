import { expect, test } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import type { Output } from '../../src/contract'
import { daysOf, newcomer, openEvening, stationOf } from './cast'
import { asked, askedWith, personWith, shown } from './person'

type Deputy = Awaited<ReturnType<typeof stationOf>>['deputies'][number]

const PEOPLE = 12
const RESIDENT = 'resident-7'

test('a deputy gives an evening to a colleague, and the twelve who had booked learn of it and book her other evening', async ({
  browser,
  request,
}) => {
  test.setTimeout(180_000)
  const station = await stationOf(request, 'staff-2')
  const [deputy, other] = station.deputies as [Deputy, Deputy]
  const taken = await daysOf(request, RESIDENT)
  const evening = await openEvening(request, station, deputy, { slots: PEOPLE, notOn: taken })
  const instead = await openEvening(request, station, deputy, { slots: PEOPLE, notOn: [...taken, evening.on] })

  const book = { receptionId: evening.id, about: '想见见代表' }
  const mine = await asked(request, 'visit.book', { ...book, requestId: randomUUID(), startsAt: evening.slots[0]! }, RESIDENT)
  const crowd = await Promise.all(
    evening.slots.slice(1).map(async (startsAt) => {
      const token = await newcomer(request)
      return { token, visit: await askedWith(request, 'visit.book', { ...book, requestId: randomUUID(), startsAt }, token) }
    }),
  )
  const everybody = async () => [
    await asked(request, 'visit.open', { id: mine.id }, RESIDENT),
    ...(await Promise.all(crowd.map(({ token, visit }) => askedWith(request, 'visit.open', { id: visit.id }, token)))),
  ]

  await test.step('she asks him, who takes over', async () => {
    const page = await personWith(browser, deputy.key)
    await page.goto('/#/deputy/receptions/index')
    const card = shown(page).locator('.lx-card').filter({ hasText: '已约12人' })
    await card.getByRole('button', { name: '请别人接班' }).click()
    await card.getByRole('link', { name: new RegExp(other.name) }).click()
    await expect(card.getByText(`已请${other.name}代表接班`)).toBeVisible()
    expect(new Set((await everybody()).map((visit) => visit.deputy.name))).toEqual(new Set([deputy.name]))
    await page.close()
    const his = await personWith(browser, other.key)
    await his.goto('/#/deputy/receptions/index')
    const asking = shown(his)
      .locator('.lx-card')
      .filter({ hasText: `${deputy.name}代表请您接这一班` })
    await asking.getByRole('button', { name: '我来接班' }).click()
    await expect(asking).toHaveCount(0)
    await expect(shown(his).locator('.lx-card').filter({ hasText: '已约12人' })).toBeVisible()
    await his.close()
  })

  await test.step('all twelve keep their place, and are told once who receives now', async () => {
    const visits = await everybody()
    expect(visits.map(({ state, deputy: { name } }) => `${state} ${name}`)).toEqual(Array(PEOPLE).fill(`booked ${other.name}`))
    const told = async (list: Promise<Output<'notification.mine'>>, id: string) =>
      (await list).items.filter(({ kind, visitId }) => kind === 'reception_receiver_changed' && visitId === id).length
    const counts = await Promise.all([
      told(asked(request, 'notification.mine', { limit: 100 }, RESIDENT), mine.id),
      ...crowd.map(({ token, visit }) => told(askedWith(request, 'notification.mine', { limit: 100 }, token), visit.id)),
    ])
    expect(counts).toEqual(Array(PEOPLE).fill(1))
  })

  await test.step('who wants her and no other books her other evening in two taps', async () => {
    const page = await personWith(browser, RESIDENT)
    await page.goto(`/#/resident/visit/index?id=${mine.id}`)
    await expect(shown(page).getByText(`${other.name}代表`).first()).toBeVisible()
    await shown(page).getByRole('button', { name: '改约' }).click()
    const day = shown(page)
      .locator('.lx-card')
      .filter({ hasText: `${deputy.name}代表` })
      .filter({ hasText: '还有12个位子' })
    await day.getByRole('heading').click()
    await day.getByRole('radio').first().click()
    await expect(shown(page).getByText('已约好')).toBeVisible()
    await expect(shown(page).getByText(`${deputy.name}代表`).first()).toBeVisible()
    await page.close()
  })

  await test.step('the other eleven do the same at once, all for the same time; each gets a place of their own', async () => {
    const move = (token: string, id: string, startsAt: string) =>
      request.post('/rpc/visit.reschedule', {
        data: { requestId: randomUUID(), id, receptionId: instead.id, startsAt },
        headers: { authorization: `Bearer ${token}` },
      })
    const rush = await Promise.all(crowd.map(({ token, visit }) => move(token, visit.id, instead.slots[1]!)))
    expect(rush.filter((reply) => reply.status() === 200)).toHaveLength(1)
    expect(rush.filter((reply) => reply.status() === 409)).toHaveLength(PEOPLE - 2)
    const left = crowd.filter((_, index) => rush[index]!.status() === 409)
    const again = await Promise.all(left.map(({ token, visit }, index) => move(token, visit.id, instead.slots[index + 2]!)))
    expect(again.map((reply) => reply.status())).toEqual(Array(PEOPLE - 2).fill(200))
    const visits = await everybody()
    expect(visits.map(({ state, reception }) => `${state} ${reception.on}`)).toEqual(Array(PEOPLE).fill(`booked ${instead.on}`))
    expect(new Set(visits.map(({ startsAt }) => startsAt)).size).toBe(PEOPLE)
    const { items } = await asked(request, 'visit.slots', { stationId: station.id, limit: 50 })
    expect(items.find(({ receptionId }) => receptionId === evening.id)!.free).toBe(PEOPLE)
    expect(items.find(({ receptionId }) => receptionId === instead.id)!.free).toBe(0)
  })
})
