import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { Request } from '../../contract'
import { CLAIM_LETTERS } from '../../domain/assistance'
import { lettersOf } from '../code/letters'
import type { ContactKey } from '../contact'
import type { ChangeScope } from '../operation'
import { refuse } from '../refusal'

export type Consent = Request<'concern.file'>['consent']

/** The 查询码 of a case, which the slip shows: made from the key, so that a repeated request prints the same one and nothing keeps it. */
export const claimCodeOf = (concernId: string, { current }: ContactKey): string =>
  lettersOf(createHmac('sha256', current).update(`claim ${concernId}`).digest().subarray(0, CLAIM_LETTERS))

export const claimHash = (code: string): Buffer => createHash('sha256').update(code).digest()

/** A person without an account, for one matter only, so that nothing links what somebody comes with. */
export async function makePerson({ db, congress, at }: ChangeScope): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('persons')
    .values({ congress_id: congress.id, id, openid: null, demo_key: null, name: null, created_at: at })
    .execute()
  return id
}

/** The same transaction, acted in by the person whose matter it is. */
export const asPerson = (scope: ChangeScope, personId: string): ChangeScope => ({
  ...scope,
  actor: { congressId: scope.congress.id, personId, deputyIds: [], stationIds: [], isOffice: false },
})

/** Notes who filed what for whom, and keeps the consent. */
export async function recordAssistance(
  scope: ChangeScope,
  of: { id: string; kind: 'concern' | 'visit'; stationId: string; personId: string; contact: Buffer | null; claimHash: Buffer | null },
  consent: Consent,
): Promise<void> {
  const { db, congress, actor, at } = scope
  await db
    .insertInto('assistances')
    .values({
      congress_id: congress.id,
      id: of.id,
      kind: of.kind,
      station_id: of.stationId,
      person_id: of.personId,
      filed_by_id: actor.personId,
      filed_at: at,
      consent: consent.kind,
      contact: of.contact,
      claim_hash: of.claimHash,
      claimed_at: null,
    })
    .execute()
  const papers = await takePapers(scope, consent)
  if (papers.length > 0)
    await db
      .insertInto('consent_papers')
      .values(papers.map((paper) => ({ congress_id: congress.id, assistance_id: of.id, ...paper })))
      .execute()
}

/** Takes loose files of the clerk out of photos and recordings, so that no view of a case comes across them. */
async function takePapers(
  { db, congress, actor }: ChangeScope,
  consent: Consent,
): Promise<{ file_id: string; kind: 'photo' | 'recording'; seconds: number | null }[]> {
  if (consent.kind === 'letter') return []
  if (consent.kind === 'spoken') {
    const row = await db
      .deleteFrom('recordings')
      .where('congress_id', '=', congress.id)
      .where('id', '=', consent.recordingId)
      .where('owner_id', '=', actor.personId)
      .where('concern_id', 'is', null)
      .returning(['id', 'seconds'])
      .executeTakeFirst()
    if (!row) return refuse('NOT_FOUND', [{ path: 'consent.recordingId', rule: 'absent' }])
    return [{ file_id: row.id, kind: 'recording', seconds: row.seconds }]
  }
  const rows = await db
    .deleteFrom('photos')
    .where('congress_id', '=', congress.id)
    .where('id', 'in', consent.photoIds)
    .where('owner_id', '=', actor.personId)
    .where('concern_id', 'is', null)
    .returning('id')
    .execute()
  if (rows.length !== new Set(consent.photoIds).size) refuse('NOT_FOUND', [{ path: 'consent.photoIds', rule: 'absent' }])
  return rows.map(({ id }) => ({ file_id: id, kind: 'photo', seconds: null }))
}
