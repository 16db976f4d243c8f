import { sql } from 'kysely'
import type { Output } from '../../contract'
import { registrationStepsFor } from '../../domain/registration'
import { unsealContact } from '../contact'
import { hasBegun, settingsOf, type NoticeRow } from '../notice/record'
import type { ActorScope, Congress } from '../operation'
import type { RegistrationRow } from './record'

type Own = Output<'registration.mine'>['items'][number]['registration']

/** Until when a place may be given back. */
export const cancelUntil = (notice: Pick<NoticeRow, 'starts_at'>, congress: Pick<Congress, 'settings'>): Date =>
  new Date(notice.starts_at!.getTime() - settingsOf(congress).cancelNoticeMinutes * 60_000)

export const stepsOf = (row: RegistrationRow, notice: Pick<NoticeRow, 'starts_at'>, congress: Pick<Congress, 'settings'>, now: Date) =>
  registrationStepsFor({ state: row.state, mayCancel: now <= cancelUntil(notice, congress), hasBegun: hasBegun(notice, now) })

/** The caller's own registrations, the newest first; of one notice, or of all. */
export async function ownRegistrations(
  scope: ActorScope,
  { noticeId, after, limit }: { noticeId?: string; after?: readonly [string, string] | null; limit: number },
): Promise<{ row: RegistrationRow; registration: Own }[]> {
  const { db, congress, actor, contactKey, now } = scope
  const rows = await db
    .selectFrom('registrations')
    .innerJoin('notices', (join) =>
      join.onRef('notices.congress_id', '=', 'registrations.congress_id').onRef('notices.id', '=', 'registrations.notice_id'),
    )
    .where('registrations.congress_id', '=', congress.id)
    .where('person_id', '=', actor.personId)
    .$if(noticeId !== undefined, (query) => query.where('notice_id', '=', noticeId!))
    .$if(Boolean(after), (query) =>
      query.where(sql<boolean>`(registrations.created_at, registrations.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .selectAll('registrations')
    .select([
      'notices.starts_at',
      sql<number>`case when registrations.state = 'waiting' then (
        select count(*) from registrations w where w.congress_id = registrations.congress_id and w.notice_id = registrations.notice_id
          and w.state = 'waiting' and w.queue_no < registrations.queue_no) end`.as('ahead'),
    ])
    .orderBy('registrations.created_at', 'desc')
    .orderBy('registrations.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ starts_at, ahead, ...row }) => ({
    row,
    registration: {
      id: row.id,
      state: row.state,
      code: row.code,
      ...(row.contact ? unsealContact(row.contact, contactKey, row.id) : { name: '', phone: '' }),
      answers: row.answers,
      ahead,
      offerEndsAt: row.offer_ends_at?.toISOString() ?? null,
      cancelUntil: row.state === 'booked' && starts_at ? cancelUntil({ starts_at }, congress).toISOString() : null,
      arrivedAt: row.arrived_at?.toISOString() ?? null,
      steps: starts_at ? stepsOf(row, { starts_at }, congress, now()) : [],
    },
  }))
}
