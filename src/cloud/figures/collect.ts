import { sql } from 'kysely'
import type { Day } from '../../domain/calendar'
import { factsOf, routeOf, type Entry, type LoggedStep } from '../../domain/figures'
import type { Routing } from '../../domain/routing'
import type { Context } from '../context'
import type { Congress } from '../operation'

/** Cases folded at a time. */
export const BATCH = 2_000
/** A step that began before another may be committed after it: the log is read again from so long before its end. */
const LATE_MS = 10 * 60_000
const FIRST = '00000000-0000-0000-0000-000000000000'

/** Folds what the log says anew into the facts of its cases. Gives how many cases there were; 0 once all of the log has been read. */
export async function collect({ db, calendar }: Pick<Context, 'db' | 'calendar'>, congress: Congress): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await tx
      .insertInto('figures_progress')
      .values({ congress_id: congress.id, read_to: new Date(0), read_concern: FIRST })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const progress = await tx
      .selectFrom('figures_progress')
      .where('congress_id', '=', congress.id)
      .select(['read_to', 'read_concern'])
      .forUpdate()
      .executeTakeFirstOrThrow()
    const { rows: read } = await sql<{ at: Date; concern_id: string }>`
      select at, concern_id from concern_events
      where congress_id = ${congress.id} and (at, concern_id) > (${progress.read_to}, ${progress.read_concern}::uuid)
      order by at, concern_id limit ${BATCH}`.execute(tx)
    const last = read.at(-1)
    if (!last) return 0
    await fold(tx, calendar, congress, [...new Set(read.map(({ concern_id }) => concern_id))])
    const isAll = read.length < BATCH
    await tx
      .updateTable('figures_progress')
      .set(
        isAll
          ? { read_to: new Date(last.at.getTime() - LATE_MS), read_concern: FIRST }
          : { read_to: last.at, read_concern: last.concern_id },
      )
      .where('congress_id', '=', congress.id)
      .execute()
    return isAll ? 0 : read.length
  })
}

async function fold(db: Context['db'], calendar: Context['calendar'], congress: Congress, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{
    id: string
    topic_code: string | null
    topic_by: string | null
    constituency_id: string | null
    entry: Entry
    routing: Routing
    received_at: Date
    due_on: Day
    log: (Omit<LoggedStep, 'at'> & { at: string })[]
  }>`
    select c.id, c.topic_code, c.topic_by, c.constituency_id, c.entry, c.routing, c.received_at, c.due_on, e.log
    from concerns c cross join lateral (
      select coalesce(json_agg(json_build_object('kind', kind, 'by', by_relation, 'at', at, 'verdict', data->>'verdict') order by seq), '[]') as log
      from concern_events
      where congress_id = c.congress_id and concern_id = c.id
        and kind in ('asked', 'replied', 'resumed', 'answered', 'approved', 'review_asked', 'answer_returned', 'judged', 'reopened', 'withdrawn')
    ) e
    where c.congress_id = ${congress.id} and c.id = any(${ids}::uuid[])`.execute(db)
  const facts = rows.map((row) => {
    const { answerWithinWorkdays } = congress.settings
    const log = row.log.map(({ at, ...step }) => ({ ...step, at: new Date(at) }))
    const of = factsOf(log, { receivedAt: row.received_at, dueOn: row.due_on, answerWithinWorkdays, calendar })
    return {
      concern_id: row.id,
      topic_code: row.topic_code,
      constituency_id: row.constituency_id,
      entry: row.entry,
      route: routeOf(row.routing, row.topic_by),
      received_on: of.receivedOn,
      due_on: of.dueOn,
      answered_on: of.answeredOn,
      last_answered_on: of.lastAnsweredOn,
      withdrawn_on: of.withdrawnOn,
      asked_on: of.askedOn,
      verdict: of.verdict,
      is_reopened: of.isReopened,
      days: of.days,
      workdays: of.workdays,
    }
  })
  await sql`
    insert into figures_cases (congress_id, concern_id, topic_code, constituency_id, entry, route, received_on, due_on, answered_on,
      last_answered_on, withdrawn_on, asked_on, verdict, is_reopened, days, workdays)
    select ${congress.id}::uuid, f.* from json_to_recordset(${JSON.stringify(facts)}::json) as f(
      concern_id uuid, topic_code text, constituency_id uuid, entry text, route text, received_on date, due_on date, answered_on date,
      last_answered_on date, withdrawn_on date, asked_on date, verdict text, is_reopened boolean, days int, workdays int)
    on conflict (congress_id, concern_id) do update set
      topic_code = excluded.topic_code, constituency_id = excluded.constituency_id, entry = excluded.entry, route = excluded.route,
      received_on = excluded.received_on, due_on = excluded.due_on, answered_on = excluded.answered_on,
      last_answered_on = excluded.last_answered_on, withdrawn_on = excluded.withdrawn_on, asked_on = excluded.asked_on,
      verdict = excluded.verdict, is_reopened = excluded.is_reopened, days = excluded.days, workdays = excluded.workdays`.execute(db)
}
