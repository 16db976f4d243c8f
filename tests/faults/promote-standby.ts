import { cp, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { own } from '../../src/cloud/database/run'
import { openPostgres, openProxy, type Proxy } from './servers'
import { openWorld, recovered, type Fault } from './world'

/**
 * Streaming replication, every commit acknowledged by the standby; the primary is killed and does not come back, the standby
 * is promoted, and the address that the hosts have (a proxy, as HAProxy or a floating IP is) leads to it.
 */
export const promoteStandby: Fault = {
  name: 'promote-standby',
  async run(run) {
    let proxy: Proxy | undefined
    const world = await openWorld(run, {
      name: this.name,
      hosts: 2,
      databaseUrl: async (postgres) => postgres.url((proxy = await openProxy(run.held, postgres.port)).port),
    })
    const { postgres: primary, context } = world
    // A standby begins as a copy of a primary that is at rest.
    await primary.stop()
    const data = `${primary.data}-standby`
    await cp(primary.data, data, { recursive: true, preserveTimestamps: true })
    await writeFile(path.join(data, 'standby.signal'), '')
    await ownAll(data)
    const settings = { primary_conninfo: `host=127.0.0.1 port=${primary.port} user=postgres application_name=standby` }
    await primary.start()
    const standby = await openPostgres(path.dirname(data), run.held, { data, isMade: true, settings })
    await sql`alter system set synchronous_standby_names = 'standby'`.execute(context.db)
    await sql`select pg_reload_conf()`.execute(context.db)
    const isSynchronous = async () =>
      (await sql<{ sync: string }>`select sync_state as sync from pg_stat_replication`.execute(context.db)).rows[0]?.sync === 'sync'
    for (let tries = 100; tries > 0 && !(await isSynchronous()); tries -= 1) await pause(100)
    if (!(await isSynchronous())) throw new Error('The standby does not follow synchronously')

    const load = world.load()
    await pause((run.seconds * 1000) / 2)
    const from = performance.now()
    await primary.kill()
    load.mark()
    await standby.promote()
    proxy!.leadTo(standby.port)
    const took = await recovered(load, from)
    await pause((run.seconds * 1000) / 2)
    await load.stop()
    return (await world.on(standby)).outcome(load, took)
  },
}

async function ownAll(folder: string): Promise<void> {
  await own(folder)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) await own(path.join(entry.parentPath, entry.name))
}
