import { addDays, dayOf } from '../../domain/calendar'
import type { ActorScope } from '../operation'
import type { ReceptionRow } from './record'

/** What nobody has finished by then is history. */
const UNFINISHED_DAYS = 14

/** 还没有办完: past days at which a visitor is still neither received nor missed. */
export async function unfinishedReceptions(
  { db, congress, now }: ActorScope,
  of: { stationId: string } | { deputyIds: readonly string[] },
): Promise<ReceptionRow[]> {
  const today = dayOf(now())
  const rows = db
    .selectFrom('receptions')
    .where('congress_id', '=', congress.id)
    .where('state', '=', 'confirmed')
    .where('on_day', '<', today)
    .where('on_day', '>=', addDays(today, -UNFINISHED_DAYS))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('visits')
          .whereRef('visits.congress_id', '=', 'receptions.congress_id')
          .whereRef('visits.reception_id', '=', 'receptions.id')
          .where('visits.state', 'in', ['booked', 'arrived'])
          .select('visits.id'),
      ),
    )
  return ('stationId' in of ? rows.where('station_id', '=', of.stationId) : rows.where('deputy_id', 'in', of.deputyIds))
    .selectAll('receptions')
    .orderBy('on_day')
    .orderBy('from_minute')
    .execute()
}
