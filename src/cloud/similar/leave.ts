import type { Relation } from '../../domain/concern'
import { record, type ConcernRow } from '../concern/record'
import type { ChangeScope } from '../operation'

/** Takes another than the first case out of its cluster. `by`: who decided that; null where it follows from what is done with it alone. */
export async function leaveCluster(scope: ChangeScope, row: ConcernRow, by: Relation | null): Promise<ConcernRow> {
  if (!row.head_id) return row
  await scope.db
    .updateTable('concerns')
    .set({ head_id: null })
    .where('congress_id', '=', scope.congress.id)
    .where('id', '=', row.id)
    .execute()
  await record(scope, { id: row.id }, { kind: 'detached', by, data: { headId: row.head_id } })
  return { ...row, head_id: null }
}
