import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { openWatch } from '../../src/cloud/health/watch'
import { openSession } from '../../src/cloud/session/identify'
import { tick } from '../../src/cloud/tick'
import { buildTown, granted, lampConcern, refusal } from './town'
import { minutes, openWechatTown, type WechatTown } from './wechat-town'

let of: WechatTown
beforeEach(async () => {
  of = await openWechatTown()
})
afterEach(() => of.close())

const SEND = '/cgi-bin/message/subscribe/send'
const change = <T extends object>(input: T) => ({ requestId: randomUUID(), ...input })
/** Signed in anew each time, since days pass in these tests. */
async function tokenOf(who: 'office' | 'resident'): Promise<string> {
  const { db, now } = of.context
  return (await openSession(db, { congressId: of.town.congressId, personId: of.town.person[who], kind: 'desktop' }, now())).token
}
const opened = async () => granted(of.context, 'health.open', {}, await tokenOf('office'))

/** An answer that WeChat does not bring, since there is no such template: nobody tries that again. */
async function deadLetter(): Promise<void> {
  of.standIn.consent(of.openid('resident'), 'demo-progress')
  const answers = [{ template: 'progress' as const, isAccepted: true }]
  await granted(of.context, 'notification.consent', change({ answers }), of.town.token.resident)
  const { id } = await granted(of.context, 'concern.submit', lampConcern(), of.town.token.resident)
  await granted(of.context, 'concern.accept', change({ id }), of.town.token.wang)
  await granted(of.context, 'concern.answer', change({ id, text: '路灯今天已修好。' }), of.town.token.wang)
  of.standIn.fail(SEND, 40037)
  await tick(of.context)
}

test('the office sees what WeChat did not take, and why; nobody else sees the page', async () => {
  await deadLetter()
  const { queue, deadLetters, version, database } = await opened()
  expect(queue.dead).toBe(1)
  expect(deadLetters).toMatchObject([{ kind: 'concern_answered', attempts: 1, failure: 'rejected', code: 40037 }])
  expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  expect(database.bytes).toBeGreaterThan(1_000_000)
  for (const who of ['resident', 'wang', 'hallDesk'] as const)
    expect(await refusal(of.context, 'health.open', {}, of.town.token[who])).toBe('FORBIDDEN')
})

test('a message that is sent again arrives, and who did that is noted', async () => {
  await deadLetter()
  const { id } = (await opened()).deadLetters[0]!
  const request = change({ ids: [id] })
  const after = await granted(of.context, 'health.resend', request, of.town.token.office)
  expect(after.deadLetters).toEqual([])
  expect(after.decisions).toMatchObject([{ kind: 'concern_answered', decision: 'resent', reason: null }])
  await tick(of.context)
  expect(of.standIn.sent(of.openid('resident'))).toHaveLength(1)
  // The same again, and another time for one that has arrived: nothing is sent twice.
  await granted(of.context, 'health.resend', request, of.town.token.office)
  await granted(of.context, 'health.resend', change({ ids: [id] }), of.town.token.office)
  await tick(of.context)
  expect(of.standIn.sent(of.openid('resident'))).toHaveLength(1)
  expect((await opened()).decisions).toHaveLength(1)
})

test('one that is given up is gone from the list, stays to be read by the person, and its reason is kept', async () => {
  await deadLetter()
  const { id } = (await opened()).deadLetters[0]!
  expect(await refusal(of.context, 'health.drop', change({ ids: [id], reason: '' }), of.town.token.office)).toBe('BAD_INPUT')
  const after = await granted(of.context, 'health.drop', change({ ids: [id], reason: '模板已停用' }), of.town.token.office)
  expect([after.queue.dead, after.deadLetters]).toEqual([0, []])
  expect(after.decisions).toMatchObject([{ decision: 'dropped', reason: '模板已停用' }])
  expect((await of.context.queueState()).dead).toBe(0)
  of.pass(minutes(60 * 24))
  await tick(of.context)
  expect(of.standIn.sent(of.openid('resident'))).toEqual([])
  const { items } = await granted(of.context, 'notification.mine', {}, await tokenOf('resident'))
  expect(items.map(({ kind }) => kind)).toContain('concern_answered')
})

test('another congress’s office neither sees a dead letter nor decides about it', async () => {
  await deadLetter()
  const { id } = (await opened()).deadLetters[0]!
  const other = await buildTown(of.context, 'OTHER')
  for (const operation of ['health.resend', 'health.drop'] as const) {
    const input = operation === 'health.drop' ? { ids: [id], reason: '不是我们的' } : { ids: [id] }
    const seen = await granted(of.context, operation, change(input as never), other.token.office)
    expect([seen.queue.dead, seen.deadLetters, seen.decisions]).toEqual([0, [], []])
  }
  expect((await opened()).queue.dead).toBe(1)
})

test('calls are counted over all processes, and the slowest come first', async () => {
  const { db, now } = of.context
  const congress = { id: of.town.congressId, code: of.town.code }
  const called = (operation: string, ms: number, outcome: 'OK' | 'NOT_FOUND' | 'INTERNAL' = 'OK') => ({
    operation,
    callId: 'x',
    congress,
    role: 'resident',
    outcome,
    ms,
  })
  const processes = [1, 2].map(() => openWatch({ db, now, log: of.context.log }))
  for (const each of processes) {
    for (let calls = 0; calls < 99; calls += 1) each.called(called('station.nearby', 4))
    each.called(called('station.nearby', 700))
    each.called(called('figures.open', 20_000, 'INTERNAL'))
    each.called(called('figures.open', 40, 'NOT_FOUND'))
    each.called({ ...called('unknown', 4), operation: 'unknown' })
  }
  await Promise.all(processes.map((each) => each.flush(true)))
  // Written once: what was counted is not added again.
  await processes[0]!.flush(true)
  const { slow, calls } = await opened()
  expect(calls).toEqual({ all: 204, failures: 2 })
  expect(slow).toEqual([
    { operation: 'figures.open', calls: 4, failures: 2, p50: 50, p99: null },
    { operation: 'station.nearby', calls: 200, failures: 0, p50: 5, p99: 5 },
  ])
  // A day later they count no more, and after eight days the next that is written takes them away.
  of.pass(minutes(25 * 60))
  expect((await opened()).slow).toEqual([])
  of.pass(minutes(8 * 24 * 60))
  processes[0]!.called(called('station.nearby', 4))
  await processes[0]!.flush(true)
  expect(await db.selectFrom('call_counts').select('calls').execute()).toEqual([{ calls: 1 }])
})

test('what was counted while the database was away is written when it is back', async () => {
  const { db, now, log } = of.context
  const watch = openWatch({ db, now, log })
  const call = { operation: 'station.nearby', callId: 'x', congress: { id: of.town.congressId, code: 'TOWN' }, role: 'nobody', ms: 1 }
  watch.called({ ...call, outcome: 'OK' })
  await sql`alter table call_counts rename to call_counts_away`.execute(db)
  await watch.flush(true)
  watch.called({ ...call, outcome: 'OK' })
  await sql`alter table call_counts_away rename to call_counts`.execute(db)
  await watch.flush(true)
  expect((await opened()).calls).toEqual({ all: 2, failures: 0 })
})

test('the timer’s last round is shown with what failed in it, and so is the last seal', async () => {
  expect(await opened()).toMatchObject({ lastTick: null, lastSeal: null, lastBackupAt: null })
  await granted(of.context, 'concern.submit', lampConcern(), of.town.token.resident)
  of.pass(minutes(24 * 60))
  await tick(of.context)
  expect(await opened()).toMatchObject({ lastTick: { failed: [], failedAt: null }, lastSeal: { on: '2026-11-23', cases: 1 } })
  await sql`alter table seals rename to seals_away`.execute(of.context.db)
  await tick(of.context)
  await sql`alter table seals_away rename to seals`.execute(of.context.db)
  const failedAt = of.context.now().toISOString()
  expect((await opened()).lastTick).toMatchObject({ failed: ['seal'], failedAt })
  // Set right, it still says when it failed last.
  of.pass(minutes(1))
  await tick(of.context)
  expect((await opened()).lastTick).toMatchObject({ at: of.context.now().toISOString(), failed: [], failedAt })
})

test('the last backup is shown where backups are noted', async () => {
  for (const day of ['22', '21']) {
    const at = new Date(`2026-11-${day}T18:30:00Z`)
    const made = { id: randomUUID(), started_at: at, finished_at: at, bytes: 1, files: 0, folder: '/backups' }
    await of.context.db.insertInto('backups').values(made).execute()
  }
  expect((await opened()).lastBackupAt).toBe('2026-11-22T18:30:00.000Z')
})
