import { expect, test, type Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { keyOfDesk, mayBeRefused, PICTURE } from './cast'
import { actions, asked, keyOfDeputy, personWith, shown } from './person'

const TEXT = '我家楼道的扶手断了三根，上下楼扶不住，摔过一回。'
const ANSWER = '物业今天装好了新扶手，我去看过，是牢的。'

/** What is to be told of one case. */
const noteOf = (page: Page, number: string) =>
  shown(page)
    .locator('.lx-card')
    .filter({ hasText: `诉求${number}有进展` })

async function stationWithDeputies(browser: Parameters<typeof personWith>[0], request: Parameters<typeof asked>[0]) {
  const { items } = await asked(request, 'station.nearby', { limit: 1 })
  const { id, name, deputies } = await asked(request, 'station.open', { id: items[0]!.id })
  const deputy = deputies[0]!
  const deskKey = await keyOfDesk(request, name)
  return { id, name, deputy, deskKey, desk: await personWith(browser, deskKey), deputyKey: await keyOfDeputy(request, deputy.name) }
}

test('an old woman without a phone is helped at the station, is told at home, and her daughter takes the case over with its code', async ({
  browser,
  request,
}) => {
  const { name, deputy, desk, deputyKey } = await stationWithDeputies(browser, request)

  const { number, code } = await test.step('the clerk writes down what she says, photographs her signature and reads it back', async () => {
    await desk.goto('/#/station/file/index')
    const page = shown(desk)
    await page.getByRole('radio', { name: '签字（拍照）' }).click()
    await page.getByRole('button', { name: '念给居民听' }).click()
    await expect(page.getByText('请拍下签字').first()).toBeVisible()
    await page.getByRole('textbox', { name: '写下居民的话' }).fill(TEXT)
    await page.getByRole('textbox', { name: '居民姓名' }).fill('吴奶奶')
    const choosing = desk.waitForEvent('filechooser')
    await page.locator('#field-consent-photoIds').getByRole('button', { name: '添加照片' }).click()
    await (await choosing).setFiles(PICTURE)
    await expect(page.getByRole('button', { name: '第1张照片', exact: true })).toBeVisible()
    await page.getByRole('button', { name: '念给居民听' }).click()
    await expect(page.getByRole('heading', { name: '请本人听一听、看一看' })).toBeVisible()
    await expect(page.getByText(`吴奶奶，您要反映的是：${TEXT}`)).toBeVisible()
    await page.getByRole('button', { name: '本人同意，提交' }).click()
    await expect(page.getByRole('heading', { name: '回执' })).toBeVisible()
    await expect(page.getByText(`由${name}分派代表`)).toBeVisible()
    return {
      number: /\d{4}-\d{4,}/.exec(await page.getByText(/^编号/).innerText())![0],
      code: (await page.locator('.lx-slip-code').innerText()).replace(/\s/g, ''),
    }
  })

  const { items } = await asked(request, 'concern.inbox', { as: 'desk', limit: 100 }, await keyOfDesk(request, name))
  const { id } = items.find((item) => item.number === number)!

  await test.step('the desk assigns it, and the deputy answers without seeing who signed what', async () => {
    await desk.goto(`/#/station/case/index?id=${id}`)
    await expect(shown(desk).getByText(TEXT)).toBeVisible()
    await actions(desk).getByRole('button', { name: '分派给代表' }).click()
    await shown(desk).getByRole('searchbox').fill(deputy.name)
    await shown(desk)
      .getByRole('link', { name: new RegExp(`^${deputy.name}`) })
      .first()
      .click()
    await shown(desk).getByRole('button', { name: '分派', exact: true }).click()
    await expect(shown(desk).getByText('已分派。')).toBeVisible()
    await asked(request, 'concern.accept', { requestId: randomUUID(), id }, deputyKey)
    const view = await asked(
      request,
      'concern.answer',
      { requestId: randomUUID(), id, text: ANSWER, photoIds: [], recordingId: null },
      deputyKey,
    )
    expect(view.photos).toEqual([])
  })

  await test.step('she has no phone, so the clerk goes to tell her, and that stands in the case', async () => {
    await desk.goto('/#/station/phone-notes/index')
    const note = noteOf(desk, number)
    await expect(note.getByText('请写信或上门告诉本人')).toBeVisible()
    await expect(note.getByRole('button', { name: '查看电话' })).toHaveCount(0)
    await note.getByRole('button', { name: '已上门' }).click()
    await expect(note).toHaveCount(0)
    await desk.goto(`/#/station/case/index?id=${id}`)
    await expect(shown(desk).getByText('联络站已上门告诉本人')).toBeVisible()
  })

  await test.step('her daughter sees the answer by number and code, takes the case over and says that it is settled', async () => {
    const daughter = mayBeRefused(await personWith(browser, 'resident-6'))
    await daughter.goto('/#/resident/claim/index')
    await shown(daughter).getByRole('textbox', { name: '编号' }).fill(number)
    await shown(daughter).getByRole('textbox', { name: '查询码' }).fill('2222222222')
    await shown(daughter).getByRole('button', { name: '查看进展' }).click()
    await expect(shown(daughter).getByText('没有找到。请核对编号和查询码；已经认领的不能再查。')).toBeVisible()
    await shown(daughter)
      .getByRole('textbox', { name: '查询码' })
      .fill(`${code.slice(0, 5)} ${code.slice(5).toLowerCase()}`)
    await shown(daughter).getByRole('button', { name: '查看进展' }).click()
    await expect(shown(daughter).getByText(ANSWER)).toBeVisible()
    await shown(daughter).getByRole('button', { name: '认领到我的微信' }).click()
    await expect(shown(daughter).getByText('您凭查询码认领了这件事')).toBeVisible()
    await expect(shown(daughter).getByText('联络站工作人员代为提交')).toBeVisible()
    await shown(daughter).getByRole('radio', { name: '已解决' }).click()
    await shown(daughter).getByRole('button', { name: '提交评价' }).click()
    await expect(shown(daughter).getByRole('heading', { name: '已解决' })).toBeVisible()
  })

  await test.step('the code is good once', async () => {
    const other = mayBeRefused(await personWith(browser, 'resident-7'))
    await other.goto(`/#/resident/claim/index?number=${number}&code=${code}`)
    await shown(other).getByRole('button', { name: '查看进展' }).click()
    await expect(shown(other).getByText('没有找到。请核对编号和查询码；已经认领的不能再查。')).toBeVisible()
  })
  await desk.close()
})

test('a man with a telephone in his hall is called until somebody picks up, and each look at his number stands in his case', async ({
  browser,
  request,
}) => {
  const { id: stationId, deputy, deskKey, desk, deputyKey } = await stationWithDeputies(browser, request)
  const { id: photoId } = await asked(request, 'photo.add', { requestId: randomUUID(), base64: PICTURE.buffer.toString('base64') }, deskKey)
  const { id, number } = await asked(
    request,
    'concern.file',
    {
      requestId: randomUUID(),
      stationId,
      entry: 'phone',
      text: '菜市场门口的井盖一踩就响，晚上睡不着。',
      place: { at: null, address: '' },
      photoIds: [],
      recordingId: null,
      contact: { name: '郑大爷', phone: '0571-88001234', mayCall: true },
      consent: { kind: 'paper', photoIds: [photoId] },
      deputyId: deputy.id,
    },
    deskKey,
  )
  await asked(request, 'concern.accept', { requestId: randomUUID(), id }, deputyKey)
  await asked(request, 'concern.ask', { requestId: randomUUID(), id, text: '是东门还是西门？', photoIds: [], recordingId: null }, deputyKey)

  await desk.goto('/#/station/phone-notes/index')
  const note = noteOf(desk, number)
  await expect(note).not.toContainText('郑大爷')
  await note.getByRole('button', { name: '查看电话' }).click()
  await expect(note.getByText('请打电话告诉郑大爷')).toBeVisible()
  await expect(note.getByText('0571-88001234')).toBeVisible()
  await note.getByRole('button', { name: '没人接' }).click()
  await expect(note.getByText('打过1次，没人接')).toBeVisible()
  await note.getByRole('button', { name: '已告诉家人' }).click()
  await expect(note).toHaveCount(0)

  await desk.goto(`/#/station/case/index?id=${id}`)
  await expect(shown(desk).getByText('联络站打电话，没有人接')).toBeVisible()
  await expect(shown(desk).getByText('联络站已打电话告诉家人')).toBeVisible()
  await expect(shown(desk).getByText('告知进展')).toBeVisible()
  await shown(desk).getByRole('textbox').fill('西门，卖鱼的摊子旁边。')
  await shown(desk).getByRole('button', { name: '提交补充' }).click()
  await expect(shown(desk).getByRole('heading', { name: '办理中' })).toBeVisible()
  await desk.close()
})
