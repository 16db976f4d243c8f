import { sql } from 'kysely'
import { openStates } from '../../domain/concern'
import { rolesOf } from '../../domain/actor'
import { record, tellAssignee } from '../concern/record'
import { update } from '../concern/take'
import type { Change, ChangeScope } from '../operation'
import { eraseVisitWords, eraseWords, owe, removeOwed } from '../privacy/erase'
import { refuse } from '../refusal'
import { eraseRegistrationsOf } from '../registration/erase'
import { giveBackRegistrations } from '../registration/make'
import { giveBackVisits } from '../visit/leave'

interface Outcome {
  erasedAt: string
  concerns: number
  photos: number
}

/**
 * 删除我的信息 (PIPL art. 47). Who holds a role cannot: the congress needs to know who acts for it. Cases under way
 * are withdrawn, if the person says so, since nobody can work on one without its words.
 */
export const erasePerson: Change<'person.erase', Outcome> = {
  async run(scope, { underWay }) {
    const { db, congress, actor, at } = scope
    if (rolesOf(actor).length > 0) refuse('CONFLICT', [{ path: 'roles', rule: 'holds_role' }])
    const me = db.selectFrom('persons').where('congress_id', '=', congress.id).where('id', '=', actor.personId)
    // Waits for anything that this person is just handing in.
    await me.select('id').forUpdate().executeTakeFirstOrThrow()
    await withdraw(scope, underWay)
    await giveBackVisits(scope)
    await giveBackRegistrations(scope)
    await eraseRegistrationsOf(db, congress.id, actor.personId)
    await eraseVisitWords(db, congress.id, sql<boolean>`visitor_id = ${actor.personId}`)
    const rows = await db
      .selectFrom('concerns')
      .where('congress_id', '=', congress.id)
      .where('reporter_id', '=', actor.personId)
      .where('erased_at', 'is', null)
      .select('id')
      .forUpdate()
      .execute()
    const erasing = { db, congressId: congress.id, at }
    const ids = rows.map(({ id }) => id)
    const attached = await eraseWords(erasing, ids, actor.personId)
    const loose = await db
      .deleteFrom('photos')
      .where('congress_id', '=', congress.id)
      .where('owner_id', '=', actor.personId)
      .returning('id')
      .execute()
    const said = await db
      .deleteFrom('recordings')
      .where('congress_id', '=', congress.id)
      .where('owner_id', '=', actor.personId)
      .returning('id')
      .execute()
    await owe(
      erasing,
      [...loose, ...said].map(({ id }) => id),
    )
    await forget(scope)
    return { erasedAt: at.toISOString(), concerns: ids.length, photos: attached + loose.length }
  },
  async answer(scope, outcome) {
    await removeOwed(scope, scope.congress.id)
    return outcome
  },
}

async function withdraw(scope: ChangeScope, underWay: 'wait' | 'withdraw'): Promise<void> {
  const open = await scope.db
    .selectFrom('concerns')
    .where('congress_id', '=', scope.congress.id)
    .where('reporter_id', '=', scope.actor.personId)
    .where('state', 'in', openStates)
    .selectAll()
    .forUpdate()
    .execute()
  if (open.length > 0 && underWay === 'wait') refuse('CONFLICT', [{ path: 'underWay', rule: 'under_way' }])
  for (const row of open) {
    await update(scope, row, { state: 'withdrawn', asked_on: null })
    await record(scope, row, { kind: 'withdrawn', by: 'reporter' })
    await tellAssignee(scope, row, 'concern_withdrawn')
  }
}

/** What tells who the person is, and what stands for them. The request under way stays, so that it is done once. */
async function forget({ db, congress, actor, at }: ChangeScope): Promise<void> {
  await db.deleteFrom('sessions').where('congress_id', '=', congress.id).where('person_id', '=', actor.personId).execute()
  await db.deleteFrom('reply_drafts').where('congress_id', '=', congress.id).where('person_id', '=', actor.personId).execute()
  await db.deleteFrom('joins').where('congress_id', '=', congress.id).where('person_id', '=', actor.personId).execute()
  await db.deleteFrom('consents').where('congress_id', '=', congress.id).where('person_id', '=', actor.personId).execute()
  await db.deleteFrom('outbox').where('congress_id', '=', congress.id).where('person_id', '=', actor.personId).execute()
  await db
    .deleteFrom('requests')
    .where('congress_id', '=', congress.id)
    .where('person_id', '=', actor.personId)
    .where('outcome', 'is not', null)
    .execute()
  await db
    .updateTable('persons')
    .set({ openid: null, demo_key: null, name: null, erased_at: at })
    .where('congress_id', '=', congress.id)
    .where('id', '=', actor.personId)
    .execute()
}
