import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { open, rm, statfs } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { openDatabase } from '../../src/cloud/database/open'
import { folderIn, type Postgres } from './servers'
import { openWorld, recovered, type Fault, type Run } from './world'

const SIZE_MB = 320

/** The disk of PostgreSQL fills up under load, stays full, and is given room again. */
export const diskFull: Fault = {
  name: 'disk-full',
  impossible: () => (canMount() ? null : 'it needs root, to mount a small disk'),
  async run(run) {
    const disk = await smallDisk(run)
    // Small files of the log, so that it needs more room soon.
    const settings = { max_wal_size: '64MB', min_wal_size: '32MB' }
    const world = await openWorld(run, { name: this.name, hosts: 2, postgres: { data: path.join(disk, 'postgres'), settings } })
    // Where its log cannot be written PostgreSQL stops itself; it is started again as systemd does it.
    const watching = keepRunning(world.postgres)
    const load = world.load()
    await pause((run.seconds * 1000) / 4)
    const filler = path.join(disk, 'filler')
    const refusedBefore = load.again.UNAVAILABLE ?? 0
    const refused = () => (load.again.UNAVAILABLE ?? 0) - refusedBefore
    // From when it is felt; whatever is given back meanwhile is taken too.
    let felt: number | null = null
    const began = performance.now()
    const db = openDatabase(world.postgres.url(), 1, () => {})
    while (performance.now() - (felt ?? began) < (felt === null ? 60_000 : run.isLong ? 60_000 : 5_000)) {
      if (refused() > 0) felt ??= performance.now()
      await fill(filler, disk)
      // As if much were written: its log takes up what it had put by, and then needs room.
      await sql`select pg_switch_wal()`.execute(db).catch(() => {})
      await pause(100)
    }
    const times = refused()
    await rm(filler)
    const from = performance.now()
    load.mark()
    const took = await recovered(load, from)
    await pause((run.seconds * 1000) / 4)
    await load.stop()
    watching.stop()
    await db.destroy()
    const outcome = await world.outcome(load, took)
    outcome.more.push(`${times} refused while it was full`)
    if (times === 0) outcome.missed.push('the disk was never full')
    return outcome
  },
}

function keepRunning(postgres: Postgres): { stop(): void } {
  const over = new AbortController()
  void (async () => {
    while (!over.signal.aborted) {
      if (!(await postgres.isUp())) await postgres.start().catch(() => {})
      await pause(500)
    }
  })()
  return { stop: () => over.abort() }
}

function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0
}

async function smallDisk(run: Run): Promise<string> {
  const disk = path.join(await folderIn(run.folder, 'disk'), 'small')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', disk])
  run.held.push(() => execFileSync('umount', ['--lazy', disk]))
  return disk
}

/** Writes until there is no room. */
async function fill(file: string, disk: string): Promise<void> {
  const { bavail, bsize } = await statfs(disk)
  if (bavail === 0) return
  const handle = await open(file, 'a')
  try {
    for (let left = bavail * bsize; left > 0; left -= 1 << 20) await handle.write(Buffer.alloc(Math.min(left, 1 << 20)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    await handle.close()
  }
}
