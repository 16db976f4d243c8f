import { expect, test, type Page } from '@playwright/test'
import { handedIn, keyOfOffice, mayBeRefused } from './cast'
import { actions, asked, keyOfDeputy, personWith, shown } from './person'

const TEXT = '石桥菜场门口的护栏倒了，电动车直冲人行道。'
const NOT_MINE = '护栏在石桥路东侧，是他的选区。'
const STAYS = '护栏的底座在您的选区，图上量过。'
const PASSED = '他正在办石桥路的整治，一起办快。'
const PASSED_BACK = '整治不含护栏，还是原来的代表熟悉。'
const UNDECIDED = '转来转去，请人大办公室定。'

const goTo = async (page: Page, path: string, id: string) => {
  await page.goto(`/#${path}?id=${id}`)
  await expect(shown(page).getByText(TEXT)).toBeVisible()
}
/** Opens the choice of a deputy where it is not open yet, and takes one by name. */
const choose = async (page: Page, name: string) => {
  const near = shown(page).getByRole('link', { name: new RegExp(`^${name}`) })
  const search = shown(page).getByRole('button', { name: '按姓名找别的代表' })
  await expect(near.or(search).first()).toBeVisible()
  if ((await near.count()) === 0) {
    await search.click()
    await shown(page).getByRole('searchbox').fill(name)
  }
  await near.first().click()
}

test('a clerk decides whose case it is; after it was passed on twice the office does, and the next deputy reads why', async ({
  browser,
  request,
}) => {
  const { id, deputy: first, deputyKey, deskKey, receipt } = await handedIn(request, 'resident-4', TEXT, '17')
  const second = receipt.alternatives[0]!
  const secondKey = await keyOfDeputy(request, second.name)
  // Who has handed a case over asks once more for what belongs with it.
  const one = mayBeRefused(await personWith(browser, deputyKey))
  const other = mayBeRefused(await personWith(browser, secondKey))
  const desk = await personWith(browser, deskKey)

  await test.step('the deputy says that it is not theirs, why, and whose it is; it stays with them', async () => {
    await goTo(one, '/deputy/case/index', id)
    await actions(one).getByRole('button', { name: '不是我的职责' }).click()
    await shown(one).getByRole('textbox').fill(NOT_MINE)
    await shown(one).getByRole('button', { name: '指出应由哪位代表办理' }).click()
    await choose(one, second.name)
    await shown(one).getByRole('button', { name: '请联络站决定' }).click()
    await expect(shown(one).getByRole('heading', { name: '有异议，待决定' })).toBeVisible()
    await expect(shown(one).getByText('等待联络站决定。决定之前这件事还在您这里。')).toBeVisible()
  })

  await test.step('the clerk reads it among what is to be done, and upholds, with the reason', async () => {
    await desk.goto('/#/tabs/cases/index')
    await shown(desk)
      .getByRole('link', { name: new RegExp(TEXT.slice(0, 10)) })
      .click()
    await expect(shown(desk).getByText(NOT_MINE)).toBeVisible()
    await expect(shown(desk).getByText(`代表认为应由${second.name}代表办理，请联络站决定`)).toBeVisible()
    await actions(desk).getByRole('button', { name: '维持原来的分派' }).click()
    await shown(desk).getByRole('textbox').fill(STAYS)
    await shown(desk).getByRole('button', { name: '维持', exact: true }).click()
    await expect(shown(desk).getByText('已维持。')).toBeVisible()
    await expect(shown(one).getByText(STAYS)).toBeVisible()
    await expect(actions(one).getByRole('button', { name: '受理' })).toBeVisible()
    await expect(actions(one).getByRole('button', { name: '不是我的职责' })).toHaveCount(0)
  })

  const passOn = async (from: Page, name: string, reason: string) => {
    await actions(from).getByRole('button', { name: '转交其他代表' }).click()
    await choose(from, name)
    await shown(from).getByRole('textbox').fill(reason)
    await shown(from).getByRole('button', { name: '转交', exact: true }).click()
    await expect(shown(from).getByText('已转交。')).toBeVisible()
  }

  await test.step('it is passed on, and back; then no deputy can pass it on any more', async () => {
    await passOn(one, second.name, PASSED)
    await goTo(other, '/deputy/case/index', id)
    await expect(shown(other).getByText(PASSED)).toBeVisible()
    await expect(shown(other).getByText(STAYS)).toBeVisible()
    await passOn(other, first.name, PASSED_BACK)
    await one.reload()
    await expect(shown(one).getByText(PASSED_BACK)).toBeVisible()
    await expect(actions(one).getByRole('button', { name: '退回联络站' })).toBeVisible()
    await expect(actions(one).getByRole('button', { name: '转交其他代表' })).toHaveCount(0)
    await actions(one).getByRole('button', { name: '退回联络站' }).click()
    await shown(one).getByRole('textbox').fill(UNDECIDED)
    await shown(one).getByRole('button', { name: '退回', exact: true }).click()
    await expect(shown(one).getByText('已退回联络站。')).toBeVisible()
  })

  await test.step('the clerk sees that the office decides, and the office does', async () => {
    await expect(shown(desk).getByText('已多次转交，由人大办公室决定')).toBeVisible()
    await expect(actions(desk).getByRole('button', { name: '分派给代表' })).toHaveCount(0)
    const office = await personWith(browser, await keyOfOffice(request))
    await goTo(office, '/station/case/index', id)
    await expect(shown(office).getByText(UNDECIDED)).toBeVisible()
    await actions(office).getByRole('button', { name: '分派给代表' }).click()
    await choose(office, second.name)
    await shown(office).getByRole('button', { name: '分派', exact: true }).click()
    await expect(shown(office).getByText('已分派。')).toBeVisible()
  })

  await test.step('the next deputy reads all that was said, and the resident too', async () => {
    await goTo(other, '/deputy/case/index', id)
    await other.reload()
    for (const said of [NOT_MINE, STAYS, PASSED, PASSED_BACK, UNDECIDED]) await expect(shown(other).getByText(said)).toBeVisible()
    await expect(shown(other).getByText(/人大办公室已分派给/)).toBeVisible()
    await actions(other).getByRole('button', { name: '受理' }).click()
    await expect(shown(other).getByText('已受理。')).toBeVisible()
    const { state, deputy, messages } = await asked(request, 'concern.open', { id }, 'resident-4')
    expect({ state, deputy: deputy!.id }).toEqual({ state: 'accepted', deputy: second.id })
    expect(messages.map(({ text }) => text)).toEqual([NOT_MINE, STAYS, PASSED, PASSED_BACK, UNDECIDED])
  })
})
