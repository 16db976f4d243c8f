import { addWorkdays, dayOf, workdaysBetween } from '../../domain/calendar'
import type { ChangeScope } from '../operation'
import { record, type ConcernRow } from './record'
import { clockGoesOn } from './notice'
import { updateTogether } from './take'

interface Said {
  row: ConcernRow
  kind: 'answered' | 'asked'
  at: Date
}

/** The case whose last question or answer a checked message is, locked, with the others of its cluster that were told the same. */
async function saidBy({ db, congress }: ChangeScope, concernId: string, messageId: string): Promise<Said | null> {
  const row = await db
    .selectFrom('concerns')
    .where('congress_id', '=', congress.id)
    .where('id', '=', concernId)
    .selectAll()
    .forUpdate()
    .executeTakeFirstOrThrow()
  const last = await db
    .selectFrom('concern_messages')
    .where('congress_id', '=', congress.id)
    .where('concern_id', '=', concernId)
    .where('kind', 'in', ['answered', 'asked'])
    .select(['id', 'kind', 'at'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last?.id !== messageId) return null
  const members = await db
    .selectFrom('concerns')
    .innerJoin('concern_messages as m', (join) =>
      join.onRef('m.congress_id', '=', 'concerns.congress_id').onRef('m.concern_id', '=', 'concerns.id'),
    )
    .where('concerns.congress_id', '=', congress.id)
    .where('concerns.head_id', '=', concernId)
    .where('concerns.state', '=', row.state)
    .where('m.copied_from', '=', messageId)
    .select(['concerns.id', 'reporter_id', 'due_on', 'asked_on'])
    .forUpdate('concerns')
    .execute()
  return {
    row: { ...row, members },
    kind: last.kind as Said['kind'],
    at: last.at,
  }
}

const decider = ({ actor }: ChangeScope, { station_id }: ConcernRow) =>
  station_id && actor.stationIds.includes(station_id) ? ('desk' as const) : ('office' as const)

/**
 * An answer or a question that a person keeps back was never given: nobody could judge it or reply to it, so the case is
 * its deputy's again, with the working days that the look took.
 */
export async function takeBack(scope: ChangeScope, concernId: string, messageId: string): Promise<void> {
  const said = await saidBy(scope, concernId, messageId)
  if (!said || said.row.state !== said.kind) return
  const { row, kind, at } = said
  const by = decider(scope, row)
  const today = dayOf(scope.at)
  if (kind === 'asked') {
    await updateTogether(scope, row, { state: 'accepted', ...clockGoesOn(row, today, scope.calendar) })
    return record(scope, row, { kind: 'resumed', by })
  }
  const waited = workdaysBetween(dayOf(at), today, scope.calendar)
  await updateTogether(scope, row, { state: 'accepted', due_on: addWorkdays(row.due_on, waited, scope.calendar) })
  await record(scope, row, { kind: 'answer_returned', by })
}

/** What was kept back is shown after all: where nothing was answered or asked since, it is what its deputy said. */
export async function letGo(scope: ChangeScope, concernId: string, messageId: string): Promise<void> {
  const said = await saidBy(scope, concernId, messageId)
  if (said?.row.state !== 'accepted') return
  const { row, kind } = said
  const by = decider(scope, row)
  if (kind === 'asked') {
    await updateTogether(scope, row, { state: 'asked', asked_on: dayOf(scope.at) })
    return record(scope, row, { kind: 'asked', by, data: { messageId } })
  }
  await updateTogether(scope, row, { state: 'answered' })
  await record(scope, row, { kind: 'approved', by, data: { messageId } })
}
