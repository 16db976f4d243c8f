import { sql } from 'kysely'
import { addDays, dayOf, minuteOf } from '../../domain/calendar'
import type { Context } from '../context'
import type { Congress } from '../operation'
import { rootOf } from './root'

/** A day is sealed from two in the morning (Asia/Shanghai), when its last changes have long been committed. */
const SEAL_FROM_MINUTE = 120
/** How late an event may come, by a clock that was behind, and still be under a seal of its own accord. */
export const LATE_DAYS = 2

/** 封存: one root over every case that changed since the last seal. Days on which no timer ran are under the next seal. Returns whether it sealed one. */
export async function sealDay({ db, now }: Pick<Context, 'db' | 'now'>, { id: congressId }: Pick<Congress, 'id'>): Promise<number> {
  const at = now()
  if (minuteOf(at) < SEAL_FROM_MINUTE) return 0
  const on = addDays(dayOf(at), -1)
  const isSealed = await db
    .selectFrom('seals')
    .where('congress_id', '=', congressId)
    .where('on_day', '>=', on)
    .select('on_day')
    .limit(1)
    .executeTakeFirst()
  if (isSealed) return 0
  return db.transaction().execute(async (within) => {
    // Of several processes one seals; the others then find it done.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`seal ${congressId}`}, 0))`.execute(within)
    const last = await within
      .selectFrom('seals')
      .where('congress_id', '=', congressId)
      .select(['on_day', 'root'])
      .orderBy('on_day', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last && last.on_day >= on) return 0
    const until = new Date(`${addDays(on, 1)}T00:00:00+08:00`)
    const since = last ? new Date(`${addDays(last.on_day, 1 - LATE_DAYS)}T00:00:00+08:00`) : new Date(0)
    const { rows } = await sql<{ concern_id: string; seq: number; hash: Buffer }>`
      select e.concern_id, e.seq, e.hash from (
        select concern_id, max(seq) as seq from concern_events
        where congress_id = ${congressId} and at >= ${since} and at < ${until} group by concern_id
      ) grown
      join concern_events e on e.congress_id = ${congressId} and e.concern_id = grown.concern_id and e.seq = grown.seq
      where not exists (
        select from sealed_cases s where s.congress_id = ${congressId} and s.concern_id = e.concern_id and s.seq >= e.seq
      )
      order by e.concern_id`.execute(within)
    const root = rootOf(
      rows.map(({ concern_id, seq, hash }) => ({ concernId: concern_id, seq, hash })),
      last?.root ?? null,
    )
    await within
      .insertInto('seals')
      .values({ congress_id: congressId, on_day: on, root, previous_root: last?.root ?? null, cases: rows.length, sealed_at: at })
      .execute()
    if (rows.length > 0)
      await sql`insert into sealed_cases (congress_id, on_day, concern_id, seq, hash)
        select ${congressId}, ${on}::date, *
        from unnest(${rows.map(({ concern_id }) => concern_id)}::uuid[], ${rows.map(({ seq }) => seq)}::int[], ${rows.map(({ hash }) => hash)}::bytea[])`.execute(
        within,
      )
    return 1
  })
}
