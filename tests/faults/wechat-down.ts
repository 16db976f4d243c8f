import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { letPass, owe, waiting } from './messages'
import { openWorld, type Fault } from './world'

const HOUR_MS = 3_600_000

/** WeChat's API is away for an hour, in each of the ways in which it goes away; everybody works on, and then everything owed goes out. */
export const wechatDown: Fault = {
  name: 'wechat-down',
  async run(run) {
    const world = await openWorld(run, { name: this.name, hosts: 2, hasWechat: true })
    const { standIn } = world
    const outages = ['reset', 'html', { slowMs: 6_000 }] as const
    const owed = await owe(world, run.isLong ? 900 : 300, 1)
    const load = world.load({ workers: 4 })
    standIn!.outage(outages[0])
    for (let step = 0; step < 6; step += 1) {
      await pause((run.seconds * 1000) / 6)
      standIn!.outage(outages[(step + 1) % 3]!)
      await letPass(world, HOUR_MS / 6)
    }
    const during = owed.count().sent
    const acknowledgedDuring = load.acknowledged.length
    standIn!.outage(null)
    const from = performance.now()
    await load.stop()
    while ((await waiting(world)) > 0 && performance.now() - from < 120_000) {
      await pause(1_000)
      // The next attempt may be an hour away by now.
      await dueNow(world)
    }
    const took = performance.now() - from
    const { sent, lost, doubled } = owed.count()
    const { dead } = await world.context.queueState()
    const outcome = await world.outcome(load, (await waiting(world)) === 0 ? took : null)
    outcome.more.push(
      `${acknowledgedDuring} acknowledged while WeChat was away, the slowest answer ${(load.slowestMs / 1000).toFixed(1)} s`,
      `${sent} of ${owed.openids.length} messages, ${during} before it came back, lost ${lost}, doubled ${doubled}, given up ${dead}`,
    )
    if (lost + doubled + dead > 0) outcome.missed.push('messages lost, doubled or given up')
    if (acknowledgedDuring === 0) outcome.missed.push('nothing was acknowledged while WeChat was away')
    return outcome
  },
}

/** Waits that are longer than a lease are those for the next attempt: they are over now. */
async function dueNow(world: Parameters<typeof waiting>[0]): Promise<void> {
  await sql`update outbox set next_at = now() where done_at is null and dead_at is null and attempts > 0 and next_at > now() + interval '61 seconds'`.execute(
    world.context.db,
  )
}
