import type { Selectable } from 'kysely'
import type { NotificationKind } from '../../domain/notification'
import { openRegistrationStates } from '../../domain/registration'
import { remindersOf } from '../../domain/visit'
import type { Database } from '../database/schema'
import { settingsOf, type NoticeRow } from '../notice/record'
import { tell } from '../notification/tell'
import type { StepScope } from '../reception/record'

export type RegistrationRow = Selectable<Database['registrations']>

const REMINDER = 'registration_reminder'

export const registrationsOf = ({ db, congress }: Pick<StepScope, 'db' | 'congress'>, { id }: Pick<NoticeRow, 'id'>) =>
  db.selectFrom('registrations').where('congress_id', '=', congress.id).where('notice_id', '=', id)

/** Changes a registration whose notice this transaction has locked. */
export async function updateRegistration(
  { db, congress, at }: StepScope,
  row: RegistrationRow,
  changes: Partial<Omit<RegistrationRow, 'answers'>>,
): Promise<RegistrationRow> {
  const all = { ...changes, changed_at: at }
  await db.updateTable('registrations').set(all).where('congress_id', '=', congress.id).where('id', '=', row.id).execute()
  return { ...row, ...all }
}

/** Owes who registered a message; who came without an account gets none. */
export async function tellPerson(
  scope: StepScope,
  { notice_id, person_id }: Pick<RegistrationRow, 'notice_id' | 'person_id'>,
  kind: NotificationKind,
  more: { showAt?: Date; waitsFor?: string | null } = {},
): Promise<void> {
  if (person_id) await tell(scope, [person_id], { kind, noticeId: notice_id, ...more })
}

/** Owes the reminders of one registration anew; those of an earlier time, or of one that is off, are taken back. */
export async function remind(scope: StepScope, row: RegistrationRow, notice: NoticeRow): Promise<void> {
  if (!row.person_id) return
  await scope.db
    .deleteFrom('outbox')
    .where('congress_id', '=', scope.congress.id)
    .where('notice_id', '=', notice.id)
    .where('person_id', '=', row.person_id)
    .where('kind', '=', REMINDER)
    .where('done_at', 'is', null)
    .execute()
  if (row.state !== 'booked' || !notice.starts_at) return
  for (const showAt of remindersOf(notice.starts_at, scope.at, settingsOf(scope.congress).reminderHours))
    await tellPerson(scope, row, REMINDER, { showAt })
}

/** The reminders of all who have a place, after the time has changed. */
export async function remindRegistered(scope: StepScope, notice: NoticeRow): Promise<void> {
  for (const row of await registrationsOf(scope, notice).where('state', '=', 'booked').selectAll().execute())
    await remind(scope, row, notice)
}

/** Owes a message to everybody who has a place, holds an offer or waits. */
export async function tellRegistered(
  scope: StepScope,
  notice: NoticeRow,
  kind: NotificationKind,
  waitsFor: string | null = null,
): Promise<void> {
  const rows = await registrationsOf(scope, notice)
    .where('state', 'in', openRegistrationStates)
    .where('person_id', 'is not', null)
    .select('person_id')
    .execute()
  // One statement holds 65,535 values.
  for (let from = 0; from < rows.length; from += TOLD_AT_ONCE)
    await tell(
      scope,
      rows.slice(from, from + TOLD_AT_ONCE).map(({ person_id }) => person_id!),
      { kind, noticeId: notice.id, waitsFor },
    )
}
const TOLD_AT_ONCE = 1000

/** The activity is off: every place and every hope for one ends. */
export async function closeRegistrations(scope: StepScope, notice: NoticeRow): Promise<void> {
  const { db, congress, at } = scope
  await tellRegistered(scope, notice, 'activity_withdrawn')
  await db
    .updateTable('registrations')
    .set({ state: 'closed', seat: null, offer_ends_at: null, changed_at: at })
    .where('congress_id', '=', congress.id)
    .where('notice_id', '=', notice.id)
    .where('state', 'in', ['waiting', 'offered', 'booked'])
    .execute()
  await db
    .deleteFrom('outbox')
    .where('congress_id', '=', congress.id)
    .where('notice_id', '=', notice.id)
    .where('kind', '=', REMINDER)
    .where('done_at', 'is', null)
    .execute()
}
