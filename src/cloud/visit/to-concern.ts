import * as v from 'valibot'
import { submitConcern as submission } from '../../contract/concern'
import { submitConcern } from '../concern/submit'
import { refuse } from '../refusal'
import { recordVisit, tellVisitor } from './record'
import { takeVisit, visitStep } from './take'

/** 转为诉求: written down at the station; nothing is handed in in somebody's name before they say yes. */
export const toConcern = visitStep<'visit.toConcern'>(async (scope, { id, text, topic, address }) => {
  const { row, by } = await takeVisit(scope, 'toConcern', id)
  if (topic !== null) {
    const known = await scope.db
      .selectFrom('topics')
      .where('congress_id', '=', scope.congress.id)
      .where('code', '=', topic)
      .where('is_retired', '=', false)
      .select('code')
      .executeTakeFirst()
    if (!known) return refuse('NOT_FOUND', [{ path: 'topic', rule: 'absent' }])
  }
  await scope.db
    .updateTable('visits')
    .set({ proposal: JSON.stringify({ text, topic, address }) })
    .where('congress_id', '=', scope.congress.id)
    .where('id', '=', id)
    .execute()
  await recordVisit(scope, id, { kind: 'proposed', by })
  await tellVisitor(scope, row, 'visit_concern_proposed')
})

/** 确认诉求: handed in by the visitor, to the deputy who received them, the way every concern is. */
export const confirmConcern = visitStep<'visit.confirmConcern'>(async (scope, { id, requestId, text }) => {
  const { row, reception, by } = await takeVisit(scope, 'confirmConcern', id)
  const { topic, address, text: written } = row.proposal!
  const { id: concernId } = (await submitConcern.run(
    scope,
    v.parse(submission.input, {
      requestId,
      text: text ?? written,
      topic,
      place: { at: null, address },
      contact: { name: '', phone: '', mayCall: false },
      deputyId: reception.deputy_id,
      stationId: reception.station_id,
    }),
  )) as { id: string }
  await scope.db
    .updateTable('visits')
    .set({ concern_id: concernId })
    .where('congress_id', '=', scope.congress.id)
    .where('id', '=', id)
    .execute()
  await recordVisit(scope, id, { kind: 'concern_made', by, data: { concernId } })
})
