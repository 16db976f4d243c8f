import { randomUUID } from 'node:crypto'
import { lexemesOf, searchQuery } from '../../src/cloud/search'
import { openTestContext, type TestContext } from './database'
import { pixel } from './photos'
import { openReception } from './receptions'
import { buildTown, call, granted, inEast, inWest, outside, refusal, type Town } from './town'

let context: TestContext
let town: Town
beforeAll(async () => {
  // A Monday, 10 in the morning in Shanghai.
  context = await openTestContext({ now: new Date('2026-11-23T02:00:00Z') })
  town = await buildTown(context)
})
afterAll(() => context.close())

describe('stations nearby', () => {
  test('the nearest comes first, with its distance in metres', async () => {
    const { items } = await granted(context, 'station.nearby', { at: inEast })
    expect(items.map(({ name }) => name)).toEqual(['东街代表之家', '西街联络站'])
    expect(items[0]!.distanceM).toBeGreaterThan(100)
    expect(items[0]!.distanceM).toBeLessThan(200)
  })

  test('homes and stations can be asked for apart', async () => {
    expect((await granted(context, 'station.nearby', { at: inWest, kind: 'home' })).items.map(({ name }) => name)).toEqual(['东街代表之家'])
  })

  test.each(['西街', '联络', 'xijie', 'xjl', 'XI JIE', '西街 联络'])('「%s」 finds 西街联络站', async (query) => {
    expect((await granted(context, 'station.nearby', { query })).items.map(({ name }) => name)).toContain('西街联络站')
  })

  test('what is nowhere in a name or address finds nothing, and neither does a sign alone', async () => {
    for (const query of ['北京', 'qqq', '&', "'", '!', '|&!:*()'])
      expect((await granted(context, 'station.nearby', { query })).items).toEqual([])
  })

  test('it is open in office hours, and somebody on duty is named', async () => {
    await context.db
      .insertInto('receptions')
      .values({
        congress_id: town.congressId,
        station_id: town.hall,
        deputy_id: town.li,
        on_day: '2026-11-23',
        from_minute: 540,
        to_minute: 690,
      })
      .execute()
    const [hall] = (await granted(context, 'station.nearby', { at: inWest })).items
    expect(hall).toMatchObject({ isOpen: true, onDuty: [{ name: '李大山' }], nextReception: { on: '2026-11-23', from: 540 } })
    context.setNow(new Date('2026-11-23T04:00:00Z'))
    const [later] = (await granted(context, 'station.nearby', { at: inWest })).items
    expect(later).toMatchObject({ isOpen: true, onDuty: [], nextReception: null })
    context.setNow(new Date('2026-11-23T02:00:00Z'))
  })

  test('a street without a station of its own is shown the nearest ones', async () => {
    await context.db
      .insertInto('divisions')
      .values({ code: '99', parent_code: null, name: '空街道', lon: inEast.lon, lat: inEast.lat })
      .execute()
    expect((await granted(context, 'station.nearby', { division: '99' })).items[0]!.name).toBe('东街代表之家')
  })
})

describe('a deputy', () => {
  test('being on the rota this week counts when concerns are routed', async () => {
    const { reasons, deputy } = await granted(context, 'concern.route', { at: inWest })
    expect(deputy?.name).toBe('李大山')
    expect(reasons.at(-1)).toEqual({ kind: 'rota' })
  })

  test('shows name, constituency, occupation and what they work on, and nothing of the roster beside it', async () => {
    const page = await granted(context, 'deputy.open', { id: town.wang })
    expect(page).toMatchObject({
      name: '王小河',
      constituency: { name: '西选区' },
      occupation: '教师',
      worksOn: ['路灯'],
      stations: [{ name: '西街联络站' }],
    })
    expect(Object.keys(page)).not.toContain('particulars')
  })

  test('is found by name, by pinyin and by place', async () => {
    expect((await granted(context, 'deputy.search', { query: 'wxh' })).items.map(({ name }) => name)).toEqual(['王小河'])
    expect((await granted(context, 'deputy.search', { at: inEast })).items.map(({ name }) => name)).toEqual(['赵长青'])
    expect((await granted(context, 'deputy.search', { at: outside })).items).toEqual([])
  })

  test('a page at a time gives each once', async () => {
    const first = await granted(context, 'deputy.search', { limit: 2 })
    const second = await granted(context, 'deputy.search', { limit: 2, cursor: first.next! })
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['王小河', '李大山', '赵长青'])
    expect(second.next).toBeNull()
  })
})

describe('the topic tree', () => {
  const save = (over: object) => ({ requestId: randomUUID(), code: 'bikes', parentCode: 'roads', name: '共享单车', ...over })

  test('is the office’s to change, and nobody else’s', async () => {
    await granted(context, 'topic.save', save({ isNew: true }), town.token.office)
    const { topics } = await granted(context, 'congress.open', {})
    expect(topics).toContainEqual({ code: 'bikes', parentCode: 'roads', name: '共享单车', isRetired: false })
    expect(await refusal(context, 'topic.save', save({}), town.token.wang)).toBe('FORBIDDEN')
  })

  test('may not become a circle or hang in the air', async () => {
    expect(await call(context, 'topic.save', save({ code: 'roads', parentCode: 'lamps', name: '道路' }), town.token.office)).toMatchObject({
      error: { code: 'CONFLICT' },
    })
    expect(await refusal(context, 'topic.save', save({ parentCode: 'absent' }), town.token.office)).toBe('CONFLICT')
  })

  test('a new topic never takes over the code of another; a change needs one that is there', async () => {
    expect(await call(context, 'topic.save', save({ code: 'lamps', name: '别的', isNew: true }), town.token.office)).toMatchObject({
      error: { code: 'CONFLICT', fields: [{ path: 'code', rule: 'taken' }] },
    })
    const { topics } = await granted(context, 'congress.open', {})
    expect(topics).toContainEqual({ code: 'lamps', parentCode: 'roads', name: '路灯', isRetired: false })
    expect(await refusal(context, 'topic.save', save({ code: 'absent' }), town.token.office)).toBe('NOT_FOUND')
  })

  test('a retired topic is not taken for a new concern', async () => {
    await granted(context, 'topic.save', save({ isRetired: true }), town.token.office)
    expect(await refusal(context, 'concern.route', { at: inWest, topic: 'bikes' })).toBe('NOT_FOUND')
  })
})

describe('photos', () => {
  const png = pixel.toString('base64')

  test('a photo opens by its own link only, and not for ever', async () => {
    const { id, url } = await granted(context, 'photo.add', { requestId: randomUUID(), base64: png }, town.token.resident)
    const query = new URL(url, 'http://host').searchParams
    const [expires, signature] = [Number(query.get('expires')), query.get('signature')!]
    expect((await context.files.open(id, expires, signature))?.type).toBe('image/png')
    expect(await context.files.open(id, expires + 1, signature)).toBeNull()
    expect(await context.files.open(randomUUID(), expires, signature)).toBeNull()
    context.setNow(new Date('2026-11-24T02:00:00Z'))
    expect(await context.files.open(id, expires, signature)).toBeNull()
    context.setNow(new Date('2026-11-23T02:00:00Z'))
  })

  test.each([
    ['a script in an SVG', '<svg onload="alert(1)"/>'],
    ['a page', '<!doctype html><script>1</script>'],
    ['text that calls itself a picture', 'GIF89a'],
  ])('%s is refused', async (_, content) => {
    const reply = await call(
      context,
      'photo.add',
      { requestId: randomUUID(), base64: Buffer.from(content).toString('base64') },
      town.token.resident,
    )
    expect(reply).toEqual({ ok: false, error: { code: 'BAD_INPUT', fields: [{ path: 'base64', rule: 'photo' }] } })
  })

  test('a photo of another cannot be attached', async () => {
    const { id } = await granted(context, 'photo.add', { requestId: randomUUID(), base64: png }, town.token.neighbour)
    const input = {
      requestId: randomUUID(),
      text: '路灯坏了，请看照片',
      place: { at: null, address: '' },
      contact: { name: '', phone: '', mayCall: false },
      photoIds: [id],
    }
    expect(await refusal(context, 'concern.submit', input, town.token.resident)).toBe('NOT_FOUND')
    expect(await refusal(context, 'concern.submit', { ...input, requestId: randomUUID() }, town.token.neighbour)).toBeNull()
  })
})

describe('search', () => {
  test('a heteronym is read as its word has it', async () => {
    expect(await lexemesOf('建设银行')).toContain('pyinhang')
    expect(await lexemesOf('重庆路')).toContain('pchongqinglu')
  })

  test('nothing that is typed becomes an operator', () => {
    expect(searchQuery("a' | b:* & !c")).not.toContain("' |  b")
    expect(searchQuery('!&|():*<->')).toBeNull()
  })
})

describe('a station keeps its hours, phone and roster', () => {
  const hours = [
    { weekdays: [1, 2, 3, 4, 5], from: 510, to: 690 },
    { weekdays: [1, 2, 3, 4, 5], from: 840, to: 1020 },
  ]
  const of = (over: object = {}) => ({
    requestId: randomUUID(),
    id: town.hall,
    hours,
    phone: '0579-5550123',
    deputyIds: [town.wang, town.li],
    ...over,
  })

  test('its desk and the office change them, and residents read them at once', async () => {
    for (const who of ['hallDesk', 'office'] as const)
      expect(await granted(context, 'station.edit', of(), town.token[who])).toMatchObject({ hours, phone: '0579-5550123' })
    expect(await granted(context, 'station.open', { id: town.hall })).toMatchObject({ hours, phone: '0579-5550123' })
    for (const who of ['homeDesk', 'wang', 'resident'] as const)
      expect(await refusal(context, 'station.edit', of(), town.token[who])).toBe('NOT_FOUND')
  })

  test('hours that end before they begin, or overlap, are refused', async () => {
    for (const bad of [
      [{ weekdays: [1], from: 600, to: 600 }],
      [
        { weekdays: [1, 2], from: 540, to: 600 },
        { weekdays: [2], from: 599, to: 700 },
      ],
    ]) {
      const reply = await call(context, 'station.edit', of({ hours: bad }), town.token.hallDesk)
      expect(reply).toMatchObject({ ok: false, error: { code: 'BAD_INPUT', fields: [{ path: `hours.${bad.length - 1}`, rule: 'range' }] } })
    }
    expect(await refusal(context, 'station.edit', of({ phone: '请打 110 找我' }), town.token.hallDesk)).toBe('BAD_INPUT')
  })

  test('who comes is a deputy of the congress; who still receives there, or stands on a rota, does not go', async () => {
    const names = async () => (await granted(context, 'station.open', { id: town.hall })).deputies.map(({ id }) => id)
    await granted(context, 'station.edit', of({ deputyIds: [town.wang, town.li, town.zhao] }), town.token.hallDesk)
    expect(await names()).toEqual(expect.arrayContaining([town.wang, town.li, town.zhao]))
    expect(await refusal(context, 'station.edit', of({ deputyIds: [town.wang, randomUUID()] }), town.token.hallDesk)).toBe('NOT_FOUND')
    await granted(context, 'station.edit', of(), town.token.hallDesk)
    expect(await names()).not.toContain(town.zhao)
    await openReception(context, town, { on: '2026-12-16', deputy: 'li' })
    const reply = await call(context, 'station.edit', of({ deputyIds: [town.wang] }), town.token.hallDesk)
    expect(reply).toMatchObject({ ok: false, error: { code: 'CONFLICT', fields: [{ path: 'deputyIds', rule: 'receives' }] } })
    expect(await names()).toContain(town.li)
  })
})
