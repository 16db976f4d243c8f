import { randomUUID } from 'node:crypto'
import { refuse } from '../refusal'
import { record, tellReporter } from './record'
import { stepOf, take } from './take'

/** 转介: notes to whom and under which number, or adds the number once there is one. The deadline goes on. */
export const referConcern = stepOf<'concern.refer'>(async (scope, { id, referralId, unit, reference, expectedOn }) => {
  const { row, by } = await take(scope, 'refer', id)
  const { db, congress, actor, at } = scope
  const said = { unit, reference, expected_on: expectedOn }
  if (referralId) {
    const known = await db
      .updateTable('referrals')
      .set(said)
      .where('congress_id', '=', congress.id)
      .where('concern_id', '=', row.id)
      .where('id', '=', referralId)
      .returning('id')
      .executeTakeFirst()
    if (!known) refuse('NOT_FOUND', [{ path: 'referralId', rule: 'absent' }])
  } else
    await db
      .insertInto('referrals')
      .values({ congress_id: congress.id, id: randomUUID(), concern_id: row.id, ...said, author_id: actor.personId, at })
      .execute()
  await record(scope, row, { kind: 'referred', by })
  await tellReporter(scope, row, 'concern_referred')
})
