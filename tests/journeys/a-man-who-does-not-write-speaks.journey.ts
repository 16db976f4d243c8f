import { expect, test, type Locator, type Page } from '@playwright/test'
import { asked, middleOf, personWith, shown } from './person'

/** A finger on the middle of something, until it is let go; `up` moves it before. */
async function holding(page: Page, what: Locator, until: () => Promise<void>, up = 0) {
  await what.scrollIntoViewIfNeeded()
  const box = (await what.boundingBox())!
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
  await expect(shown(page).getByText('松手就说完')).toBeVisible()
  if (up > 0) await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: at.x, y: at.y - up }] })
  await until()
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test('a man who does not write holds the button and speaks, hears himself, and the desk hears him', async ({ browser, request }) => {
  const { at } = await middleOf(request, '01')
  const page = await personWith(browser, 'resident-6', at)
  await page.context().grantPermissions(['microphone', 'geolocation'])
  await page.getByRole('button', { name: '反映一件事' }).click()
  const form = shown(page)
  const speak = form.getByRole('button', { name: /按住说话|松手|说完了/ })

  // He slides up: nothing of it is kept.
  await holding(page, speak, () => expect(form.getByText('松手取消')).toBeVisible(), 120)
  await expect(form.getByRole('button', { name: '按住说话' })).toBeVisible()
  await expect(form.getByRole('button', { name: /听录音/ })).toHaveCount(0)

  // A tap begins, and another ends: whoever cannot hold, or uses the keyboard.
  await expect(async () => {
    await speak.click()
    await expect(form.getByRole('button', { name: '说完了' })).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await form.getByRole('button', { name: '取消这次录音' }).click()
  await expect(form.getByRole('button', { name: '按住说话' })).toBeVisible()

  await holding(page, speak, () => expect(form.getByText(/已说([2-9]|\d\d)秒/)).toBeVisible())
  await expect(form.getByRole('button', { name: /听录音（([2-9]|\d\d)秒）/ })).toBeVisible()
  await form.getByRole('button', { name: '下一步' }).click()
  await form.getByRole('button', { name: '用我现在的位置' }).click()
  await form.getByRole('button', { name: '下一步' }).click()
  await form.getByRole('button', { name: '下一步' }).click()
  await form.getByRole('button', { name: /听录音/ }).click()
  await expect(form.getByRole('button', { name: '停止播放' })).toBeVisible()
  await form.getByRole('button', { name: '提交', exact: true }).click()
  await expect(form.getByRole('heading', { name: '已提交' })).toBeVisible()

  const { items } = await asked(request, 'concern.mine', { limit: 1 }, 'resident-6')
  const { recording } = await asked(request, 'concern.open', { id: items[0]!.id }, 'resident-6')
  expect(recording!.seconds).toBeGreaterThanOrEqual(2)
})
