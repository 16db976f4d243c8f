import { sql } from 'kysely'
import type { Context } from '../context'
import type { Congress } from '../operation'
import type { StepScope } from '../reception/record'
import { recordNotice, updateNotice, type NoticeRow } from './record'

const BATCH = 20

/** For the timer: publishes what has passed its check and whose time has come. Returns how many. */
export async function publishDueIn({ db, now }: Pick<Context, 'db' | 'now'>, congress: Congress): Promise<number> {
  const at = now()
  return db.transaction().execute(async (trx) => {
    const due = await trx
      .selectFrom('notices')
      .where('congress_id', '=', congress.id)
      .where('state', '=', 'ready')
      .where('publish_at', '<=', at)
      .where('shown_at', 'is not', null)
      .selectAll()
      .orderBy('publish_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const row of due) await publish({ db: trx, congress, at, actor: null }, row)
    return due.length
  })
}

/** Publishes a notice that this transaction has locked, and tells who follows. */
export async function publish(scope: StepScope, row: NoticeRow): Promise<NoticeRow> {
  const published = await updateNotice(scope, row, { state: 'published', published_at: scope.at, reason: null })
  await recordNotice(scope, row.id, 'published')
  await tellFollowers(scope, row)
  return published
}

/**
 * Owes each follower one message, in one statement however many they are: those of the station; of any station of the
 * constituency's deputies; of any of the congress. The name under which it is told makes it once, also where somebody
 * follows several of these stations.
 */
async function tellFollowers({ db, congress, at }: StepScope, { id, audience, station_id, constituency_id }: NoticeRow): Promise<void> {
  const followed =
    audience === 'station'
      ? sql`f.station_id = ${station_id}`
      : audience === 'constituency'
        ? sql`(f.station_id = ${station_id} or f.station_id in (
            select sd.station_id from station_deputies sd join deputies d on d.congress_id = sd.congress_id and d.id = sd.deputy_id
            where sd.congress_id = ${congress.id} and d.constituency_id = ${constituency_id} and d.is_active))`
        : sql`true`
  await sql`
    insert into outbox (congress_id, id, person_id, kind, notice_id, created_at, show_at, next_at, once)
    select ${congress.id}, gen_random_uuid(), person_id, 'notice_published', ${id}, ${at}, ${at}, ${at}, ${`notice_published ${id}`}
    from (select distinct f.person_id from station_follows f where f.congress_id = ${congress.id} and ${followed}) followers
    on conflict (congress_id, person_id, once) do nothing`.execute(db)
}
