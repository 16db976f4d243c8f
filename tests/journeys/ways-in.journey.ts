import { expect, test, type Page } from '@playwright/test'
import { actions, asked, personWith, shown, tab } from './person'
import { settled } from './pages'

const TARGETS = '[role=button], [role=link], [role=radio], [role=checkbox], a[href], input, textarea'

/** What can be pressed or written in on this page, and of it what Tab does not come to. */
async function unreached(page: Page): Promise<{ targets: number; missed: string[] }> {
  const targets = await page.evaluate((selector) => {
    const all = [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility() && each.getBoundingClientRect().width > 0)
    all.forEach((each, index) => each.setAttribute('data-target', String(index)))
    return all.length
  }, TARGETS)
  const reached = new Set<string>()
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let pressed = 0; pressed < targets + 10; pressed += 1) {
    await page.keyboard.press('Tab')
    reached.add(await page.evaluate(() => document.activeElement?.getAttribute('data-target') ?? ''))
  }
  const missed = await page.evaluate(
    (found) =>
      [...document.querySelectorAll('[data-target]')]
        .filter((each) => !found.includes(each.getAttribute('data-target')!))
        .map((each) => each.getAttribute('aria-label') ?? each.textContent ?? each.tagName),
    [...reached],
  )
  return { targets, missed }
}

test('everything that can be touched is reached with the Tab key', async ({ browser, request }) => {
  const page = await personWith(browser, 'resident-1')
  const { items } = await asked(request, 'concern.mine', { limit: 100 }, 'resident-1')
  const paths = [
    'tabs/home/index',
    'tabs/stations/index',
    'tabs/me/index',
    'resident/report/index',
    `resident/case/index?id=${items.find(({ state }) => state === 'answered')!.id}`,
  ]
  for (const [index, path] of paths.entries()) {
    await page.goto(`/?visit=${index}#/${path}`)
    await expect(page.locator('.lx-page:visible').first()).toBeVisible()
    await settled(page)
    const { targets, missed } = await unreached(page)
    expect(targets, path).toBeGreaterThan(5)
    expect(missed, path).toEqual([])
  }
})

test('a concern is begun without touching the screen, by Tab, Enter and the space bar', async ({ browser }) => {
  const page = await personWith(browser, 'resident-7')
  const tabTo = async (name: RegExp) => {
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')
    for (let pressed = 0; pressed < 60 && !name.test(await focused()); pressed += 1) await page.keyboard.press('Tab')
    expect(await focused()).toMatch(name)
  }
  await settled(page)
  await tabTo(/^反映一件事/)
  await page.keyboard.press('Enter')
  await expect(shown(page).getByRole('heading', { name: '您要反映什么事？' })).toBeVisible()
  await tabTo(/^写下您要反映的事情/)
  await page.keyboard.type('路灯坏了两周，晚上看不清路。')
  await tabTo(/^道路交通/)
  await page.keyboard.press('Space')
  await expect(shown(page).getByRole('radio', { name: '道路交通', exact: true })).toHaveAttribute('aria-checked', 'true')
  await tabTo(/^下一步/)
  await page.keyboard.press('Enter')
  await expect(shown(page).getByRole('heading', { name: '事情在哪里？' })).toBeVisible()
})

test('elder mode is entered from the home page, and left the same way', async ({ browser }) => {
  const page = await personWith(browser, 'resident-1')
  const title = shown(page).getByRole('heading', { level: 1 })
  const sizeOf = async () => parseFloat(await title.evaluate((element) => getComputedStyle(element).fontSize))
  expect(await sizeOf()).toBe(26)
  await page.getByRole('button', { name: /长辈版/ }).click()
  expect(await sizeOf()).toBeCloseTo(26 * 1.4)
  const entries = shown(page).locator('.lx-home-entry')
  await expect(entries).toHaveText([/反映一件事/, /找联络站/, /我的诉求/, /打电话给联络站/])
  const boxes = await entries.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON() as DOMRect))
  expect(Math.min(...boxes.map(({ height }) => height))).toBeGreaterThanOrEqual(72)
  expect(new Set(boxes.map(({ left }) => left)).size).toBe(1)
  // It outlasts the window.
  await page.reload()
  await page.getByRole('button', { name: '换回标准版' }).click()
  expect(await sizeOf()).toBe(26)
})

test('in elder mode the station that was looked at last is the one to call', async ({ browser, request }) => {
  const { items } = await asked(request, 'station.nearby', { limit: 20 })
  const stations = await Promise.all(items.map(({ id }) => asked(request, 'station.open', { id })))
  const { id, name } = stations.find(({ phone }) => phone)!
  const page = await personWith(browser, 'resident-1')
  await page.getByRole('button', { name: /长辈版/ }).click()
  const call = page.getByRole('button', { name: /打电话给联络站/ })
  await expect(call).toContainText('先选一个联络站')
  await call.click()
  await shown(page).getByRole('link', { name }).click()
  await expect(shown(page).getByRole('heading', { name, level: 1 })).toBeVisible()
  await page.goBack()
  await page.locator('.weui-tabbar__item').filter({ hasText: '首页' }).click()
  await expect(call).toContainText(name)
  expect(id).not.toBe('')
})

/** Chromium without a screen has no voices, so a device's voice is stood in for; what is said with it is ours. */
const withVoice = (page: Page) =>
  page.addInitScript(() => {
    const said: string[] = []
    const held = Object.assign(new EventTarget(), {
      getVoices: () => [{ lang: 'en-US' }, { lang: 'zh-CN' }],
      speak: (utterance: SpeechSynthesisUtterance) => said.push(`${utterance.lang} ${utterance.text}`),
      cancel: () => said.push('silence'),
    })
    class Utterance extends EventTarget {
      lang = ''
      constructor(readonly text: string) {
        super()
      }
    }
    Object.defineProperty(window, 'speechSynthesis', { value: held })
    Object.assign(window, { SpeechSynthesisUtterance: Utterance, said })
  })

test('an answer is read aloud sentence by sentence, until it is stopped or left', async ({ browser, request }) => {
  const { items } = await asked(request, 'concern.mine', { limit: 100 }, 'resident-1')
  const { id } = items.find(({ state }) => state === 'answered')!
  const { messages } = await asked(request, 'concern.open', { id }, 'resident-1')
  const answer = messages.find(({ kind }) => kind === 'answered')!.text
  const page = await personWith(browser, 'resident-1')
  await page.goto(`/?visit=silent#/resident/case/index?id=${id}`)
  await expect(actions(page)).toBeVisible()
  await expect(page.getByRole('button', { name: '朗读' })).toHaveCount(0)

  await withVoice(page)
  await page.goto(`/?visit=voice#/tabs/home/index`)
  await page.goto(`/?visit=voice#/resident/case/index?id=${id}`)
  const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said)
  await shown(page).getByRole('button', { name: '朗读' }).first().click()
  const spoken = (await said()).filter((each) => each !== 'silence')
  expect(spoken.every((each) => each.startsWith('zh-CN '))).toBe(true)
  expect(
    answer.startsWith(
      spoken
        .map((each) => each.slice('zh-CN '.length))
        .join('')
        .slice(0, 10),
    ),
  ).toBe(true)
  await shown(page).getByRole('button', { name: '停止朗读' }).click()
  expect((await said()).at(-1)).toBe('silence')
  await shown(page).getByRole('button', { name: '朗读' }).first().click()
  expect((await said()).at(-1)).not.toBe('silence')
  await shown(page).getByRole('button', { name: '返回' }).click()
  await expect.poll(async () => (await said()).at(-1)).toBe('silence')
})

test('at a desk the way around stands at the left and the inbox is a table', async ({ browser, request }) => {
  const page = await personWith(browser, 'deputy-1')
  await page.setViewportSize({ width: 1600, height: 900 })
  const around = page.getByRole('navigation')
  await expect(around).toHaveCount(1)
  await around.getByRole('link', { name: '群众来信' }).click()
  const table = shown(page).getByRole('table', { name: '群众来信' })
  await expect(table.getByRole('columnheader')).toHaveText(['编号', '事情', '类别', '期限', '进展'])
  const { items } = await asked(request, 'concern.inbox', { as: 'deputy', limit: 20 }, 'deputy-1')
  await expect(table.getByRole('row')).toHaveCount(items.length + 1)
  const [left, middle] = [await shown(page).getByRole('navigation').boundingBox(), await table.boundingBox()]
  expect(left!.x + left!.width).toBeLessThanOrEqual(middle!.x)
  expect(middle!.width).toBeLessThanOrEqual(1200)
  await table.getByRole('link').first().click()
  await expect(shown(page).getByText('反映的事情')).toBeVisible()
  await shown(page).getByRole('navigation').getByRole('link', { name: '首页' }).click()
  await expect(shown(page).getByRole('link', { name: '首页' })).toHaveAttribute('aria-current', 'page')
  await page.setViewportSize({ width: 375, height: 812 })
  await page.locator('.weui-tabbar__item').filter({ hasText: '群众来信' }).click()
  await expect(shown(page).getByRole('table')).toHaveCount(0)
})

test('a deputy whose way around is drawn late reads 群众来信 there as well', async ({ browser }) => {
  const page = await personWith(browser, 'deputy-4')
  await page.addInitScript(() => {
    // As on a slow phone: Taro's elements wait for a frame, the page does not.
    const frame = requestAnimationFrame
    window.requestAnimationFrame = (draw) => setTimeout(() => frame(draw), Math.max(0, 1_500 - performance.now())) as never
  })
  await page.goto('/?late=1')
  await settled(page)
  await expect(tab(page, '群众来信')).toBeVisible()
})

test('the gallery shows every component in a demo, and nothing elsewhere', async ({ browser }) => {
  const page = await personWith(browser, 'resident-1')
  await page.goto('/?visit=demo#/gallery/index')
  for (const name of ['Button', 'Field', 'Receipt', 'CaseThread'])
    await expect(shown(page).getByRole('heading', { name, exact: true })).toBeVisible()
  await page.route('/demo/persons', (route) => route.fulfill({ json: { persons: [] } }))
  await page.goto('/?visit=none#/gallery/index')
  await settled(page)
  await expect(page.getByRole('heading')).toHaveCount(0)
})
