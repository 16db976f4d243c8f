import { sql } from 'kysely'
import { searchQuery } from '../../../src/cloud/search'
import { granted, must, type WorkKind } from '../work'
import { receptionsOf } from './nearby'

/** Two Chinese characters of the name of a station. The limit is given the search already written as PostgreSQL wants it. */
export const search: WorkKind = {
  name: 'search',
  needsConcerns: false,
  async prepare({ db, congresses, sizes, names }) {
    const sought = names.slice(0, 500).map((name) => [...name].slice(0, 2).join(''))
    await sql`create table if not exists bench_searches (i int primary key, query tsquery not null)`.execute(db)
    await sql`insert into bench_searches select i - 1, to_tsquery('simple', query)
      from unnest(${sought.map((each) => searchQuery(each)!)}::text[]) with ordinality q(query, i) on conflict do nothing`.execute(db)
    let turn = 0
    return {
      size: sizes.stations,
      isOverHttp: true,
      replayed: (call) => call,
      async once(caller) {
        turn += 1
        const query = sought[turn % sought.length]!
        const { items } = await granted(caller, 'station.nearby', { query }, { congress: congresses[0]!.code })
        must(items.length > 0 && items.every(({ name }) => name.includes(query)), 'stations whose name has what was typed')
      },
      limit: {
        numbers: { q: [0, sought.length - 1] },
        sql: `select s.*, r.* from (
            select congress_id, id, kind, name, address, lon, lat, hours from stations
            where congress_id = md5('congress 0')::uuid and search @@ (select query from bench_searches where i = :q::int) order by name, id limit 20) s ${receptionsOf}`,
      },
    }
  },
}
