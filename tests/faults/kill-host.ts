import { setTimeout as pause } from 'node:timers/promises'
import { openWorld, recovered, type Fault } from './world'

/** The only host is killed under load, and started again as systemd does it. */
export const killHost: Fault = {
  name: 'kill-host',
  async run(run) {
    const world = await openWorld(run, { name: this.name })
    const load = world.load()
    const took: (number | null)[] = []
    for (let times = run.isLong ? 10 : 2; times > 0; times -= 1) {
      await pause((run.seconds * 1000) / (run.isLong ? 10 : 4))
      const from = performance.now()
      world.hosts[0]!.kill()
      load.mark()
      took.push(await recovered(load, from))
    }
    await pause((run.seconds * 1000) / 4)
    await load.stop()
    const outcome = await world.outcome(load, took.includes(null) ? null : Math.max(...(took as number[])))
    outcome.more.push(`killed ${took.length} times`)
    return outcome
  },
}
