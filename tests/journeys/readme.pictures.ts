import path from 'node:path'
import { test } from '@playwright/test'
import { asked, middleOf, personWith, shown, tab } from './person'

/** Not a test: makes the README's pictures (`npm run pictures`). */
const folder = path.resolve('docs/pictures')

test('pictures', async ({ browser, request }) => {
  const { at } = await middleOf(request, '08')
  const take = async (page: Awaited<ReturnType<typeof personWith>>, name: string) => {
    await page.waitForTimeout(2000)
    await page.screenshot({ path: path.join(folder, `${name}.png`), scale: 'css' })
  }
  const resident = await personWith(browser, 'resident-1', at)
  await tab(resident, '联络站').click()
  await shown(resident).getByRole('button', { name: '离我最近' }).click()
  await take(resident, 'stations')
  const mine = await asked(request, 'concern.mine', { limit: 100 }, 'resident-1')
  await resident.goto(`/#/resident/case/index?id=${mine.items.find(({ state }) => state === 'answered')!.id}`)
  await take(resident, 'case')
  const deputy = await personWith(browser, 'deputy-1')
  await tab(deputy, '群众来信').click()
  await take(deputy, 'inbox')
})
