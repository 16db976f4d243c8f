import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { tell } from '../../src/cloud/notification/tell'
import { demoTemplates } from '../../src/cloud/host/wechat'
import type { World } from './world'

/** Messages owed to people of their own, one each, about one case each. */
export interface Owed {
  openids: string[]
  /** How many of these people were sent nothing, and how many twice. */
  count(): { sent: number; lost: number; doubled: number }
}

/** Owes `count` people a message each, to which each agreed `consents` times, with us and with WeChat alike. */
export async function owe({ context, town, standIn }: World, count: number, consents: number): Promise<Owed> {
  const { db, now } = context
  const at = now()
  const congress = { id: town.congressId }
  const people = Array.from({ length: count }, () => ({ id: randomUUID(), openid: `o-${randomUUID()}` }))
  const rows = people.map(({ id, openid }) => ({ congress_id: town.congressId, id, openid, demo_key: null, name: null, created_at: at }))
  await db.insertInto('persons').values(rows).execute()
  await db
    .insertInto('consents')
    .values(
      people.map(({ id }) => ({
        congress_id: town.congressId,
        person_id: id,
        template: 'progress' as const,
        remaining: consents,
        refused_at: null,
      })),
    )
    .execute()
  for (const { openid } of people) standIn!.consent(openid, demoTemplates.progress!.id, consents)
  await db.transaction().execute((within) =>
    tell(
      { db: within, congress, at },
      people.map(({ id }) => id),
      { kind: 'concern_answered' },
    ),
  )
  const openids = people.map(({ openid }) => openid)
  return {
    openids,
    count: () => {
      const times = openids.map((openid) => standIn!.sent(openid).length)
      return {
        sent: times.filter((n) => n > 0).length,
        lost: times.filter((n) => n === 0).length,
        doubled: times.filter((n) => n > 1).length,
      }
    },
  }
}

/** Messages that nobody has sent or given up yet; reminders of days to come are not owed now. */
export async function waiting({ context: { db } }: Pick<World, 'context'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from outbox where done_at is null and dead_at is null and waits_for is null and show_at <= now()`.execute(db)
  return rows[0]!.count
}

/** An hour in a moment: what waits for its next attempt, or on the lease of somebody dead, waits that much less. */
export async function letPass({ context }: Pick<World, 'context'>, ms: number): Promise<void> {
  await sql`update outbox set next_at = next_at - make_interval(secs => ${ms / 1000}) where done_at is null and dead_at is null`.execute(
    context.db,
  )
}
