import { readFile } from 'node:fs/promises'
import writeXlsxFile from 'write-excel-file/node'
import { told } from '../../src/cloud/host/import-words'
import { importFile, type ImportOptions } from '../../src/cloud/import'
import { hoursOf } from '../../src/cloud/import/hours'
import { openTestContext, recorded, type TestContext } from './database'
import { sharedFile, testOnSharedData } from './shared-data'
import { buildTown, granted, type Town } from './town'

let context: TestContext
let town: Town
beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
})
afterAll(() => context.close())

const bring = (kind: ImportOptions['kind'], content: string | Uint8Array, over: Partial<ImportOptions> = {}) =>
  importFile(recorded(context), typeof content === 'string' ? new TextEncoder().encode(content) : content, {
    kind,
    congress: town.code,
    datum: 'gcj02',
    isDryRun: false,
    progress: () => {},
    ...over,
  })
const stations = async () =>
  (
    await context.db
      .selectFrom('stations')
      .where('congress_id', '=', town.congressId)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count

test('columns are found by their Chinese or their English header, in any order', async () => {
  const chinese = await bring(
    'stations',
    '\uFEFF经度,纬度,名称,地址,编号,类型,开放时间\n120.003,30.003,南门代表之家,南门路1号,N1,代表之家,周一至周五 8:30-17:30\n',
  )
  const english = await bring('stations', 'code,name,address,lat,lng\nN2,北门联络站,北门路2号,30.006,120.006\n')
  expect([chinese, english]).toEqual([
    { isGood: true, added: 1, changed: 0, unchanged: 0 },
    { isGood: true, added: 1, changed: 0, unchanged: 0 },
  ])
  const { items } = await granted(context, 'station.nearby', { query: '南门' })
  expect(items[0]).toMatchObject({ name: '南门代表之家', kind: 'home' })
})

test('what is imported can be found by pinyin and has a short code that opens its page', async () => {
  const { items } = await granted(context, 'station.nearby', { query: 'beimen' })
  expect(items.map(({ name }) => name)).toEqual(['北门联络站'])
  const { shortCode } = await granted(context, 'station.open', { id: items[0]!.id })
  expect(await granted(context, 'code.open', { code: shortCode.toLowerCase() })).toMatchObject({ kind: 'station', id: items[0]!.id })
})

test('the same file again changes nothing, and a row that changed is changed', async () => {
  const file = (phone: string) => `编号,名称,地址,经度,纬度,电话\nN3,西门联络站,西门路3号,120.001,30.002,${phone}\n`
  expect(await bring('stations', file('0571-1234567'))).toMatchObject({ added: 1 })
  expect(await bring('stations', file('0571-1234567'))).toEqual({ isGood: true, added: 0, changed: 0, unchanged: 1 })
  expect(await bring('stations', file('0571-7654321'))).toMatchObject({ changed: 1, unchanged: 0 })
})

test('every bad cell is told with its row, column, value and reason, and then nothing is written', async () => {
  const before = await stations()
  const result = await bring(
    'stations',
    'code,name,address,lon,lat,hours\nB1,好站,路1号,120,30,\nB2,,路2号,abc,30,\nB1,重复,路3号,39.9,116.4,随时\n',
  )
  expect(result).toEqual({
    isGood: false,
    bad: [
      { row: 3, column: 'name', value: '', rule: 'empty', number: null },
      { row: 3, column: 'lon', value: 'abc', rule: 'degrees', number: null },
      { row: 4, column: 'lat', value: '116.4', rule: 'degrees_range', number: null },
      { row: 4, column: 'code', value: 'B1', rule: 'taken', number: 2 },
      { row: 4, column: 'hours', value: '随时', rule: 'hours', number: null },
    ],
  })
  expect(await stations()).toBe(before)
})

test('a dry run counts and writes nothing', async () => {
  const before = await stations()
  expect(await bring('stations', 'code,name,address,lon,lat\nD1,试站,路1号,120,30\n', { isDryRun: true })).toMatchObject({
    isGood: true,
    added: 1,
  })
  expect(await stations()).toBe(before)
})

test('a GPS point is moved to the datum of Chinese maps, some hundreds of metres away', async () => {
  await bring('stations', 'code,name,address,lon,lat\nG1,卫星站,路1号,116.397428,39.90923\n', { datum: 'wgs84' })
  const { lon, lat } = await context.db.selectFrom('stations').where('code', '=', 'G1').select(['lon', 'lat']).executeTakeFirstOrThrow()
  expect(lon).toBeCloseTo(116.40367, 4)
  expect(lat).toBeCloseTo(39.91063, 4)
})

test('a workbook and a file that Excel wrote in GB 18030 are read too', async () => {
  const workbook = await writeXlsxFile([
    [{ value: '编号' }, { value: '名称' }, { value: '地址' }, { value: '经度' }, { value: '纬度' }],
    [{ value: 'X1' }, { value: '表格站' }, { value: '路1号' }, { value: 120.002 }, { value: 30.002 }],
  ]).toBuffer()
  expect(await bring('stations', workbook)).toMatchObject({ isGood: true, added: 1 })
  // 编号,姓名 / Z9,张三 in GB 18030.
  const gb = Buffer.from('b1e0bac52cd0d5c3fb0a5a392cd5c5c8fd0a', 'hex')
  expect(await bring('deputies', gb)).toMatchObject({ isGood: true, added: 1 })
  expect((await granted(context, 'deputy.search', { query: 'zhangsan' })).items.map(({ name }) => name)).toEqual(['张三'])
})

test('a polygon without a name gets its number, one that is open is closed, and one that is none is told', async () => {
  const feature = (coordinates: unknown, type = 'Polygon') => ({ type: 'Feature', properties: {}, geometry: { type, coordinates } })
  const ring = [
    [121, 31],
    [121.01, 31],
    [121.01, 31.01],
    [121, 31.01],
  ]
  const good = JSON.stringify({ type: 'FeatureCollection', features: [feature([ring]), feature([[ring]], 'MultiPolygon')] })
  expect(await bring('constituencies', good)).toMatchObject({ isGood: true, added: 2 })
  expect((await granted(context, 'constituency.locate', { at: { lon: 121.005, lat: 31.005 } })).inside).toMatchObject({
    code: '1',
    name: '第1选区',
  })
  const bad = JSON.stringify({
    type: 'FeatureCollection',
    features: [feature([[[121, 31]]]), feature([ring.map(([lon, lat]) => [lat! * 4, lon!])]), feature([121, 31], 'Point')],
  })
  const result = await bring('constituencies', bad)
  expect(result.isGood).toBe(false)
  expect(!result.isGood && result.bad.map(({ row, column }) => [row, column])).toEqual([
    [1, 'geometry'],
    [2, 'geometry'],
    [3, 'geometry'],
  ])
})

test('a roster says who belongs to which station and when they receive', async () => {
  const roster = '联络站,代表,日期,开始,结束\n西街联络站,赵长青,2026-12-01,9:00,11:30\n西街联络站,王小河,2026年12月2日,14:30,17:00\n'
  expect(await bring('rosters', roster)).toMatchObject({ isGood: true, added: 2 })
  expect(await bring('rosters', roster)).toMatchObject({ isGood: true, added: 0, unchanged: 2 })
  const { receptions } = await granted(context, 'station.open', { id: town.hall })
  expect(receptions.map(({ on, deputies }) => [on, deputies[0]!.name])).toEqual([
    ['2026-12-01', '赵长青'],
    ['2026-12-02', '王小河'],
  ])
  expect(await bring('rosters', '姓名,性别\n张三,男\n')).toMatchObject({
    isGood: false,
    bad: [{ rule: 'looks_like_deputies' }, {}],
  })
  expect(await bring('rosters', '联络站,代表,日期\n西街联络站,无名氏,2026-02-30\n')).toMatchObject({
    isGood: false,
    bad: [{ column: '代表' }, { column: '日期' }],
  })
})

test('a congress comes with a topic tree, and a second one must be named', async () => {
  expect(await bring('congresses', '代码,名称\nNEW,新区人大\n')).toMatchObject({ isGood: true, added: 1 })
  expect(await bring('congresses', '代码,名称\nNEW,新区人大\n')).toMatchObject({ unchanged: 1 })
  expect(await bring('congresses', '代码,名称,联系方式天数\nNEW,新区人大,90\n')).toMatchObject({ changed: 1 })
  expect(await bring('congresses', '代码,名称,诉求内容天数\nNEW,新区人大,400\n')).toMatchObject({ changed: 1 })
  expect(await bring('congresses', '代码,名称,诉求内容天数\nNEW,新区人大,400\n')).toMatchObject({ unchanged: 1 })
  const { settings } = await context.db.selectFrom('congresses').where('code', '=', 'NEW').select('settings').executeTakeFirstOrThrow()
  expect(settings).toEqual({ answerWithinWorkdays: 10, retention: { contactDays: 90, textDays: 400 } })
  const wrong = await bring('congresses', '代码,名称,联系方式天数\nNEW,新区人大,0\n')
  expect(wrong).toMatchObject({ bad: [{ row: 2, rule: 'days', number: 36_500 }] })
  const topics = await context.db
    .selectFrom('topics')
    .innerJoin('congresses', 'congresses.id', 'congress_id')
    .where('congresses.code', '=', 'NEW')
    .select('topics.code')
    .execute()
  expect(topics.length).toBeGreaterThan(50)
  const { congress: _, ...unnamed } = { kind: 'stations', congress: '', datum: 'gcj02', isDryRun: false, progress: () => {} } as const
  const several = await importFile(context, new TextEncoder().encode('a,b\n1,2\n'), unnamed)
  expect(several).toMatchObject({ bad: [{ column: '--congress', rule: 'several_congresses' }] })
})

test('a file that is empty, binary or torn is refused in words', async () => {
  for (const content of ['', '{"type":"FeatureCollection"', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9]), '{"a":1}']) {
    const result = await bring('stations', content)
    expect(result.isGood).toBe(false)
    expect(!result.isGood && told(result.bad[0]!)).toMatch(/\w+/)
  }
})

test('hours are read as people write them', () => {
  expect(hoursOf('周一至周五 9:00-12:00、14:00-17:00；周六 9:00-11:30')).toEqual([
    { weekdays: [1, 2, 3, 4, 5], from: 540, to: 720 },
    { weekdays: [1, 2, 3, 4, 5], from: 840, to: 1020 },
    { weekdays: [6], from: 540, to: 690 },
  ])
  expect(hoursOf('星期六至星期日 10：00—16：00')).toEqual([{ weekdays: [0, 6], from: 600, to: 960 }])
  expect(hoursOf('周一、周三、周五 9:00-11:00')).toEqual([{ weekdays: [1, 3, 5], from: 540, to: 660 }])
  expect(hoursOf('周一至周五9:00-17:00，周六9:00-12:00')).toEqual([
    { weekdays: [1, 2, 3, 4, 5], from: 540, to: 1020 },
    { weekdays: [6], from: 540, to: 720 },
  ])
  expect(hoursOf('每天 8点-20点半')).toEqual([{ weekdays: [0, 1, 2, 3, 4, 5, 6], from: 480, to: 1230 }])
  expect(hoursOf('工作日 上午9:00-11:30 下午2:30-5:00')).toEqual([
    { weekdays: [1, 2, 3, 4, 5], from: 540, to: 690 },
    { weekdays: [1, 2, 3, 4, 5], from: 870, to: 1020 },
  ])
})

test('hours that are understood only in part are told, not guessed', () => {
  for (const text of ['随时', '每月15日 9:00-11:00', '9:75-10:99', '17:00-9:00', '周一 9:00-11:00 电话预约', '周一至周五', '9:00'])
    expect([text, hoursOf(text)]).toEqual([text, null])
})

test('a column that the file lacks leaves what is stored as it is', async () => {
  await bring('stations', '编号,名称,地址,经度,纬度,电话,开放时间\nK1,保留站,路1号,120.004,30.004,0571-1112222,每天 8:00-20:00\n')
  const bare = '编号,名称,地址,经度,纬度\nK1,保留站,路2号,120.004,30.004\n'
  expect(await bring('stations', bare)).toMatchObject({ isGood: true, changed: 1 })
  expect(await bring('stations', bare)).toMatchObject({ isGood: true, unchanged: 1 })
  expect(
    await context.db.selectFrom('stations').where('code', '=', 'K1').select(['address', 'phone', 'hours']).executeTakeFirstOrThrow(),
  ).toEqual({ address: '路2号', phone: '0571-1112222', hours: [{ weekdays: [0, 1, 2, 3, 4, 5, 6], from: 480, to: 1200 }] })
})

test('a reception with another end is changed, and two ends for one reception are told', async () => {
  const roster = (to: string) => `联络站,代表,日期,开始,结束\n西街联络站,赵长青,2026-12-08,9:00,${to}\n`
  await bring('rosters', roster('11:00'))
  expect(await bring('rosters', roster('12:00'))).toMatchObject({ added: 0, changed: 1, unchanged: 0 })
  const twice = '联络站,代表,日期,开始,结束\n西街联络站,赵长青,2026-12-09,9:00,11:00\n西街联络站,赵长青,2026-12-09,9:00,12:00\n'
  expect(await bring('rosters', twice)).toMatchObject({ isGood: false, bad: [{ row: 3, column: '结束' }] })
})

test('one party has one name, and 群众 and 无党派 stay apart', async () => {
  const written = ['中共', '党员', '中国共产党党员', '无党派', '群众', '民盟', '九三学社']
  await bring('deputies', `编号,姓名,政治面貌\n${written.map((party, index) => `P${index},甲${index},${party}`).join('\n')}\n`)
  const rows = await context.db.selectFrom('deputies').where('code', 'like', 'P_').orderBy('code').select('particulars').execute()
  expect(rows.map(({ particulars }) => particulars.party)).toEqual([
    '中共党员',
    '中共党员',
    '中共党员',
    '无党派人士',
    '群众',
    '民盟盟员',
    '九三学社社员',
  ])
})

test('a table without rows brings nothing in, and is no fault', async () => {
  expect(await bring('stations', 'code,name,address,lon,lat\n')).toEqual({ isGood: true, added: 0, changed: 0, unchanged: 0 })
})

test('a quotation mark that is out of place is told with its line, and a swapped point for what it is', async () => {
  const quoted = await bring('stations', 'code,name,address,lon,lat\nQ1,南"门",路,120,30\n')
  expect(!quoted.isGood && told(quoted.bad[0]!)).toContain('near line 2')
  expect(await bring('stations', '编号,名称,地址,经度,纬度\nQ2,喀什站,路,39.47,75.99\n')).toMatchObject({
    isGood: false,
    bad: [{ row: 2, column: '经度', rule: 'swapped' }],
  })
})

test('tables with tabs or semicolons between their cells are read too', async () => {
  expect(await bring('stations', '编号;名称;地址;经度;纬度\nT1;分号站;路1号;120.002;30.002\n')).toMatchObject({ added: 1 })
  expect(await bring('stations', '编号\t名称\t地址\t经度\t纬度\nT2\t制表站\t路2号\t120.002\t30.003\n')).toMatchObject({ added: 1 })
})

test('a day and a time of day come out of a workbook as they are shown in it', async () => {
  const workbook = await writeXlsxFile([
    [{ value: '联络站' }, { value: '代表' }, { value: '日期' }, { value: '开始' }, { value: '结束' }],
    [
      { value: '西街联络站' },
      { value: '赵长青' },
      { value: new Date('2026-12-15T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
      { value: new Date('1899-12-30T09:30:00Z'), type: Date, format: 'h:mm' },
      { value: '11:00' },
    ],
  ]).toBuffer()
  expect(await bring('rosters', workbook)).toMatchObject({ isGood: true, added: 1 })
  const { receptions } = await granted(context, 'station.open', { id: town.hall })
  expect(receptions).toContainEqual(expect.objectContaining({ on: '2026-12-15', from: 570, to: 660 }))
})

describe('real files', () => {
  testOnSharedData(
    '2,782 service points come in as stations, and a second time change nothing',
    ['service-points-beijing/points.csv'],
    async () => {
      const bytes = await readFile(sharedFile('service-points-beijing/points.csv'))
      expect(await bring('stations', bytes, { datum: 'wgs84' })).toEqual({ isGood: true, added: 2782, changed: 0, unchanged: 0 })
      expect(await bring('stations', bytes, { datum: 'wgs84' })).toEqual({ isGood: true, added: 0, changed: 0, unchanged: 2782 })
      const { items } = await granted(context, 'station.nearby', { at: { lon: 116.404, lat: 39.915 }, limit: 20 })
      expect(items).toHaveLength(20)
      expect(items.map(({ distanceM }) => distanceM)).toEqual(items.map(({ distanceM }) => distanceM!).sort((a, b) => a - b))
    },
  )

  testOnSharedData('111 subdistricts come in as constituencies', ['beijing-subdistricts/beijing_subdistricts.geojson'], async () => {
    const bytes = await readFile(sharedFile('beijing-subdistricts/beijing_subdistricts.geojson'))
    expect(await bring('constituencies', bytes, { datum: 'wgs84', congress: 'NEW' })).toEqual({
      isGood: true,
      added: 111,
      changed: 0,
      unchanged: 0,
    })
  })

  testOnSharedData('a roster of 502 with the dirt of a real one comes in as deputies', ['deputies/deputies.csv'], async () => {
    const bytes = await readFile(sharedFile('deputies/deputies.csv'))
    expect(await bring('deputies', bytes)).toEqual({ isGood: true, added: 502, changed: 0, unchanged: 0 })
    expect(await bring('deputies', bytes)).toMatchObject({ unchanged: 502 })
    const parties = await context.db.selectFrom('deputies').where('congress_id', '=', town.congressId).select('particulars').execute()
    expect(new Set(parties.map(({ particulars }) => particulars.party)).has('中共')).toBe(false)
  })
})
