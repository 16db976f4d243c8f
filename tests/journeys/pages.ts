import type { APIRequestContext, Browser, BrowserContext, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import gcoord from 'gcoord'
import type { AppConfig } from '@tarojs/taro'
import type { ShownRole } from '../../src/client/lib/session'
import { actions, asked, middleOf, shown } from './person'

/** A page in one of its states. `name` is what a failure is reported under. */
interface Sight {
  name: string
  go?: (page: Page) => Promise<unknown>
}

interface Visit {
  path: string
  as: ShownRole
  params?: Record<string, string>
  /** After the page as it opens: what can be opened on it, one after the other. */
  more?: Sight[]
}

/** How somebody has set up their phone. */
export interface Reader {
  textSize: 1 | 1.7
  isElder?: boolean
  width: number
}

/** Every page of the app, from its own list, so that a new one is visited without anybody thinking of it. */
function pathsOfApp(): string[] {
  process.env.TARO_ENV = 'h5'
  Object.assign(globalThis, { defineAppConfig: (config: AppConfig) => config })
  const { default: config } = require('../../src/client/app.config') as { default: AppConfig }
  const { pages = [], subPackages = [] } = config
  return [...pages, ...subPackages.flatMap(({ root, pages: below }) => below.map((page) => `${root}/${page}`))]
}

const roles = ['resident', 'deputy', 'staff', 'office'] as const
/** Who sees a page: a subpackage is named after a role. */
const seersOf = (path: string): readonly ShownRole[] =>
  path.startsWith('tabs/')
    ? roles
    : [({ deputy: 'deputy', station: 'staff', office: 'office' } as const)[path.split('/')[0]!] ?? 'resident']

const press = (name: string | RegExp) => (page: Page) =>
  shown(page)
    .getByRole('button', { name, exact: typeof name === 'string' })
    .click()
const act = (name: string | RegExp) => (page: Page) => actions(page).getByRole('button', { name }).click()
const give = (words: string) => (page: Page) => shown(page).getByRole('textbox').first().fill(words)
const turn = (name: string) => (page: Page) => shown(page).getByRole('radio', { name, exact: true }).click()

/** What each page is opened with, and what opens on it. */
async function visitsOf(request: APIRequestContext, keys: Record<ShownRole, string>): Promise<Visit[]> {
  const [mine, letters, desk, stations, visits, receptions, me] = await Promise.all([
    asked(request, 'concern.mine', { limit: 100 }, keys.resident),
    asked(request, 'concern.inbox', { as: 'deputy', limit: 100 }, keys.deputy),
    asked(request, 'concern.inbox', { as: 'desk', limit: 100 }, keys.staff),
    asked(request, 'station.nearby', { limit: 1 }),
    asked(request, 'visit.mine', {}, keys.resident),
    asked(request, 'reception.mine', {}, keys.deputy),
    asked(request, 'person.me', {}, keys.staff),
  ])
  const station = stations.items[0]!
  const [activities, desks] = await Promise.all([
    asked(request, 'registration.mine', {}, keys.resident),
    asked(request, 'notice.desk', { limit: 100 }, keys.staff),
  ])
  const kept = desks.items.find(({ happening }) => happening) ?? desks.items[0]!
  const { deputies } = await asked(request, 'station.open', { id: station.id })
  const of = (items: typeof mine.items, ...states: string[]) => items.find(({ state }) => states.includes(state))!.id
  const workplace = me.roles.find(({ role }) => role === 'staff')!.id!
  const rota = await asked(request, 'rota.open', { stationId: workplace }, keys.staff)
  const slots = await asked(request, 'visit.slots', { stationId: workplace, limit: 50 })
  // One alone stands open by itself.
  const isBookable = slots.items.length > 1 && slots.items.some(({ free }) => free > 0)
  const own: Record<string, Omit<Visit, 'path' | 'as'>[]> = {
    'resident/station/index': [{ params: { id: station.id } }],
    'resident/deputy/index': [{ params: { id: deputies[0]!.id } }],
    'resident/visit/index': [{ params: { id: visits.items[0]!.id } }],
    'resident/book/index': [{ more: [{ name: 'slots', go: async (page) => await shown(page).getByRole('link').last().click() }] }],
    'deputy/reception/index': [{ params: { id: receptions.items.find(({ state }) => state === 'confirmed')!.id } }],
    'station/reception/index': [
      {
        params: { id: rota.receptions.find(({ state }) => state === 'confirmed')!.id },
        more: [{ name: 'a walk-in', go: press('现场登记') }],
      },
    ],
    'station/rota/index': [{ more: [{ name: 'a new rota', go: press('新增排班') }] }],
    'station/poster/index': [{ params: { stationId: workplace } }],
    'station/details/index': [{ params: { stationId: workplace }, more: [{ name: 'another deputy', go: press('加一位代表') }] }],
    'resident/notice/index': [
      { params: { id: activities.items.find(({ registration }) => registration.state === 'booked')!.notice.id } },
      { params: { id: desks.items.find(({ state }) => state === 'published')!.id } },
    ],
    'station/notice/index': [
      { params: { id: kept.id }, more: [{ name: 'withdrawing', go: press('撤回') }] },
      {
        params: { id: desks.items.find(({ state }) => state === 'draft')?.id ?? kept.id },
      },
    ],
    'station/notice-form/index': [
      {
        params: { id: kept.id },
      },
      {
        more: [
          {
            name: 'an activity',
            go: async (page) =>
              await shown(page)
                .getByRole('checkbox', { name: /这是一场活动/ })
                .click(),
          },
          { name: 'a question', go: press('加一个问题') },
          { name: 'an error', go: press('存草稿') },
        ],
      },
    ],
    'resident/code/index': [{ more: [{ name: 'an error', go: press('打开') }] }],
    'resident/report/index': [
      {
        more: [
          { name: 'an error', go: press('下一步') },
          { name: 'beyond a deputy', go: give('有人打架，持刀伤人') },
          { name: 'topics', go: async (page) => (await give('路灯坏了两周，晚上看不清路。')(page), await turn('道路交通')(page)) },
          { name: 'the place', go: press('下一步') },
          { name: 'the map', go: press('在地图上标出来') },
          { name: 'streets', go: press('选择街道或社区') },
          { name: 'found', go: press('用我现在的位置') },
          { name: 'the contact', go: press('下一步') },
          { name: 'the check', go: press('下一步') },
        ],
      },
    ],
    'resident/publish/index': [{ params: { id: of(mine.items, 'answered') } }],
    'office/identity/index': [{ params: { id: of(desk.items, 'unassigned') }, more: [{ name: 'the law', go: turn('法律要求') }] }],
    'resident/case/index': [
      { params: { id: of(mine.items, 'answered') } },
      { params: { id: of(mine.items, 'accepted', 'assigned') }, more: [{ name: 'a message', go: act('留言') }] },
    ],
    'deputy/case/index': [
      {
        params: { id: of(letters.items, 'accepted') },
        more: [
          { name: 'the answer', go: act('答复居民') },
          { name: 'templates', go: press('用模板') },
        ],
      },
      { params: { id: of(letters.items, 'assigned') }, more: [{ name: 'passing on', go: act('转交其他代表') }] },
    ],
    'station/book/index': [
      {
        more: isBookable
          ? [
              { name: 'slots', go: async (page) => await shown(page).getByRole('link').filter({ hasText: '还有' }).first().click() },
              { name: 'the person', go: async (page) => await shown(page).getByRole('radio').first().click() },
              { name: 'an error', go: press('本人同意，预约') },
            ]
          : [],
      },
    ],
    'station/case/index': [
      {
        params: { id: of(desk.items, 'unassigned') },
        more: [
          { name: 'assigning', go: act('分派给代表') },
          { name: 'the topic', go: async (page) => (await press('取消')(page), await act('改类别')(page)) },
        ],
      },
    ],
    ...Object.fromEntries(
      ['deputy', 'station', 'office'].map((role) => [
        `${role}/templates/index`,
        [{ more: [{ name: 'a new one', go: press('新增模板') }] }],
      ]),
    ),
    'tabs/stations/index': [
      {
        more: [
          { name: 'streets', go: press('选择街道') },
          { name: 'the map', go: turn('地图') },
        ],
      },
    ],
  }
  const paths = pathsOfApp()
  return paths.flatMap((path) =>
    seersOf(path).flatMap((as, index) =>
      // What opens on a tab is the same for everybody.
      (own[path] ?? [{}]).map((visit) => ({ path, as, ...visit, more: index === 0 ? (visit.more ?? []) : [] })),
    ),
  )
}

/** A desk with something to do; most have nothing. */
async function busyDesk(request: APIRequestContext, persons: { person: string; role: ShownRole }[]): Promise<string> {
  for (const { person } of persons.filter(({ role }) => role === 'staff')) {
    const { items } = await asked(request, 'concern.inbox', { as: 'desk', limit: 100 }, person)
    if (items.some(({ state }) => state === 'unassigned')) return person
  }
  throw new Error('No desk of the demo has anything to assign.')
}

/** Nothing is on its way any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await expect(page.locator('.lx-skeleton:not(.lx-gallery *)')).toHaveCount(0)
}

/** Opens every page as somebody who may see it, and hands each of its states to `look`. */
export async function everySight(
  browser: Browser,
  request: APIRequestContext,
  { textSize, isElder = false, width }: Reader,
  look: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const { persons } = (await (await request.get('/demo/persons')).json()) as { persons: { person: string; role: ShownRole }[] }
  const first = (role: ShownRole) => persons.find((each) => each.role === role)!.person
  const keys = { resident: first('resident'), deputy: first('deputy'), office: first('office'), staff: await busyDesk(request, persons) }
  const visits = await visitsOf(request, keys)
  const { at } = await middleOf(request, '08')
  const [longitude, latitude] = gcoord.transform([at.lon, at.lat], gcoord.GCJ02, gcoord.WGS84)
  for (const as of roles) {
    const context = await browser.newContext({
      viewport: { width, height: width > 700 ? 900 : 700 },
      reducedMotion: 'reduce',
      geolocation: { longitude, latitude },
      permissions: ['geolocation'],
    })
    await setUp(context, { textSize, isElder })
    for (const { path, params = {}, more = [] } of visits.filter((visit) => visit.as === as)) {
      const page = await context.newPage()
      await page.goto(`/?as=${keys[as]}#/${path}?${new URLSearchParams(params).toString()}`)
      await expect(page.getByText('演示：您现在是')).toBeVisible()
      await settled(page)
      await expect(shown(page).getByText('没有找到'), `${path} opens for ${keys[as]}; a page with parameters names them here`).toHaveCount(
        0,
      )
      await look(page, `${path} · ${as}`)
      for (const { name, go } of more) {
        await go?.(page)
        await settled(page)
        await look(page, `${path} · ${as} · ${name}`)
      }
      await page.close()
    }
    await context.close()
  }
}

/** What lib/settings reads at the start. */
const setUp = (context: BrowserContext, kept: Record<string, unknown>) =>
  context.addInitScript((given) => {
    for (const [name, data] of Object.entries(given)) localStorage.setItem(`lx.${name}`, JSON.stringify({ data }))
  }, kept)
