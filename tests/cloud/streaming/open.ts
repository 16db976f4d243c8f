import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

export interface Streaming {
  primary: string
  standby: string
  /** Holds the standby at where it is, or lets it go on. */
  hold(isHeld: boolean): Promise<void>
  /** Waits until the standby shows what the primary has written so far. */
  catchUp(): Promise<void>
  stopStandby(): Promise<void>
  startStandby(): Promise<void>
  close(): Promise<void>
}

/** Two real servers, one of which follows the other. */
export async function openStreaming(folder: string): Promise<Streaming> {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, 'servers.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const heard = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error('The servers ended')
    return value as string
  }
  const { primary, standby } = JSON.parse(await heard()) as { primary: string; standby: string }
  const say = async (word: string) => {
    child.stdin.write(`${word}\n`)
    await heard()
  }
  const ask = async <T>(url: string, text: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const result = await client.query(text, values).finally(() => client.end())
    return result.rows[0] as T
  }
  return {
    primary,
    standby,
    hold: async (isHeld) => {
      await ask(standby, isHeld ? 'select pg_wal_replay_pause()' : 'select pg_wal_replay_resume()')
      if (!isHeld) return
      // The pause is taken at the next record.
      while ((await ask<{ state: string }>(standby, 'select pg_get_wal_replay_pause_state() as state')).state !== 'paused') await pause(20)
    },
    catchUp: async () => {
      const { at } = await ask<{ at: string }>(primary, 'select pg_current_wal_flush_lsn()::text as at')
      while (!(await ask<{ has: boolean }>(standby, 'select pg_last_wal_replay_lsn() >= $1::pg_lsn as has', [at])).has) await pause(20)
    },
    stopStandby: () => say('stop'),
    startStandby: () => say('start'),
    close: () => say('end'),
  }
}
