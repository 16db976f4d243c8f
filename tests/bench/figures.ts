import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { openContext } from '../../src/cloud/context'
import { allCongresses } from '../../src/cloud/congress/find'
import { openEmbedded } from '../../src/cloud/database/embedded'
import { migrate } from '../../src/cloud/database/migrate'
import { collect } from '../../src/cloud/figures/collect'
import { refreshFigures } from '../../src/cloud/figures/compute'
import { handle } from '../../src/cloud/main'
import { openSession } from '../../src/cloud/session/identify'
import { figurePeriods } from '../../src/domain/figures'

/**
 * How long the pages of figures take with a million concerns of one congress, and how long the timer takes to compute
 * them: `npx tsx tests/bench/figures.ts [COUNT]`. Its database is made for this and thrown away. The facts of the cases
 * are put in by SQL; the folding of the log is timed on the first `LOGGED` of them.
 */
const COUNT = Number(process.argv[2] ?? 1_000_000)
const LOGGED = Math.min(COUNT, 20_000)
const READS = 500
const BATCH = 50_000
const LOG_BATCH = 1_000

const say = (line: string) => process.stdout.write(`${line}\n`)
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-bench-'))
  const server = await openEmbedded(folder)
  const context = await openContext({ databaseUrl: server.url, dataDir: folder, env: { LOG_LEVEL: 'silent' } })
  const { db } = context
  await migrate(db)
  try {
    const id = randomUUID()
    const person = randomUUID()
    await sql`insert into congresses (id, code, name, settings, created_at) values (${id}, 'BENCH', 'BENCH', '{"answerWithinWorkdays": 10}', now())`.execute(
      db,
    )
    await sql`insert into persons (congress_id, id, created_at) values (${id}, ${person}, now())`.execute(db)
    await sql`insert into memberships (congress_id, person_id, role) values (${id}, ${person}, 'office')`.execute(db)
    await sql`insert into topics (congress_id, code, parent_code, name, position)
      select ${id}, 't' || i, case when i >= 12 then 't' || i % 12 end, 't' || i, i from generate_series(0, 79) i`.execute(db)
    await sql`insert into constituencies (congress_id, id, code, name, boundary, bounds)
      select ${id}, gen_random_uuid(), lpad(i::text, 3, '0'), '选区' || i, '{"type": "MultiPolygon", "coordinates": []}', box(point(0, 0), point(1, 1))
      from generate_series(1, 120) i`.execute(db)
    const filling = performance.now()
    for (let from = 0; from < COUNT; from += BATCH) {
      await sql`
        insert into concerns (congress_id, id, number, reporter_id, state, text, topic_code, constituency_id, address, may_call, routing, received_at, assigned_at, due_on, shown_at)
        select ${id}, gen_random_uuid(), 'n' || i, ${person}, 'answered', '', 't' || i % 80, c.id, '', false,
          '{"deputyId": null, "reasons": [{"kind": "no_place"}], "alternatives": [], "also": [], "constituencyId": null}',
          now() - (i * 17 % 730) * interval '1 day', now(), (now() - (i * 17 % 730) * interval '1 day')::date + 14, now()
        from generate_series(${from}::int, ${Math.min(COUNT, from + BATCH) - 1}::int) i
        join (select id, row_number() over (order by code) - 1 as place from constituencies where congress_id = ${id}) c on c.place = i % 120`.execute(
        db,
      )
    }
    say(`${COUNT} concerns put in: ${seconds(filling)}`)
    const logging = performance.now()
    for (let from = 0; from < LOGGED; from += LOG_BATCH) {
      await sql`
        insert into concern_events (congress_id, concern_id, seq, kind, by_relation, at, data)
        select ${id}, c.id, e.seq, e.kind, e.by_relation, c.received_at + e.seq * interval '1 day', e.data::jsonb
        from (select id, received_at from concerns where congress_id = ${id} order by id offset ${from} limit ${LOG_BATCH}) c,
          (values (1, 'submitted', 'reporter', '{}'), (2, 'answered', 'assignee', '{}'), (3, 'judged', 'reporter', '{"verdict": "settled"}'))
            e(seq, kind, by_relation, data)
        order by c.id, e.seq`.execute(db)
      // What chains the log looks for the step before: by the index, once PostgreSQL knows that the table grows.
      if (from < 5 * LOG_BATCH) await sql`analyze concern_events`.execute(db)
    }
    say(`${LOGGED * 3} steps put in: ${seconds(logging)}`)

    const congress = (await allCongresses(context)).find((each) => each.id === id)!
    const folding = performance.now()
    let batches = 0
    while ((await collect(context, congress)) > 0) batches += 1
    say(`log of ${LOGGED} cases (${LOGGED * 3} steps) folded in ${batches} batches: ${seconds(folding)}`)

    const facts = performance.now()
    await sql`
      insert into figures_cases (congress_id, concern_id, topic_code, constituency_id, entry, route, received_on, due_on, answered_on,
        last_answered_on, withdrawn_on, asked_on, verdict, is_reopened, days, workdays)
      select c.congress_id, c.id, c.topic_code, c.constituency_id, (array['online', 'online', 'walk_in', 'phone'])[1 + h % 4],
        (array['constituency', 'topic', 'desk', 'chosen'])[1 + h / 4 % 4], c.received_at::date, c.due_on, a.on_day, a.on_day, null, null,
        case when a.on_day is not null then (array['settled', 'settled', 'partly', 'not_settled', null])[1 + h / 7 % 5] end, h % 40 = 0,
        a.on_day - c.received_at::date, (a.on_day - c.received_at::date) * 5 / 7
      from (select *, abs(hashtext(id::text)) as h from concerns where congress_id = ${id}) c
      cross join lateral (select case when h % 9 > 0 then c.received_at::date + h % 45 end as on_day) a
      on conflict do nothing`.execute(db)
    await sql`vacuum analyze`.execute(db)
    say(`facts of the others: ${seconds(facts)}`)

    for (const period of figurePeriods) {
      const computing = performance.now()
      await refreshFigures(context, congress)
      say(`computed ${period}: ${seconds(computing)}`)
    }

    const { token } = await openSession(db, { congressId: id, personId: person, kind: 'desktop' }, context.now())
    for (const operation of ['figures.open', 'figures.audit']) {
      const times: number[] = []
      for (let index = 0; index < READS + 20; index += 1) {
        const begun = performance.now()
        const reply = await handle(
          { operation, input: { period: figurePeriods[index % figurePeriods.length] }, token, callId: 'bench', congress: 'BENCH' },
          context,
        )
        if (!reply.ok) throw new Error(`${operation}: ${JSON.stringify(reply.error)}`)
        if (index >= 20) times.push(performance.now() - begun)
      }
      const sorted = times.sort((a, b) => a - b)
      const at = (part: number) => `${sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!.toFixed(1)} ms`
      say(`${operation}, ${READS} reads: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(1)}`)
    }
  } finally {
    await context.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

void main()
