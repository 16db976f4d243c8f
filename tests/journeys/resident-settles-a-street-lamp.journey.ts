import { expect, test } from '@playwright/test'
import { actions, asked, keyOfDeputy, middleOf, personWith, shown } from './person'

const TEXT = '望月湾南门的路灯坏了两周，晚上一片漆黑，老人不敢出门。'

test('a resident reports a broken street lamp, gets an answer, says it is not settled, and then that it is', async ({
  browser,
  request,
}) => {
  const { name: constituency, at } = await middleOf(request, '09')
  const resident = await personWith(browser, 'resident-2', at)

  await test.step('she hands it in, one question a screen', async () => {
    await resident.getByRole('button', { name: '反映一件事' }).click()
    const page = shown(resident)
    await page.getByRole('button', { name: '下一步' }).click()
    await expect(page.getByText('请写下您要反映的事情').first()).toBeVisible()
    await page.getByRole('textbox').fill(TEXT)
    // One tap on what the words seem to be about, and the choice below says so and may still be changed.
    await page.getByRole('button', { name: '选“路灯”' }).click()
    await expect(page.getByRole('radio', { name: '路灯' })).toBeChecked()
    await expect(page.getByRole('radio', { name: '道路交通', exact: true })).toBeChecked()
    await expect(page.getByRole('radio', { name: '不确定' })).not.toBeChecked()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '用我现在的位置' }).click()
    await expect(page.getByText(`您说的地方在${constituency}`)).toBeVisible()
    await page.getByRole('textbox').last().fill('望月湾南门')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '下一步' }).click()
    await expect(page.getByText(TEXT)).toBeVisible()
  })

  await test.step('what she wrote survives a reload, and is sent once however often the button is pressed', async () => {
    await resident.reload()
    await expect(shown(resident).getByText('已恢复您上次没写完的内容')).toBeVisible()
    await expect(shown(resident).getByRole('heading', { name: '请核对一遍' })).toBeVisible()
    await shown(resident).getByRole('button', { name: '提交', exact: true }).dblclick()
    await expect(shown(resident).getByRole('heading', { name: '已提交' })).toBeVisible()
    await expect(shown(resident).getByText('为什么是这位代表')).toBeVisible()
    const { items } = await asked(request, 'concern.mine', { limit: 100 }, 'resident-2')
    expect(items.filter(({ excerpt }) => excerpt === TEXT)).toHaveLength(1)
  })

  const { items } = await asked(request, 'concern.mine', { limit: 100 }, 'resident-2')
  const { id, deputyName } = items.find(({ excerpt }) => excerpt === TEXT)!
  const deputy = await personWith(browser, await keyOfDeputy(request, deputyName!))
  const answer = async (text: string) => {
    await actions(deputy).getByRole('button', { name: '答复居民' }).click()
    await shown(deputy).getByRole('textbox').fill(text)
    await shown(deputy).getByRole('button', { name: '提交答复' }).click()
    await expect(shown(deputy).getByText(text)).toBeVisible()
  }
  const judge = async (verdict: string) => {
    await actions(resident).getByRole('button', { name: /评价$/ }).click()
    await shown(resident).getByRole('radio', { name: verdict }).click()
    await shown(resident).getByRole('button', { name: '提交评价' }).click()
    await expect(shown(resident).getByText(`您的评价：${verdict}`).first()).toBeVisible()
  }

  await test.step('the deputy finds it by its place in the inbox, accepts and answers', async () => {
    await deputy.goto(`/#/deputy/case/index?id=${id}`)
    await expect(shown(deputy).getByText(TEXT)).toBeVisible()
    await expect(shown(deputy).getByText('小周')).toHaveCount(0)
    await actions(deputy).getByRole('button', { name: '受理' }).click()
    await answer('路灯所昨天已经修好。')
  })

  await test.step('she says it is not settled, and the case is open again with the same deputy', async () => {
    await shown(resident).getByRole('button', { name: '看看我的诉求' }).click()
    await expect(shown(resident).getByText('路灯所昨天已经修好。')).toBeVisible()
    await judge('没有解决')
    await expect(shown(resident).getByText('重新办理，答复期限重新计算')).toBeVisible()
    const reopened = await asked(request, 'concern.open', { id }, 'resident-2')
    expect(reopened).toMatchObject({ state: 'accepted', deputy: { name: deputyName } })
  })

  await test.step('after a second answer she says it is settled, and only then it counts as settled', async () => {
    await answer('电缆破损，已换新的，昨晚亮了一夜。')
    expect((await asked(request, 'concern.open', { id }, 'resident-2')).state).toBe('answered')
    await expect(shown(resident).getByText('电缆破损，已换新的，昨晚亮了一夜。')).toBeVisible()
    await judge('已解决')
    expect((await asked(request, 'concern.open', { id }, 'resident-2')).state).toBe('settled')
  })
})

test('a resident who smells gas is told to leave and call 119 first, and may go on', async ({ browser }) => {
  const resident = await personWith(browser, 'resident-3')
  await resident.getByRole('button', { name: '反映一件事' }).click()
  const page = shown(resident)
  await page.getByRole('textbox').fill('楼道里闻到很浓的煤气味')
  await expect(page.getByRole('button', { name: /119/ })).toBeVisible()
  await page.getByRole('button', { name: '我仍要提交' }).click()
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByRole('heading', { name: '事情在哪里？' })).toBeVisible()
})
