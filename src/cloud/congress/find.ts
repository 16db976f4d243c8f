import type { Kysely } from 'kysely'
import type { Database } from '../database/schema'
import type { Congress } from '../operation'

/** The congress by its code, else by id, else the first of the deployment. */
export async function congressOf(db: Kysely<Database>, code: string | undefined, id: string | null): Promise<Congress | null> {
  let query = db.selectFrom('congresses').select(['id', 'code', 'name', 'division_code', 'settings']).orderBy('created_at').limit(1)
  if (code !== undefined) query = query.where('code', '=', code)
  else if (id) query = query.where('id', '=', id)
  const row = await query.executeTakeFirst()
  return row ? { id: row.id, code: row.code, name: row.name, divisionCode: row.division_code, settings: row.settings } : null
}
