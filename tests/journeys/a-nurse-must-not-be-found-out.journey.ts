import { expect, test, type APIRequestContext } from '@playwright/test'
import type { OperationName } from '../../src/contract'
import { actions, asked, keyOfDeputy, middleOf, personWith, shown } from './person'

const KEY = 'resident-4'
const NAME = '顾雪梅'
const PHONE = '13655550142'
const TEXT = `我叫${NAME}，是区医院的护士，科室夜班连排三周没有人顶，说了也没人管。电话${PHONE}，请不要让医院知道是我。`
const ANSWER = '已向区卫健局了解，医院答应下月起夜班不超过两天连排。'
const TITLE = '医院夜班连排三周'

/** Whatever somebody can ask about a case, in one string. */
async function everythingSaid(request: APIRequestContext, key: string, id: string): Promise<string> {
  const signIn = await request.post('/demo/sign-in', { data: { person: key } })
  const { token } = (await signIn.json()) as { token: string }
  const headers = { authorization: `Bearer ${token}` }
  const inputs: [OperationName, object][] = [
    ['concern.open', { id }],
    ['concern.inbox', { as: 'desk', view: 'open', limit: 100 }],
    ['concern.inbox', { as: 'desk', view: 'answered', limit: 100 }],
    ['concern.cluster', { id }],
    ['concern.export', { id }],
    ['concern.similar', { text: TEXT, at: null, topic: null }],
    ['concern.mine', { limit: 100 }],
    ['content.queue', {}],
    ['identity.log', { limit: 100 }],
    ['notification.mine', { limit: 100 }],
    ['person.export', {}],
    ['publication.queue', {}],
    ['published.list', { limit: 100 }],
  ]
  const said: string[] = []
  for (const [operation, data] of inputs) said.push(await (await request.post(`/rpc/${operation}`, { data, headers })).text())
  return said.join('\n')
}

test('a nurse reports her hospital; her deputy sees her only while she wants it, and nobody else ever does', async ({
  browser,
  request,
}) => {
  const { at } = await middleOf(request, '07')
  const she = await personWith(browser, KEY, at)

  await test.step('she writes her name and phone into the words and into the form, without allowing a call', async () => {
    await she.getByRole('button', { name: '反映一件事' }).click()
    const page = shown(she)
    await page.getByRole('textbox').fill(TEXT)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '用我现在的位置' }).click()
    await expect(page.getByText('已标出位置')).toBeVisible()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('textbox', { name: '怎么称呼您' }).fill(NAME)
    await page.getByRole('textbox', { name: '电话' }).fill(PHONE)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '提交', exact: true }).click()
    await expect(page.getByRole('heading', { name: '已提交' })).toBeVisible()
  })

  const { items } = await asked(request, 'concern.mine', { limit: 100 }, KEY)
  const { id, deputyName, stationName, relayName } = items.find(({ excerpt }) => TEXT.startsWith(excerpt))!
  const deputyKey = await keyOfDeputy(request, deputyName!)
  const deputy = await personWith(browser, deputyKey)

  await test.step('the deputy sees a relay name and the matter, and neither name nor phone', async () => {
    await deputy.goto(`/#/deputy/case/index?id=${id}`)
    await expect(shown(deputy).getByText(/科室夜班连排三周没有人顶/)).toBeVisible()
    await expect(shown(deputy).getByText(`居民「${relayName}」`).first()).toBeVisible()
    await expect(shown(deputy).getByText(/居民同意后您才能看到/)).toBeVisible()
    const seen = JSON.stringify([
      await asked(request, 'concern.open', { id }, deputyKey),
      await asked(request, 'concern.inbox', { as: 'deputy', limit: 100 }, deputyKey),
      await shown(deputy).innerText(),
    ])
    expect(seen).toContain(relayName)
    for (const mark of [NAME, '雪梅', PHONE]) expect(seen).not.toContain(mark)
    await actions(deputy).getByRole('button', { name: '受理' }).click()
    await expect(actions(deputy).getByRole('button', { name: '答复居民' })).toBeVisible()
    await expect(actions(deputy).getByRole('button', { name: '查看联系方式' })).toHaveCount(0)
  })

  await test.step('she lets the deputy see who she is; the deputy has to say why', async () => {
    await shown(she).getByRole('button', { name: '看看我的诉求' }).click()
    await shown(she).getByRole('checkbox', { name: '可以看我的姓名' }).click()
    await shown(she).getByRole('checkbox', { name: '可以看我的电话' }).click()
    await shown(she).getByRole('button', { name: '保存' }).click()
    await expect(shown(she).getByText('已保存。')).toBeVisible()
    await actions(deputy).getByRole('button', { name: '查看联系方式' }).click()
    await shown(deputy).getByRole('textbox').fill('想约她当面说排班的事')
    await shown(deputy).getByRole('button', { name: '查看', exact: true }).click()
    await expect(shown(deputy).getByText(PHONE).first()).toBeVisible()
  })

  await test.step('she takes it back, and it is gone from the deputy’s case too', async () => {
    await shown(she).getByRole('checkbox', { name: '可以看我的姓名' }).click()
    await shown(she).getByRole('checkbox', { name: '可以看我的电话' }).click()
    await shown(she).getByRole('button', { name: '保存' }).click()
    await expect.poll(async () => (await asked(request, 'concern.open', { id }, KEY)).reveal).toMatchObject({ name: false, phone: false })
    await deputy.reload()
    await expect(shown(deputy).getByText(/科室夜班连排三周没有人顶/)).toBeVisible()
    await expect(actions(deputy).getByRole('button', { name: '查看联系方式' })).toHaveCount(0)
    const seen = await shown(deputy).innerText()
    for (const mark of [NAME, PHONE]) expect(seen).not.toContain(mark)
  })

  const { persons } = (await (await request.get('/demo/persons')).json()) as { persons: { person: string; role: string; title: string }[] }
  const desk = persons.find(({ role, title }) => role === 'staff' && title === stationName)!.person

  await test.step('a clerk reads masked words, and the words themselves only with a reason', async () => {
    const clerk = await personWith(browser, desk)
    await clerk.goto(`/#/station/case/index?id=${id}`)
    await expect(shown(clerk).getByText(/科室夜班连排三周没有人顶/)).toBeVisible()
    expect(await shown(clerk).innerText()).not.toContain(PHONE)
    await shown(clerk).getByRole('button', { name: '查看原文' }).click()
    await shown(clerk)
      .getByRole('textbox', { name: /为什么要看原文/ })
      .fill('核对是哪一家医院')
    await shown(clerk).getByRole('button', { name: '查看原文' }).click()
    await expect(shown(clerk).getByText(TEXT)).toBeVisible()
    await clerk.close()
  })

  await test.step('both openings stand in her log, with who and why', async () => {
    await she.goto(`/#/resident/looked/index?id=${id}`)
    await expect(shown(she).getByText('原因：想约她当面说排班的事')).toBeVisible()
    await expect(shown(she).getByText(`${deputyName} · 代表`)).toBeVisible()
    await expect(shown(she).getByText('原因：核对是哪一家医院')).toBeVisible()
    await expect(shown(she).getByText(`${stationName}`).first()).toBeVisible()
  })

  await test.step('only the office opens who she is, in an emergency, and she is told', async () => {
    const office = await personWith(browser, 'office-1')
    await office.goto(`/#/station/case/index?id=${id}`)
    await shown(office).getByRole('button', { name: '紧急查看身份' }).click()
    await expect(shown(office).getByRole('button', { name: '查看姓名和电话' })).toHaveCount(0)
    await shown(office).getByRole('radio', { name: '有生命危险' }).click()
    await shown(office)
      .getByRole('textbox', { name: /具体原因/ })
      .fill('来电称有人要伤害这位居民，已联系公安')
    await shown(office)
      .getByRole('checkbox', { name: /我确认情况属实/ })
      .click()
    await shown(office).getByRole('button', { name: '查看姓名和电话' }).click()
    await expect(shown(office).getByText(PHONE)).toBeVisible()
    await office.close()
    await she.reload()
    await expect(shown(she).getByText(/有生命危险、来电称有人要伤害/)).toBeVisible()
  })

  await test.step('nobody else sees her, whatever they ask', async () => {
    const others = [
      'resident-1',
      'resident-6',
      desk,
      'office-1',
      persons.find(({ role, person }) => role === 'deputy' && person !== deputyKey)!.person,
    ]
    for (const other of others) {
      const said = await everythingSaid(request, other, id)
      for (const mark of [NAME, '雪梅', PHONE]) expect(said, other).not.toContain(mark)
    }
  })

  await test.step('the answered case is public only by her choice, without her', async () => {
    await actions(deputy).getByRole('button', { name: '答复居民' }).click()
    await shown(deputy).getByRole('textbox').fill(ANSWER)
    await shown(deputy).getByRole('button', { name: '提交答复' }).click()
    await expect(shown(deputy).getByText('等待居民评价。')).toBeVisible()
    const isPublic = async () => (await asked(request, 'published.list', { limit: 100 })).items.some(({ title }) => title === TITLE)
    expect(await isPublic()).toBe(false)

    await she.goto(`/#/resident/publish/index?id=${id}`)
    const words = shown(she).getByRole('textbox', { name: /^内容/ })
    await expect(words).toHaveValue(/●●●/)
    expect(await words.inputValue()).not.toContain(PHONE)
    await shown(she).getByRole('textbox', { name: '标题' }).fill(TITLE)
    // Even if she pastes her own words back.
    await words.fill(TEXT)
    await shown(she).getByRole('button', { name: '申请公开' }).click()
    await expect(shown(she).getByText('等人大办公室审核。')).toBeVisible()
    expect(await isPublic()).toBe(false)

    const office = await personWith(browser, 'office-1')
    await office.goto('/#/office/publications/index')
    const { items: queue } = await asked(request, 'publication.queue', {}, 'office-1')
    const place = queue.findIndex(({ title }) => title === TITLE)
    await expect(shown(office).getByRole('heading', { name: TITLE })).toBeVisible()
    await shown(office).getByRole('button', { name: '可以公开' }).nth(place).click()
    await expect(shown(office).getByRole('heading', { name: TITLE })).toHaveCount(0)

    const neighbour = await personWith(browser, 'resident-1')
    await neighbour.goto('/#/resident/published/index')
    await shown(neighbour).getByRole('link', { name: TITLE }).click()
    await expect(shown(neighbour).getByText(ANSWER)).toBeVisible()
    const read = await shown(neighbour).innerText()
    expect(read).toContain('●●●')
    for (const mark of [NAME, '雪梅', PHONE, relayName]) expect(read).not.toContain(mark)
  })

  await test.step('she takes the publication back at once', async () => {
    await she.reload()
    await shown(she).getByRole('button', { name: '取消公开' }).click()
    await expect(shown(she).getByText('您已取消公开。')).toBeVisible()
    expect((await asked(request, 'published.list', { limit: 100 })).items.some(({ title }) => title === TITLE)).toBe(false)
  })
})
