import { expect, test } from '@playwright/test'
import { actions, asked, keyOfDeputy, personWith, shown } from './person'

test('two windows see each other’s change without a reload', async ({ browser, request }) => {
  const mine = await asked(request, 'concern.mine', { limit: 100 }, 'resident-6')
  const { id, deputyName } = mine.items.find(({ state }) => state === 'accepted')!
  const resident = await personWith(browser, 'resident-6')
  const deputy = await personWith(browser, await keyOfDeputy(request, deputyName!))
  await resident.goto(`/#/resident/case/index?id=${id}`)
  await deputy.goto(`/#/deputy/case/index?id=${id}`)

  const say = async (page: typeof resident, text: string) => {
    await actions(page).getByRole('button', { name: '留言' }).click()
    await shown(page).getByRole('textbox').fill(text)
    await shown(page).getByRole('button', { name: '发送' }).click()
    await expect(shown(page).getByText(text)).toBeVisible()
  }
  await say(resident, '昨晚又黑了一段，请看看。')
  await expect(shown(deputy).getByText('昨晚又黑了一段，请看看。')).toBeVisible()
  await expect(
    shown(resident)
      .getByText(/对方已读/)
      .last(),
  ).toBeVisible()
  await say(deputy, '收到，我今天下午去看。')
  await expect(shown(resident).getByText('收到，我今天下午去看。')).toBeVisible()

  await actions(deputy).getByRole('button', { name: '答复居民' }).click()
  await shown(deputy).getByRole('textbox').fill('已修好，请看看。')
  await shown(deputy).getByRole('button', { name: '提交答复' }).click()
  await expect(actions(resident).getByRole('button', { name: /评价$/ })).toBeVisible()
})

test('one browser holds two persons of the demo, each in a window of their own', async ({ browser }) => {
  const first = await personWith(browser, 'resident-1')
  await first.getByRole('button', { name: '换个身份' }).click()
  const other = first.context().waitForEvent('page')
  await first.getByRole('button', { name: '在新窗口打开 office-1' }).click()
  const second = await other
  await expect(second.getByText(/您现在是代表工委/)).toBeVisible()
  await first.reload()
  await expect(first.getByText(/您现在是孙大娘/)).toBeVisible()
})
