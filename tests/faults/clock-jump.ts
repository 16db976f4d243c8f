import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../../src/cloud/context'
import { owe, waiting } from './messages'
import { folderIn } from './servers'
import { openWorld, type Fault } from './world'

const LIBRARY = ['/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1', '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1'].find(
  existsSync,
)
const JUMPS = ['+400d', '-400d', '+3h', '-3h', '+0']

/** The clock of one of two hosts jumps forward and back, by hours and by more than a year, while both work and send. */
export const clockJump: Fault = {
  name: 'clock-jump',
  impossible: () => (LIBRARY ? null : 'it needs libfaketime (Debian: faketime)'),
  async run(run) {
    const clock = path.join(await folderIn(run.folder, 'clock'), 'clock')
    const jump = (to: string) => writeFile(clock, `${to}\n`)
    await jump('+0')
    const world = await openWorld(run, { name: this.name, hosts: 1, hasWechat: true })
    const { context, standIn } = world
    const jumping = await world.host({
      LD_PRELOAD: LIBRARY,
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    })
    standIn!.outage({ slowMs: 10 })
    const owed = await owe(world, run.isLong ? 1_800 : 400, 5)
    const rowsBefore = await kept(context)
    const began = Date.now()
    const load = world.load()
    let furthestMs = 0
    for (const to of JUMPS) {
      await jump(to)
      await pause((run.seconds * 1000) / JUMPS.length)
      furthestMs = Math.max(furthestMs, Math.abs((await dateOf(jumping.base)) - Date.now()))
    }
    await load.stop()
    const stopped = performance.now()
    while ((await waiting(world)) > 0 && performance.now() - stopped < 120_000) await pause(500)
    const outcome = await world.outcome(load, (await waiting(world)) === 0 ? 0 : null)
    const { sent, lost, doubled } = owed.count()
    const times = await context.db.selectFrom('concerns').select(['received_at', 'due_on']).execute()
    const off = times.filter(
      ({ received_at }) => received_at.getTime() < began - 5_000 || received_at.getTime() > Date.now() + 5_000,
    ).length
    const days = new Set(times.map(({ due_on }) => due_on)).size
    const gone = rowsBefore - (await kept(context))
    outcome.more.push(
      `one host's clock was off by up to ${Math.round(furthestMs / 86_400_000)} days`,
      `${sent} of ${owed.openids.length} messages, lost ${lost}, doubled ${doubled}`,
      `${off} of ${times.length} cases with a time that was not, ${days} due dates`,
    )
    if (furthestMs < 300 * 86_400_000) outcome.missed.push('the clock did not jump')
    if (lost + doubled > 0) outcome.missed.push('messages lost or doubled')
    if (off > 0) outcome.missed.push(`${off} cases received at a time that was not`)
    if (gone > 0) outcome.missed.push(`${gone} people or sessions gone`)
    return outcome
  },
}

/** What its own clock says, as in every answer. */
async function dateOf(base: string): Promise<number> {
  return Date.parse((await fetch(`${base}/healthz`)).headers.get('date')!)
}

/** What retention takes away where it believes the time has come. */
async function kept({ db }: Context): Promise<number> {
  const count = async (table: 'persons' | 'sessions') =>
    (
      await db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n
  return (await count('persons')) + (await count('sessions'))
}
