import { sql } from 'kysely'
import { dayOf } from '../../domain/calendar'
import { isSurveyHour } from '../../domain/follow'
import { SUMMARY_LATE_DAYS, summaryRounds } from '../../domain/notice'
import type { Context } from '../context'
import type { Congress } from '../operation'
import { officeOf, tell } from '../notification/tell'
import { keepersOf, settingsOf } from './record'

const DAY_MS = 86_400_000
const BATCH = 50

/** For the timer, by day: asks for summaries of activities that are over; the last time the office hears of it too. Returns how many. */
export async function chaseSummaries({ db, now }: Pick<Context, 'db' | 'now'>, congress: Congress): Promise<number> {
  const at = now()
  if (!isSurveyHour(at)) return 0
  const { summaryDays } = settingsOf(congress)
  return db.transaction().execute(async (trx) => {
    const scope = { db: trx, congress, at }
    const over = await trx
      .selectFrom('notices')
      .where('congress_id', '=', congress.id)
      .where('state', '=', 'published')
      .where('ends_at', '<', at)
      .where('ends_at', '>', new Date(at.getTime() - (SUMMARY_LATE_DAYS + 1) * DAY_MS))
      .where('summary_chased', '<', summaryDays.length)
      .where(
        sql<boolean>`not exists (select from notice_summaries s where s.congress_id = notices.congress_id and s.notice_id = notices.id)`,
      )
      .where(
        sql<boolean>`(${dayOf(at)}::date - (ends_at at time zone 'Asia/Shanghai')::date) >= (${JSON.stringify(summaryDays)}::jsonb -> summary_chased)::int`,
      )
      .select(['id', 'station_id', 'ends_at', 'summary_chased'])
      .orderBy('ends_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const row of over) {
      const days = Math.round((Date.parse(dayOf(at)) - Date.parse(dayOf(row.ends_at!))) / DAY_MS)
      const rounds = summaryRounds(days, summaryDays)
      if (rounds <= row.summary_chased) continue
      await trx
        .updateTable('notices')
        .set({ summary_chased: rounds })
        .where('congress_id', '=', congress.id)
        .where('id', '=', row.id)
        .execute()
      const isLast = rounds === summaryDays.length
      const told = [...(await keepersOf(scope, row)), ...(isLast ? await officeOf(trx, congress.id) : [])]
      await tell(scope, told, { kind: 'summary_due', noticeId: row.id })
    }
    return over.length
  })
}
