import { expect, test } from '@playwright/test'
import { asked, personWith, shown } from './person'
import { keyOfOffice } from './cast'

const file = (content: string) => ({ name: '代表名单.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${content}`) })

test('an office brings in its new deputies: a fault is told with its row, nothing is written before it says so, and a resident finds them', async ({
  browser,
  request,
}) => {
  const page = await personWith(browser, await keyOfOffice(request))
  await page.getByRole('link', { name: '我的', exact: true }).click()
  await shown(page).getByRole('button', { name: '导入表格' }).click()
  await expect(shown(page).getByRole('heading', { name: '导入表格' })).toBeVisible()

  await test.step('the sample holds the columns that a table needs', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), shown(page).getByRole('button', { name: '下载样表' }).click()])
    expect(download.suggestedFilename()).toBe('代表名单样表.csv')
  })

  const bring = async (name: string, content: string) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), shown(page).getByRole('button', { name }).click()])
    await chooser.setFiles(file(content))
  }
  await bring('选择文件', '编号,姓名,选区\nNEW1,欧阳新桥,没有的选区\nNEW2,司徒连心,\n')
  await expect(shown(page).getByText('有1处要改，没有写入')).toBeVisible()
  await expect(shown(page).getByText('第2行 · “选区”，写的是“没有的选区”')).toBeVisible()

  await bring('换一个文件', '编号,姓名,职务\nNEW1,欧阳新桥,教师\nNEW2,司徒连心,医生\n')
  await expect(shown(page).getByText('检查过了，还没有写入：会新增2行')).toBeVisible()
  const found = async () => (await asked(request, 'deputy.search', { query: '欧阳新桥' })).items
  expect(await found()).toEqual([])
  await shown(page).getByRole('button', { name: '导入', exact: true }).click()
  await expect(shown(page).getByText('已导入：新增2行')).toBeVisible()
  expect(await found()).toMatchObject([{ name: '欧阳新桥', occupation: '教师' }])

  await bring('换一个文件', '编号,姓名,职务\nNEW1,欧阳新桥,教师\nNEW2,司徒连心,医生\n')
  await expect(shown(page).getByText('和现在的资料一样，不用导入')).toBeVisible()
  await page.close()
})
