import { expect, test, type APIRequestContext } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { readSheet } from '../../src/cloud/read-sheet'
import { addDays, dayOf } from '../../src/domain/calendar'
import { keyOfDesk, newcomer, PICTURE } from './cast'
import { asked, personWith, shown } from './person'

const TITLE = '邻里运动会'
const PEOPLE = 300
const PLACES = 80

/** As a phone does it: where the server is too busy, or the connection breaks, the same request is sent again. */
async function posted(request: APIRequestContext, operation: string, data: object, token: string) {
  for (;;) {
    const headers = { authorization: `Bearer ${token}` }
    const response = await request.post(`/rpc/${operation}`, { data, headers, timeout: 60_000 }).catch((error: Error) => {
      if (!error.message.includes('ECONNRESET')) throw error
      return null
    })
    if (response && ![429, 503].includes(response.status())) return response
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

test('a station announces a sports day with 80 places, 300 register, and everybody is told once and fairly', async ({
  browser,
  request,
}) => {
  test.setTimeout(300_000)
  const { items } = await asked(request, 'station.nearby', { limit: 1 })
  const { id: stationId, name: stationName } = items[0]!
  const deskKey = await keyOfDesk(request, stationName)
  // While 298 register at once, a page that asks something may be told that the system is busy, and asks again by itself.
  const busy = /status of 503 /
  const desk = await personWith(browser, deskKey, undefined, busy)
  const neighbour = await personWith(browser, 'resident-7', undefined, busy)
  const late = await personWith(browser, 'resident-6', undefined, busy)

  await test.step('a neighbour follows the station', async () => {
    await asked(request, 'station.follow', { requestId: randomUUID(), id: stationId, isFollowed: false }, 'resident-7')
    await neighbour.goto(`/#/resident/station/index?id=${stationId}`)
    await shown(neighbour).getByRole('button', { name: '关注这个联络站' }).click()
    await expect(shown(neighbour).getByRole('button', { name: '已关注，点击取消' })).toBeVisible()
  })

  const id = await test.step('the clerk writes it, and publishes it', async () => {
    await desk.goto('/#/station/notices/index')
    await shown(desk).getByRole('button', { name: '写一条公告' }).click()
    const form = shown(desk)
    await form.getByRole('textbox', { name: '标题' }).fill(TITLE)
    await form.getByRole('textbox', { name: '内容' }).fill('拔河、跳绳、乒乓球，老少都有项目。')
    await form.getByRole('checkbox', { name: /这是一场活动/ }).click()
    await form.getByRole('textbox', { name: /^日期/ }).fill(addDays(dayOf(new Date()), 3))
    await form.getByRole('textbox', { name: '在哪里' }).fill('社区小广场')
    await form.getByRole('textbox', { name: /^名额/ }).fill(String(PLACES))
    await form.getByRole('button', { name: '加一个问题' }).click()
    await form.getByRole('textbox', { name: '问题1' }).fill('您报哪一项？')
    await form.getByRole('radio', { name: '选一项' }).click()
    await form.getByRole('textbox', { name: /^选项/ }).fill('拔河\n跳绳\n乒乓球')
    await form.getByRole('checkbox', { name: '必须回答' }).click()
    await form.getByRole('button', { name: '存草稿' }).click()
    await expect(shown(desk).getByRole('heading', { name: TITLE })).toBeVisible()
    await shown(desk).getByRole('button', { name: '提交发布' }).click()
    await shown(desk).getByRole('button', { name: '提交发布' }).click()
    await expect(shown(desk).getByText('已发布')).toBeVisible()
    return new URL(desk.url().replace('/#/', '/')).searchParams.get('id')!
  })

  await test.step('the follower is told once, and takes the first place', async () => {
    await neighbour.goto('/#/entry/notifications/index')
    const told = (await asked(request, 'notification.mine', { limit: 100 }, 'resident-7')).items
    expect(told.filter(({ kind, noticeId }) => kind === 'notice_published' && noticeId === id)).toHaveLength(1)
    await shown(neighbour).getByText('您关注的联络站发了新公告').first().click()
    await expect(shown(neighbour).getByRole('heading', { name: TITLE })).toBeVisible()
    await expect(shown(neighbour).getByText(`还有${PLACES}个名额`)).toBeVisible()
    await shown(neighbour).getByRole('button', { name: '我要报名' }).click()
    await shown(neighbour)
      .getByRole('textbox', { name: /怎么称呼您/ })
      .fill('罗老板')
    await shown(neighbour).getByRole('button', { name: '确认报名' }).click()
    await expect(shown(neighbour).getByText('有1处需要改一下')).toBeVisible()
    await shown(neighbour).getByRole('radio', { name: '拔河' }).click()
    await shown(neighbour).getByRole('button', { name: '确认报名' }).click()
    await expect(shown(neighbour).getByText('已报名', { exact: true })).toBeVisible()
  })

  const crowd = await test.step('298 more register at once', async () => {
    const tokens = await Promise.all(Array.from({ length: PEOPLE - 2 }, () => newcomer(request)))
    const replies = await Promise.all(
      tokens.map((token, index) =>
        posted(
          request,
          'registration.make',
          { requestId: randomUUID(), noticeId: id, name: index === 0 ? '=1+1' : `居民${index}`, answers: ['跳绳'], orWait: true },
          token,
        ),
      ),
    )
    expect(replies.map((reply) => reply.status()).filter((status) => status !== 200)).toEqual([])
    return tokens
  })

  await test.step('who comes last sees that it is full, and stands at the end of the line', async () => {
    await late.goto(`/#/resident/notice/index?id=${id}`)
    await expect(shown(late).getByText('报名已满')).toBeVisible()
    await shown(late).getByRole('button', { name: '排候补' }).click()
    await shown(late)
      .getByRole('textbox', { name: /怎么称呼您/ })
      .fill('林老师')
    await shown(late).getByRole('radio', { name: '乒乓球' }).click()
    await shown(late).getByRole('button', { name: '确认排候补' }).click()
    await expect(shown(late).getByText(`您前面还有${PEOPLE - PLACES - 1}人`)).toBeVisible()
  })

  const list = async () => (await asked(request, 'registration.list', { noticeId: id }, deskKey)).items
  const of = (rows: Awaited<ReturnType<typeof list>>, state: string) => rows.filter((row) => row.state === state)
  await test.step('eighty have a place, everybody else a number of their own', async () => {
    const rows = await list()
    expect([of(rows, 'booked').length, of(rows, 'waiting').length]).toEqual([PLACES, PEOPLE - PLACES])
    expect(of(rows, 'waiting').map(({ place }) => place)).toEqual(Array.from({ length: PEOPLE - PLACES }, (_, index) => index + 1))
    await expect(shown(desk).getByText(`报名${PLACES}人，候补${PEOPLE - PLACES}人，签到0人`)).toBeVisible()
  })

  await test.step('the neighbour gives her place back, and it is offered to who waited longest', async () => {
    const [first] = of(await list(), 'waiting')
    await shown(neighbour).getByRole('button', { name: '取消报名' }).click()
    await shown(neighbour).getByRole('button', { name: '取消报名' }).click()
    await expect(shown(neighbour).getByText('已取消', { exact: true })).toBeVisible()
    const rows = await list()
    expect(of(rows, 'offered').map((row) => row.id)).toEqual([first!.id])
    // Only who it is offered to may take it.
    const replies = await Promise.all(
      crowd.map((token) => posted(request, 'registration.accept', { requestId: randomUUID(), id: first!.id }, token)),
    )
    expect(replies.filter((reply) => reply.status() === 200)).toHaveLength(1)
    expect(replies.filter((reply) => reply.status() === 404)).toHaveLength(crowd.length - 1)
    expect(of(await list(), 'booked')).toHaveLength(PLACES)
    await expect(shown(late).getByText(`您前面还有${PEOPLE - PLACES - 2}人`)).toBeVisible()
  })

  await test.step('on the day a code checks in, and the list opens in Excel with names as words', async () => {
    const { title, text, audience, registration } = await asked(request, 'notice.open', { id }, deskKey)
    const startsAt = new Date(Date.now() + 1_500)
    await asked(
      request,
      'notice.save',
      {
        requestId: randomUUID(),
        id,
        stationId,
        title,
        text,
        audience,
        happening: {
          startsAt: startsAt.toISOString(),
          endsAt: new Date(startsAt.getTime() + 7_200_000).toISOString(),
          place: '社区小广场',
        },
        registration: { capacity: PLACES, questions: registration!.questions },
      },
      deskKey,
    )
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    const someone = of(await list(), 'booked').find(({ name }) => name === '=1+1') ?? of(await list(), 'booked')[0]!
    await desk.goto(`/#/station/notice/index?id=${id}`)
    await desk.reload()
    await shown(desk)
      .getByRole('textbox', { name: /签到码/ })
      .fill(someone.code.toLowerCase())
    await shown(desk).getByRole('button', { name: '签到', exact: true }).click()
    await expect(shown(desk).getByText(`${someone.name}已签到。`)).toBeVisible()
    const downloading = desk.waitForEvent('download')
    await shown(desk).getByRole('button', { name: '下载签到表' }).click()
    const [head, ...rows] = await readSheet(await readFile(await (await downloading).path()))
    expect(head!.slice(0, 4)).toEqual(['序号', '姓名', '电话', '状态'])
    expect(rows).toHaveLength(PEOPLE)
    expect(rows.filter((row) => row[3] === '已签到' || row[3] === '已报名')).toHaveLength(PLACES)
    expect(rows.map((row) => row[1])).toContain('=1+1')
  })

  await test.step('the clerk writes what became of it, with a picture, and everybody reads it', async () => {
    await shown(desk).getByRole('button', { name: '写活动回顾' }).click()
    await shown(desk)
      .getByRole('textbox', { name: /活动怎么样/ })
      .fill('八十位邻居一起比赛，拔河最热闹。')
    const choosing = desk.waitForEvent('filechooser')
    await shown(desk).getByRole('button', { name: '添加照片' }).click()
    await (await choosing).setFiles(PICTURE)
    await expect(shown(desk).getByRole('button', { name: '第1张照片', exact: true })).toBeVisible()
    await shown(desk).getByRole('button', { name: '发布回顾' }).click()
    await expect(shown(desk).getByRole('heading', { name: '活动回顾' })).toBeVisible()
    await late.reload()
    await expect(shown(late).getByText('八十位邻居一起比赛，拔河最热闹。')).toBeVisible()
  })

  for (const page of [desk, neighbour, late]) await page.close()
})
