import { expect, test, type Browser, type Page } from '@playwright/test'
import { faultsOfBoxes } from './boxes'
import { everySight, settled } from './pages'

const TOUCH = 44
const TOUCH_ELDER = 60

async function openHome(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 320, height: 640 } })).newPage()
  await page.goto('/')
  await expect(page.getByRole('button', { name: '反映一件事' })).toBeVisible()
  await settled(page)
  return page
}

const planted = [
  { fault: 'cut', style: 'width:80px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis', html: '一行太长的字放不下了就被截断' },
  { fault: 'cut', style: 'height:12px;overflow:hidden', html: '高度不够的一行字' },
  { fault: 'overlap', style: '', html: '<b>上面的一行</b><br><b style="position:relative;top:-1.4em">下面的一行</b>' },
  { fault: 'outside the window', style: 'position:relative;left:300px;white-space:nowrap', html: '跑到屏幕外面的字' },
  {
    fault: 'spills out of its box',
    style: '',
    html: '<div role="link" style="width:100px;height:60px;white-space:nowrap">比按钮还要长的一行字</div>',
  },
  { fault: 'cut', style: '', html: '<input style="width:60px;height:60px" placeholder="写名称、地址或拼音">' },
  { fault: '40×40 to touch', style: '', html: '<div role="button" style="width:40px;height:40px">小</div>' },
]

test('what is measured finds what is wrong where something is', async ({ browser }) => {
  const page = await openHome(browser)
  const before = await faultsOfBoxes(page, TOUCH)
  for (const { fault, style, html } of planted) {
    await page.evaluate(
      (given) => {
        const box = document.createElement('div')
        box.id = 'planted'
        box.style.cssText = given.style
        box.innerHTML = given.html
        document.querySelector('.lx-page')?.prepend(box)
      },
      { style, html },
    )
    const found = (await faultsOfBoxes(page, TOUCH)).filter((each) => !before.includes(each))
    expect(found.join('; ')).toContain(fault)
    await page.evaluate(() => document.querySelector('#planted')?.remove())
  }
})

for (const { isElder, touch } of [
  { isElder: false, touch: TOUCH },
  { isElder: true, touch: TOUCH_ELDER },
])
  test(`with the largest letters on the smallest phone no word is cut or covered${isElder ? ', in elder mode' : ''}`, async ({
    browser,
    request,
  }) => {
    test.setTimeout(600_000)
    const found: Record<string, string[]> = {}
    await everySight(browser, request, { textSize: 1.7, isElder, width: 320 }, async (page, name) => {
      const faults = await faultsOfBoxes(page, touch)
      if (faults.length > 0) found[name] = faults
    })
    expect(found).toEqual({})
  })
