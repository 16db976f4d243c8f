import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/schema'

/** Closer than this to the database's clock is right enough, and is corrected at once. */
const JUMP_MS = 30_000
/** A jump is believed when it has lasted: longer than a message's lease, so that nobody sends what another is sending. */
const BELIEF_MS = 120_000
const LOOK_MS = 5_000

interface ClockOptions {
  /** Milliseconds since 1970 by this machine: where we begin. */
  machine?: () => number
  /** Milliseconds that only go forward. */
  steady?: () => number
  lookMs?: number
  report?: (driftMs: number) => void
}

/**
 * The clock of a host: the database's, so that all hosts have one, carried on by a count that nobody can set.
 * A machine whose clock jumps changes no deadline, ends no session and sends nothing twice.
 */
export function openClock({
  machine = Date.now,
  steady = () => performance.now(),
  lookMs = LOOK_MS,
  report = () => {},
}: ClockOptions = {}) {
  let base = machine() - steady()
  let hasLooked = false
  let jump: { driftMs: number; since: number } | null = null
  const ms = () => base + steady()

  /** Compares with what the database says. */
  function look(databaseMs: number): void {
    const driftMs = databaseMs - ms()
    const isJump = hasLooked && Math.abs(driftMs) > JUMP_MS
    if (isJump && (!jump || Math.abs(jump.driftMs - driftMs) > JUMP_MS)) {
      jump = { driftMs, since: steady() }
      return report(driftMs)
    }
    if (isJump && steady() - jump!.since < BELIEF_MS) return
    base += driftMs
    hasLooked = true
    jump = null
  }

  /** Reads the database's clock now, and again and again until what it answers is called. */
  async function follow(db: Kysely<Database>): Promise<() => void> {
    const read = async () => {
      const from = steady()
      const { rows } = await sql<{ ms: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(db)
      look(rows[0]!.ms + (steady() - from) / 2)
    }
    await read()
    const looking = setInterval(() => void read().catch(() => {}), lookMs)
    looking.unref()
    return () => clearInterval(looking)
  }

  return { now: () => new Date(ms()), look, follow }
}
