import type { Context } from '../context'
import type { Congress } from '../operation'

/** Every congress of the deployment: each query names one, so work for all goes through them. */
export async function allCongresses({ db }: Pick<Context, 'db'>): Promise<Congress[]> {
  const rows = await db.selectFrom('congresses').select(['id', 'code', 'name', 'division_code', 'settings']).orderBy('created_at').execute()
  return rows.map(({ id, code, name, division_code, settings }) => ({ id, code, name, divisionCode: division_code, settings }))
}
