import { sealContact } from '../contact'
import type { Change } from '../operation'
import { refuse } from '../refusal'
import { bookVisit } from '../visit/book'
import { answerVisit } from '../visit/take'
import { asPerson, makePerson, recordAssistance } from './record'

/** 代约: booked as the person's own; a letter asks for no place at a time, so consent is a paper or a recording. */
export const bookVisitFor: Change<'visit.bookFor'> = {
  async run(scope, { contact, consent, ...wanted }) {
    const { db, congress, actor, contactKey } = scope
    if (consent.kind === 'letter') return refuse('BAD_INPUT', [{ path: 'consent', rule: 'no_letter' }])
    const reception = await db
      .selectFrom('receptions')
      .where('congress_id', '=', congress.id)
      .where('id', '=', wanted.receptionId)
      .where('station_id', 'in', actor.stationIds)
      .select('station_id')
      .executeTakeFirst()
    if (!reception) return refuse('NOT_FOUND', [{ path: 'receptionId', rule: 'absent' }])
    const personId = await makePerson(scope)
    const { id } = (await bookVisit.run(asPerson(scope, personId), wanted)) as { id: string }
    const sealed = sealContact({ name: contact.name, phone: contact.phone }, contactKey, id)
    await recordAssistance(
      scope,
      { id, kind: 'visit', stationId: reception.station_id, personId, contact: sealed, claimHash: null },
      consent,
    )
    return { id }
  },
  answer: answerVisit,
}
