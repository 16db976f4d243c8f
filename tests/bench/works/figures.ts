import { sql } from 'kysely'
import { refreshFigures } from '../../../src/cloud/figures/compute'
import { figurePeriods } from '../../../src/domain/figures'
import { batch } from '../concerns'
import { granted, must, type WorkKind } from '../work'

/** Of so many concerns one stands in the facts from which figures are computed. */
const ONE_OF = 5

/** 办得怎么样: what everybody may read, computed by the timer once an hour. The limit reads the same row. */
export const figures: WorkKind = {
  name: 'figures',
  needsConcerns: true,
  async prepare({ context, db, congresses, sizes }) {
    // A district as they are: sixteen constituencies, however many concerns. Tens of thousands in one page would measure the page.
    const [filled, { id, code }] = [congresses[0]!.id, congresses[1]!]
    const size = Math.floor(sizes.concerns / ONE_OF)
    await batch(db, async (trx) => {
      await sql`
        insert into figures_cases (congress_id, concern_id, topic_code, constituency_id, entry, route, received_on, due_on, answered_on,
          last_answered_on, withdrawn_on, asked_on, verdict, is_reopened, days, workdays)
        select ${id}::uuid, c.id, c.topic_code, md5('1 constituency ' || h % 16)::uuid, (array['online', 'online', 'walk_in', 'phone'])[1 + h % 4],
          (array['constituency', 'topic', 'desk', 'chosen'])[1 + h / 4 % 4], c.received_at::date, c.due_on, a.on_day, a.on_day, null, null,
          case when a.on_day is not null then (array['settled', 'settled', 'partly', 'not_settled', null])[1 + h / 7 % 5] end, h % 40 = 0,
          a.on_day - c.received_at::date, (a.on_day - c.received_at::date) * 5 / 7
        from (select c.*, abs(hashtext(c.id::text)) as h from generate_series(0, ${size - 1}::int) i
          join concerns c on c.congress_id = ${filled} and c.id = md5('0 concern ' || i)::uuid) c
        cross join lateral (select case when h % 9 > 0 then c.received_at::date + h % 45 end as on_day) a
        on conflict do nothing`.execute(trx)
    })
    await sql`analyze figures_cases`.execute(db)
    const congress = { id, code, name: code, divisionCode: null, settings: { answerWithinWorkdays: 10 } }
    const from = performance.now()
    while ((await refreshFigures(context, congress)) > 0);
    const seconds = (performance.now() - from) / 1000
    let turn = 0
    return {
      size,
      isOverHttp: true,
      replayed: (call) => call,
      notes: [`the timer computed ${figurePeriods.length} periods in ${seconds.toFixed(1)} s`],
      async once(caller) {
        turn += 1
        const period = figurePeriods[turn % figurePeriods.length]!
        const { figures: shown } = await granted(caller, 'figures.open', { period }, { congress: code })
        must(shown !== null, 'figures were computed')
      },
      limit: {
        numbers: { p: [1, figurePeriods.length] },
        sql: `select * from figures where congress_id = md5('congress 1')::uuid and period = (array[${figurePeriods.map((each) => `'${each}'`).join(', ')}])[:p::int]`,
      },
    }
  },
}
