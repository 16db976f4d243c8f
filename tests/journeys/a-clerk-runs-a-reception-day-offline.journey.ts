import { expect, test } from '@playwright/test'
import { dayOf, minuteOf } from '../../src/domain/calendar'
import { mayBeRefused, stationOf } from './cast'
import { asked, personWith, shown } from './person'

const ABSENT_MS = 3_600_000

test('a clerk checks in and registers for an hour without a network, and nobody is lost or counted twice', async ({ browser, request }) => {
  test.setTimeout(120_000)
  const station = await stationOf(request, 'staff-1')
  const { receptions } = await asked(request, 'rota.open', { stationId: station.id }, station.deskKey)
  const { id: receptionId } = receptions.find(({ on }) => on === dayOf(new Date()))!
  const queue = () => asked(request, 'visit.queue', { receptionId }, station.deskKey)
  const before = await queue()
  const { code } = before.expected.findLast((visit) => visit.code)!
  // An hour ago, or as much of it as this day in Shanghai has.
  const since = new Date(Date.now() - Math.min(ABSENT_MS, minuteOf(new Date()) * 60_000))

  const desk = mayBeRefused(await personWith(browser, station.deskKey))
  await desk.goto(`/#/station/reception/index?id=${receptionId}`)
  await expect(shown(desk).getByRole('button', { name: '现场登记' })).toBeVisible()
  await desk.clock.setFixedTime(since)
  await desk.context().setOffline(true)

  await test.step('without a network a code is taken, and so is somebody who walks in', async () => {
    await shown(desk).getByRole('textbox', { name: '签到码' }).fill(code!)
    await shown(desk).getByRole('button', { name: '签到', exact: true }).click()
    await expect(shown(desk).getByText('没有网络，已记下签到时间')).toBeVisible()
    // Typed once more: it is one check-in.
    await shown(desk).getByRole('textbox', { name: '签到码' }).fill(code!)
    await shown(desk).getByRole('button', { name: '签到', exact: true }).click()
    await shown(desk).getByRole('button', { name: '现场登记' }).click()
    await shown(desk).getByRole('textbox', { name: '想谈的事' }).fill('想问问养老金的事')
    await shown(desk).getByRole('button', { name: '登记，加入排队' }).click()
    await expect(shown(desk).getByText('已记下这位居民和到的时间')).toBeVisible()
    await expect(shown(desk).getByText('2条登记等待补交')).toBeVisible()
    await expect(shown(desk).getByText('想问问养老金的事')).toBeVisible()
    const now = await queue()
    expect([now.queue.length, now.expected.length]).toEqual([before.queue.length, before.expected.length])
  })

  await test.step('an hour later the network is back, and both are in the queue at the time at which they came', async () => {
    await desk.clock.setFixedTime(new Date())
    await desk.context().setOffline(false)
    await shown(desk).getByRole('button', { name: '现在补交' }).click()
    await expect(shown(desk).getByText('等待补交')).toHaveCount(0)
    const after = await queue()
    expect([after.queue.length, after.expected.length]).toEqual([before.queue.length + 2, before.expected.length - 1])
    const came = after.queue.filter((visit) => visit.code === code || visit.about === '想问问养老金的事')
    expect(came.map(({ arrivedAt }) => Math.abs(Date.parse(arrivedAt!) - since.getTime()) < 5_000)).toEqual([true, true])
    await desk.reload()
    await expect(shown(desk).getByText('想问问养老金的事')).toHaveCount(1)
    expect((await queue()).queue).toHaveLength(before.queue.length + 2)
  })
  await desk.close()
})
