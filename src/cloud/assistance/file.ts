import { sql } from 'kysely'
import type { Verdict } from '../../domain/concern'
import { submitConcern } from '../concern/submit'
import { record } from '../concern/record'
import type { Change, ChangeScope, Handler } from '../operation'
import { refuse } from '../refusal'
import { asPerson, claimCodeOf, claimHash, makePerson, recordAssistance } from './record'

const SHOWN = 100

/** 代办: handed in as the person's own, the way every concern is; who filed it, and by which consent, is kept beside it. */
export const fileConcern: Change<'concern.file'> = {
  async run(scope, { stationId, entry, consent, ...said }) {
    const { db, congress, actor, contactKey } = scope
    if (!actor.stationIds.includes(stationId)) return refuse('NOT_FOUND', [{ path: 'stationId', rule: 'absent' }])
    const personId = await makePerson(scope)
    await handOver(scope, 'photos', said.photoIds, personId)
    await handOver(scope, 'recordings', said.recordingId ? [said.recordingId] : [], personId)
    const { id } = (await submitConcern.run(asPerson(scope, personId), { ...said, stationId, wentOnDespite: null, mayOffer: false })) as {
      id: string
    }
    await db
      .updateTable('concerns')
      .set({ entry, helper_station_id: stationId })
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .execute()
    // WeChat does not know a person without an account: it is asked about what the clerk wrote down as the clerk's.
    await db
      .updateTable('checks')
      .set({ author_id: actor.personId, by_relation: 'helper' })
      .where('congress_id', '=', congress.id)
      .where('concern_id', '=', id)
      .where('author_id', '=', personId)
      .execute()
    await recordAssistance(
      scope,
      { id, kind: 'concern', stationId, personId, contact: null, claimHash: claimHash(claimCodeOf(id, contactKey)) },
      consent,
    )
    await record(scope, { id }, { kind: 'filed', by: 'helper' })
    return { id }
  },
  async answer(scope, outcome) {
    const { db, congress, contactKey } = scope
    const given = await submitConcern.answer(scope, outcome)
    const row = await db
      .selectFrom('assistances')
      .where('congress_id', '=', congress.id)
      .where('id', '=', outcome.id)
      .select('claim_hash')
      .executeTakeFirst()
    const code = claimCodeOf(outcome.id, contactKey)
    return { ...given, claimCode: row?.claim_hash?.equals(claimHash(code)) ? code : null }
  },
}

/** What the clerk photographed or recorded at the counter is the person's, and is erased with the case. */
async function handOver(
  { db, congress, actor }: ChangeScope,
  table: 'photos' | 'recordings',
  ids: readonly string[],
  personId: string,
): Promise<void> {
  if (ids.length === 0) return
  const { numUpdatedRows } = await db
    .updateTable(table)
    .set({ owner_id: personId })
    .where('congress_id', '=', congress.id)
    .where('id', 'in', ids)
    .where('owner_id', '=', actor.personId)
    .where('concern_id', 'is', null)
    .executeTakeFirst()
  if (Number(numUpdatedRows) !== new Set(ids).size)
    refuse('NOT_FOUND', [{ path: table === 'photos' ? 'photoIds' : 'recordingId', rule: 'absent' }])
}

/** 代办的诉求, with what was split off from them. */
export const filedConcerns: Handler<'concern.filed'> = async ({ db, congress, actor }) => {
  const rows = await db
    .selectFrom('concerns')
    .innerJoin('assistances', (join) =>
      join.onRef('assistances.congress_id', '=', 'concerns.congress_id').onRef('assistances.person_id', '=', 'concerns.reporter_id'),
    )
    .where('concerns.congress_id', '=', congress.id)
    .where('helper_station_id', 'in', actor.stationIds)
    .select(['concerns.id', 'number', 'state', 'entry', 'filed_at'])
    .select(({ selectFrom }) =>
      selectFrom('concern_events')
        .whereRef('concern_events.congress_id', '=', 'concerns.congress_id')
        .whereRef('concern_events.concern_id', '=', 'concerns.id')
        // A new answer asks anew.
        .where('kind', 'in', ['verdict_relayed', 'answered', 'approved'])
        .orderBy('seq', 'desc')
        .limit(1)
        .select(sql<Verdict | null>`data ->> 'verdict'`.as('verdict'))
        .as('relayed_verdict'),
    )
    .orderBy('received_at', 'desc')
    .orderBy('number', 'desc')
    .limit(SHOWN)
    .execute()
  return {
    items: rows.flatMap(({ entry, filed_at, relayed_verdict, ...row }) =>
      entry === 'online' ? [] : { ...row, entry, filedAt: filed_at.toISOString(), relayedVerdict: relayed_verdict },
    ),
  }
}
