import { expect, test } from '@playwright/test'
import { actions, asked, keyOfDeputy, personWith, shown, tab } from './person'

const TEXT = '城外石子路口没有红绿灯，学生过马路很危险。'
/** Some twelve kilometres east of the demo district. */
const OUTSIDE = { lon: 119.62, lat: 29.8 }

test('the desk of the nearest station assigns a concern from outside every constituency', async ({ browser, request }) => {
  const resident = await personWith(browser, 'resident-5', OUTSIDE)
  await resident.getByRole('button', { name: '反映一件事' }).click()
  const form = shown(resident)
  await form.getByRole('textbox').fill(TEXT)
  await form.getByRole('button', { name: '下一步' }).click()
  await form.getByRole('button', { name: '用我现在的位置' }).click()
  await expect(form.getByText('您说的地方不在已公布的选区里')).toBeVisible()
  await form.getByRole('button', { name: '下一步' }).click()
  await form.getByRole('button', { name: '下一步' }).click()
  await form.getByRole('button', { name: '提交', exact: true }).click()
  await expect(form.getByRole('heading', { name: '已提交' })).toBeVisible()

  const mine = await asked(request, 'concern.mine', { limit: 100 }, 'resident-5')
  const { id, stationName } = mine.items.find(({ excerpt }) => excerpt === TEXT)!
  const { persons } = (await (await request.get('/demo/persons')).json()) as { persons: { person: string; role: string; title: string }[] }
  const key = persons.find(({ role, title }) => role === 'staff' && title === stationName)!.person

  const desk = await personWith(browser, key)
  await tab(desk, '待办').click()
  await shown(desk)
    .getByRole('link', { name: new RegExp(TEXT.slice(0, 10)) })
    .click()
  await expect(shown(desk).getByText('反映的事情')).toBeVisible()
  // Nobody said what it is about, and the model was not sure: the desk says so with one tap.
  await expect(shown(desk).getByText('类别待确认')).toBeVisible()
  await shown(desk).getByRole('button', { name: /^定为/ }).first().click()
  await expect(shown(desk).getByText(/联络站把类别定为/)).toBeVisible()
  await expect(shown(desk).getByText('类别待确认')).toHaveCount(0)
  await actions(desk).getByRole('button', { name: '分派给代表' }).click()
  await shown(desk).getByRole('searchbox').fill('wang')
  await shown(desk).getByRole('link', { name: /^王/ }).first().click()
  await shown(desk).getByRole('button', { name: '分派', exact: true }).click()
  await expect(shown(desk).getByText('已分派').first()).toBeVisible()

  const seen = await asked(request, 'concern.open', { id }, 'resident-5')
  expect(seen.state).toBe('assigned')
  expect(seen.deputy!.name).toMatch(/^王/)
  const inbox = await asked(request, 'concern.inbox', { as: 'deputy', limit: 100 }, await keyOfDeputy(request, seen.deputy!.name))
  expect(inbox.items.map((item) => item.id)).toContain(id)
  await resident.goto(`/#/resident/case/index?id=${id}`)
  await expect(shown(resident).getByText(/联络站已分派给王/)).toBeVisible()
})
