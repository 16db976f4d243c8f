import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { everySight, settled } from './pages'

/** Rules whose answer changes with colour and letter size; the others are asked once a width. */
const OF_LOOKS = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable']

/** What axe-core finds wrong, one line a place. */
async function faultsOf(page: Page, rules?: string[]): Promise<string[]> {
  // A page scrolls inside a box of Taro's, and axe judges no colour that it would have to scroll to. What comes late makes it longer.
  const { width } = page.viewportSize()!
  const heightOf = () => page.evaluate(() => Math.max(...[...document.querySelectorAll('.taro_page')].map((box) => box.scrollHeight)))
  await expect(async () => {
    const height = await heightOf()
    await page.setViewportSize({ width, height: height + 200 })
    expect(await heightOf()).toBeLessThanOrEqual(height + 200)
  }).toPass()
  // Without legacy mode a second tab is opened for every look.
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim() ?? ''}`),
  )
}

test('axe finds what is wrong where something is', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('button', { name: '反映一件事' })).toBeVisible()
  await settled(page)
  await page.evaluate(() => {
    const words = document.createElement('p')
    words.textContent = '看不清的字'
    words.style.cssText = 'color:#999;background:#fff'
    document.querySelector('.lx-page')?.append(words)
  })
  await expect(async () => expect((await faultsOf(page)).join()).toContain('color-contrast')).toPass()
})

/** Every letter size is a multiple of this. */
const enlarge = (page: Page, k: number) =>
  page.evaluate((given) => {
    for (const each of document.querySelectorAll<HTMLElement>('.lx-page')) each.style.setProperty('--k', String(given))
  }, k)

const looks = [
  { width: 375, k: 1, colorScheme: 'light' },
  { width: 375, k: 1, colorScheme: 'dark', rules: OF_LOOKS },
  { width: 375, k: 1.7, colorScheme: 'dark', rules: OF_LOOKS },
  { width: 375, k: 1.7, colorScheme: 'light', rules: OF_LOOKS },
  { width: 1200, k: 1, colorScheme: 'light' },
] as const

test('nothing on any page keeps anybody out, in small and large letters, light and dark, on a phone and a desktop', async ({
  browser,
  request,
}) => {
  test.setTimeout(1_800_000)
  const found: Record<string, string[]> = {}
  await everySight(browser, request, { textSize: 1, width: 375 }, async (page, name) => {
    for (const { width, k, colorScheme, ...only } of looks) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme })
      await enlarge(page, k)
      const faults = await faultsOf(page, 'rules' in only ? only.rules : undefined)
      if (faults.length > 0) found[`${name} · ${width} · ${k} · ${colorScheme}`] = faults
    }
    await page.setViewportSize({ width: 375, height: 800 })
  })
  expect(found).toEqual({})
})
