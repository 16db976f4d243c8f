import { setTimeout as pause } from 'node:timers/promises'
import { AT_ONCE } from '../../src/cloud/notification/send'
import { letPass, owe, waiting } from './messages'
import { openWorld, type Fault } from './world'

const LEASE_MS = 61_000
const PEOPLE = 150

/**
 * Two hosts send, and one after the other is killed in the middle of it. The short form lets a dead host's lease of a minute
 * run out in the database; the long one waits for it.
 */
export const killTick: Fault = {
  name: 'kill-tick',
  async run(run) {
    const world = await openWorld(run, { name: this.name, hosts: 2, hasWechat: true })
    const { hosts, standIn } = world
    // So slow that a process is most likely killed while WeChat answers it.
    standIn!.outage({ slowMs: 50 })
    const people = run.isLong ? 900 : PEOPLE
    const [once, often] = [await owe(world, people, 1), await owe(world, people, 5)]
    const load = world.load({ workers: 2 })
    const kills = run.isLong ? 20 : 4
    for (let kill = 0; kill < kills; kill += 1) {
      const before = once.count().sent + often.count().sent
      // In the middle of it: some are sent, most are not.
      for (let tries = 300; tries > 0 && once.count().sent + often.count().sent < before + 15; tries -= 1) await pause(50)
      hosts[kill % 2]!.kill()
    }
    const from = performance.now()
    await pause((run.seconds * 1000) / 2)
    await load.stop()
    while ((await waiting(world)) > 0 && performance.now() - from < 200_000) {
      await pause(1_000)
      if (!run.isLong && (await sentMeanwhile(world)) === 0) await letPass(world, LEASE_MS)
    }
    const took = performance.now() - from
    const [one, more] = [once.count(), often.count()]
    const outcome = await world.outcome(load, (await waiting(world)) === 0 ? took : null)
    outcome.more.push(
      `killed ${kills} times`,
      `${one.sent} of ${once.openids.length} messages to who agreed to one, lost ${one.lost}, doubled ${one.doubled}`,
      `${more.sent} of ${often.openids.length} to who agreed to five, lost ${more.lost}, twice ${more.doubled}`,
    )
    if (one.lost + more.lost > 0) outcome.missed.push(`${one.lost + more.lost} messages lost`)
    if (one.doubled > 0) outcome.missed.push(`${one.doubled} messages doubled`)
    // Each kill leaves at most those that were under way.
    if (more.doubled > kills * AT_ONCE) outcome.missed.push(`${more.doubled} messages doubled by ${kills} kills`)
    return outcome
  },
}

/** A host that lives sends one after the other: where nothing is sent for a while, what is leased was leased by the dead. */
async function sentMeanwhile({ context: { db } }: Parameters<typeof waiting>[0]): Promise<number> {
  const done = db.selectFrom('outbox').where('done_at', 'is not', null)
  const sent = async () => (await done.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
  const before = await sent()
  await pause(6_000)
  return (await sent()) - before
}
