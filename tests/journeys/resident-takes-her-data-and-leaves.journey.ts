import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test, type Download, type Page } from '@playwright/test'
import { asked, keyOfDeputy, middleOf, personWith, shown, tab } from './person'

const KEY = 'resident-8'
const TEXT = '校门口的公交站牌倒了，晚上看不清，怕伤到人。'
const NAME = '高敏敏'
const PHONE = '13711112222'
const PICTURE = path.resolve('docs/pictures/case.png')

async function downloaded(page: Page, button: string): Promise<string> {
  const coming: Promise<Download> = page.waitForEvent('download')
  await shown(page).getByRole('button', { name: button }).click()
  return readFile(await (await coming).path(), 'utf8')
}

test('a resident reads without agreeing, agrees, reports, sees who looked at her phone number, takes her data along and leaves', async ({
  browser,
  request,
}) => {
  const { at } = await middleOf(request, '08')
  const page = await personWith(browser, KEY, at)
  const mine = async () => {
    await page.goto('/#/resident/mine-data/index')
    await expect(shown(page).getByRole('heading', { name: '我的信息' }).first()).toBeVisible()
  }

  await test.step('the first screen says what is asked of her and holds nothing back', async () => {
    await expect(shown(page).getByRole('heading', { name: '第一次使用，请先了解' })).toBeVisible()
    await tab(page, '联络站').click()
    await expect(shown(page).getByRole('link').first()).toBeVisible()
    await shown(page).getByRole('link').first().click()
    await expect(page).toHaveURL(/resident\/station/)
    await expect(shown(page).getByText('接待').first()).toBeVisible()
    await shown(page).getByRole('button', { name: '返回' }).click()
  })

  await test.step('her location is asked of her, with the whole text; she says no and picks a street instead', async () => {
    await shown(page).getByRole('button', { name: '离我最近' }).click()
    await expect(shown(page).getByRole('heading', { name: '用户隐私保护指引' })).toBeVisible()
    await shown(page).getByRole('button', { name: '暂不同意' }).click()
    await expect(shown(page).getByText('没有开启定位')).toBeVisible()
    expect((await asked(request, 'person.me', {}, KEY)).agreement).toBeNull()
  })

  await test.step('a report needs her consent, which is kept with its version and time', async () => {
    await page.goto('/#/resident/report/index')
    await expect(shown(page).getByRole('heading', { name: '需要您先同意' })).toBeVisible()
    await expect(shown(page).getByRole('textbox')).toHaveCount(0)
    await shown(page).getByRole('button', { name: '同意并继续' }).click()
    await shown(page).getByRole('textbox').fill(TEXT)
    await expect.poll(async () => (await asked(request, 'person.me', {}, KEY)).agreement?.version).toBe('2026-11')
  })

  await test.step('she hands it in with a photo, her name and phone, and allows a call', async () => {
    await shown(page).getByRole('button', { name: '下一步' }).click()
    await shown(page).getByRole('button', { name: '用我现在的位置' }).click()
    await expect(shown(page).getByText('已标出位置')).toBeVisible()
    const choosing = page.waitForEvent('filechooser')
    await shown(page).getByRole('button', { name: '添加照片' }).click()
    await (await choosing).setFiles(PICTURE)
    await expect(shown(page).getByText('已添加1张')).toBeVisible()
    await shown(page).getByRole('button', { name: '下一步' }).click()
    await shown(page).getByRole('textbox', { name: '怎么称呼您' }).fill(NAME)
    await shown(page).getByRole('textbox', { name: '电话' }).fill(PHONE)
    await shown(page).getByRole('checkbox', { name: '同意代表打电话联系我' }).click()
    await shown(page).getByRole('button', { name: '下一步' }).click()
    await shown(page).getByRole('button', { name: '提交', exact: true }).click()
    await expect(shown(page).getByRole('heading', { name: '已提交' })).toBeVisible()
  })

  const { items } = await asked(request, 'concern.mine', { limit: 100 }, KEY)
  const { id, number, deputyName } = items.find(({ excerpt }) => TEXT.startsWith(excerpt))!
  const photo = (await asked(request, 'concern.open', { id }, KEY)).photos[0]!
  expect((await request.get(photo.url)).status()).toBe(200)
  const deputy = await keyOfDeputy(request, deputyName!)
  await asked(request, 'concern.openContact', { requestId: crypto.randomUUID(), id, reason: '约她看现场' }, deputy)

  await test.step('she sees who looked at her number and why, and corrects it', async () => {
    await mine()
    await expect(shown(page).getByText(`${deputyName}查看了姓名和电话`)).toBeVisible()
    await expect(shown(page).getByText('原因：约她看现场')).toBeVisible()
    await shown(page)
      .getByRole('button', { name: `更正诉求${number}的联系方式` })
      .click()
    await shown(page).getByRole('textbox', { name: '电话' }).fill('123')
    await shown(page).getByRole('button', { name: '保存' }).click()
    await expect(shown(page).getByText('请写11位手机号，或带区号的座机号')).toBeVisible()
    await shown(page).getByRole('textbox', { name: '电话' }).fill('13733334444')
    await shown(page).getByRole('button', { name: '保存' }).click()
    await expect(shown(page).getByText(`${NAME}、13733334444`)).toBeVisible()
  })

  await test.step('another window of hers stands among the devices, and ends when she says so', async () => {
    const before = await shown(page)
      .getByRole('button', { name: /^退出登录/ })
      .count()
    expect(before).toBeGreaterThan(0)
    await shown(page)
      .getByRole('button', { name: /^退出登录/ })
      .first()
      .click()
    await expect(shown(page).getByRole('button', { name: /^退出登录/ })).toHaveCount(before - 1)
  })

  await test.step('what she downloads has everything: to read, with the picture in it, and as data', async () => {
    const html = await downloaded(page, '下载可以阅读的文件')
    for (const part of [TEXT, NAME, '13733334444', '约她看现场', number, 'data:image/']) expect(html).toContain(part)
    expect(html).not.toContain('<script')
    const reading = await page.context().newPage()
    await reading.setContent(html)
    await expect(reading.getByText(TEXT)).toBeVisible()
    await reading.close()
    const data = JSON.parse(await downloaded(page, '下载数据文件（JSON）')) as { format: string; concerns: { id: string; text: string }[] }
    expect(data.format).toBe('lianxinqiao.person.1')
    expect(data.concerns.find((concern) => concern.id === id)?.text).toBe(TEXT)
  })

  await test.step('she leaves: she is told what goes and what stays, and that her case is withdrawn', async () => {
    await shown(page).getByRole('button', { name: '删除我的信息' }).click()
    await expect(shown(page).getByText('还在办理')).toBeVisible()
    await expect(shown(page).getByText('会保留')).toBeVisible()
    await expect(shown(page).getByRole('checkbox')).toHaveCount(0)
    await shown(page).getByRole('radio', { name: '撤回这些事，现在就删除' }).click()
    await shown(page).getByRole('checkbox', { name: '我知道删除后不能恢复' }).click()
    await shown(page).getByRole('button', { name: '删除我的信息' }).click()
    await expect(shown(page).getByRole('heading', { name: '已删除' })).toBeVisible()
  })

  await test.step('her words, her photo and she herself are gone; the deputy sees that the case was withdrawn', async () => {
    expect((await request.get(photo.url)).status()).toBe(404)
    expect((await request.post('/demo/sign-in', { data: { person: KEY } })).status()).toBe(404)
    const left = await asked(request, 'concern.open', { id }, deputy)
    expect(left).toMatchObject({ state: 'withdrawn', text: '', place: { at: null, address: '' }, photos: [] })
    expect(JSON.stringify(left)).not.toContain(NAME)
  })
})
