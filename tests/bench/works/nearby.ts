import { placeIn } from '../town'
import { granted, must, type WorkKind } from '../work'

/** The columns of a list of stations with their coming receptions, of the stations `s`. */
export const receptionsOf = `left join lateral (
    select on_day, from_minute, to_minute, deputy_id, d.name as deputy from receptions r
    join deputies d on d.congress_id = r.congress_id and d.id = r.deputy_id
    where r.congress_id = s.congress_id and r.station_id = s.id and r.state = 'confirmed' and r.on_day between current_date and current_date + 62
    order by on_day, from_minute) r on true`

/** 附近的联络站: the twenty nearest, with who receives next. The limit reads the same columns in one statement. */
export const nearby: WorkKind = {
  name: 'nearby',
  needsConcerns: false,
  async prepare({ congresses, sizes, random }) {
    const congress = congresses[0]!
    const reach = Math.round(congress.side * 20_000)
    return {
      size: sizes.stations,
      isOverHttp: true,
      replayed: (call) => call,
      async once(caller) {
        const { items } = await granted(caller, 'station.nearby', { at: placeIn(congress, random) }, { congress: congress.code })
        const distances = items.map(({ distanceM }) => distanceM!)
        must(
          items.length === 20 && distances.every((each, index) => index === 0 || each >= distances[index - 1]!),
          'twenty stations, the nearest first',
        )
      },
      limit: {
        numbers: { x: [0, reach], y: [0, reach] },
        sql: `select s.*, r.* from (
            select congress_id, id, kind, name, address, lon, lat, hours from stations
            where congress_id = md5('congress 0')::uuid
            order by mercator <-> point(6371008.8 * radians(100 + :x::float8 / 1000000), 6371008.8 * ln(tan(pi() / 4 + radians(28 + :y::float8 / 1000000) / 2)))
            limit 30) s ${receptionsOf}`,
      },
    }
  },
}
