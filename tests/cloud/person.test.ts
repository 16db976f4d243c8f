import { handle } from '../../src/cloud/main'
import { openTestContext, type TestContext } from './database'
import { buildTown, call, granted, inWest, refusal, type Town } from './town'

let context: TestContext
let town: Town
beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
})
afterAll(() => context.close())

describe('who I am', () => {
  test('a resident has no role, a deputy and a clerk are named by what they hold, the office by its congress', async () => {
    const roles = async (token: string) => (await granted(context, 'person.me', {}, token)).roles
    expect(await roles(town.token.resident)).toEqual([])
    expect(await roles(town.token.wang)).toEqual([{ role: 'deputy', id: town.wang, name: '王小河' }])
    expect(await roles(town.token.hallDesk)).toEqual([{ role: 'staff', id: town.hall, name: '西街联络站' }])
    expect(await roles(town.token.office)).toEqual([{ role: 'office', id: null, name: 'TOWN人大' }])
  })

  test('one person may hold several roles, and each counts', async () => {
    await context.db
      .insertInto('memberships')
      .values({ congress_id: town.congressId, person_id: town.person.wang, role: 'staff', deputy_id: null, station_id: town.home })
      .execute()
    expect((await granted(context, 'person.me', {}, town.token.wang)).roles.map(({ role }) => role)).toEqual(['deputy', 'staff'])
    expect(await refusal(context, 'concern.inbox', { as: 'desk' }, town.token.wang)).toBeNull()
  })

  test('a role that is taken away ends at the next call', async () => {
    await context.db.deleteFrom('memberships').where('person_id', '=', town.person.wang).where('role', '=', 'staff').execute()
    expect(await refusal(context, 'concern.inbox', { as: 'desk' }, town.token.wang)).toBe('FORBIDDEN')
  })

  test('a session ends after twelve hours', async () => {
    const now = context.now()
    context.setNow(new Date(now.getTime() + 12 * 3600 * 1000 + 1))
    expect(await refusal(context, 'person.me', {}, town.token.resident)).toBe('SIGN_IN')
    context.setNow(now)
    expect(await refusal(context, 'person.me', {}, town.token.resident)).toBeNull()
  })

  test('in WeChat the OPENID is who one is: seen twice it is one person, in two congresses two', async () => {
    const other = await buildTown(context, 'SECOND')
    const me = async (congress: string) => {
      const reply = await handle({ operation: 'person.me', input: {}, openid: 'oSomebody', congress, callId: 'test' }, context)
      return reply.ok ? (reply.output as { id: string }).id : reply.error.code
    }
    const [first, again] = await Promise.all([me(town.code), me(town.code)])
    expect(again).toBe(first)
    expect(await me(other.code)).not.toBe(first)
  })
})

describe('which congress', () => {
  test('every congress of the deployment is listed', async () => {
    expect((await granted(context, 'congress.list', {})).items.map(({ code }) => code)).toEqual(['TOWN', 'SECOND'])
  })

  test('without a code it is the first, with one it is that, and one that is not there is not found', async () => {
    expect((await granted(context, 'congress.open', {})).code).toBe('TOWN')
    expect(await call(context, 'congress.open', {}, undefined, 'SECOND')).toMatchObject({ ok: true, output: { code: 'SECOND' } })
    expect(await call(context, 'congress.open', {}, undefined, 'NOWHERE')).toEqual({ ok: false, error: { code: 'NOT_FOUND' } })
  })
})

describe('constituencies', () => {
  test('come with their lines for drawing, and a place is in one of them', async () => {
    const { items } = await granted(context, 'constituency.list', {})
    expect(items.map(({ name }) => name).sort()).toEqual(['东选区', '西选区'])
    expect(items[0]!.lines[0]![0]!.length).toBeGreaterThan(3)
    expect((await granted(context, 'constituency.locate', { at: inWest })).inside).toMatchObject({ id: town.west })
  })
})
