import { dayOf } from '../../domain/calendar'
import {
  firstAnnounceable,
  mayTakeReception,
  overlaps,
  receptionRelationsOf,
  receptionSteps,
  type ReceptionRelation,
  type ReceptionStepName,
  type ReceptionTimes,
} from '../../domain/reception'
import { visitSettingsOf } from '../../domain/visit'
import type { Request } from '../../contract'
import type { ActorScope, Change, ChangeScope } from '../operation'
import { refuse } from '../refusal'
import { isOver, lockReceptions, receptionPartiesOf, type ReceptionRow } from './record'
import { viewReceptions } from './view'

type StepOperation = `reception.${ReceptionStepName}`

/** Locks a reception for a step and says as what the actor takes it. NOT_FOUND: absent or not theirs. CONFLICT: not in this state, or not for them. */
export async function takeReception(
  scope: ChangeScope,
  step: ReceptionStepName,
  id: string,
): Promise<{ row: ReceptionRow; by: ReceptionRelation }> {
  const [row] = await lockReceptions(scope, [id])
  const relations = row ? receptionRelationsOf(scope.actor, receptionPartiesOf(row)) : []
  if (!row || relations.length === 0) return refuse('NOT_FOUND')
  if (!mayTakeReception(step, relations, { state: row.state, isOver: isOver(row, scope.at) })) return refuse('CONFLICT')
  const by: readonly ReceptionRelation[] = receptionSteps[step].by
  return { row, by: by.find((relation) => relations.includes(relation))! }
}

/** Changes the row of a reception that this transaction has locked. */
export async function updateReception(
  { db, congress }: ChangeScope,
  row: ReceptionRow,
  changes: Partial<Omit<ReceptionRow, 'congress_id' | 'id'>>,
): Promise<ReceptionRow> {
  await db.updateTable('receptions').set(changes).where('congress_id', '=', congress.id).where('id', '=', row.id).execute()
  return { ...row, ...changes }
}

/** Refuses a day that could not be announced in time with the name. */
export function mustBeAnnounceable({ at, congress }: ChangeScope, on: string, path: string): void {
  if (on < firstAnnounceable(dayOf(at), visitSettingsOf(congress.settings.visits).announceDays))
    refuse('CONFLICT', [{ path, rule: 'too_late' }])
}

/** Refuses what would have a deputy in two places. Two that ask for one deputy wait for each other. */
export async function mustBeFree(
  { db, congress }: ChangeScope,
  deputyId: string,
  times: Pick<ReceptionTimes, 'on' | 'from' | 'to'>,
  { id: exceptId, station_id: stationId }: Pick<ReceptionRow, 'id' | 'station_id'>,
): Promise<void> {
  await db.selectFrom('deputies').where('congress_id', '=', congress.id).where('id', '=', deputyId).select('id').forNoKeyUpdate().execute()
  const others = await db
    .selectFrom('receptions')
    .where('congress_id', '=', congress.id)
    .where('deputy_id', '=', deputyId)
    .where('on_day', '=', times.on)
    .select(['id', 'state', 'station_id', 'on_day as on', 'from_minute as from', 'to_minute as to'])
    .execute()
  const isBusy = others.some((other) => other.id !== exceptId && other.state !== 'closed' && overlaps(other, times))
  // A closed one keeps its place in the key: the same deputy at the same station and minute.
  const isKept = others.some(
    ({ id, state, station_id, from }) => id !== exceptId && state === 'closed' && from === times.from && station_id === stationId,
  )
  if (isBusy || isKept) refuse('CONFLICT', [{ path: 'deputyId', rule: 'busy' }])
}

/** A step that answers with the reception as it then is; null where it is not the actor's any more. */
export function receptionStep<N extends StepOperation>(run: (scope: ChangeScope, input: Request<N>) => Promise<unknown>): Change<N> {
  return {
    async run(scope, input) {
      await run(scope, input)
      return { id: input.id }
    },
    answer: answerReception as Change<N>['answer'],
  }
}

async function answerReception(scope: ActorScope, { id }: { id: string }) {
  const rows = await scope.db
    .selectFrom('receptions')
    .where('congress_id', '=', scope.congress.id)
    .where('id', '=', id)
    .selectAll()
    .execute()
  return (await viewReceptions(scope, rows))[0] ?? null
}
