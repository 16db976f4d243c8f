import { sql, type RawBuilder } from 'kysely'
import { dayOf, type Day } from '../../domain/calendar'
import { joinSteps } from '../../domain/cluster'
import { followOf, isSurveyHour, SILENT_AFTER_DAYS, SURVEY_LATE_DAYS } from '../../domain/follow'
import type { Context } from '../context'
import { tell } from '../notification/tell'
import type { Congress } from '../operation'

const BATCH = 100

/** The day in Asia/Shanghai, which has no daylight saving. */
const day = (instant: RawBuilder<unknown>) => sql`(${instant} at time zone interval '8 hours')::date`

/** The last answer of a case, as a lateral table. */
const lastAnswer = sql`(select m.id, m.shown_at from concern_messages m
  where m.congress_id = concerns.congress_id and m.concern_id = concerns.id and m.kind = 'answered' order by m.seq desc limit 1)`

/**
 * The next question about an answer, for rows that have `answer` and `asked` (how often, and when last): the rounds that
 * the congress sets, where somebody has not said. Who said 「解决了一部分」 is asked once more, in the last round.
 */
function nextRound(congress: Congress, verdict: RawBuilder<unknown>, today: Day): RawBuilder<unknown> {
  const { surveyAfterDays: days } = followOf(congress.settings)
  return sql`
    cross join lateral (select case when ${verdict} = 'partly' then ${days.length}::int else asked.round + 1 end as round) next
    cross join lateral (select (${[...days]}::int[])[next.round] as after, coalesce((${[...days]}::int[])[next.round - 1], 0) as before) wait
    where (${verdict} is null or ${verdict} = 'partly') and answer.shown_at is not null
      and next.round > asked.round and next.round <= ${days.length}::int
      and greatest(${day(sql`answer.shown_at`)} + wait.after, ${day(sql`asked.at`)} + wait.after - wait.before) <= ${today}::date
      and ${day(sql`answer.shown_at`)} + wait.after + ${SURVEY_LATE_DAYS}::int >= ${today}::date`
}

/** Asks residents whether the answer helped. The key of each question makes it one, whatever ticks at once. */
export async function surveyDue({ db, now }: Context, congress: Congress): Promise<number> {
  const at = now()
  if (!isSurveyHour(at)) return 0
  return db.transaction().execute(async (within) => {
    const { rows } = await sql<{ concern_id: string; message_id: string; round: number }>`
      insert into answer_surveys (congress_id, concern_id, message_id, round, asked_at)
      select concerns.congress_id, concerns.id, answer.id, next.round, ${at}
      from concerns
      cross join lateral ${lastAnswer} answer
      cross join lateral (select coalesce(max(round), 0) as round, max(asked_at) as at from answer_surveys s
        where s.congress_id = concerns.congress_id and s.concern_id = concerns.id and s.message_id = answer.id) asked
      ${nextRound(congress, sql`concerns.verdict`, dayOf(at))}
        and concerns.congress_id = ${congress.id} and concerns.state = 'answered' and concerns.erased_at is null
      order by concerns.id limit ${BATCH}
      on conflict do nothing
      returning concern_id, message_id, round`.execute(within)
    for (const { concern_id: concernId, message_id, round } of rows) {
      const { reporter_id } = await within
        .selectFrom('concerns')
        .where('congress_id', '=', congress.id)
        .where('id', '=', concernId)
        .select('reporter_id')
        .executeTakeFirstOrThrow()
      const once = `concern_survey ${message_id} ${round}`
      await tell({ db: within, congress, at }, [reporter_id], { kind: 'concern_survey', concernId, once })
    }
    return rows.length
  })
}

/** The same of who joined (附议), each for themselves, whatever its own resident said. */
export async function surveyJoined({ db, now }: Context, congress: Congress): Promise<number> {
  const at = now()
  if (!isSurveyHour(at)) return 0
  const first = followOf(congress.settings).surveyAfterDays[0]!
  return db.transaction().execute(async (within) => {
    const { rows } = await sql<{ concern_id: string; person_id: string; message_id: string; round: number }>`
      update joins set asked_round = due.round, asked_at = ${at}
      from (
        select joins.concern_id, joins.person_id, answer.id as message_id, next.round from joins
        join concerns on concerns.congress_id = joins.congress_id and concerns.id = joins.concern_id
        cross join lateral ${lastAnswer} answer
        cross join lateral (select joins.asked_round as round, joins.asked_at as at) asked
        ${nextRound(congress, sql`joins.verdict`, dayOf(at))}
          and joins.congress_id = ${congress.id} and joins.left_at is null
          and joins.answered_at < ${at}::timestamptz - make_interval(days => ${first - 1}::int)
          and concerns.state = any(${[...joinSteps.confirm]}::text[]) and concerns.erased_at is null and answer.shown_at >= joins.joined_at
        order by joins.concern_id, joins.person_id limit ${BATCH} for update of joins skip locked
      ) due
      where joins.congress_id = ${congress.id} and joins.concern_id = due.concern_id and joins.person_id = due.person_id
      returning joins.concern_id, joins.person_id, due.message_id, due.round`.execute(within)
    for (const { concern_id: concernId, person_id, message_id, round } of rows) {
      const once = `joined_survey ${message_id} ${round}`
      await tell({ db: within, congress, at }, [person_id], { kind: 'joined_survey', concernId, once })
    }
    return rows.length
  })
}

/** Whether a row of `concerns` is silent: answered, asked about, and nothing said for a week after the last question. */
export function isSilent(congress: Congress, now: Date): RawBuilder<boolean> {
  const last = followOf(congress.settings).surveyAfterDays.at(-1)!
  const today = dayOf(now)
  return sql<boolean>`(concerns.state = 'answered' and concerns.verdict is null and exists (
    select 1 from ${lastAnswer} answer where answer.shown_at is not null
      and ${day(sql`answer.shown_at`)} + ${last + SILENT_AFTER_DAYS}::int <= ${today}::date
      and not exists (select 1 from answer_surveys s where s.congress_id = concerns.congress_id and s.concern_id = concerns.id
        and s.message_id = answer.id and ${day(sql`s.asked_at`)} + ${SILENT_AFTER_DAYS}::int > ${today}::date)))`
}
