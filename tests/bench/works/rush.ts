import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { together, type Round } from '../measure'
import { idOf, signIn } from '../town'
import { must, type Caller, type WorkKind } from '../work'

const PEOPLE = 500
const PLACES = 10
/** Receptions on which the limit is tried, with as many attempts a place as the rush has, at the beginning. */
const TRIED = 50

/**
 * 预约: 500 people at once for ten places of one reception. Exactly ten have one, the others hear that it is full. The limit books in
 * one statement that locks the reception, and writes visit, event, request and message where there is a place.
 */
export const rush: WorkKind = {
  name: 'rush',
  needsConcerns: false,
  async prepare({ db, congresses }) {
    const congress = congresses[1]!
    const made: string[] = []
    // Each on a day of its own and at a minute of its own: a deputy is in one place.
    const reception = async (day: number) => {
      const id = idOf(`rush ${day}`)
      await sql`insert into receptions (congress_id, id, station_id, deputy_id, on_day, from_minute, to_minute, slot_minutes, capacity, announced_at)
        values (${congress.id}, ${id}, ${idOf('1 station 1')}, ${idOf('1 deputy 1')}, current_date + 2 + ${day % 30}::int,
          ${(day / 30) | 0}, ${600}, ${600 - ((day / 30) | 0)}, ${PLACES}, now())`.execute(db)
      return id
    }
    for (let day = 0; day < TRIED; day += 1) await reception(day)
    const people = Array.from({ length: PEOPLE }, () => randomUUID())
    await sql`insert into persons (congress_id, id, created_at) select ${congress.id}, id, now() from unnest(${people}::uuid[]) p(id)`.execute(
      db,
    )
    const tokens = await signIn(db, congress, people)

    const book = async (caller: Caller, receptionId: string, token: string, requestId: string): Promise<boolean> => {
      const reply = await caller({ operation: 'visit.book', input: { requestId, receptionId, startsAt: null, orWait: false }, token })
      // As a phone does it: when the server is too busy, the same request is sent again.
      if (!reply.ok && reply.error.code === 'UNAVAILABLE') return book(caller, receptionId, token, requestId)
      must(reply.ok || reply.error.fields?.[0]?.rule === 'full', `booked or full, but ${JSON.stringify(reply)}`)
      return reply.ok
    }
    const oneRush = async (caller: Caller): Promise<Round> => {
      const receptionId = await reception(TRIED + made.length)
      made.push(receptionId)
      // Whoever won the last time would be refused for holding too many.
      await sql`update visits set state = 'cancelled', seat = null where congress_id = ${congress.id} and visitor_id = any(${people}::uuid[])
        and reception_id <> all(${made.slice(-1)}::uuid[]) and state = 'booked'`.execute(db)
      const times: number[] = []
      const from = performance.now()
      const won = await Promise.all(
        tokens.map(async (token) => {
          const has = await book(caller, receptionId, token, randomUUID())
          times.push(performance.now() - from)
          return has
        }),
      )
      const seconds = (performance.now() - from) / 1000
      const { rows } = await sql<{ seats: number; visits: number }>`select count(distinct seat) as seats, count(*) as visits from visits
        where congress_id = ${congress.id} and reception_id = ${receptionId} and seat is not null`.execute(db)
      must(won.filter(Boolean).length === PLACES && rows[0]!.seats === PLACES && rows[0]!.visits === PLACES, `${PLACES} have a place each`)
      return { times, done: PEOPLE, seconds }
    }
    return {
      size: PEOPLE,
      isOverHttp: true,
      async round(caller, seconds) {
        const rounds: Round[] = []
        for (let left = Math.max(1, Math.round(seconds)); left > 0; left -= 1) rounds.push(await oneRush(caller))
        return together(rounds)
      },
      limit: {
        numbers: { d: [0, TRIED - 1], r: [0, congress.residents - 1], n: [1, 1_000_000_000] },
        sql: `with reception as materialized (select congress_id, id from receptions
            where congress_id = md5('congress 1')::uuid and id = md5('rush ' || :d::int)::uuid and (
              select count(*) from visits v where v.congress_id = md5('congress 1')::uuid and v.reception_id = md5('rush ' || :d::int)::uuid and v.seat is not null) < ${PLACES}
            for update),
          visit as (insert into visits (congress_id, id, reception_id, visitor_id, state, slot, seat, code, about, people, needs, created_at, changed_at)
            select r.congress_id, gen_random_uuid(), r.id, md5('1 resident ' || :r::int)::uuid, 'booked', 0, seat, 'n' || :n::int, '', 1, '{}', now(), now()
            from reception r cross join lateral (select min(n) as seat from generate_series(1, ${PLACES}) n where not exists (
              select from visits v where v.congress_id = r.congress_id and v.reception_id = r.id and v.slot = 0 and v.seat = n)) free
            where seat is not null on conflict do nothing returning congress_id, id, visitor_id),
          log as (insert into visit_events (congress_id, visit_id, seq, kind, by_relation, actor_id, at, data)
            select congress_id, id, 1, 'booked', 'visitor', visitor_id, now(), '{}' from visit),
          request as (insert into requests (congress_id, person_id, request_id, operation, input_hash, outcome, created_at)
            select congress_id, visitor_id, id, 'visit.book', decode('00', 'hex'), '{}', now() from visit),
          told as (insert into outbox (congress_id, id, person_id, kind, visit_id, created_at, show_at, next_at)
            select congress_id, gen_random_uuid(), visitor_id, 'visit_booked', id, now(), now(), now() from visit)
          select count(*) from visit`,
      },
      async check() {
        must(made.length > 0, 'a rush was held')
      },
    }
  },
}
