import { distanceM, type Point } from '../../domain/place'
import { COPIES_ALONE, COPY, isNearCopy, isSameText, likenessOf, NEAR_M } from '../../domain/similar'
import { mergedStates, stateUnder } from '../../domain/cluster'
import { record, type ConcernRow } from '../concern/record'
import type { ChangeScope } from '../operation'
import { raresOfText } from './likeness'

/** How many of somebody's own open cases a new one is compared with. */
const COMPARED = 100

/**
 * The open case of the same person that this text is a copy of; `countOwn` has let nothing else of them in meanwhile. Nothing that somebody hands in is refused for being a
 * repetition: it gets its number, and stands under the first, so that a hundred are one line for who answers.
 */
export async function ownCopy(
  { db, congress, actor }: ChangeScope,
  { text, at, assigneeId, deputyId }: { text: string; at: Point | null; assigneeId: string | null; deputyId: string | null },
): Promise<ConcernRow | null> {
  if (text === '') return null
  const rows = await db
    .selectFrom('concerns')
    .where('congress_id', '=', congress.id)
    .where('reporter_id', '=', actor.personId)
    .where('state', 'in', mergedStates)
    .where('head_id', 'is', null)
    // What the deputy does not see hides nothing else: who puts right what was kept back is read.
    .where('shown_at', 'is not', null)
    .selectAll()
    .orderBy('received_at', 'desc')
    .limit(COMPARED)
    .execute()
  const rares = raresOfText(text)
  // The same words about another place are another matter: a second lamp that is dark.
  const isNear = ({ lon, lat }: ConcernRow) => !at || lon === null || lat === null || distanceM(at, { lon, lat }) <= NEAR_M
  const copies = rows.filter(
    (row) => isNear(row) && (isSameText(text, row.text) || isNearCopy(text, row.text) || likenessOf(rares, raresOfText(row.text)) >= COPY),
  )
  const copied = copies.length < (congress.settings.copiesAlone ?? COPIES_ALONE) ? null : copies.at(-1)
  // Who chooses another deputy this time wants that deputy.
  if (!copied || (deputyId !== null && assigneeId !== copied.assignee_id)) return null
  return db
    .selectFrom('concerns')
    .where('congress_id', '=', congress.id)
    .where('id', '=', copied.id)
    .where('state', 'in', mergedStates)
    .where('head_id', 'is', null)
    .selectAll()
    .forUpdate()
    .executeTakeFirst()
    .then((row) => row ?? null)
}

/** Puts a new case under the first of the same person; nobody is told again, since they have it before them. */
export async function putUnderOwn(scope: ChangeScope, { id }: { id: string }, head: ConcernRow): Promise<void> {
  const state = stateUnder(head.state)
  await scope.db
    .updateTable('concerns')
    .set({ head_id: head.id, state })
    .where('congress_id', '=', scope.congress.id)
    .where('id', '=', id)
    .execute()
  await record(
    scope,
    { id },
    { kind: 'merged', by: null, data: { headId: head.id, state, ...(head.assignee_id && { deputyId: head.assignee_id }) } },
  )
}
