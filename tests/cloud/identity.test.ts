import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { handle } from '../../src/cloud/main'
import { openTestContext, type TestContext } from './database'
import { buildTown, call, granted, refusal, tick, type Town } from './town'

const run = promisify(execFile)
const key = Buffer.alloc(32, 7).toString('base64')
let context: TestContext
let town: Town
beforeAll(async () => {
  context = await openTestContext({ isLimited: true })
  town = await buildTown(context)
})
afterAll(() => context.close())

const change = <T extends object>(input: T) => ({ requestId: randomUUID(), ...input })
const later = (ms: number) => context.setNow(new Date(context.now().getTime() + ms))

/** A desktop page as the host sees it. */
async function desktop(operation: string, input: unknown) {
  const from = { address: '203.0.113.9', device: 'Chrome, Windows' }
  const reply = await handle({ operation, input, from, congress: town.code, callId: 'test' }, context)
  if (!reply.ok) throw new Error(reply.error.code)
  return reply.output as Record<string, never> & { code: string; secret: string; state: string; session: { token: string } | null }
}

describe('signing a desktop in by scanning', () => {
  test('who scans sees where the page stands, and once they confirm it works as they do', async () => {
    const { code, secret } = await desktop('session.offer', {})
    expect(await desktop('session.take', { code, secret })).toEqual({ state: 'waiting', session: null })
    expect(await granted(context, 'session.look', { code }, town.token.wang)).toMatchObject({
      device: 'Chrome, Windows',
      address: '203.0.113.9',
    })
    expect((await desktop('session.take', { code, secret })).state).toBe('seen')
    await granted(context, 'session.decide', change({ code, isConfirmed: true }), town.token.wang)
    const { session } = await desktop('session.take', { code, secret })
    expect((await granted(context, 'person.me', {}, session!.token)).id).toBe(town.person.wang)
  })

  test('the session is given once, and a code that was used cannot be scanned again', async () => {
    const { code, secret } = await desktop('session.offer', {})
    await granted(context, 'session.decide', change({ code, isConfirmed: true }), town.token.wang)
    const taken = await Promise.all(Array.from({ length: 5 }, () => desktop('session.take', { code, secret })))
    expect(taken.filter(({ session }) => session !== null)).toHaveLength(1)
    expect(await refusal(context, 'session.look', { code }, town.token.li)).toBe('NOT_FOUND')
    expect(await refusal(context, 'session.decide', change({ code, isConfirmed: true }), town.token.li)).toBe('NOT_FOUND')
  })

  test('who saw the code on somebody’s screen but not its secret gets nothing', async () => {
    const { code } = await desktop('session.offer', {})
    await granted(context, 'session.decide', change({ code, isConfirmed: true }), town.token.wang)
    expect(await desktop('session.take', { code, secret: 'a'.repeat(43) })).toEqual({ state: 'expired', session: null })
  })

  test('refused is refused, and the page is told', async () => {
    const { code, secret } = await desktop('session.offer', {})
    await granted(context, 'session.decide', change({ code, isConfirmed: false }), town.token.wang)
    expect(await desktop('session.take', { code, secret })).toEqual({ state: 'refused', session: null })
    expect(await refusal(context, 'session.decide', change({ code, isConfirmed: true }), town.token.wang)).toBe('NOT_FOUND')
  })

  test('after two minutes the code is nothing, confirmed or not', async () => {
    const now = context.now()
    const { code, secret } = await desktop('session.offer', {})
    await granted(context, 'session.decide', change({ code, isConfirmed: true }), town.token.wang)
    const second = await desktop('session.offer', {})
    later(120_000)
    expect((await desktop('session.take', { code, secret })).state).toBe('expired')
    expect(await refusal(context, 'session.look', { code: second.code }, town.token.wang)).toBe('NOT_FOUND')
    context.setNow(now)
  })

  test('one address cannot ask for codes without end', async () => {
    let last = 'OK'
    for (let index = 0; index < 70 && last === 'OK'; index += 1)
      last = await desktop('session.offer', {}).then(
        () => 'OK',
        (error: Error) => error.message,
      )
    expect(last).toBe('TOO_MANY')
    later(601_000)
    expect((await desktop('session.offer', {})).code).toHaveLength(12)
  })
})

describe('sessions', () => {
  test('are listed, and one that is signed out ends at the next call', async () => {
    const { code, secret } = await desktop('session.offer', {})
    await granted(context, 'session.decide', change({ code, isConfirmed: true }), town.token.li)
    const token = (await desktop('session.take', { code, secret })).session!.token
    const { items } = await granted(context, 'session.list', {}, token)
    const mine = items.find(({ isThis }) => isThis)
    expect(mine).toMatchObject({ kind: 'desktop', device: 'Chrome, Windows' })
    expect(await refusal(context, 'session.close', change({ id: mine!.id }), town.token.wang)).toBe('NOT_FOUND')
    await granted(context, 'session.close', change({ id: null }), token)
    expect(await refusal(context, 'person.me', {}, token)).toBe('SIGN_IN')
  })

  test('that have run out are forgotten by the timer', async () => {
    const now = context.now()
    context.setNow(new Date('2026-11-23T16:17:00Z'))
    expect((await tick(context)).retained!.sessions).toBeGreaterThan(5)
    context.setNow(now)
    town = await buildTown(context, 'AFTER')
  })

  test('without a mini-program behind it there is nothing to log in with', async () => {
    expect(await refusal(context, 'session.open', { code: 'x' })).toBe('NOT_FOUND')
  })
})

describe('invitations', () => {
  const invited = async (role: 'deputy' | 'staff' | 'office', targetId: string | null) =>
    granted(context, 'invitation.make', change({ role, targetId }), town.token.office)

  test('the office invites, and who accepts holds the role from the next call', async () => {
    const { code } = await invited('staff', town.home)
    expect(await granted(context, 'invitation.open', { code }, town.token.neighbour)).toMatchObject({ role: 'staff', name: '东街代表之家' })
    await granted(context, 'invitation.accept', change({ code: ` ${code.toLowerCase()} `, name: '周文书' }), town.token.neighbour)
    const me = await granted(context, 'person.me', {}, town.token.neighbour)
    expect(me).toMatchObject({ name: '周文书', roles: [{ role: 'staff', id: town.home }] })
    expect(await refusal(context, 'concern.inbox', { as: 'desk' }, town.token.neighbour)).toBeNull()
  })

  test('is good once, even for two who accept at the same moment', async () => {
    const { code } = await invited('staff', town.hall)
    const both = await Promise.all(
      [town.token.resident, town.token.zhao].map((token) => refusal(context, 'invitation.accept', change({ code, name: '某某' }), token)),
    )
    expect(both.sort()).toEqual(['NOT_FOUND', null].sort())
    expect(await refusal(context, 'invitation.open', { code }, town.token.resident)).toBe('NOT_FOUND')
  })

  test('the same request again shows the same code; the table holds its hash alone', async () => {
    const request = change({ role: 'staff' as const, targetId: town.hall })
    const first = await granted(context, 'invitation.make', request, town.token.office)
    expect(await granted(context, 'invitation.make', request, town.token.office)).toEqual(first)
    const stored = JSON.stringify(await context.db.selectFrom('invitations').selectAll().execute())
    const requests = JSON.stringify(await context.db.selectFrom('requests').selectAll().execute())
    expect(stored + requests).not.toContain(first.code)
  })

  test('a deputy is one person: who holds the seat must leave it first', async () => {
    expect(await refusal(context, 'invitation.make', change({ role: 'deputy', targetId: town.wang }), town.token.office)).toBe('CONFLICT')
    await granted(context, 'membership.leave', change({ role: 'deputy', targetId: town.wang }), town.token.wang)
    const [one, two] = [await invited('deputy', town.wang), await invited('deputy', town.wang)]
    await granted(context, 'invitation.accept', change({ code: one.code, name: '王小河' }), town.token.wang)
    expect(await refusal(context, 'invitation.accept', change({ code: two.code, name: '别人' }), town.token.resident)).toBe('CONFLICT')
  })

  test('two invitations to one seat, accepted at the same moment, make one deputy', async () => {
    await granted(context, 'membership.leave', change({ role: 'deputy', targetId: town.zhao }), town.token.zhao)
    const codes = [(await invited('deputy', town.zhao)).code, (await invited('deputy', town.zhao)).code]
    const people = [town.token.zhao, town.token.neighbour]
    const both = await Promise.all(
      codes.map((code, index) => refusal(context, 'invitation.accept', change({ code, name: '赵海' }), people[index]!)),
    )
    expect(both.sort()).toEqual(['CONFLICT', null].sort())
    const holders = await context.db.selectFrom('memberships').where('deputy_id', '=', town.zhao).select('person_id').execute()
    expect(holders).toHaveLength(1)
  })

  test('taken back or after seven days it is as if it had never been', async () => {
    const { id, code } = await invited('office', null)
    await granted(context, 'invitation.revoke', change({ id }), town.token.office)
    const now = context.now()
    const old = await invited('staff', town.hall)
    expect(await refusal(context, 'invitation.accept', change({ code, name: '某某' }), town.token.resident)).toBe('NOT_FOUND')
    const { token } = await freshResident()
    later(7 * 86_400_000)
    const again = await freshResident()
    expect(await refusal(context, 'invitation.open', { code: old.code }, again.token)).toBe('NOT_FOUND')
    context.setNow(now)
    expect(await refusal(context, 'invitation.open', { code: old.code }, token)).toBeNull()
    const states = (await granted(context, 'invitation.list', {}, town.token.office)).items.map(({ state }) => state)
    expect(new Set(states)).toEqual(new Set(['open', 'used', 'revoked']))
  })

  test('the first of an office is invited from the server, and then invites others', async () => {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', 'src/cloud/host/invite.ts', '--congress', town.code], {
      env: { PATH: process.env.PATH, DATABASE_URL: context.databaseUrl, CONTACT_KEY: key, DATA_DIR: '/nonexistent', FILES_KEY: key },
    })
    const [code = ''] = stdout.split('\n')
    // The command runs at the real time, which may be later than the test's.
    const now = context.now()
    context.setNow(new Date())
    const { token } = await freshResident()
    await granted(context, 'invitation.accept', change({ code, name: '第一位' }), token)
    expect(await refusal(context, 'membership.list', {}, token)).toBeNull()
    await granted(context, 'membership.leave', change({ role: 'office', targetId: null }), token)
    context.setNow(now)
  })

  test('only the office invites, and only to what there is', async () => {
    expect(await refusal(context, 'invitation.make', change({ role: 'office', targetId: null }), town.token.wang)).toBe('FORBIDDEN')
    expect(await refusal(context, 'invitation.make', change({ role: 'staff', targetId: town.wang }), town.token.office)).toBe('NOT_FOUND')
    expect(await refusal(context, 'invitation.make', change({ role: 'staff', targetId: null }), town.token.office)).toBe('BAD_INPUT')
    expect(await refusal(context, 'invitation.make', change({ role: 'office', targetId: town.hall }), town.token.office)).toBe('BAD_INPUT')
  })
})

describe('roles', () => {
  test('one that the office takes away ends with the next call, and its log says who took it', async () => {
    const of = { personId: town.person.homeDesk, role: 'staff' as const, targetId: town.home }
    await granted(context, 'membership.remove', change(of), town.token.office)
    expect(await refusal(context, 'concern.inbox', { as: 'desk' }, town.token.homeDesk)).toBe('FORBIDDEN')
    expect(await refusal(context, 'membership.remove', change(of), town.token.office)).toBe('NOT_FOUND')
    const events = await context.db.selectFrom('membership_events').where('person_id', '=', of.personId).selectAll().execute()
    expect(events).toMatchObject([{ kind: 'removed', by_person: town.person.office }])
    await expect(context.db.deleteFrom('membership_events').execute()).rejects.toThrow('append-only')
  })

  test('the last of the office stays, since nobody could invite any more; also when two leave at once', async () => {
    const leave = (token: string) => refusal(context, 'membership.leave', change({ role: 'office', targetId: null }), token)
    expect(await leave(town.token.office)).toBe('CONFLICT')
    const { code } = await granted(context, 'invitation.make', change({ role: 'office', targetId: null }), town.token.office)
    await granted(context, 'invitation.accept', change({ code, name: '孙副主任' }), town.token.li)
    expect((await Promise.all([leave(town.token.office), leave(town.token.li)])).sort()).toEqual(['CONFLICT', null].sort())
  })

  test('nobody removes somebody of another congress', async () => {
    const other = await buildTown(context, 'ELSEWHERE')
    const of = { personId: other.person.hallDesk, role: 'staff', targetId: other.hall }
    const office = await officeToken()
    expect(await refusal(context, 'membership.remove', change(of), office)).toBe('NOT_FOUND')
    expect((await granted(context, 'membership.list', {}, office)).items.some(({ personId }) => personId === of.personId)).toBe(false)
  })
})

async function officeToken(): Promise<string> {
  const me = await call(context, 'membership.list', {}, town.token.office)
  return me.ok ? town.token.office : town.token.li
}

async function freshResident(): Promise<{ token: string }> {
  const { code, secret } = await desktop('session.offer', {})
  const openid = `o${randomUUID()}`
  await handle(
    { operation: 'session.decide', input: change({ code, isConfirmed: true }), openid, congress: town.code, callId: 'test' },
    context,
  )
  const { session } = await desktop('session.take', { code, secret })
  return { token: session!.token }
}
