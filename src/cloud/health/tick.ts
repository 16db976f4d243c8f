import { sql } from 'kysely'
import type { Context } from '../context'
import type { Congress } from '../operation'

/** Notes the timer's round for a congress. Rounds that follow each other within half a minute are one write, unless a job failed. */
export async function noteTick({ db, now }: Context, congress: Congress, { ms, failed }: { ms: number; failed: string[] }): Promise<void> {
  const at = now()
  const failedAt = failed.length > 0 ? at : null
  await sql`insert into ticks (congress_id, ended_at, ms, failed, failed_at)
    values (${congress.id}, ${at}, ${Math.round(ms)}, ${failed}, ${failedAt})
    on conflict (congress_id) do update set ended_at = excluded.ended_at, ms = excluded.ms, failed = excluded.failed,
      failed_at = coalesce(excluded.failed_at, ticks.failed_at)
    where ticks.ended_at < excluded.ended_at - interval '30 seconds' or ticks.failed <> excluded.failed`.execute(db)
}
