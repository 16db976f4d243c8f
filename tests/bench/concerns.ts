import { sql, type Kysely } from 'kysely'
import { sealContact } from '../../src/cloud/contact'
import type { Database } from '../../src/cloud/database/schema'
import { raresOfText } from '../../src/cloud/similar/likeness'
import { mercator } from '../../src/domain/place'
import { keysOf } from '../../src/domain/similar'
import { letter, randomFrom } from './letters'
import { idOf, placeIn, signIn, type Town } from './town'

type Show = (done: number, total: number) => void

const BATCH = 50_000
const AT_ONCE = 2
/** Deputies who are signed in, and about half of whose residents left a name and a phone. */
export const SIGNED_IN = 500

/** The token of a deputy's person. */
const tokens = new WeakMap<Town, string[]>()
export const deputyTokens = (town: Town): readonly string[] => tokens.get(town)!

/**
 * The concerns of the large congress: fifty of each deputy, ten of each resident, four of ten open, one of ten with a message.
 * They come without their log, whose chain of hashes is made one event at a time and is not read by what is measured here.
 * Foreign keys are not asked while they are put in, and indexes are made afterwards.
 */
export async function fillConcerns(town: Town, show: Show): Promise<void> {
  const { db, sizes, congresses } = town
  const { id, deputies, stations, residents, side } = congresses[0]!
  const total = sizes.concerns + sizes.letters
  let done = 0
  const report = (count: number) => show((done += count), total)
  await db
    .transaction()
    .execute((trx) =>
      sql`create table bench_letters (no int primary key, text text not null, keys int[] not null, lon float8, lat float8, mercator point)`.execute(
        trx,
      ),
    )
  await fillLetters(town, report)
  await withoutIndexes(db, ['concerns', 'concern_messages', 'likenesses'], async () => {
    const starts = Array.from({ length: Math.ceil(sizes.concerns / BATCH) }, (_, index) => index * BATCH)
    const one = async () => {
      for (let from = starts.shift(); from !== undefined; from = starts.shift()) {
        const until = Math.min(sizes.concerns, from + BATCH)
        await batch(db, async (trx) => {
          await sql`
            insert into concerns (congress_id, id, number, reporter_id, state, text, topic_code, topic_by, lon, lat, address, constituency_id, assignee_id,
              station_id, may_call, routing, received_at, assigned_at, due_on, opened_at, shown_at, verdict, relay_name)
            select ${id}::uuid, md5('0 concern ' || i)::uuid, 'L' || i, md5('0 resident ' || i % ${residents}::int)::uuid, state, l.text, t.code, 'resident', l.lon, l.lat,
              '望月路' || i % 400 || '号', constituency, case when state <> 'unassigned' then deputy end,
              md5('0 station ' || i % ${deputies}::int % ${stations}::int)::uuid, false,
              jsonb_build_object('deputyId', deputy, 'reasons', jsonb_build_array(jsonb_build_object('kind', 'constituency', 'constituencyId', constituency),
                '{"kind": "only_deputy"}'::jsonb), 'alternatives', '[]'::jsonb, 'also', '[]'::jsonb, 'constituencyId', constituency),
              at, at, at::date + 14, case when state not in ('unassigned', 'assigned') then at end, at, case when state = 'settled' then 'settled' end,
              '青松' || 1000 + i % 9000
            from generate_series(${from}::int, ${until - 1}::int) i
            join bench_letters l on l.no = i % ${sizes.letters}::int
            join (select code, row_number() over (order by code) - 1 as place, count(*) over () as of from topics where congress_id = ${id}) t
              on t.place = i % t.of
            cross join lateral (select case when i % 100 = 7 and i / ${deputies}::int % 10 < 2 then 'unassigned' else
              (array['assigned', 'assigned', 'accepted', 'asked', 'answered', 'answered', 'settled', 'settled', 'settled', 'settled'])[1 + i / ${deputies}::int % 10]
              end as state, md5('0 deputy ' || i % ${deputies}::int)::uuid as deputy,
              md5('0 constituency ' || i % ${deputies}::int % ${side * side}::int)::uuid as constituency) s
            cross join lateral (select now() - i % 86400 * interval '1 s' - (case when state in ('unassigned', 'assigned', 'accepted', 'asked')
              then i / 97 % 20 else 20 + i::bigint * 17 % 710 end)::int * interval '1 day' as at) w`.execute(trx)
          await sql`
            insert into concern_messages (congress_id, concern_id, id, seq, kind, by_relation, author_id, text, at, shown_at)
            select congress_id, id, gen_random_uuid(), 1, 'said', 'reporter', reporter_id, '现在怎么样了？', received_at, received_at
            from (select congress_id, c.id, reporter_id, received_at from generate_series(${from}::int, ${until - 1}::int, 10) i
              join concerns c on c.congress_id = ${id} and c.id = md5('0 concern ' || i)::uuid) m`.execute(trx)
          await sql`
            insert into likenesses (congress_id, concern_id, keys, mercator, is_offered)
            select ${id}::uuid, md5('0 concern ' || no)::uuid, keys, mercator, true from bench_letters where no >= ${from} and no < ${until}`.execute(
            trx,
          )
        })
        report(until - from)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, one))
  })
  const signedIn = Array.from({ length: Math.min(SIGNED_IN, deputies) }, (_, i) => i)
  tokens.set(
    town,
    await signIn(
      db,
      congresses[0]!,
      signedIn.map((i) => idOf(`0 deputy person ${i}`)),
    ),
  )
  await sealContacts(
    town,
    signedIn.map((i) => idOf(`0 deputy ${i}`)),
  )
  await sql`vacuum analyze concerns, concern_messages, likenesses`.execute(db)
}

async function fillLetters({ db, sizes, congresses }: Town, report: (count: number) => void): Promise<void> {
  const random = randomFrom(11)
  for (let from = 0; from < sizes.letters; from += BATCH / 10) {
    const rows = Array.from({ length: Math.min(BATCH / 10, sizes.letters - from) }, (_, index) => {
      const text = letter(random)
      const at = placeIn(congresses[0]!, random)
      return { no: from + index, text, keys: keysOf(text, raresOfText(text), congresses[0]!.id), ...at, ...mercator(at) }
    })
    await sql`insert into bench_letters select no, text, array(select json_array_elements_text(keys)::int), lon, lat, point(x, y)
      from json_to_recordset(${JSON.stringify(rows)}::json) r(no int, text text, keys json, lon float8, lat float8, x float8, y float8)`.execute(
      db,
    )
    report(rows.length)
  }
  await sql`analyze bench_letters`.execute(db)
}

/** A transaction in which foreign keys are not asked and whose commit is not waited for. */
export const batch = (db: Kysely<Database>, run: (trx: Kysely<Database>) => Promise<void>): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`set local synchronous_commit = off`.execute(trx)
    await run(trx)
  })

/** Takes the indexes of tables away, but for those of their keys, and makes them again afterwards, two at a time. */
export async function withoutIndexes(db: Kysely<Database>, tables: readonly string[], run: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'public' and tablename = any(${tables}) and not exists (select from pg_constraint where conname = indexname)`.execute(
    db,
  )
  for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(db)
  await run()
  const left = [...rows]
  const one = async () => {
    for (let next = left.shift(); next; next = left.shift()) await sql.raw(next.definition).execute(db)
  }
  await Promise.all([one(), one()])
}

/** Names and phones can only be sealed by the host's own key. */
async function sealContacts({ context, db, congresses }: Town, deputyIds: readonly string[]): Promise<void> {
  const rows = await db
    .selectFrom('concerns')
    .where('congress_id', '=', congresses[0]!.id)
    .where('assignee_id', 'in', deputyIds)
    .where('state', 'in', ['assigned', 'accepted', 'asked'])
    .select(['id', 'relay_name'])
    .execute()
  const chosen = rows.filter((_, index) => index % 2 === 0)
  const sealed = chosen.map(({ id, relay_name }, index) =>
    sealContact({ name: `王${relay_name.slice(0, 2)}`, phone: `138${String(index).padStart(8, '0')}` }, context.contactKey, id).toString(
      'hex',
    ),
  )
  await sql`update concerns set contact = decode(s.contact, 'hex') from unnest(${chosen.map(({ id }) => id)}::uuid[], ${sealed}::text[]) s(id, contact)
    where congress_id = ${congresses[0]!.id} and concerns.id = s.id`.execute(db)
}
