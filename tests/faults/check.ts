import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { replay, type LoggedEvent } from '../../src/cloud/audit/replay'
import type { Context } from '../../src/cloud/context'
import { everything } from '../cloud/database'
import { brokenRules } from '../cloud/receptions'
import type { Acknowledged } from './load'

export interface Found {
  acknowledged: number
  found: number
  lost: number
  doubled: number
  /** What is wrong with the rows, in words. */
  corrupt: string[]
}

const EVENT: Partial<Record<Acknowledged['kind'], string>> = { accepted: 'accepted', answered: 'answered', judged: 'judged' }

/** Compares what was acknowledged with what the database holds. */
export async function compare({ db }: Context, acknowledged: readonly Acknowledged[]): Promise<Found> {
  const events = await db.selectFrom('concern_events').select(['concern_id', 'kind']).execute()
  const messages = await db.selectFrom('concern_messages').select(['text']).execute()
  const concerns = await db.selectFrom('concerns').select(['id', 'text']).execute()
  const visits = await db.selectFrom('visits').select('id').execute()
  const requests = await db.selectFrom('requests').select(['request_id', 'outcome']).execute()
  const count = (keys: readonly string[]) => {
    const counted = new Map<string, number>()
    for (const key of keys) counted.set(key, (counted.get(key) ?? 0) + 1)
    return (key: string) => counted.get(key) ?? 0
  }
  const texts = count([...concerns.map(({ text }) => text), ...messages.map(({ text }) => text)])
  const steps = count(events.map(({ concern_id, kind }) => `${kind} ${concern_id}`))
  const ids = count([...concerns.map(({ id }) => id), ...visits.map(({ id }) => id)])
  const kept = count(requests.filter(({ outcome }) => outcome !== null).map(({ request_id }) => request_id))
  const found: Found = { acknowledged: acknowledged.length, found: 0, lost: 0, doubled: 0, corrupt: [] }
  for (const { kind, id, text, requestId } of acknowledged) {
    const event = EVENT[kind]
    const times = [kept(requestId), text === null ? 1 : texts(text), event ? steps(`${event} ${id}`) : 1, ids(id)]
    if (times.includes(0)) found.lost += 1
    else found.found += 1
  }
  // Also what was never acknowledged may be there once, not twice.
  found.doubled = [...concerns, ...messages].filter(({ text }) => texts(text) > 1).length
  for (const kind of ['submitted', 'accepted', 'answered', 'judged'])
    found.doubled += concerns.filter(({ id }) => steps(`${kind} ${id}`) > 1).length
  return found
}

/** What must be true of the rows whatever happened; each that is not, in words. */
export async function flaws(context: Context): Promise<string[]> {
  const { db } = context
  const counted = await sql<{ name: string; count: number }>`
    select 'logs with a gap' as name, count(*) from (
      select from concern_events group by congress_id, concern_id having count(*) <> max(seq) or min(seq) <> 1) gaps
    union all select 'cases without a log', count(*) from concerns c where not exists (
      select from concern_events e where e.congress_id = c.congress_id and e.concern_id = c.id)
    union all select 'numbers left out', count(*) from concern_counters n where n.last <> (
      select count(distinct number) from concerns c where c.congress_id = n.congress_id)
    union all select 'requests without an outcome', count(*) from requests where outcome is null
    union all select 'cases of no request or of two', count(*) from concerns c where 1 <> (
      select count(*) from requests r where r.operation = 'concern.submit' and r.outcome->>'id' = c.id::text)
    union all select 'deputies told of a case twice', count(*) from (
      select from outbox where kind = 'concern_received' group by congress_id, person_id, concern_id having count(*) > 1) twice
    union all select 'cases of which no deputy is told', count(*) from concerns c where not exists (
      select from outbox o where o.congress_id = c.congress_id and o.concern_id = c.id and o.kind = 'concern_received')`.execute(db)
  const rules = { ...(await brokenRules(context as never)) }
  return [
    ...counted.rows.filter(({ count }) => count > 0).map(({ name, count }) => `${count} ${name}`),
    ...Object.entries(rules).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : [])),
    ...(await otherThanTheirLog(context)),
    ...(await damaged(context)),
  ]
}

/** Cases whose row is not what their log comes to. */
async function otherThanTheirLog({ db }: Context): Promise<string[]> {
  const events = await db.selectFrom('concern_events').orderBy('concern_id').orderBy('seq').select(['concern_id', 'kind', 'data']).execute()
  const logs = new Map<string, LoggedEvent[]>()
  for (const { concern_id, kind, data } of events) logs.set(concern_id, [...(logs.get(concern_id) ?? []), { kind, data } as LoggedEvent])
  const concerns = await db.selectFrom('concerns').select(['id', 'state', 'assignee_id', 'verdict']).execute()
  const wrong = concerns.filter(({ id, state, assignee_id, verdict }) => {
    const said = replay(logs.get(id) ?? [])
    return said.state !== state || said.assigneeId !== assignee_id || said.verdict !== verdict
  })
  return wrong.length > 0 ? [`${wrong.length} cases that are not what their log says`] : []
}

/** Reads every page, whose checksums PostgreSQL compares, and every index against its table. */
async function damaged({ db }: Context): Promise<string[]> {
  try {
    await everything({ db })
    await sql`create extension if not exists amcheck`.execute(db)
    await sql`select bt_index_check(i.indexrelid, true) from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
      where a.amname = 'btree' and c.relpersistence = 'p' and i.indisready and i.indisvalid`.execute(db)
    return []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

/** `npm run audit -- verify`: what it found, or nothing. */
export async function audited(server: string, databaseUrl: string, dataDir: string): Promise<string[]> {
  const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl, DATA_DIR: dataDir }
  return promisify(execFile)(process.execPath, [path.join(server, 'audit.js'), 'verify'], { env }).then(
    () => [],
    (error: { stdout?: string; message: string }) => [`audit: ${error.stdout?.trim().split('\n').at(-1) || error.message}`],
  )
}
