import { sql, type RawBuilder } from 'kysely'
import { addDays, dayOf, type Day } from '../../domain/calendar'
import type { Context } from '../context'
import type { Congress } from '../operation'
import { eventHash, rootOf } from './root'
import { LATE_DAYS } from './seal'

/** Something that was changed after it was written, or is not where a seal says it was. */
export interface Flaw {
  kind:
    /** An event that is not what its hash says, or follows another than its own. */
    | 'event_changed'
    /** A number is left out in the log of a case. */
    | 'event_missing'
    /** A case is over, and its log does not say that its resident ended it. */
    | 'closed_by_another'
    /** A sealed event is gone, or is another than when it was sealed. */
    | 'sealed_event_changed'
    /** The seal's own root is another than its cases make, or does not follow the seal before. */
    | 'seal_changed'
    /** Older than what the seals must cover, and under none. */
    | 'never_sealed'
  congressId: string
  concernId?: string
  seq?: number
  on?: Day
}

export interface Verified {
  events: number
  cases: number
  seals: number
  flaws: Flaw[]
  /** The last root, to compare with a copy kept elsewhere. */
  root: { on: Day; hex: string } | null
}

const BATCH = 5_000

/** The event that was read before. */
interface Head {
  concern_id: string
  seq: number
  hash: Buffer
}

/** Reads the whole log of a congress once, in constant memory, and proves it against its hashes and its seals. */
export async function verify(
  context: Context,
  congress: Pick<Congress, 'id'>,
  say: (events: number) => void = () => {},
): Promise<Verified> {
  const found: Verified = { events: 0, cases: 0, seals: 0, flaws: [], root: null }
  await verifyChains(context, congress.id, found, say)
  await verifyEnds(context, congress.id, found)
  await verifySeals(context, congress.id, found)
  return found
}

const NAMED_AT_MOST = 1000

/** What no chain shows: a case whose log is gone as a whole, and one that somebody closed in its row alone. */
async function verifyEnds({ db }: Context, congressId: string, found: Verified): Promise<void> {
  const logged = (also: RawBuilder<unknown>) =>
    sql`exists (select from concern_events e where e.congress_id = c.congress_id and e.concern_id = c.id and ${also})`
  const ended = logged(sql`e.by_relation = 'reporter' and (
    (c.state = 'withdrawn' and e.kind = 'withdrawn') or (c.state = 'settled' and e.kind = 'judged' and e.data->>'verdict' = 'settled'))`)
  const { rows } = await sql<{ id: string; is_logged: boolean }>`
    select c.id, ${logged(sql`true`)} as is_logged from concerns c
    where c.congress_id = ${congressId} and (not ${logged(sql`true`)} or (c.state in ('settled', 'withdrawn') and not ${ended}))
    order by c.id limit ${NAMED_AT_MOST}`.execute(db)
  for (const { id: concernId, is_logged } of rows)
    found.flaws.push({ congressId, concernId, ...(is_logged ? { kind: 'closed_by_another' } : { kind: 'event_missing', seq: 1 }) })
}

async function verifyChains({ db }: Context, congressId: string, found: Verified, say: (events: number) => void): Promise<void> {
  let last: Head | null = null
  for (;;) {
    const { rows } = await sql<{
      congress_id: string
      concern_id: string
      seq: number
      kind: string
      by_relation: string | null
      actor_id: string | null
      at: string
      data: string
      hash: Buffer
    }>`
      select congress_id, concern_id, seq, kind, by_relation, actor_id, ((extract(epoch from at) * 1000000)::bigint)::text as at, data::text as data, hash
      from concern_events where congress_id = ${congressId}
        ${last ? sql`and (concern_id, seq) > (${last.concern_id}::uuid, ${last.seq}::int)` : sql``}
      order by concern_id, seq limit ${BATCH}`.execute(db)
    for (const event of rows) {
      const before = last as Head | null
      const previous = before?.concern_id === event.concern_id ? before : null
      if (!previous) found.cases += 1
      const of = { congressId, concernId: event.concern_id, seq: event.seq }
      if (event.seq !== (previous?.seq ?? 0) + 1) found.flaws.push({ kind: 'event_missing', ...of, seq: (previous?.seq ?? 0) + 1 })
      else if (!eventHash(previous?.hash ?? null, event).equals(event.hash)) found.flaws.push({ kind: 'event_changed', ...of })
      last = { concern_id: event.concern_id, seq: event.seq, hash: event.hash }
    }
    found.events += rows.length
    if (rows.length < BATCH) return
    say(found.events)
  }
}

async function verifySeals({ db }: Context, congressId: string, found: Verified): Promise<void> {
  const seals = await db.selectFrom('seals').where('congress_id', '=', congressId).selectAll().orderBy('on_day').execute()
  let previous: Buffer | null = null
  for (const seal of seals) {
    const cases = await db
      .selectFrom('sealed_cases')
      .leftJoin('concern_events as e', (join) =>
        join
          .onRef('e.congress_id', '=', 'sealed_cases.congress_id')
          .onRef('e.concern_id', '=', 'sealed_cases.concern_id')
          .onRef('e.seq', '=', 'sealed_cases.seq'),
      )
      .where('sealed_cases.congress_id', '=', congressId)
      .where('on_day', '=', seal.on_day)
      .select(['sealed_cases.concern_id', 'sealed_cases.seq', 'sealed_cases.hash', 'e.hash as now'])
      .orderBy('sealed_cases.concern_id')
      .execute()
    const root = rootOf(
      cases.map(({ concern_id, seq, hash }) => ({ concernId: concern_id, seq, hash })),
      previous,
    )
    if (
      !root.equals(seal.root) ||
      cases.length !== seal.cases ||
      !(seal.previous_root ?? Buffer.alloc(0)).equals(previous ?? Buffer.alloc(0))
    )
      found.flaws.push({ kind: 'seal_changed', congressId, on: seal.on_day })
    for (const { concern_id, seq, hash, now } of cases)
      if (!now?.equals(hash)) found.flaws.push({ kind: 'sealed_event_changed', congressId, concernId: concern_id, seq, on: seal.on_day })
    previous = seal.root
  }
  const last = seals.at(-1)
  found.seals = seals.length
  if (!last) return
  found.root = { on: last.on_day, hex: last.root.toString('hex') }
  const covered = new Date(`${addDays(last.on_day, 1 - LATE_DAYS)}T00:00:00+08:00`)
  const { rows } = await sql<{ concern_id: string; seq: number; at: Date }>`
    select e.concern_id, min(e.seq) as seq, min(e.at) as at from concern_events e
    where e.congress_id = ${congressId} and e.at < ${covered} and not exists (
      select from sealed_cases s where s.congress_id = e.congress_id and s.concern_id = e.concern_id and s.seq >= e.seq)
    group by e.concern_id order by e.concern_id limit ${NAMED_AT_MOST}`.execute(db)
  for (const { concern_id, seq, at } of rows)
    found.flaws.push({ kind: 'never_sealed', congressId, concernId: concern_id, seq, on: dayOf(at) })
}
