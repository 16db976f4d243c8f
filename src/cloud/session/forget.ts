import type { Context } from '../context'

const BATCH = 500
const DAY_MS = 86_400_000

/** Sessions that have run out. */
export async function forgetSessions({ db, now }: Context, congress: { id: string }): Promise<number> {
  const gone = await db
    .deleteFrom('sessions')
    .where('congress_id', '=', congress.id)
    .where('token_hash', 'in', (old) =>
      old.selectFrom('sessions').where('congress_id', '=', congress.id).where('expires_at', '<=', now()).select('token_hash').limit(BATCH),
    )
    .returning('id')
    .execute()
  return gone.length
}

/** Codes to scan of yesterday; those of today still count for who asks too often. */
export async function forgetOffers({ db, now }: Context, congress: { id: string }): Promise<number> {
  const gone = await db
    .deleteFrom('sign_in_offers')
    .where('congress_id', '=', congress.id)
    .where('code', 'in', (old) =>
      old
        .selectFrom('sign_in_offers')
        .where('congress_id', '=', congress.id)
        .where('expires_at', '<=', new Date(now().getTime() - DAY_MS))
        .select('code')
        .limit(BATCH),
    )
    .returning('code')
    .execute()
  return gone.length
}
