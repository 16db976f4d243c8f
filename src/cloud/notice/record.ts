import { sql, type Selectable } from 'kysely'
import { noticeSettingsOf, type NoticeRelation, type NoticeSettings } from '../../domain/notice'
import type { Database } from '../database/schema'
import type { Congress } from '../operation'
import { officeOf } from '../notification/tell'
import type { StepScope } from '../reception/record'

export type NoticeRow = Selectable<Database['notices']>

export const settingsOf = ({ settings }: Pick<Congress, 'settings'>): NoticeSettings => noticeSettingsOf(settings.notices)

export const hasBegun = ({ starts_at }: Pick<NoticeRow, 'starts_at'>, now: Date): boolean => starts_at !== null && starts_at <= now

/** Locks a notice until the transaction ends: whatever gives or takes one of its places holds this lock. */
export async function lockNotice({ db, congress }: Pick<StepScope, 'db' | 'congress'>, id: string): Promise<NoticeRow | undefined> {
  return db.selectFrom('notices').where('congress_id', '=', congress.id).where('id', '=', id).selectAll().forUpdate().executeTakeFirst()
}

/** Changes a notice that this transaction has locked. */
export async function updateNotice(
  { db, congress, at }: StepScope,
  row: NoticeRow,
  changes: Partial<Omit<NoticeRow, 'questions'>>,
): Promise<NoticeRow> {
  const all = { ...changes, changed_at: at }
  await db.updateTable('notices').set(all).where('congress_id', '=', congress.id).where('id', '=', row.id).execute()
  return { ...row, ...all }
}

/** What is noted of a notice, beside its steps by their names. */
export type NoticeEvent =
  'saved' | 'submitted' | 'approved' | 'returned' | 'published' | 'pinned' | 'unpinned' | 'withdrawn' | 'summarised' | 'list_taken'

/** Appends one event to the log of a notice that this transaction has locked or made. */
export async function recordNotice({ db, congress, actor, at }: StepScope, id: string, kind: NoticeEvent): Promise<void> {
  await db
    .insertInto('notice_events')
    .values({
      congress_id: congress.id,
      notice_id: id,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from notice_events where congress_id = ${congress.id} and notice_id = ${id})`,
      kind,
      actor_id: actor?.personId ?? null,
      at,
    })
    .execute()
}

/** Who looks after a notice: the desk of its station, or the office where it is the office's. */
export async function keepersOf(
  { db, congress }: Pick<StepScope, 'db' | 'congress'>,
  { station_id }: Pick<NoticeRow, 'station_id'>,
): Promise<string[]> {
  if (!station_id) return officeOf(db, congress.id)
  const rows = await db
    .selectFrom('memberships')
    .where('congress_id', '=', congress.id)
    .where('station_id', '=', station_id)
    .select('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}

/** Of those by whom a step may be taken, as what the actor takes it is not kept: the log names the person. */
export const isKeeper = (relations: readonly NoticeRelation[]) => relations.includes('desk') || relations.includes('office')
