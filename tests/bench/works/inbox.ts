import { SIGNED_IN, deputyTokens } from '../concerns'
import { granted, must, type WorkKind } from '../work'

/** The columns of a page of cases `c`, of the congress of the benchmark. */
export const page = `c.id, c.head_id, c.number, c.state, c.relay_name, c.contact, c.assignee_id, c.station_id, c.reporter_id, c.reveal_to, c.reveals_name, c.may_call,
  c.text, c.topic_code, t.name as topic, c.address, c.received_at, c.due_on, c.verdict, d.name as deputy, s.name as station, c.opened_at`
export const names = `left join topics t on t.congress_id = c.congress_id and t.code = c.topic_code
  left join deputies d on d.congress_id = c.congress_id and d.id = c.assignee_id
  left join stations s on s.congress_id = c.congress_id and s.id = c.station_id`

/** The first page of a deputy's inbox, with its counts. The limit reads the same rows and counts in one statement. */
export const inbox: WorkKind = {
  name: 'inbox',
  needsConcerns: true,
  async prepare(town) {
    const tokens = deputyTokens(town)
    let turn = 0
    return {
      size: town.sizes.concerns,
      isOverHttp: true,
      replayed: (call) => call,
      async once(caller) {
        turn += 1
        const { items, counts } = await granted(caller, 'concern.inbox', { as: 'deputy' }, { token: tokens[(turn * 7) % tokens.length]! })
        const days = items.map(({ due }) => due?.on ?? '').filter(Boolean)
        must(
          items.length > 0 && counts.open >= items.length && days.join() === [...days].sort().join(),
          'open cases, the most urgent first',
        )
      },
      limit: {
        numbers: { d: [0, Math.min(SIGNED_IN, town.congresses[0]!.deputies) - 1] },
        sql: `with held as materialized (
            select c.due_on, c.state, c.id, c.topic_code,
              (select count(*) from concern_messages m where m.congress_id = c.congress_id and m.concern_id = c.id and m.read_at is null
                and m.shown_at is not null and m.by_relation = 'reporter') as unread
            from concerns c where c.congress_id = md5('congress 0')::uuid and c.assignee_id = md5('0 deputy ' || :d::int)::uuid and c.head_id is null
              and c.shown_at is not null and c.state in ('assigned', 'accepted', 'asked', 'disputed'))
          select ${page}, f.unread, n.* from (select id, unread from held order by due_on, id limit 21) f
          join concerns c on c.congress_id = md5('congress 0')::uuid and c.id = f.id ${names}
          cross join (select count(*) as open, count(*) filter (where due_on < current_date and state <> 'asked') as overdue,
            count(*) filter (where unread > 0) as unread_cases, count(*) filter (where topic_code is null) as topicless from held) n
          order by c.due_on, c.id`,
      },
    }
  },
}
