import { expect, test, type Phone, type Town } from './weapp'

const TITLE = '代表讲法：物业费怎么算'
const CODE = /^[2-9A-HJ-NP-Z]{3} [2-9A-HJ-NP-Z]{3}$/

/** An activity with a question that must be answered, and one place left. */
async function activityWithOnePlace({ context: { db } }: Town) {
  const { id, station_id } = await db
    .selectFrom('notices')
    .where('title', '=', TITLE)
    .orderBy('id')
    .select(['id', 'station_id'])
    .executeTakeFirstOrThrow()
  const taken = await db.selectFrom('registrations').where('notice_id', '=', id).where('state', '=', 'booked').select('id').execute()
  const questions = JSON.stringify([{ text: '坐轮椅来吗？', kind: 'yes_no', options: [], isRequired: true }])
  await db
    .updateTable('notices')
    .set({ capacity: taken.length + 1, questions })
    .where('id', '=', id)
    .execute()
  return { id, stationId: station_id! }
}

const registered = ({ context: { db } }: Town, noticeId: string, openid: string) =>
  db
    .selectFrom('registrations')
    .innerJoin('persons', 'persons.id', 'person_id')
    .where('notice_id', '=', noticeId)
    .where('openid', '=', openid)
    .select(['registrations.state', 'registrations.code', 'answers'])
    .executeTakeFirstOrThrow()

/** From now on what the page asks of the notice is answered only once this is called, with what it was when it was asked. */
async function slowNotice({ page }: Phone): Promise<() => Promise<void>> {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const asked = page.waitForRequest((request) => request.postData()?.includes('"notice.open"') ?? false)
  await page.route('**/call/api', async (route) => {
    if (!route.request().postData()?.includes('"notice.open"')) return route.continue()
    const response = await route.fetch()
    await released
    await route.fulfill({ response })
  })
  await asked
  return async () => {
    release()
    await page.unrouteAll({ behavior: 'wait' })
  }
}

const answerAndSend = async ({ page }: Phone, name: string, button: string) => {
  await page.getByRole('textbox', { name: '怎么称呼您？' }).fill(name)
  await page.getByRole('radio', { name: '否' }).tap()
  await page.getByRole('button', { name: button }).tap()
}

test('a resident registers for an activity in the built mini-program and gets the code; the next one waits, and gets the place that is given back', async ({
  town,
  phoneOf,
}) => {
  const { id, stationId } = await activityWithOnePlace(town)
  const first = await phoneOf('oResidentWhoRegisters', `/resident/notices/index?stationId=${stationId}`)
  await first.answers({ requestSubscribeMessage: 'accept' })
  await first.top.getByText(TITLE).tap()
  await expect(first.page.getByRole('heading', { name: TITLE })).toBeVisible()
  await expect(first.top.getByText('还有1个名额')).toBeVisible()
  await first.agree()
  await first.page.getByRole('button', { name: '我要报名' }).tap()
  await first.page.getByRole('button', { name: '确认报名' }).tap()
  await expect(first.top.getByText('有2处需要改一下')).toBeVisible()

  // On a slow network the place is seen as soon as it is had, and what was asked before does not take it off the screen.
  const release = await slowNotice(first)
  await answerAndSend(first, '郑阿姨', '确认报名')
  await expect(first.top.getByText('已报名', { exact: true })).toBeVisible()
  await expect(first.page.getByRole('button', { name: '确认报名' })).toHaveCount(0)
  await release()
  await expect(first.top.getByText('报名已满')).toBeVisible()
  const own = await registered(town, id, 'oResidentWhoRegisters')
  expect(own).toMatchObject({ state: 'booked', answers: ['no'] })
  expect((await first.top.getByText(CODE).innerText()).replace(' ', '')).toBe(own.code)

  const second = await phoneOf('oResidentWhoWaits', `/resident/notice/index?id=${id}`)
  await second.answers({ requestSubscribeMessage: 'accept' })
  await second.agree()
  await second.page.getByRole('button', { name: '排候补' }).tap()
  await answerAndSend(second, '何师傅', '确认排候补')
  await expect(second.top.getByText('您排在第一位')).toBeVisible()
  await expect(second.top.getByText(CODE)).toHaveCount(0)

  await first.page.getByRole('button', { name: '取消报名' }).tap()
  await expect(first.top.getByText('确定取消吗？')).toBeVisible()
  await first.page.getByRole('button', { name: '取消报名' }).tap()
  await expect(first.top.getByText('已取消', { exact: true })).toBeVisible()
  await expect(first.top.getByText(CODE)).toHaveCount(0)

  await second.page.getByRole('button', { name: '要这个名额' }).tap()
  await expect(second.top.getByText('已报名', { exact: true })).toBeVisible()
  const next = await registered(town, id, 'oResidentWhoWaits')
  expect((await second.top.getByText(CODE).innerText()).replace(' ', '')).toBe(next.code)
  expect([(await registered(town, id, 'oResidentWhoRegisters')).state, next.state]).toEqual(['cancelled', 'booked'])
})
