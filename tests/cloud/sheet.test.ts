import { randomUUID } from 'node:crypto'
import { importFile } from '../../src/cloud/import'
import { readSheet } from '../../src/cloud/read-sheet'
import { takeSheet } from '../../src/contract/sheet'
import { sheetKinds } from '../../src/domain/sheet'
import { openTestContext, type TestContext } from './database'
import { published, registered } from './notices'
import { booked, openReception, signedIn } from './receptions'
import { buildTown, granted, lampConcern, refusal, type Town } from './town'

let context: TestContext
let town: Town
const NOW = new Date('2026-11-23T02:00:00Z')
const SPAN = { from: '2026-11-01', until: '2026-12-31' }
const FORMULA = '=HYPERLINK("http://x","点我")'
beforeEach(async () => {
  context = await openTestContext({ now: NOW })
  town = await buildTown(context)
})
afterEach(() => context.close())

type Kind = (typeof sheetKinds)[number]
const taken = (kind: Kind, over: object = {}, token = town.token.hallDesk) =>
  granted(context, 'sheet.take', { kind, stationId: town.hall, ...SPAN, ...over }, token)
const bytesOf = ({ base64 }: { base64: string }) => Buffer.from(base64, 'base64')
/** The rows of a table by the heads of their columns. */
async function rowsOf(kind: Kind, over?: object, token?: string): Promise<Record<string, string>[]> {
  const [head, ...rows] = await readSheet(bytesOf(await taken(kind, over, token)))
  return rows.map((row) => Object.fromEntries(head!.map((name, index) => [name, row[index] ?? ''])))
}

test('a desk takes the tables of its own station, the office those of every one and of the whole congress; nobody else any', async () => {
  for (const kind of sheetKinds) {
    expect((await taken(kind)).fileName).toMatch(/-2026-11-01-2026-12-31\.xlsx$/)
    await taken(kind, {}, town.token.office)
    await taken(kind, { stationId: null }, town.token.office)
    for (const who of ['homeDesk', 'wang', 'resident'] as const)
      expect(await refusal(context, 'sheet.take', { kind, stationId: town.hall, ...SPAN }, town.token[who])).toBe('NOT_FOUND')
    expect(await refusal(context, 'sheet.take', { kind, stationId: null, ...SPAN }, town.token.hallDesk)).toBe('NOT_FOUND')
    expect(await refusal(context, 'sheet.take', { kind, stationId: randomUUID(), ...SPAN }, town.token.office)).toBe('NOT_FOUND')
  }
  expect(takeSheet.isChange).toBe(false)
})

test('a span of days is in order and no longer than a year', async () => {
  const ask = (from: string, until: string) =>
    refusal(context, 'sheet.take', { kind: 'visits', stationId: town.hall, from, until }, town.token.hallDesk)
  expect(await ask('2026-12-02', '2026-12-01')).toBe('BAD_INPUT')
  expect(await ask('2026-01-01', '2027-01-02')).toBe('BAD_INPUT')
  await taken('visits', { from: '2026-01-01', until: '2027-01-01' })
})

test('visits: when, with whom and how it went; never who it was or what was said', async () => {
  const receptionId = await openReception(context, town, { on: '2026-12-03', from: 540, to: 600, slotMinutes: 20, capacity: 1 })
  await booked(context, town, receptionId)
  const details = { about: '只说给代表听的话', needs: ['wheelchair' as const], people: 2 }
  await granted(context, 'visit.book', { requestId: randomUUID(), receptionId, startsAt: null, ...details }, town.token.resident)
  const rows = await rowsOf('visits')
  expect(rows.map((row) => [row['日期'], row['约定时间'], row['姓名'], row['状态'], row['人数'], row['需要']])).toEqual([
    ['2026-12-03', '9:00', '王小河', '已预约', '1', ''],
    ['2026-12-03', '9:20', '王小河', '已预约', '2', '轮椅'],
  ])
  expect(JSON.stringify(rows)).not.toContain('只说给代表听的话')
  expect(await rowsOf('visits', { until: '2026-12-02' })).toEqual([])
})

test('reception days and the roster may be imported again as they are, and change nothing', async () => {
  await openReception(context, town, { on: '2026-12-03', from: 540, to: 600, slotMinutes: 20, capacity: 2 })
  await openReception(context, town, { on: '2026-12-10', from: 870, to: 990, slotMinutes: 30, capacity: 1 })
  for (const [kind, count] of [
    ['receptions', 2],
    ['roster', (await rowsOf('roster')).length],
  ] as const) {
    const result = await importFile(context, bytesOf(await taken(kind)), {
      kind: 'rosters',
      congress: town.code,
      datum: 'gcj02',
      isDryRun: false,
      progress: () => {},
    })
    expect(result).toEqual({ isGood: true, added: 0, changed: 0, unchanged: count })
    expect(count).toBeGreaterThan(0)
  }
})

test('concerns: by number, with state and deadline; no words, no name, no phone', async () => {
  const contact = { name: '张三', phone: '13800138000', mayCall: true }
  const { number } = await granted(context, 'concern.submit', lampConcern({ contact }), town.token.resident)
  const rows = await rowsOf('concerns', { stationId: null }, town.token.office)
  expect(rows.map((row) => [row['编号'], row['状态'], row['超期']])).toEqual([[number, '待受理', '']])
  expect(rows[0]!['期限']).toMatch(/^2026-/)
  for (const word of ['张三', '13800138000', lampConcern().text]) expect(JSON.stringify(rows)).not.toContain(word)
  context.setNow(new Date('2027-06-01T02:00:00Z'))
  const later = await signedIn(context, town, town.person.office)
  expect((await rowsOf('concerns', { stationId: null }, later)).map((row) => row['超期'])).toEqual(['是'])
})

test('what looks like a formula is words', async () => {
  const { id } = await published(context, town, { title: FORMULA })
  await registered(context, town, id)
  const [row] = await rowsOf('notices')
  expect([row!['标题'], row!['报名'], row!['签到']]).toEqual([FORMULA, '1', '0'])
})
