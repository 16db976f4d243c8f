import { sql, type RawBuilder, type Transaction } from 'kysely'
import { DRAFT_DAYS } from '../../domain/reply'
import { retentionOf } from '../../domain/privacy'
import { allCongresses } from '../congress/find'
import { eraseAssistances } from '../assistance/erase'
import type { Context } from '../context'
import type { Database } from '../database/schema'
import { eraseOldRegistrations } from '../registration/erase'
import { eraseVisitWords, eraseWords, owe, removeOwed } from './erase'

/** How many of each were taken away. */
export interface RetainCounts {
  loosePhotos: number
  looseRecordings: number
  sessions: number
  offers: number
  notifications: number
  requests: number
  contacts: number
  concerns: number
  visits: number
  drafts: number
  files: number
}

const BATCH = 200
const DAY_MS = 86_400_000

/**
 * Takes away what has had its time, of every congress by its own numbers (domain/privacy.ts). Each batch is a
 * transaction, and skips what another run has locked: to stop it and to start it again does no harm.
 */
export async function retain(context: Context): Promise<RetainCounts> {
  const counts: RetainCounts = {
    loosePhotos: 0,
    looseRecordings: 0,
    sessions: 0,
    offers: 0,
    notifications: 0,
    requests: 0,
    contacts: 0,
    concerns: 0,
    visits: 0,
    drafts: 0,
    files: 0,
  }
  const at = context.now()
  for (const { id, settings } of await allCongresses(context)) {
    const days = retentionOf(settings.retention)
    const before = (age: number) => new Date(at.getTime() - age * DAY_MS)
    const erasing = (db: Transaction<Database>) => ({ db, congressId: id, at })

    counts.loosePhotos += await inBatches(context, async (db) => {
      const photos = await taken(
        db,
        sql`delete from photos where congress_id = ${id} and id in (
          select id from photos where congress_id = ${id} and concern_id is null and owner_id is not null and not is_public
            and created_at < ${before(days.loosePhotoDays)} limit ${BATCH} for update skip locked) returning id`,
      )
      await owe(erasing(db), photos)
      return photos
    })
    counts.looseRecordings += await inBatches(context, async (db) => {
      const recordings = await taken(
        db,
        sql`delete from recordings where congress_id = ${id} and id in (
          select id from recordings where congress_id = ${id} and concern_id is null
            and created_at < ${before(days.loosePhotoDays)} limit ${BATCH} for update skip locked) returning id`,
      )
      await owe(erasing(db), recordings)
      return recordings
    })
    counts.sessions += await inBatches(context, (db) =>
      taken(
        db,
        sql`delete from sessions where congress_id = ${id} and token_hash in (
          select token_hash from sessions where congress_id = ${id} and expires_at <= ${at} limit ${BATCH} for update skip locked) returning id`,
      ),
    )
    counts.offers += await inBatches(context, (db) =>
      taken(
        db,
        sql`delete from sign_in_offers where congress_id = ${id} and code in (
          select code from sign_in_offers where congress_id = ${id} and expires_at <= ${at} limit ${BATCH} for update skip locked)
          returning code as id`,
      ),
    )
    counts.notifications += await inBatches(context, (db) =>
      taken(
        db,
        sql`delete from outbox where congress_id = ${id} and id in (
          select id from outbox where congress_id = ${id} and created_at < ${before(days.notificationDays)} and waits_for is null
          limit ${BATCH} for update skip locked) returning id`,
      ),
    )
    counts.requests += await inBatches(context, (db) =>
      taken(
        db,
        sql`delete from requests where congress_id = ${id} and (person_id, request_id) in (
          select person_id, request_id from requests where congress_id = ${id} and created_at < ${before(days.requestDays)}
          limit ${BATCH} for update skip locked) returning request_id as id`,
      ),
    )
    counts.contacts += await inBatches(context, (db) =>
      taken(
        db,
        sql`update concerns set contact = null, may_call = false where congress_id = ${id} and id in (
          ${over(id, before(days.contactDays), sql`contact is not null`)}) returning id`,
      ),
    )
    // Of bookings that staff made: the consent goes with the contact.
    counts.contacts += await inBatches(context, async (db) => {
      const ids = await taken(
        db,
        sql`select id from assistances where congress_id = ${id} and kind = 'visit' and contact is not null
          and filed_at < ${before(days.contactDays)} limit ${BATCH} for update skip locked`,
      )
      await owe(erasing(db), await eraseAssistances(db, id, ids))
      return ids
    })
    counts.contacts += await inBatches(context, (db) => eraseOldRegistrations(db, id, before(days.contactDays), BATCH))
    counts.concerns += await inBatches(context, async (db) => {
      const ids = await taken(db, over(id, before(days.textDays), sql`erased_at is null`))
      await eraseWords(erasing(db), ids, null)
      return ids
    })
    // Handed in at the very moment at which its person had everything erased.
    counts.concerns += await inBatches(context, async (db) => {
      const ids = await taken(
        db,
        sql`select c.id from persons p join concerns c on c.congress_id = p.congress_id and c.reporter_id = p.id
          where p.congress_id = ${id} and p.erased_at is not null and c.erased_at is null limit ${BATCH} for update of c skip locked`,
      )
      await eraseWords(erasing(db), ids, null)
      return ids
    })
    counts.visits += await eraseVisitWords(context.db, id, sql<boolean>`changed_at < ${before(days.textDays)}`)
    counts.drafts += await inBatches(context, (db) =>
      taken(
        db,
        sql`delete from reply_drafts where congress_id = ${id} and (concern_id, person_id, step) in (
          select concern_id, person_id, step from reply_drafts where congress_id = ${id} and saved_at < ${before(DRAFT_DAYS)}
          limit ${BATCH} for update skip locked) returning concern_id as id`,
      ),
    )
    counts.files += await removeOwed(context, id)
  }
  return counts
}

/** Cases in which nobody owes anything any more and whose last step was before an instant; an answer without a verdict counts as over too. */
const over = (congressId: string, before: Date, still: RawBuilder<unknown>) => sql<{ id: string }>`
  select id from concerns c where congress_id = ${congressId} and ${still} and state in ('answered', 'settled', 'withdrawn')
    and received_at < ${before}
    and not exists (select 1 from concern_events e where e.congress_id = c.congress_id and e.concern_id = c.id and e.at >= ${before})
  order by received_at, id limit ${BATCH} for update skip locked`

async function taken(db: Transaction<Database>, statement: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await (statement as RawBuilder<{ id: string }>).execute(db)
  return rows.map(({ id }) => id)
}

/** Runs batches until one is not full. */
async function inBatches({ db }: Context, batch: (db: Transaction<Database>) => Promise<readonly string[]>): Promise<number> {
  for (let sum = 0; ;) {
    const { length } = await db.transaction().execute(batch)
    sum += length
    if (length < BATCH) return sum
  }
}
