import { expect, test } from '@playwright/test'
import { handedIn } from './cast'
import { actions, asked, personWith, shown } from './person'

const TEXT = '柳堤小学后门的路灯不亮，接孩子的人看不清路。'
const residents = [1, 2, 3, 4, 5, 6, 7].map((number) => `resident-${number}`)

test('a lamp that was mended and is dark again goes back to the same deputy before the eyes of the same desk, until it stays lit', async ({
  browser,
  request,
}) => {
  const { id, number, deputy, deputyKey, deskKey } = await handedIn(request, 'resident-3', TEXT, '12')
  const open = (key: string) => asked(request, 'concern.open', { id }, key)
  const resident = await personWith(browser, 'resident-3')
  const page = await personWith(browser, deputyKey)
  const answer = async (text: string) => {
    await actions(page).getByRole('button', { name: '答复居民' }).click()
    await shown(page).getByRole('textbox').fill(text)
    await shown(page).getByRole('button', { name: '提交答复' }).click()
    await expect(shown(page).getByText('已提交答复。')).toBeVisible()
  }

  await test.step('the deputy accepts and answers, and the answer asks the man by itself whether it settled the matter', async () => {
    await page.goto(`/#/deputy/case/index?id=${id}`)
    await actions(page).getByRole('button', { name: '受理' }).click()
    await expect(shown(page).getByText('已受理。')).toBeVisible()
    await answer('灯泡已经换新，昨晚亮了。')
    await resident.goto(`/#/resident/case/index?id=${id}`)
    await expect(shown(resident).getByText('灯泡已经换新，昨晚亮了。')).toBeVisible()
    await expect(shown(resident).getByRole('radio', { name: '没有解决' })).toBeVisible()
  })

  await test.step('the lamp is dark again: he says so, and nobody but the same deputy and the same desk has it', async () => {
    const before = await open('resident-3')
    await shown(resident).getByRole('radio', { name: '没有解决' }).click()
    await shown(resident).getByRole('textbox').fill('亮了一晚，今天又黑了。')
    await shown(resident).getByRole('button', { name: '提交评价' }).click()
    await expect(shown(resident).getByText('您的评价：没有解决').first()).toBeVisible()
    await expect(shown(resident).getByText('重新办理，答复期限重新计算')).toBeVisible()
    const after = await open('resident-3')
    expect(after).toMatchObject({ state: 'accepted', number, deputy: { id: deputy.id }, receipt: { station: before.receipt.station } })
    expect(after.due!.on >= before.receivedAt.slice(0, 10)).toBe(true)
    await expect(shown(page).getByText('亮了一晚，今天又黑了。')).toBeVisible()
    await expect(shown(page).getByRole('heading', { name: '办理中' })).toBeVisible()
  })

  await test.step('the desk sees it among what it should watch', async () => {
    const desk = await personWith(browser, deskKey)
    await desk.goto('/#/tabs/cases/index')
    await shown(desk).getByRole('radio', { name: '重点关注' }).click()
    await shown(desk)
      .getByRole('link', { name: new RegExp(TEXT.slice(0, 10)) })
      .click()
    await expect(shown(desk).getByText('重新办理，答复期限重新计算')).toBeVisible()
    await expect(shown(desk).getByText('亮了一晚，今天又黑了。')).toBeVisible()
    await desk.close()
  })

  await test.step('the second answer asks him anew, and only his own word settles it', async () => {
    await answer('是电缆受潮，已经换了新的一段，连着三晚都亮。')
    await expect(shown(resident).getByText('是电缆受潮，已经换了新的一段，连着三晚都亮。')).toBeVisible()
    expect((await open('resident-3')).state).toBe('answered')
    await shown(resident).getByRole('radio', { name: '已解决' }).click()
    await shown(resident).getByRole('button', { name: '提交评价' }).click()
    await expect(shown(resident).getByRole('heading', { name: '已解决' })).toBeVisible()
    await expect(shown(page).getByRole('heading', { name: '已解决' })).toBeVisible()
    const { events, messages } = await open('resident-3')
    expect(events.filter(({ kind }) => kind === 'judged').map(({ verdict }) => verdict)).toEqual(['not_settled', 'settled'])
    expect(events.filter(({ kind }) => kind === 'reopened')).toHaveLength(1)
    expect(messages.filter(({ kind }) => kind === 'answered')).toHaveLength(2)
  })

  await test.step('what was mended may break: he may still say so', async () => {
    await actions(resident).getByRole('button', { name: /评价$/ }).click()
    await shown(resident).getByRole('radio', { name: '没有解决' }).click()
    await shown(resident).getByRole('button', { name: '提交评价' }).click()
    await expect(shown(resident).getByRole('heading', { name: '办理中' })).toBeVisible()
    expect(await open(deputyKey)).toMatchObject({ state: 'accepted', deputy: { id: deputy.id } })
  })
})

test('an answer to which nobody said anything after the questions of days 7 and 14 is shown as silence, and may still be judged', async ({
  browser,
  request,
}) => {
  const silent = async () => {
    for (const key of residents) {
      const { items } = await asked(request, 'concern.mine', { limit: 100 }, key)
      const found = items.find((item) => item.isSilent)
      if (found) return { key, ...found }
    }
    throw new Error('The demo has no answer to which nobody said anything.')
  }
  const { key, id } = await silent()
  const resident = await personWith(browser, key)
  // As the question in the mini-program, and WeChat's message, open it.
  await resident.goto(`/#/resident/case/index?id=${id}&judge=1`)
  await expect(shown(resident).getByText('您还没有评价')).toBeVisible()
  await shown(resident).getByRole('radio', { name: '解决了一部分' }).click()
  await shown(resident).getByRole('button', { name: '提交评价' }).click()
  await expect(shown(resident).getByText('您的评价：解决了一部分').first()).toBeVisible()
  await expect(shown(resident).getByText('您还没有评价')).toHaveCount(0)
  const view = await asked(request, 'concern.open', { id }, key)
  expect(view).toMatchObject({ state: 'answered', verdict: 'partly', isSilent: false })
})
