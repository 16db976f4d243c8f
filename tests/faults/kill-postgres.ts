import { setTimeout as pause } from 'node:timers/promises'
import { openWorld, recovered, type Fault } from './world'

/** -9 to a backend under load, which makes PostgreSQL restart all of them; then to the postmaster, which systemd starts again. */
export const killPostgres: Fault = {
  name: 'kill-postgres',
  async run(run) {
    const world = await openWorld(run, { name: this.name, hosts: 2 })
    const load = world.load()
    const took: (number | null)[] = []
    for (let times = run.isLong ? 6 : 1; times > 0; times -= 1) {
      await pause((run.seconds * 1000) / (run.isLong ? 12 : 3))
      let from = performance.now()
      await world.postgres.killBackend()
      load.mark()
      took.push(await recovered(load, from))
      await pause((run.seconds * 1000) / (run.isLong ? 12 : 3))
      from = performance.now()
      await world.postgres.kill()
      load.mark()
      await world.postgres.start()
      took.push(await recovered(load, from))
    }
    await pause((run.seconds * 1000) / 4)
    await load.stop()
    const outcome = await world.outcome(load, took.includes(null) ? null : Math.max(...(took as number[])))
    outcome.more.push(`${took.length / 2} × a backend, ${took.length / 2} × the postmaster`)
    return outcome
  },
}
