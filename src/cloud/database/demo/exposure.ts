import { sql } from 'kysely'
import type { Context } from '../../context'

/** How many of the demo's settled cases are public, and how many answered ones wait for the office. */
const PUBLISHED = 4
const ASKED = 2

/** Some residents chose to publish, and desks and the office have read what they had to: both as the operations would write them. */
export async function fillExposure({ db }: Pick<Context, 'db'>, congressId: string): Promise<void> {
  await sql`
    with chosen as (
      select c.*, row_number() over (partition by state order by received_at desc, id) as place_in_line from concerns c
      where congress_id = ${congressId} and state in ('settled', 'answered') and text <> ''
    )
    insert into publications (congress_id, concern_id, id, state, title, text, answer, deputy_id, place, month, topic_code, asked_at,
      decided_at, published_at)
    select c.congress_id, c.id, gen_random_uuid(), case state when 'settled' then 'published' else 'asked' end,
      left(split_part(c.text, '，', 1), 40), c.text, coalesce(m.text, ''), m.deputy_id, coalesce(substring(c.address from '^\D*?[路街巷]'), ''),
      to_char(c.received_at at time zone 'Asia/Shanghai', 'YYYY-MM'), c.topic_code, coalesce(m.at, c.received_at),
      case state when 'settled' then coalesce(m.at, c.received_at) + interval '1 day' end,
      case state when 'settled' then coalesce(m.at, c.received_at) + interval '1 day' end
    from chosen c
    left join lateral (select text, deputy_id, at from concern_messages m where m.congress_id = c.congress_id and m.concern_id = c.id
      and m.kind = 'answered' order by seq desc limit 1) m on true
    where place_in_line <= case state when 'settled' then ${PUBLISHED}::int else ${ASKED}::int end`.execute(db)
  await sql`
    insert into identity_openings (congress_id, id, concern_id, what, by_role, by_person, by_name, reason_code, reason, at, on_day)
    select c.congress_id, gen_random_uuid(), c.id, 'read', 'desk', m.person_id, s.name || ' ' || coalesce(p.name, ''), null, '',
      c.received_at + interval '2 hours', ((c.received_at + interval '2 hours') at time zone 'Asia/Shanghai')::date
    from concerns c
    join stations s on s.congress_id = c.congress_id and s.id = c.station_id
    join lateral (select person_id from memberships m where m.congress_id = c.congress_id and m.station_id = c.station_id
      order by person_id limit 1) m on true
    join persons p on p.congress_id = c.congress_id and p.id = m.person_id
    where c.congress_id = ${congressId}`.execute(db)
}
