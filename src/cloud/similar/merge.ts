import { sql } from 'kysely'
import { dayOf } from '../../domain/calendar'
import { mayDetach, mayMerge, mergedBy, stateUnder } from '../../domain/cluster'
import { openStates, relationsOf, type ConcernState, type Relation } from '../../domain/concern'
import { clockGoesOn } from '../concern/notice'
import { partiesOf, visible } from '../concern/visible'
import { record, tellFormer, type ConcernRow } from '../concern/record'
import { tell } from '../notification/tell'
import type { Change, ChangeScope } from '../operation'
import { refuse } from '../refusal'
import { viewCluster } from './cluster'
import { leaveCluster } from './leave'
import { repeatEvent } from './spread'

/** 并案: these cases are one matter. They go to the deputy of the first and are answered with it; each stays its resident's own. */
export const mergeConcerns: Change<'concern.merge'> = {
  async run(scope, { id, ids }) {
    const { row: head, relations } = (await visible(scope, id, { isLocked: true })) ?? refuse('NOT_FOUND')
    const by = mergedBy.find((relation) => relations.includes(relation)) ?? refuse('NOT_FOUND')
    if (!mayMerge(head.state, relations) || head.head_id) return refuse('CONFLICT')
    const rows = await lockCases(scope, ids, id)
    for (const one of new Set(ids)) {
      const row = rows.find((each) => each.id === one)
      const theirs = row ? relationsOf(scope.actor, partiesOf(row)).filter((each) => each !== 'assignee' || row.shown_at) : []
      if (!row || !mayDetach(theirs)) return refuse('NOT_FOUND', [{ path: 'ids', rule: 'absent' }])
      if (!mayMerge(row.state, theirs) || row.head_id) return refuse('CONFLICT')
      // A deputy would lose a case without having said a word.
      if (!head.assignee_id && row.assignee_id) return refuse('CONFLICT', [{ path: 'id', rule: 'unassigned' }])
    }
    await putUnder(scope, head, rows, by)
    return { id }
  },
  async answer(scope, { id }) {
    const { row, relations } = (await visible(scope, id)) ?? refuse('NOT_FOUND')
    return viewCluster(scope, row, relations)
  },
}

/** The cases and those that are under them already, locked in one order. */
const lockCases = ({ db, congress }: ChangeScope, ids: readonly string[], headId: string): Promise<ConcernRow[]> =>
  db
    .selectFrom('concerns')
    .where('congress_id', '=', congress.id)
    .where('id', '<>', headId)
    .where((where) =>
      where.or([where('id', '=', sql<string>`any(${ids}::uuid[])`), where('head_id', '=', sql<string>`any(${ids}::uuid[])`)]),
    )
    .selectAll()
    .orderBy('id')
    .forUpdate()
    .execute()

const isOpen = (state: ConcernState) => (openStates as readonly ConcernState[]).includes(state)

async function putUnder(scope: ChangeScope, head: ConcernRow, rows: readonly ConcernRow[], by: Relation): Promise<void> {
  const { db, congress } = scope
  const state = stateUnder(head.state)
  const open = rows.filter((row) => isOpen(row.state))
  await sql`
    update concerns set head_id = ${head.id},
      state = case when id = any(${open.map(({ id }) => id)}::uuid[]) then ${state} else state end,
      assignee_id = case when id = any(${open.map(({ id }) => id)}::uuid[]) then ${head.assignee_id}::uuid else assignee_id end,
      opened_at = case when assignee_id is not distinct from ${head.assignee_id}::uuid then opened_at end
    where congress_id = ${congress.id} and id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(db)
  // The line in the inbox stands where its most urgent case would.
  const due = open.reduce((first, { due_on }) => (due_on < first ? due_on : first), head.due_on)
  await db.updateTable('concerns').set({ due_on: due }).where('congress_id', '=', congress.id).where('id', '=', head.id).execute()
  // Whose resident was asked is worked on with the others from now on, and has the days back that this took.
  for (const row of open.filter(({ asked_on }) => asked_on))
    await db
      .updateTable('concerns')
      .set(clockGoesOn(row, dayOf(scope.at), scope.calendar))
      .where('congress_id', '=', congress.id)
      .where('id', '=', row.id)
      .execute()
  const data = { headId: head.id, ...(head.assignee_id && { deputyId: head.assignee_id }) }
  const over = rows.filter((row) => !open.includes(row))
  await repeatEvent(scope, open, { kind: 'merged', by, data: { ...data, state } })
  await repeatEvent(scope, over, { kind: 'merged', by, data })
  await record(scope, head, { kind: 'merged', by, data: {} })
  for (const row of open) if (row.assignee_id !== head.assignee_id) await tellFormer(scope, row)
  const told = new Map(open.map((row) => [row.reporter_id, row.id]))
  for (const [personId, concernId] of told) await tell(scope, [personId], { kind: 'concern_merged', concernId })
}

/** 拆出: it is another matter after all. It stays with the same deputy, in the state that it has. */
export const detachConcern: Change<'concern.detach', { id: string; headId: string }> = {
  async run(scope, { id }) {
    const { row, relations } = (await visible(scope, id, { isLocked: true })) ?? refuse('NOT_FOUND')
    const by = mergedBy.find((relation) => relations.includes(relation)) ?? refuse('NOT_FOUND')
    if (!row.head_id) return refuse('CONFLICT')
    await leaveCluster(scope, row, by)
    return { id, headId: row.head_id }
  },
  async answer(scope, { id, headId }) {
    const { row, relations } = (await visible(scope, headId)) ?? (await visible(scope, id)) ?? refuse('NOT_FOUND')
    return viewCluster(scope, row, relations)
  },
}
