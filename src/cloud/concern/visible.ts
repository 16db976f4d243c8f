import { relationsOf, type Relation } from '../../domain/concern'
import type { ActorScope } from '../operation'
import { isAttended } from './attended'
import type { ConcernRow } from './record'

export const partiesOf = (row: Pick<ConcernRow, 'reporter_id' | 'assignee_id' | 'station_id' | 'helper_station_id'>) => ({
  reporterId: row.reporter_id,
  assigneeId: row.assignee_id,
  stationId: row.station_id,
  helperStationId: row.helper_station_id,
})

export interface Visible {
  row: ConcernRow
  relations: Relation[]
}

/** A case that the actor is something to; null for any other, absent or not. `isLocked`: until the transaction ends. */
export async function visible(scope: ActorScope, id: string, { isLocked = false } = {}): Promise<Visible | null> {
  const concern = scope.db
    .selectFrom('concerns')
    .where('congress_id', '=', scope.congress.id)
    .where('id', '=', id)
    .selectAll()
    .select(isAttended('concerns').as('is_attended'))
  const row = await (isLocked ? concern.forUpdate() : concern).executeTakeFirst()
  // What is not shown yet is not there for the deputy; the desk and the office are those who look at it.
  const relations = row ? relationsOf(scope.actor, partiesOf(row)).filter((relation) => relation !== 'assignee' || row.shown_at) : []
  return row && relations.length > 0 ? { row, relations } : null
}
