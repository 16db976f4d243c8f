import { randomUUID } from 'node:crypto'
import { sql, type Insertable } from 'kysely'
import { addWorkdays, dayOf, dueAt } from '../../domain/calendar'
import { concernNumber } from '../../domain/concern'
import { sealContact } from '../contact'
import { check, needsCheck } from '../content/check'
import { kept } from '../database/kept-plan'
import type { Database } from '../database/schema'
import type { Change, ChangeScope } from '../operation'
import { refuse } from '../refusal'
import { attachPhotos } from '../photo/attach'
import { attachRecording } from '../recording/attach'
import { sureTopic } from '../topic/suggest'
import { ownCopy, putUnderOwn } from '../similar/copy'
import { likenessRow } from '../similar/likeness'
import { countOwn, isToldOf, pacedRouting } from './pace'
import { tellAssignee } from './record'
import { receiptOf, routeCase } from './route'

/** 提交诉求: routed, numbered, logged and announced in one transaction. */
export const submitConcern: Change<'concern.submit'> = {
  async run(scope, { text, topic, place, photoIds, recordingId, contact, deputyId, stationId, constituencyId, wentOnDespite, mayOffer }) {
    const { db, congress, actor, at, calendar } = scope
    const guessed = topic === null ? await sureTopic(scope, text) : null
    const routed = await routeCase(scope, { at: place.at, topic: topic ?? guessed, deputyId, stationId, constituencyId })
    const id = randomUUID()
    const { handedIn, open } = await countOwn(scope)
    const head = open === 0 ? null : await ownCopy(scope, { text, at: place.at, assigneeId: routed.routing.deputyId, deputyId })
    const routing = pacedRouting(scope, routed.routing, { head, handedIn })
    const assigneeId = routing.deputyId
    const isPaced = !head && assigneeId !== routed.routing.deputyId
    const isChecked = needsCheck(scope)
    const row = {
      congress_id: congress.id,
      id,
      // The last thing that is waited for: who hands in next waits from here to the end.
      number: await nextNumber(scope),
      reporter_id: actor.personId,
      state: assigneeId ? ('assigned' as const) : ('unassigned' as const),
      text,
      topic_code: topic ?? guessed,
      topic_by: topic ? ('resident' as const) : guessed ? ('model' as const) : null,
      lon: place.at?.lon ?? null,
      lat: place.at?.lat ?? null,
      address: place.address,
      constituency_id: routed.routing.constituencyId,
      assignee_id: assigneeId,
      station_id: head ? head.station_id : routed.stationId,
      contact: contact.name || contact.phone ? sealContact({ name: contact.name, phone: contact.phone }, scope.contactKey, id) : null,
      may_call: contact.mayCall,
      reveals_name: contact.mayCall,
      reveal_to: contact.mayCall ? assigneeId : null,
      went_on_despite: wentOnDespite,
      received_at: at,
      assigned_at: at,
      due_on: addWorkdays(dayOf(at), congress.settings.answerWithinWorkdays, calendar),
      shown_at: isChecked ? null : at,
    }
    await insertLogged(
      db,
      { ...row, routing: JSON.stringify(routing) },
      likenessRow({ congressId: congress.id, concernId: id, text, at: place.at, isOffered: mayOffer }),
    )
    if (isChecked) await check(scope, { kind: 'concern', ids: [id], concernId: id, by: 'reporter' })
    const to = { concernId: id, messageId: null, by: 'reporter' as const }
    await attachPhotos(scope, photoIds, to)
    await attachRecording(scope, recordingId, to)
    if (head) await putUnderOwn(scope, row, head)
    else if (!isPaced || isToldOf(scope, handedIn)) await tellAssignee(scope, row, 'concern_received', isChecked ? id : null)
    return { id }
  },
  async answer(scope, { id }) {
    const { db, congress, calendar, now } = scope
    const row = await db
      .selectFrom('concerns')
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .modifyEnd(kept)
      .select(['number', 'due_on', 'routing', 'station_id'])
      .executeTakeFirst()
    if (!row) return refuse('NOT_FOUND')
    return { id, number: row.number, due: dueAt(row.due_on, now(), calendar), receipt: await receiptOf(scope, row.routing, row.station_id) }
  },
}

/** A new case with the first two lines of its log and what it is found by, in one statement: each statement that the counter waits for is a wait for everybody. */
async function insertLogged(
  db: ChangeScope['db'],
  row: Insertable<Database['concerns']>,
  likeness: Insertable<Database['likenesses']>,
): Promise<void> {
  const event = { congress_id: row.congress_id, concern_id: row.id, at: row.received_at }
  await db
    .with('concern', (within) => within.insertInto('concerns').values(row))
    .with('log', (within) =>
      within.insertInto('concern_events').values([
        { ...event, seq: 1, kind: 'submitted', by_relation: 'reporter', actor_id: row.reporter_id, data: '{}' },
        {
          ...event,
          seq: 2,
          kind: 'routed',
          by_relation: null,
          actor_id: null,
          data: JSON.stringify(row.assignee_id ? { deputyId: row.assignee_id } : {}),
        },
      ]),
    )
    .insertInto('likenesses')
    .values(likeness)
    .execute()
}

/** The congress's own count in the year, without a gap: it waits for a case that is being handed in. */
export async function nextNumber({ db, congress, at }: ChangeScope): Promise<string> {
  const year = Number(dayOf(at).slice(0, 4))
  const { last } = await db
    .insertInto('concern_counters')
    .modifyEnd(kept)
    .values({ congress_id: congress.id, year, last: 1 })
    .onConflict((conflict) => conflict.columns(['congress_id', 'year']).doUpdateSet({ last: sql`concern_counters.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return concernNumber(year, last)
}
