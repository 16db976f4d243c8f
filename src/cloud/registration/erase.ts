import { sql, type Kysely } from 'kysely'
import type { Output } from '../../contract'
import type { Database } from '../database/schema'
import type { ActorScope } from '../operation'
import { ownRegistrations } from './own'

/** What somebody said when they registered goes; that somebody came stays. */
export async function eraseRegistrationsOf(db: Kysely<Database>, congressId: string, personId: string): Promise<void> {
  await db
    .updateTable('registrations')
    .set({ contact: null, answers: '[]' })
    .where('congress_id', '=', congressId)
    .where('person_id', '=', personId)
    .execute()
  await db
    .deleteFrom('checks')
    .where('congress_id', '=', congressId)
    .where('kind', '=', 'registration')
    .where('author_id', '=', personId)
    .execute()
  await db.deleteFrom('station_follows').where('congress_id', '=', congressId).where('person_id', '=', personId).execute()
}

/** Names, phones and answers of activities that ended before an instant; of those that were withdrawn, by their time too. */
export async function eraseOldRegistrations(db: Kysely<Database>, congressId: string, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update registrations set contact = null, answers = '[]' where congress_id = ${congressId} and id in (
      select r.id from registrations r join notices n on n.congress_id = r.congress_id and n.id = r.notice_id
      where r.congress_id = ${congressId} and r.contact is not null and coalesce(n.ends_at, n.changed_at) < ${before}
      limit ${limit} for update of r skip locked)
    returning id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Everything that a person said to activities, for themselves. */
export async function exportRegistrations(scope: ActorScope): Promise<Output<'person.export'>['registrations']> {
  const { db, congress } = scope
  const own = await ownRegistrations(scope, { limit: 1000 })
  if (own.length === 0) return []
  const notices = await db
    .selectFrom('notices')
    .where('congress_id', '=', congress.id)
    .where(
      'id',
      'in',
      own.map(({ row }) => row.notice_id),
    )
    .select(['id', 'title', 'questions'])
    .execute()
  return own.map(({ row, registration }) => {
    const notice = notices.find(({ id }) => id === row.notice_id)!
    return {
      noticeId: notice.id,
      title: notice.title,
      state: registration.state,
      name: registration.name,
      phone: registration.phone,
      answers: registration.answers.map((answer, index) => ({ question: notice.questions[index]?.text ?? '', answer })),
      registeredAt: row.created_at.toISOString(),
      arrivedAt: registration.arrivedAt,
    }
  })
}
