import { expect, test } from './weapp'

test('a resident reads the mini-program in English, on the tabs and in every package they open, and in Chinese again', async ({
  town,
  phoneOf,
}) => {
  const { db } = town.context
  const { reporter_id: id } = await db
    .selectFrom('concerns')
    .select('reporter_id')
    .where('state', '=', 'answered')
    .executeTakeFirstOrThrow()
  await db.updateTable('persons').set({ openid: 'oReadsEnglish' }).where('id', '=', id).execute()
  const phone = await phoneOf('oReadsEnglish')
  const { page, top } = phone
  await phone.agree()
  await page.getByRole('tab', { name: '我的', exact: true }).tap()
  await top.getByRole('radio', { name: 'English' }).tap()
  await page.getByRole('tab', { name: 'Home' }).tap()
  await expect(page.getByRole('heading', { name: 'Under way' })).toBeVisible()

  await page.getByRole('button', { name: 'Report something' }).first().tap()
  await expect(page.getByRole('button', { name: 'Next' })).toBeVisible()
  await page.getByRole('button', { name: '返回' }).tap()
  await top.locator('.lx-case-item').first().tap()
  await expect.poll(() => phone.route()).toBe('resident/case/index')
  await expect(page.getByRole('heading', { name: 'Progress' })).toBeVisible()
  await expect(top.getByText(/办理|代表已|您已/)).toHaveCount(0)
  await page.getByRole('button', { name: '返回' }).tap()

  await page.getByRole('tab', { name: 'Me', exact: true }).tap()
  await top.getByRole('radio', { name: '中文' }).tap()
  await page.getByRole('tab', { name: '首页' }).tap()
  await expect(page.getByRole('heading', { name: '我正在办的事' })).toBeVisible()
})
