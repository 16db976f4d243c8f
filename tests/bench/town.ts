import { createHash, randomBytes } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { defaultTopics } from '../../src/cloud/congress/default-topics'
import type { Context } from '../../src/cloud/context'
import type { Database } from '../../src/cloud/database/schema'
import { lexemesOf } from '../../src/cloud/search'
import type { Point } from '../../src/domain/place'
import { placeName, randomFrom, type Random } from './letters'

/** How many there are of each at full size. */
export const full = { concerns: 5_000_000, deputies: 100_000, stations: 250_000, residents: 500_000, messages: 100_000, letters: 200_000 }
export type Sizes = typeof full

/** Congresses beside the large one, so that handing in is no queue at one counter. */
const SMALL = 20
/** Degrees: the side of a constituency, some two kilometres. */
const CELL = 0.02
const WEST = 100
const SOUTH = 28

/** One congress of the benchmark: constituencies are a square of `side` by `side`. */
export interface BenchCongress {
  index: number
  id: string
  code: string
  side: number
  deputies: number
  stations: number
  residents: number
  /** Of residents, who are signed in. */
  tokens: string[]
}

export interface Town {
  context: Context
  db: Kysely<Database>
  url: string
  sizes: Sizes
  /** The large one first. */
  congresses: BenchCongress[]
  names: string[]
  random: Random
}

/** The same id in SQL: `md5('0 deputy 17')::uuid`. */
export const idOf = (what: string) =>
  createHash('md5')
    .update(what)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

export const placeIn = ({ side }: Pick<BenchCongress, 'side'>, random: Random): Point => ({
  lon: WEST + (random(1_000_000) / 1_000_000) * side * CELL,
  lat: SOUTH + (random(1_000_000) / 1_000_000) * side * CELL,
})

/** Puts in the congresses with their places and people. What only one work needs it loads itself. */
export async function buildTown(context: Context, url: string, sizes: Sizes, show: (done: number, total: number) => void): Promise<Town> {
  const { db } = context
  const random = randomFrom(7)
  const named = new Set<string>()
  while (named.size < Math.min(20_000, Math.max(200, sizes.stations / 10))) named.add(placeName(random))
  const names = [...named]
  const lexemes = await Promise.all(names.map((name) => lexemesOf(name)))
  await sql`create table bench_names (no int primary key, name text not null, search tsvector not null)`.execute(db)
  await sql`insert into bench_names select no, name, array_to_tsvector(array(select json_array_elements_text(lexemes)))
    from json_to_recordset(${JSON.stringify(names.map((name, no) => ({ no, name, lexemes: lexemes[no] })))}::json) r(no int, name text, lexemes json)`.execute(
    db,
  )
  const side = Math.max(4, Math.floor(Math.sqrt(sizes.deputies / 2.5)))
  const congresses = Array.from({ length: 1 + SMALL }, (_, index): BenchCongress => ({
    index,
    id: idOf(`congress ${index}`),
    code: `BENCH${index}`,
    ...(index === 0
      ? { side, deputies: sizes.deputies, stations: sizes.stations, residents: sizes.residents }
      : { side: 4, deputies: 40, stations: 8, residents: 1000 }),
    tokens: [],
  }))
  for (const congress of congresses) {
    await buildCongress(db, congress, names.length)
    const signedIn = Math.min(congress.residents, 2_000)
    congress.tokens = await signIn(
      db,
      congress,
      Array.from({ length: signedIn }, (__, i) => idOf(`${congress.index} resident ${i}`)),
    )
    show(congress.index + 1, congresses.length)
  }
  await sql`vacuum analyze`.execute(db)
  return { context, db, url, sizes, congresses, names, random }
}

async function buildCongress(db: Kysely<Database>, { index, id, code, side, deputies, stations, residents }: BenchCongress, names: number) {
  const settings = JSON.stringify({ answerWithinWorkdays: 10, handedInPerHour: 1_000_000 })
  await sql`insert into congresses (id, code, name, settings, created_at)
    values (${id}, ${code}, ${code}, ${settings}, now() - interval '3 years' + ${index}::int * interval '1 day')`.execute(db)
  await db
    .insertInto('topics')
    .values(
      defaultTopics().map(({ code: topic, parentCode, name }, position) => ({
        congress_id: id,
        code: topic,
        parent_code: parentCode,
        name,
        position,
      })),
    )
    .execute()
  // Ten points a side, as a boundary that somebody drew has many.
  await sql`insert into constituencies (congress_id, id, code, name, boundary, bounds)
    select ${id}::uuid, md5(${index}::int || ' constituency ' || i)::uuid, lpad(i::text, 6, '0'), '第' || i || '选区',
      jsonb_build_object('type', 'MultiPolygon', 'coordinates', jsonb_build_array(jsonb_build_array((
        select jsonb_agg(jsonb_build_array(round((west + dx * ${CELL}::float8)::numeric, 6), round((south + dy * ${CELL}::float8)::numeric, 6)) order by n)
        from generate_series(0, 40) n
        cross join lateral (select case n / 10 when 0 then n % 10 / 10.0 when 1 then 1 when 2 then 1 - n % 10 / 10.0 else 0 end as dx,
          case n / 10 when 0 then 0 when 1 then n % 10 / 10.0 when 2 then 1 when 3 then 1 - n % 10 / 10.0 else 0 end as dy) d)))),
      box(point(west, south), point(west + ${CELL}::float8, south + ${CELL}::float8))
    from generate_series(0, ${side * side - 1}::int) i
    cross join lateral (select ${WEST}::float8 + i % ${side}::int * ${CELL}::float8 as west, ${SOUTH}::float8 + i / ${side}::int * ${CELL}::float8 as south) at`.execute(
    db,
  )
  await sql`insert into deputies (congress_id, id, code, name, constituency_id, topics, search)
    select ${id}::uuid, md5(${index}::int || ' deputy ' || i)::uuid, lpad(i::text, 6, '0'), '代表' || i,
      md5(${index}::int || ' constituency ' || i % ${side * side}::int)::uuid, array[t.code], array_to_tsvector(array['w' || i])
    from generate_series(0, ${deputies - 1}::int) i
    join (select code, row_number() over (order by code) - 1 as place, count(*) over () as of from topics where congress_id = ${id}) t on t.place = i % t.of`.execute(
    db,
  )
  // The R2 sequence spreads them evenly without a pattern.
  await sql`insert into stations (congress_id, id, code, kind, name, address, lon, lat, mercator, hours, search)
    select ${id}::uuid, md5(${index}::int || ' station ' || i)::uuid, lpad(i::text, 6, '0'), case i % 9 when 0 then 'home' else 'station' end,
      n.name || '联络站', n.name || i || '号', lon, lat,
      point(6371008.8 * radians(lon), 6371008.8 * ln(tan(pi() / 4 + radians(lat) / 2))), '[{"weekdays": [1, 2, 3, 4, 5], "from": 540, "to": 1020}]', n.search
    from generate_series(0, ${stations - 1}::int) i
    join bench_names n on n.no = i % ${names}::int
    cross join lateral (select ${WEST}::float8 + ${side * CELL}::float8 * (i * 0.7548776662466927 % 1) as lon,
      ${SOUTH}::float8 + ${side * CELL}::float8 * (i * 0.5698402909980532 % 1) as lat) at`.execute(db)
  await sql`insert into station_deputies (congress_id, station_id, deputy_id)
    select ${id}::uuid, md5(${index}::int || ' station ' || i % ${stations}::int)::uuid, md5(${index}::int || ' deputy ' || i)::uuid
    from generate_series(0, ${deputies - 1}::int) i`.execute(db)
  await sql`insert into receptions (congress_id, station_id, deputy_id, on_day, from_minute, to_minute, announced_at)
    select ${id}::uuid, md5(${index}::int || ' station ' || i)::uuid, md5(${index}::int || ' deputy ' || i % ${deputies}::int)::uuid,
      current_date + 1 + i % 28, 540, 660, now()
    from generate_series(0, ${stations - 1}::int) i`.execute(db)
  await sql`insert into persons (congress_id, id, created_at)
    select ${id}::uuid, md5(${index}::int || ' resident ' || i)::uuid, now() from generate_series(0, ${residents - 1}::int) i
    union all select ${id}::uuid, md5(${index}::int || ' deputy person ' || i)::uuid, now() from generate_series(0, ${deputies - 1}::int) i`.execute(
    db,
  )
  await sql`insert into memberships (congress_id, person_id, role, deputy_id)
    select ${id}::uuid, md5(${index}::int || ' deputy person ' || i)::uuid, 'deputy', md5(${index}::int || ' deputy ' || i)::uuid
    from generate_series(0, ${deputies - 1}::int) i`.execute(db)
}

/** Opens a session for each of these people, as session/identify does, all at once. */
export async function signIn(db: Kysely<Database>, { id }: Pick<BenchCongress, 'id'>, personIds: readonly string[]): Promise<string[]> {
  const congress = Buffer.from(id.replaceAll('-', ''), 'hex')
  const tokens = personIds.map(() => Buffer.concat([congress, randomBytes(32)]).toString('base64url'))
  await sql`insert into sessions (congress_id, token_hash, id, person_id, kind, opened_at, token_at, is_used, expires_at)
    select ${id}::uuid, sha256(token::bytea), gen_random_uuid(), person, 'desktop', now(), now(), true, now() + interval '1 day'
    from unnest(${tokens}::text[], ${personIds}::uuid[]) s(token, person)`.execute(db)
  return tokens
}
