import { expect, test, type Town } from './weapp'

const LAMPS = '01-02'
const TEXT = '幸福路12号楼下的路灯坏了两周，晚上老人出门看不清路，希望尽快修好。'

/** A place in the middle of a constituency, and the one deputy of it who works on street lamps. */
async function placeWithOneLampDeputy({ context: { db } }: Town) {
  const { id, name, boundary } = await db.selectFrom('constituencies').selectAll().where('code', '=', '08').executeTakeFirstOrThrow()
  const ring = boundary.coordinates[0]![0]!.slice(0, -1)
  const mean = (axis: 0 | 1) => ring.reduce((sum, corner) => sum + corner[axis], 0) / ring.length
  const deputies = await db.selectFrom('deputies').select(['id', 'name']).where('constituency_id', '=', id).orderBy('code').execute()
  const lamps = deputies.at(-1)!
  await db.updateTable('deputies').set({ topics: [] }).where('constituency_id', '=', id).execute()
  await db
    .updateTable('deputies')
    .set({ topics: [LAMPS] })
    .where('id', '=', lamps.id)
    .execute()
  return { constituency: { id, name }, deputy: lamps, at: { longitude: mean(0), latitude: mean(1) } }
}

test('a resident reports a broken street lamp in the built mini-program and it reaches the deputy of that place', async ({
  town,
  phoneOf,
}) => {
  const { constituency, deputy, at } = await placeWithOneLampDeputy(town)
  const phone = await phoneOf('oResidentWithALamp')
  await phone.answers({ getFuzzyLocation: at, requestSubscribeMessage: 'accept' })
  const { page, top } = phone

  await expect(page.getByRole('heading', { name: '第一次使用，请先了解' })).toBeVisible()
  await page.getByRole('button', { name: '反映一件事' }).tap()
  await expect(page.getByRole('heading', { name: '需要您先同意' })).toBeVisible()
  const persons = () => town.context.db.selectFrom('persons').selectAll().where('openid', '=', 'oResidentWithALamp').execute()
  expect(await persons()).toEqual([])
  await phone.answer('agreePrivacyAuthorization', {})
  await page.getByRole('button', { name: '同意并继续' }).tap()
  await expect(page.getByRole('heading', { name: '您要反映什么事？' })).toBeVisible()
  await expect
    .poll(async () => {
      const [person] = await persons()
      return person && town.context.db.selectFrom('agreements').select('version').where('person_id', '=', person.id).execute()
    })
    .toEqual([{ version: '2026-11' }])
  await page.getByRole('textbox').fill(TEXT)
  await page.getByRole('radio', { name: '道路交通' }).tap()
  await page.getByRole('radio', { name: '路灯' }).tap()
  await page.getByRole('button', { name: '下一步' }).tap()

  await expect(page.getByRole('heading', { name: '事情在哪里？' })).toBeVisible()
  await page.getByRole('button', { name: '用我现在的位置' }).tap()
  await expect(top.getByText('已标出位置')).toBeVisible()
  await expect(top.getByText(`您说的地方在${constituency.name}`)).toBeVisible()
  await expect(top.getByText(deputy.name).first()).toBeVisible()
  await page.getByRole('textbox').fill('幸福路12号楼下')
  await page.getByRole('button', { name: '下一步' }).tap()

  await expect(page.getByRole('heading', { name: '怎么联系您？' })).toBeVisible()
  await page.getByRole('textbox', { name: '怎么称呼您' }).fill('王女士')
  await page.getByRole('textbox', { name: '电话' }).fill('13800000001')
  await page.getByRole('checkbox', { name: '同意代表打电话联系我' }).tap()
  await page.getByRole('button', { name: '下一步' }).tap()

  await expect(page.getByRole('heading', { name: '请核对一遍' })).toBeVisible()
  await expect(top.getByText(TEXT)).toBeVisible()
  await page.getByRole('button', { name: '提交' }).tap()

  await expect(page.getByRole('heading', { name: '已提交' })).toBeVisible()
  await expect(top.getByText(deputy.name).first()).toBeVisible()
  const number = (await top.getByText(/编号/).first().innerText()).replace(/.*编号\s*/s, '').trim()

  const row = await town.context.db.selectFrom('concerns').selectAll().where('number', '=', number).executeTakeFirstOrThrow()
  expect(row).toMatchObject({
    text: TEXT,
    topic_code: LAMPS,
    address: '幸福路12号楼下',
    constituency_id: constituency.id,
    assignee_id: deputy.id,
    may_call: true,
  })
  const reporter = await town.context.db.selectFrom('persons').selectAll().where('id', '=', row.reporter_id).executeTakeFirstOrThrow()
  expect(reporter.openid).toBe('oResidentWithALamp')
  expect(String(row.contact)).not.toContain('13800000001')

  await page.getByRole('button', { name: '看看我的诉求' }).tap()
  await expect.poll(() => phone.route()).toBe('resident/case/index')
  await expect(page.getByRole('heading', { name: number })).toBeVisible()
  await expect(top.getByText(TEXT)).toBeVisible()
})

test('a resident who refuses the location can still go on, without a word of blame', async ({ phoneOf }) => {
  const phone = await phoneOf('oResidentWithoutAPlace')
  await phone.refuse('getFuzzyLocation')
  await phone.answer('agreePrivacyAuthorization', {})
  const { page, top } = phone
  await page.getByRole('button', { name: '同意并继续' }).tap()
  await expect(page.getByRole('heading', { name: '第一次使用，请先了解' })).toHaveCount(0)
  await page.getByRole('button', { name: '反映一件事' }).tap()
  await page.getByRole('textbox').fill('健身广场的器材松动了，孩子玩的时候很危险。')
  await page.getByRole('button', { name: '下一步' }).tap()
  await page.getByRole('button', { name: '用我现在的位置' }).tap()
  await expect(top.getByText('没有开启定位')).toBeVisible()
  await page.getByRole('button', { name: '下一步' }).tap()
  await expect(page.getByRole('heading', { name: '怎么联系您？' })).toBeVisible()

  // The way back, and what was written is still there.
  await page.getByRole('button', { name: '返回' }).tap()
  await expect.poll(() => phone.route()).toBe('tabs/home/index')
  await page.getByRole('button', { name: '反映一件事' }).tap()
  await expect(top.getByText('已恢复您上次没写完的内容')).toBeVisible()
})
