import { expect, test } from './weapp'

test('a resident who comes back sees their case before the cloud has answered', async ({ town, phoneOf }) => {
  const { db } = town.context
  const { reporter_id: id } = await db
    .selectFrom('concerns')
    .select('reporter_id')
    .where('state', '=', 'answered')
    .orderBy('received_at', 'desc')
    .executeTakeFirstOrThrow()
  await db.updateTable('persons').set({ openid: 'oComesBack' }).where('id', '=', id).execute()
  const phone = await phoneOf('oComesBack')
  await phone.agree()
  const mine = phone.top.getByRole('heading', { name: '我正在办的事' })
  await expect(mine).toBeVisible()
  const excerpt = await phone.top.locator('.lx-case-item .lx-heading').first().innerText()
  await expect.poll(async () => JSON.stringify(await phone.wx('getStorage', { key: 'lx.own' }))).toContain(excerpt)

  let asked = 0
  await phone.page.route('**/call/**', () => {
    asked += 1
  })
  await phone.page.reload()
  await expect(phone.top.getByText(excerpt).first()).toBeVisible()
  await expect.poll(() => asked).toBeGreaterThan(0)
})
