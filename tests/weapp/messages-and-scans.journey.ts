import { randomUUID } from 'node:crypto'
import { handle } from '../../src/cloud/main'
import { tick } from '../../src/cloud/tick'
import { expect, test, type Phone, type Town } from './weapp'

const PIXEL = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Writes a concern and goes on to the last step, where it is handed in. */
async function write(phone: Phone, text: string, address: string): Promise<void> {
  const { page, top } = phone
  await expect(page.getByRole('heading', { name: '您要反映什么事？' })).toBeVisible()
  await top.getByRole('textbox').fill(text)
  await page.getByRole('button', { name: '下一步' }).tap()
  await expect(page.getByRole('heading', { name: '事情在哪里？' })).toBeVisible()
  await top.getByRole('textbox').fill(address)
}

const concernOf = (town: Town, text: string) =>
  town.context.db.selectFrom('concerns').selectAll().where('text', '=', text).executeTakeFirstOrThrow()

test('a resident sends a photo and agrees to a message; the deputy answers, and WeChat brings it', async ({ town, phoneOf }) => {
  const text = '桃源路的健身器材松了，孩子玩的时候很危险，请来人看看。'
  const resident = await phoneOf('oResidentWithAPhoto')
  const { page, top } = resident
  await page.getByRole('button', { name: '反映一件事' }).tap()
  await resident.agree()
  await resident.answers({
    chooseMedia: { tempFiles: [{ tempFilePath: PIXEL }] },
    requestSubscribeMessage: { 'demo-progress': 'accept' },
  })
  await write(resident, text, '桃源路3号')
  await page.getByRole('button', { name: '添加照片' }).tap()
  await expect(top.getByText('已添加1张')).toBeVisible()
  await page.getByRole('button', { name: '下一步' }).tap()
  await page.getByRole('button', { name: '下一步' }).tap()
  await page.getByRole('button', { name: '提交' }).tap()
  await expect(page.getByRole('heading', { name: '已提交' })).toBeVisible()

  const concern = await concernOf(town, text)
  const consents = () =>
    town.context.db.selectFrom('consents').select(['template', 'remaining']).where('person_id', '=', concern.reporter_id).execute()
  await expect.poll(consents).toEqual([{ template: 'progress', remaining: 1 }])
  town.standIn.consent('oResidentWithAPhoto', 'demo-progress')

  // The desk gives it to the first deputy, who answers on their own phone.
  const { id: deputyId } = await town.context.db.selectFrom('deputies').select('id').where('code', '=', '001').executeTakeFirstOrThrow()
  await town.context.db.updateTable('concerns').set({ state: 'assigned', assignee_id: deputyId }).where('id', '=', concern.id).execute()
  const deputy = await phoneOf('demo-deputy-1')
  await deputy.agree()
  await deputy.wx('navigateTo', { url: `/deputy/case/index?id=${concern.id}` })
  await deputy.answers({ requestSubscribeMessage: 'reject' })
  await deputy.page.getByRole('button', { name: '受理' }).tap()
  await deputy.page.getByRole('button', { name: '答复居民' }).tap()
  await deputy.top.getByRole('textbox', { name: '写下您的答复' }).fill('明天上午就来加固，换下的零件当天清走。')
  await deputy.page.getByRole('button', { name: '提交答复' }).tap()
  await expect(deputy.top.getByText('明天上午就来加固')).toBeVisible()

  await tick(town.context)
  expect(town.standIn.sent('oResidentWithAPhoto')).toMatchObject([
    { template: 'demo-progress', data: { thing1: '您的诉求有了答复', character_string2: concern.number } },
  ])
  await page.getByRole('button', { name: '看看我的诉求' }).tap()
  await expect(top.getByText('明天上午就来加固')).toBeVisible()
})

test('a deputy signs a computer in by scanning the code on its screen', async ({ town, phoneOf }) => {
  const desktop = async (operation: string, input: unknown) => {
    const from = { address: '203.0.113.7', device: 'Edge, Windows' }
    const reply = await handle({ operation, input, from, callId: randomUUID() }, town.context)
    return (reply.ok ? reply.output : reply) as {
      code: string
      secret: string
      text: string
      state: string
      session: { token: string } | null
    }
  }
  const { code, secret, text } = await desktop('session.offer', {})
  const phone = await phoneOf('demo-deputy-2')
  await phone.agree()
  await phone.answers({ scanCode: { result: text } })
  await phone.page.getByRole('tab', { name: '我的', exact: true }).tap()
  await phone.page.getByRole('button', { name: '扫码登录电脑' }).tap()
  await expect(phone.top.getByText('Edge, Windows')).toBeVisible()
  await expect(phone.top.getByText('203.0.113.7')).toBeVisible()
  expect((await desktop('session.take', { code, secret })).state).toBe('seen')
  await phone.page.getByRole('button', { name: '确认登录' }).tap()
  await expect(phone.top.getByText('电脑已登录')).toBeVisible()
  const { session } = await desktop('session.take', { code, secret })
  const me = await handle({ operation: 'person.me', input: {}, token: session!.token, callId: randomUUID() }, town.context)
  expect(me).toMatchObject({ ok: true, output: { roles: [{ role: 'deputy' }] } })
})

test('a resident who refuses place, photos, phone and messages hands in all the same, and is not asked for messages again', async ({
  town,
  phoneOf,
}) => {
  const text = '菜场门口的台阶缺了一块，老人容易摔跤。'
  const phone = await phoneOf('oResidentWhoRefuses')
  const { page, top } = phone
  await page.getByRole('button', { name: '反映一件事' }).tap()
  await phone.agree()
  await phone.answers({
    getFuzzyLocation: { refuses: 'auth deny' },
    chooseMedia: { refuses: 'cancel' },
    getPhoneNumber: { refuses: 'user deny' },
    requestSubscribeMessage: 'reject',
  })
  await write(phone, text, '石桥菜场北门')
  await page.getByRole('button', { name: '用我现在的位置' }).tap()
  await expect(top.getByText('没有开启定位')).toBeVisible()
  await page.getByRole('button', { name: '添加照片' }).tap()
  await expect(top.getByText('已添加0张')).toBeVisible()
  await page.getByRole('button', { name: '下一步' }).tap()
  await page.getByRole('button', { name: '用微信绑定的手机号' }).tap()
  await expect(top.getByText('没有取到手机号')).toBeVisible()
  await page.getByRole('button', { name: '下一步' }).tap()
  await page.getByRole('button', { name: '提交' }).tap()
  await expect(page.getByRole('heading', { name: '已提交' })).toBeVisible()

  const { reporter_id } = await concernOf(town, text)
  const consents = () =>
    town.context.db.selectFrom('consents').select(['remaining', 'refused_at']).where('person_id', '=', reporter_id).execute()
  await expect.poll(consents).toEqual([{ remaining: 0, refused_at: expect.any(Date) }])
  // A second time: WeChat has no answer to give, and would fail the run if it were asked.
  await phone.answers({ requestSubscribeMessage: { refuses: 'asked again' } })
  await page.getByRole('button', { name: '再反映一件事' }).tap()
  await write(phone, `${text}还没有修。`, '石桥菜场北门')
  await page.getByRole('button', { name: '下一步' }).tap()
  await page.getByRole('button', { name: '下一步' }).tap()
  await page.getByRole('button', { name: '提交' }).tap()
  await expect(page.getByRole('heading', { name: '已提交' })).toBeVisible()
  expect(await consents()).toHaveLength(1)
})

test('a resident lets WeChat fill in the phone number, and corrects it', async ({ town, phoneOf }) => {
  const phone = await phoneOf('oResidentWithAPhone')
  const { page, top } = phone
  await page.getByRole('button', { name: '反映一件事' }).tap()
  await phone.agree()
  await phone.answers({ getPhoneNumber: { code: town.standIn.phoneCodeFor('13900001111') } })
  await write(phone, '楼下的垃圾桶满了三天没人收。', '望月湾5号')
  await page.getByRole('button', { name: '下一步' }).tap()
  await page.getByRole('button', { name: '用微信绑定的手机号' }).tap()
  await expect(top.getByRole('textbox', { name: '电话' })).toHaveValue('13900001111')
})
