import type { Change } from '../operation'

/** 同意: kept once a version; agreeing again to the same one changes nothing. */
export const agree: Change<'person.agree', { version: string }> = {
  async run({ db, congress, actor, at }, { version }) {
    await db
      .insertInto('agreements')
      .values({ congress_id: congress.id, person_id: actor.personId, version, agreed_at: at })
      .onConflict((conflict) => conflict.columns(['congress_id', 'person_id', 'version']).doNothing())
      .execute()
    return { version }
  },
  async answer({ db, congress, actor }, { version }) {
    const { agreed_at } = await db
      .selectFrom('agreements')
      .where('congress_id', '=', congress.id)
      .where('person_id', '=', actor.personId)
      .where('version', '=', version)
      .select('agreed_at')
      .executeTakeFirstOrThrow()
    return { version, agreedAt: agreed_at.toISOString() }
  },
}
