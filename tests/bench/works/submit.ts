import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { defaultTopics } from '../../../src/cloud/congress/default-topics'
import { letter } from '../letters'
import type { Sent } from '../replay'
import { placeIn } from '../town'
import { granted, must, type WorkKind } from '../work'

/**
 * 提交诉求, in all congresses in turn: half with a topic chosen, half for the model to guess; half with a name and a phone.
 * The limit writes the same rows in one statement: request, number, concern, two events with their hashes, likeness, message.
 */
export const submit: WorkKind = {
  name: 'submit',
  needsConcerns: true,
  async prepare(town) {
    const { db, congresses, sizes, random } = town
    const topics = defaultTopics().map(({ code }) => code)
    let turn = 0
    let handedIn = 0
    const counts = async () => {
      const { rows } = await sql<{ concerns: number; events: number; likenesses: number; requests: number }>`
        select (select count(*) from concerns where number like '20%') as concerns,
          (select count(*) from concern_events e join concerns c on c.congress_id = e.congress_id and c.id = e.concern_id where c.number like '20%') as events,
          (select count(*) from likenesses l join concerns c on c.congress_id = l.congress_id and c.id = l.concern_id where c.number like '20%') as likenesses,
          (select count(*) from requests where operation = 'concern.submit' and outcome is not null and input_hash <> '\\x00') as requests`.execute(
        db,
      )
      return rows[0]!
    }
    return {
      size: sizes.concerns,
      isOverHttp: true,
      replayed,
      async once(caller) {
        turn += 1
        const congress = congresses[turn % congresses.length]!
        const token = congress.tokens[turn % congress.tokens.length]!
        const withContact = turn % 4 < 2
        const { number, receipt } = await granted(
          caller,
          'concern.submit',
          {
            requestId: randomUUID(),
            text: letter(random),
            topic: turn % 2 ? topics[turn % topics.length]! : null,
            place: { at: placeIn(congress, random), address: '望月路12号' },
            contact: withContact ? { name: '王小明', phone: '13800138000', mayCall: true } : { name: '', phone: '', mayCall: false },
          },
          { token },
        )
        must(/^20\d\d/.test(number) && receipt.reasons.length > 0, 'a concern has a number and a receipt')
        handedIn += 1
      },
      async check() {
        const { concerns, events, likenesses, requests } = await counts()
        must(concerns === handedIn, `${handedIn} concerns were acknowledged and ${concerns} are there`)
        must(events >= 2 * handedIn && likenesses === handedIn && requests === handedIn, 'each with its log, its likeness and its request')
      },
      limit: {
        numbers: {
          c: [0, congresses.length - 1],
          r: [0, Math.min(...congresses.map(({ residents }) => residents)) - 1],
          l: [0, sizes.letters - 1],
        },
        sql: `with who as (select md5('congress ' || :c::int)::uuid as congress, md5(:c::int || ' resident ' || :r::int)::uuid as person,
            md5(:c::int || ' deputy ' || :r::int % 40)::uuid as deputy, md5(:c::int || ' station ' || :r::int % 8)::uuid as station,
            md5(:c::int || ' constituency ' || :r::int % 16)::uuid as constituency),
          letter as (select text, keys, mercator, lon, lat from bench_letters where no = :l::int),
          request as (insert into requests (congress_id, person_id, request_id, operation, input_hash, outcome, created_at)
            select congress, person, gen_random_uuid(), 'concern.submit', decode('00', 'hex'), '{}', now() from who),
          counter as (insert into concern_counters as k (congress_id, year, last) select congress, 1, 1 from who
            on conflict (congress_id, year) do update set last = k.last + 1 returning last),
          concern as (insert into concerns (congress_id, id, number, reporter_id, state, text, topic_code, topic_by, lon, lat, address, constituency_id,
              assignee_id, station_id, contact, may_call, routing, received_at, assigned_at, due_on, shown_at)
            select congress, gen_random_uuid(), 'P' || last, person, 'assigned', text, '01', 'resident', lon, lat, '望月路12号', constituency,
              deputy, station, decode(repeat('00', 80), 'hex'), true, '{"reasons": [{"kind": "only_deputy"}], "alternatives": [], "also": []}', now(), now(),
              current_date + 14, now() from who, letter, counter returning congress_id, id, reporter_id, assignee_id),
          log as (insert into concern_events (congress_id, concern_id, seq, kind, by_relation, actor_id, at, data)
            select congress_id, id, seq, kind, by_relation, reporter_id, now(), '{}'
            from concern, (values (1, 'submitted', 'reporter'), (2, 'routed', null)) e(seq, kind, by_relation) order by seq),
          likeness as (insert into likenesses (congress_id, concern_id, keys, mercator, is_offered)
            select congress_id, id, keys, mercator, false from concern, letter),
          told as (insert into outbox (congress_id, id, person_id, kind, concern_id, created_at, show_at, next_at)
            select c.congress_id, gen_random_uuid(), m.person_id, 'concern_received', c.id, now(), now(), now()
            from concern c join memberships m on m.congress_id = c.congress_id and m.deputy_id = c.assignee_id)
          select last from counter`,
      },
    }
  },
}

/** The statements of handing in, with ids and a number of their own each time; numbered so that the check does not count them. */
function replayed(call: Sent[]): Sent[] {
  const valuesOf = (table: string) => call.find(({ text }) => text.includes(`insert into "${table}"`))!.values
  const [, , requestId] = valuesOf('requests')
  const [, id, number] = valuesOf('concerns')
  const messages = call.filter(({ text }) => text.includes('insert into "outbox"')).map(({ values }) => values[1]!)
  const anew = new Map([
    [requestId!, ':request'],
    [id!, ':concern'],
    [number!, `'R' || :last`],
    ...messages.map((each) => [each, 'gen_random_uuid()'] as const),
  ])
  const written = call.map(({ text, values }) => ({
    text: text.includes('"concern_counters"') ? `${text} \\gset` : text,
    values: values.map((value, at) => (text.includes('insert into "requests"') && at === 4 ? `'\\x00'` : (anew.get(value) ?? value))),
  }))
  return [
    { text: 'select quote_literal(gen_random_uuid()) as request, quote_literal(gen_random_uuid()) as concern \\gset', values: [] },
    ...written,
  ]
}
