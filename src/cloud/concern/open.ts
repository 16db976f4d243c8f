import { keepOpening } from '../identity/keep'
import type { ActorScope, Handler } from '../operation'
import { refuse } from '../refusal'
import { record } from './record'
import { viewConcern } from './view'
import { visible, type Visible } from './visible'

/** One case; opening it marks what the other side wrote as read, and tells the resident that the deputy has seen it. */
export const openConcern: Handler<'concern.open'> = async (scope, { id }) => {
  const found = (await visible(scope, id)) ?? refuse('NOT_FOUND')
  await markSeen(scope, found)
  await keepReading(scope, found)
  return viewConcern(scope, found)
}

/** Once a day for each person of a desk or the office; that the deputy opened it stands in the timeline. */
async function keepReading(scope: ActorScope, { row, relations }: Visible): Promise<void> {
  if (relations.includes('reporter') || relations.includes('assignee')) return
  const isHelper = relations.includes('helper')
  const at = isHelper ? { ...row, station_id: row.helper_station_id } : row
  await keepOpening(scope, at, { what: 'read', by: isHelper || relations.includes('desk') ? 'desk' : 'office' })
}

/** Who holds a case reads for their side: the deputy, or the desk where there is none. The office reads without leaving a mark. */
async function markSeen(scope: ActorScope, { row, relations }: Visible): Promise<void> {
  const at = scope.now()
  const isReporter = relations.includes('reporter')
  const isHolder = relations.includes(row.assignee_id ? 'assignee' : 'desk')
  if (!isReporter && !isHolder) return
  await scope.db
    .updateTable('concern_messages')
    .set({ read_at: at })
    .where('congress_id', '=', scope.congress.id)
    .where('concern_id', '=', row.id)
    .where('read_at', 'is', null)
    .where('shown_at', 'is not', null)
    .where((where) =>
      where.or([
        ...(isReporter ? [where('by_relation', '<>', 'reporter')] : []),
        ...(isHolder ? [where('by_relation', 'in', ['reporter', 'helper'])] : []),
      ]),
    )
    .execute()
  if (!relations.includes('assignee') || row.opened_at) return
  await scope.db.transaction().execute(async (db) => {
    const opened = await db
      .updateTable('concerns')
      .set({ opened_at: at })
      .where('congress_id', '=', scope.congress.id)
      .where('id', '=', row.id)
      .where('assignee_id', '=', row.assignee_id)
      .where('opened_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (opened)
      await record({ ...scope, db, at }, row, {
        kind: 'opened',
        by: 'assignee',
        data: row.assignee_id ? { deputyId: row.assignee_id } : {},
      })
  })
}
