import { expect, test } from '@playwright/test'
import { actions, asked, personWith, shown, tab } from './person'

test('a deputy works through an inbox of 50', async ({ browser, request }) => {
  const deputy = await personWith(browser, 'deputy-1')
  const inbox = () => asked(request, 'concern.inbox', { as: 'deputy', limit: 100 }, 'deputy-1')
  const before = await inbox()
  expect(before.counts.open).toBeGreaterThanOrEqual(50)

  await test.step('all of it is there, by deadline, what is overdue said in words', async () => {
    await tab(deputy, '群众来信').click()
    await expect(shown(deputy).getByText(`${before.counts.open}件待办`)).toBeVisible()
    await expect(
      shown(deputy)
        .getByText(/已超期\d+个工作日/)
        .first(),
    ).toBeVisible()
    const cards = shown(deputy).getByRole('link')
    await expect(cards).toHaveCount(20)
    for (const count of [40, before.counts.open]) {
      await shown(deputy).getByRole('button', { name: '显示更多' }).click()
      await expect(cards).toHaveCount(count)
    }
    const days = before.items.flatMap(({ due }) => due?.on ?? [])
    expect(days).toEqual([...days].sort())
  })

  const open = async (id: string) => {
    await deputy.goto(`/#/deputy/case/index?id=${id}`)
    await expect(shown(deputy).getByText('反映的事情')).toBeVisible()
  }
  const assigned = before.items.filter(({ state }) => state === 'assigned')
  const accepted = before.items.find(({ state }) => state === 'accepted')

  await test.step('one is accepted and answered', async () => {
    await open(assigned[0]!.id)
    await actions(deputy).getByRole('button', { name: '受理' }).click()
    await actions(deputy).getByRole('button', { name: '答复居民' }).click()
    await shown(deputy).getByRole('button', { name: '提交答复' }).click()
    await expect(shown(deputy).getByText('请写几句话').first()).toBeVisible()
    await shown(deputy).getByRole('textbox').fill('已请路灯所处理，下周三前完成。')
    await shown(deputy).getByRole('button', { name: '提交答复' }).click()
    await expect(shown(deputy).getByText('等待居民评价。')).toBeVisible()
  })

  await test.step('one is asked about', async () => {
    await open(accepted!.id)
    await actions(deputy).getByRole('button', { name: '请居民补充' }).click()
    await shown(deputy).getByRole('textbox').fill('请问具体在哪一栋楼？')
    await shown(deputy).getByRole('button', { name: '发给居民' }).click()
    await expect(shown(deputy).getByText('等待居民补充。')).toBeVisible()
  })

  await test.step('one is passed on with a reason, and is no longer theirs', async () => {
    const { id } = assigned[1]!
    await open(id)
    await actions(deputy).getByRole('button', { name: '转交其他代表' }).click()
    await shown(deputy).getByRole('link').first().click()
    await shown(deputy)
      .getByRole('textbox', { name: /为什么转交/ })
      .fill('这位代表一直在跟这件事。')
    await shown(deputy).getByRole('button', { name: '转交', exact: true }).click()
    await expect.poll(async () => (await inbox()).items.some((item) => item.id === id)).toBe(false)
  })

  await test.step('one is sent back to the desk with a reason', async () => {
    const { id } = assigned[2]!
    await open(id)
    await actions(deputy).getByRole('button', { name: '退回联络站' }).click()
    await shown(deputy)
      .getByRole('textbox', { name: /为什么退回/ })
      .fill('这件事涉及两个选区。')
    await shown(deputy).getByRole('button', { name: '退回', exact: true }).click()
    await expect.poll(async () => (await inbox()).items.some((item) => item.id === id)).toBe(false)
  })

  const after = await inbox()
  expect(after.counts.open).toBe(before.counts.open - 3)
})
