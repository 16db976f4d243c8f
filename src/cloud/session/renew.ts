import type { Kysely } from 'kysely'
import { OVERLAP_MS, RENEWED_AFTER_MS } from '../../domain/session'
import type { Database } from '../database/schema'
import { hash, makeToken, type HeldToken } from './identify'

/**
 * The token under which a session goes on, or null where the present one will do. The old one stays good until the new
 * one was used, since the answer that brings it may be lost, and a minute longer for calls that were under way.
 */
export async function renew(db: Kysely<Database>, held: HeldToken, now: Date): Promise<string | null> {
  if (!held.isUsed) await endOlder(db, held, now)
  if (now.getTime() - held.madeAt.getTime() < RENEWED_AFTER_MS) return null
  return db.transaction().execute(async (within) => {
    // Of several calls at once one makes the new token; the next statement sees it.
    const old = await tokens(within, held).where('token_hash', '=', held.hash).selectAll().forUpdate().executeTakeFirst()
    if (!old) return null
    const newer = await tokens(within, held)
      .where('token_at', '>', held.madeAt)
      .where(({ or, eb }) => or([eb('is_used', '=', true), eb('token_at', '>', new Date(now.getTime() - OVERLAP_MS))]))
      .select('id')
      .executeTakeFirst()
    if (newer) return null
    const token = makeToken(held.congressId)
    await within
      .insertInto('sessions')
      .values({ ...old, token_hash: hash(token), token_at: now, is_used: false })
      .execute()
    return token
  })
}

/** The first call with a new token: those before it in this session end. */
async function endOlder(db: Kysely<Database>, held: HeldToken, now: Date): Promise<void> {
  await db.transaction().execute(async (within) => {
    const end = new Date(now.getTime() + OVERLAP_MS)
    await within
      .updateTable('sessions')
      .set({ expires_at: end })
      .where('congress_id', '=', held.congressId)
      .where('id', '=', held.sessionId)
      .where('token_at', '<', held.madeAt)
      .where('expires_at', '>', end)
      .execute()
    await within
      .updateTable('sessions')
      .set({ is_used: true })
      .where('congress_id', '=', held.congressId)
      .where('token_hash', '=', held.hash)
      .execute()
  })
}

const tokens = (db: Kysely<Database>, { congressId, sessionId }: HeldToken) =>
  db.selectFrom('sessions').where('congress_id', '=', congressId).where('id', '=', sessionId)
