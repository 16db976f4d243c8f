import { randomUUID } from 'node:crypto'
import { TEXT_MAX } from '../../src/domain/content'
import { openTestContext, type TestContext } from './database'
import { buildTown, call, granted, inWest, lampConcern, refusal, type Town } from './town'

let context: TestContext
let town: Town
beforeEach(async () => {
  context = await openTestContext({ now: new Date('2026-11-23T02:00:00Z') })
  town = await buildTown(context)
})
afterEach(() => context.close())

const of = (id: string) => ({ requestId: randomUUID(), id })
const submit = async (over = {}) => (await granted(context, 'concern.submit', lampConcern(over), town.token.resident)).id
const told = async (who: keyof Town['token']) =>
  (await granted(context, 'notification.mine', {}, town.token[who])).items.flatMap(({ kind, concern }) =>
    kind === 'concern_taken' ? [concern?.id] : [],
  )

describe('a deputy from whom somebody else takes a case', () => {
  test('is told when the desk gives a disputed one to another', async () => {
    const id = await submit()
    await granted(context, 'concern.dispute', { ...of(id), reason: '归李代表', deputyId: town.li }, town.token.wang)
    await granted(context, 'concern.assign', { ...of(id), deputyId: town.li }, town.token.hallDesk)
    expect(await told('wang')).toEqual([id])
    expect(await told('li')).toEqual([])
    expect(await refusal(context, 'concern.open', { id }, town.token.wang)).toBe('NOT_FOUND')
  })

  test('is told when it is merged with the case of another', async () => {
    const head = await submit()
    const id = await submit({ deputyId: town.li })
    await granted(context, 'concern.merge', { ...of(head), ids: [id] }, town.token.hallDesk)
    expect(await told('li')).toEqual([id])
    expect(await told('wang')).toEqual([])
  })

  test('is told of nothing that they did themselves, and of no case that was nobody’s', async () => {
    const passed = await submit()
    await granted(context, 'concern.passOn', { ...of(passed), deputyId: town.li, reason: '李代表熟悉' }, town.token.wang)
    const sentBack = await submit()
    await granted(context, 'concern.sendBack', { ...of(sentBack), reason: '请重新分派' }, town.token.wang)
    await granted(context, 'concern.assign', { ...of(sentBack), deputyId: town.li }, town.token.hallDesk)
    const upheld = await submit()
    await granted(context, 'concern.dispute', { ...of(upheld), reason: '不归我管' }, town.token.wang)
    await granted(context, 'concern.uphold', { ...of(upheld), reason: '在您的选区' }, town.token.hallDesk)
    expect([await told('wang'), await told('li')]).toEqual([[], []])
  })
})

describe('the congress’s own limits', () => {
  const set = (settings: Record<string, unknown>) =>
    call(context, 'settings.save', { requestId: randomUUID(), settings }, town.token.office)

  test('of passing on: once, and then the office decides', async () => {
    await set({ passesMax: 1 })
    const id = await submit()
    await granted(context, 'concern.passOn', { ...of(id), deputyId: town.li, reason: '李代表熟悉' }, town.token.wang)
    const seen = await granted(context, 'concern.open', { id }, town.token.li)
    expect(seen.steps).not.toContain('passOn')
    expect(seen.needsOffice).toBe(true)
    await granted(context, 'concern.sendBack', { ...of(id), reason: '请办公室决定' }, town.token.li)
    expect(await refusal(context, 'concern.assign', { ...of(id), deputyId: town.wang }, town.token.hallDesk)).toBe('CONFLICT')
    await granted(context, 'concern.assign', { ...of(id), deputyId: town.wang }, town.token.office)
  })

  test('of passing on, raised: a third time is allowed', async () => {
    await set({ passesMax: 3 })
    const id = await submit()
    const pass = (deputyId: string, by: 'wang' | 'li') =>
      granted(context, 'concern.passOn', { ...of(id), deputyId, reason: '他更熟悉' }, town.token[by])
    await pass(town.li, 'wang')
    await pass(town.wang, 'li')
    await pass(town.li, 'wang')
    const seen = await granted(context, 'concern.open', { id }, town.token.li)
    expect(seen.steps).not.toContain('passOn')
  })
})

describe('one length for what is written of a matter', () => {
  const long = '路'.repeat(TEXT_MAX)
  const file = (text: string) => ({
    requestId: randomUUID(),
    stationId: town.hall,
    entry: 'letter' as const,
    text,
    place: { at: inWest, address: '' },
    photoIds: [],
    contact: { name: '欧阳阿婆', phone: '', mayCall: false },
    consent: { kind: 'spoken' as const, recordingId: '' },
  })
  const ofVisit = () => of(randomUUID())

  test.each([
    ['visit.minutes', (said: string) => ({ ...ofVisit(), said }), 'said'],
    ['visit.toConcern', (text: string) => ({ ...ofVisit(), text }), 'text'],
    ['concern.split', (text: string) => ({ ...ofVisit(), text }), 'text'],
    ['concern.file', file, 'text'],
  ] as const)('%s takes as much as a concern, and says so of one letter more', async (operation, input, path) => {
    const errorsOf = async (text: string) => {
      const { error } = (await call(context, operation, input(text) as never, town.token.hallDesk)) as {
        error?: { fields?: { path: string; rule: string }[] }
      }
      return (error?.fields ?? []).filter((field) => field.path === path)
    }
    expect(await errorsOf(long)).toEqual([])
    expect(await errorsOf(`${long}灯`)).toEqual([{ path, rule: 'too_long' }])
  })
})
