import { sql } from 'kysely'
import { retentionOf } from '../../domain/privacy'
import { visitSettingsOf } from '../../domain/visit'
import type { Handler } from '../operation'

/** Every congress of the deployment. */
export const listCongresses: Handler<'congress.list'> = async ({ db }) => ({
  items: await db.selectFrom('congresses').select(['code', 'name']).orderBy('created_at').execute(),
})

/** The congress with its topics and the divisions below its own. */
export const openCongress: Handler<'congress.open'> = async ({ db, congress }) => {
  const [topics, divisions, middle] = await Promise.all([
    db
      .selectFrom('topics')
      .where('congress_id', '=', congress.id)
      .select(['code', 'parent_code as parentCode', 'name', 'is_retired as isRetired'])
      .orderBy('position')
      .orderBy('code')
      .execute(),
    sql<{ code: string; parent_code: string | null; name: string; lon: number | null; lat: number | null }>`
      with recursive below as (
        select code, parent_code, name, lon, lat, 0 as depth from divisions where code = ${congress.divisionCode}
        union all
        select d.code, d.parent_code, d.name, d.lon, d.lat, depth + 1 from divisions d join below on d.parent_code = below.code where depth < 6
      )
      select * from below order by depth, code`.execute(db),
    sql<{ lon: number | null; lat: number | null }>`
      select avg(lon) as lon, avg(lat) as lat from (select lon, lat from stations where congress_id = ${congress.id} limit 500) sample`.execute(
      db,
    ),
  ])
  const { lon, lat } = middle.rows[0]!
  return {
    code: congress.code,
    name: congress.name,
    settings: {
      ...congress.settings,
      retention: retentionOf(congress.settings.retention),
      visits: visitSettingsOf(congress.settings.visits),
    },
    centre: lon !== null && lat !== null ? { lon, lat } : null,
    topics,
    divisions: divisions.rows.map((row) => ({
      code: row.code,
      parentCode: row.parent_code,
      name: row.name,
      centre: row.lon !== null && row.lat !== null ? { lon: row.lon, lat: row.lat } : null,
    })),
  }
}
