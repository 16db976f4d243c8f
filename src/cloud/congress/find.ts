import type { Kysely } from 'kysely'
import type { Context } from '../context'
import { kept } from '../database/kept-plan'
import type { Database } from '../database/schema'
import type { Congress } from '../operation'

const congresses = (db: Kysely<Database>) =>
  db.selectFrom('congresses').select(['id', 'code', 'name', 'division_code as divisionCode', 'settings']).orderBy('created_at')

/** The congress by its code, else by id, else the first of the deployment. */
export async function congressOf(db: Kysely<Database>, code: string | undefined, id: string | null): Promise<Congress | null> {
  let query = congresses(db).limit(1).modifyEnd(kept)
  if (code !== undefined) query = query.where('code', '=', code)
  else if (id) query = query.where('id', '=', id)
  return (await query.executeTakeFirst()) ?? null
}

/** Every congress of the deployment: each query names one, so work for all goes through them. */
export const allCongresses = ({ db }: Pick<Context, 'db'>): Promise<Congress[]> => congresses(db).execute()
