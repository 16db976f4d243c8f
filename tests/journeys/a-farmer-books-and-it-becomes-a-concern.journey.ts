import { expect, test } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { dayOf } from '../../src/domain/calendar'
import { daysOf, newcomer, openEvening, stationOf } from './cast'
import { asked, askedWith, keyOfDeputy, personWith, shown } from './person'

const FARMER = 'resident-2'
const SAID = '村东头的水渠塌了一段，两户人家的麦田浇不上水。'

test('a farmer finds an evening full, waits, is moved up and takes the place', async ({ browser, request }) => {
  test.setTimeout(120_000)
  const station = await stationOf(request, 'staff-2')
  const deputy = station.deputies[0]!
  const evening = await openEvening(request, station, deputy, { slots: 1, notOn: await daysOf(request, FARMER) })
  const first = await newcomer(request)
  const { id } = await askedWith(
    request,
    'visit.book',
    { requestId: randomUUID(), receptionId: evening.id, startsAt: evening.slots[0]! },
    first,
  )
  const farmer = await personWith(browser, FARMER)
  await farmer.goto(`/#/resident/book/index?deputyId=${deputy.id}`)
  const day = shown(farmer).locator('.lx-card').filter({ hasText: '晚上6:00–6:10' })
  await expect(day.getByText('已约满')).toBeVisible()
  await day.getByRole('heading').click()
  await day.getByRole('button', { name: '排候补' }).click()
  await shown(farmer).getByRole('textbox', { name: '想谈的事' }).fill(SAID)
  await shown(farmer).getByRole('button', { name: '确认排候补' }).click()
  await expect(shown(farmer).getByText('您排在第一位').first()).toBeVisible()

  await askedWith(request, 'visit.cancel', { requestId: randomUUID(), id }, first)
  await expect(shown(farmer).getByText('有位子了，请确认')).toBeVisible({ timeout: 60_000 })
  await expect(shown(farmer).getByText(/位子为您留到/)).toBeVisible()
  await shown(farmer).getByRole('button', { name: '要这个位子' }).click()
  await expect(shown(farmer).getByText('已约好')).toBeVisible()
  await expect(shown(farmer).getByRole('heading', { name: '签到码' })).toBeVisible()
  await farmer.close()
})

test('on the day the farmer comes with the code, is received, and with one confirmation it is a concern', async ({ browser, request }) => {
  test.setTimeout(120_000)
  const station = await stationOf(request, 'staff-1')
  const { items } = await asked(request, 'visit.mine', { limit: 100 }, FARMER)
  const today = dayOf(new Date())
  const { id } = items.find((visit) => visit.state === 'booked' && visit.reception.on === today && visit.station.id === station.id)!
  const { code, reception, deputy, about } = await asked(request, 'visit.open', { id }, FARMER)
  const farmer = await personWith(browser, FARMER)
  await farmer.goto(`/#/resident/visit/index?id=${id}`)
  await expect(shown(farmer).getByText(`${code!.slice(0, 3)} ${code!.slice(3)}`)).toBeVisible()

  const desk = await personWith(browser, station.deskKey)
  await desk.goto('/#/station/today/index')
  await shown(desk).getByRole('textbox', { name: '签到码' }).fill(code!.toLowerCase())
  await shown(desk).getByRole('button', { name: '签到', exact: true }).click()
  await expect(shown(desk).getByText(`${code}已签到`)).toBeVisible()
  await expect(shown(farmer).getByText('已签到').first()).toBeVisible({ timeout: 60_000 })

  const receiver = await personWith(browser, await keyOfDeputy(request, deputy.name))
  await receiver.goto(`/#/deputy/reception/index?id=${reception.id}`)
  // At some hours of the day somebody else has come before.
  const visitor = shown(receiver).locator('.lx-card').filter({ hasText: about! })
  await visitor.getByRole('button', { name: '写接待记录' }).click()
  await visitor.getByRole('textbox', { name: '谈了什么' }).fill(SAID)
  await visitor.getByRole('textbox', { name: '答应了什么' }).fill('去现场看，问水务站')
  await visitor.getByRole('button', { name: '保存记录' }).click()
  await visitor.getByRole('button', { name: '转为诉求' }).click()
  await shown(receiver).getByRole('textbox', { name: '诉求内容' }).fill(SAID)
  await shown(receiver)
    .getByRole('textbox', { name: /事情在哪里/ })
    .fill('村东头')
  await shown(receiver).getByRole('button', { name: '请居民确认' }).click()
  await expect(shown(receiver).getByText('已请居民确认。')).toBeVisible()

  await expect(shown(farmer).getByText('代表为您记下了这件诉求')).toBeVisible({ timeout: 60_000 })
  await shown(farmer).getByRole('button', { name: '确认这件诉求' }).click()
  await expect(
    shown(farmer)
      .getByText(/已成为诉求/)
      .first(),
  ).toBeVisible()
  const { concern } = await asked(request, 'visit.open', { id }, FARMER)
  expect(await asked(request, 'concern.open', { id: concern!.id }, FARMER)).toMatchObject({ text: SAID, deputy: { name: deputy.name } })
  for (const page of [farmer, desk, receiver]) await page.close()
})
