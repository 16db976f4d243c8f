import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import type { Context } from '../context'
import type { Database } from '../database/schema'
import { eraseAssistances } from '../assistance/erase'

interface Erasing {
  db: Transaction<Database>
  congressId: string
  at: Date
}

/**
 * Erases what the resident said in cases that this transaction has locked: words, place, contact, messages, photos.
 * Topic, constituency, deputies' answers and the log stay, which say nothing of who it was. `by` is the person who
 * asked for it, null where the time was up. Recordings too. Says how many photos; `removeOwed` takes their files away after the commit.
 */
export async function eraseWords({ db, congressId, at }: Erasing, ids: readonly string[], by: string | null): Promise<number> {
  if (ids.length === 0) return 0
  await db
    .updateTable('concerns')
    .set({
      text: '',
      address: '',
      lon: null,
      lat: null,
      contact: null,
      may_call: false,
      reveals_name: false,
      reveal_to: null,
      went_on_despite: null,
      erased_at: at,
    })
    .where('congress_id', '=', congressId)
    .where('id', 'in', ids)
    .execute()
  await db.deleteFrom('likenesses').where('congress_id', '=', congressId).where('concern_id', 'in', ids).execute()
  await db
    .updateTable('concern_messages')
    .set({ text: '' })
    .where('congress_id', '=', congressId)
    .where('concern_id', 'in', ids)
    .where('by_relation', 'in', ['reporter', 'helper'])
    .execute()
  await db.deleteFrom('publications').where('congress_id', '=', congressId).where('concern_id', 'in', ids).execute()
  await sql`
    insert into concern_events (congress_id, concern_id, seq, kind, by_relation, actor_id, at, data)
    select congress_id, id,
      (select coalesce(max(seq), 0) + 1 from concern_events e where e.congress_id = c.congress_id and e.concern_id = c.id),
      'erased', ${by ? 'reporter' : null}, ${by}::uuid, ${at}, '{}'
    from concerns c where congress_id = ${congressId} and id = any(${ids}::uuid[])`.execute(db)
  const filesOf = async (table: 'photos' | 'recordings') => {
    const { rows } = await sql<{ id: string }>`
      delete from ${sql.table(table)} f using concerns c
      where f.congress_id = ${congressId} and f.concern_id = any(${ids}::uuid[])
        and c.congress_id = f.congress_id and c.id = f.concern_id and (f.owner_id = c.reporter_id or exists (
          select from concern_messages m
          where m.congress_id = f.congress_id and m.concern_id = f.concern_id and m.id = f.message_id and m.by_relation = 'helper'))
      returning f.id`.execute(db)
    return rows.map(({ id }) => id)
  }
  const photos = await filesOf('photos')
  await owe({ db, congressId, at }, [...photos, ...(await filesOf('recordings')), ...(await eraseAssistances(db, congressId, ids))])
  // Nothing is left to be looked at; whoever waited to be told of it is not told.
  const gone = await sql<{ id: string }>`
    delete from checks where congress_id = ${congressId} and concern_id = any(${ids}::uuid[]) and by_relation in ('reporter', 'helper') returning id`.execute(
    db,
  )
  if (gone.rows.length > 0)
    await db
      .deleteFrom('outbox')
      .where('congress_id', '=', congressId)
      .where(
        'waits_for',
        'in',
        gone.rows.map(({ id }) => id),
      )
      .execute()
  return photos.length
}

/** Erases what visitors said of themselves and at the door; that somebody came, and what was promised, stays. Says of how many visits. */
export async function eraseVisitWords(db: Kysely<Database>, congressId: string, which: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql`
    update visits set about = '', said = null, proposal = null, needs = '{}'
    where congress_id = ${congressId} and ${which} and (about <> '' or said is not null or proposal is not null or needs <> '{}')
    returning id`.execute(db)
  return rows.length
}

/** Notes files whose rows this transaction takes away. */
export async function owe({ db, congressId, at }: Erasing, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return
  await db
    .insertInto('file_removals')
    .values(fileIds.map((id) => ({ congress_id: congressId, file_id: id, asked_at: at })))
    .onConflict((conflict) => conflict.columns(['congress_id', 'file_id']).doNothing())
    .execute()
}

const FILES = 200

/** Removes the noted files of a congress, after the commit; says how many. What fails stays noted, and the retention job tries again. */
export async function removeOwed({ db, files, log }: Pick<Context, 'db' | 'files' | 'log'>, congressId: string): Promise<number> {
  for (let removed = 0; ;) {
    const owed = await db.selectFrom('file_removals').where('congress_id', '=', congressId).select('file_id').limit(FILES).execute()
    if (owed.length === 0) return removed
    const ids = owed.map(({ file_id }) => file_id)
    try {
      await files.remove(ids)
    } catch (error) {
      log.warn({ files: ids.length, kind: error instanceof Error ? error.name : 'unknown' }, 'files not removed yet')
      return removed
    }
    await db.deleteFrom('file_removals').where('congress_id', '=', congressId).where('file_id', 'in', ids).execute()
    removed += ids.length
  }
}
