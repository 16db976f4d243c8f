import type { Kysely } from 'kysely'
import type { CheckedKind } from '../../domain/content'
import type { Database } from '../database/schema'
import { showCopies } from '../similar/spread'

const tables = {
  concern: 'concerns',
  message: 'concern_messages',
  photo: 'photos',
  recording: 'recordings',
  notice: 'notices',
  summary: 'notice_summaries',
  registration: 'registrations',
} as const

/** Shows something to everybody whose case it is, and lets the notifications go that waited for it. */
export async function show(
  db: Kysely<Database>,
  congressId: string,
  { id, kind, concern_id }: { id: string; kind: CheckedKind; concern_id: string | null },
  at: Date,
): Promise<void> {
  await db
    .updateTable(tables[kind])
    .set({ shown_at: at })
    .where('congress_id', '=', congressId)
    .where('id', '=', id)
    // The key of the messages leads with their case.
    .$if(kind === 'message', (query) => query.where('concern_id', '=', concern_id))
    .execute()
  if (kind === 'message') await showCopies({ db, congress: { id: congressId }, at }, id)
  await db
    .updateTable('outbox')
    .set({ waits_for: null, show_at: at, next_at: at })
    .where('congress_id', '=', congressId)
    .where('waits_for', '=', id)
    .execute()
}
