import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/** A process names so many statements; each connection keeps the plans of those that it was sent. Lists of ids make ever new ones. */
const NAMES_MAX = 500
/** A statement that is sent for the second time is likely to be sent again. */
const SEEN_MAX = 5_000
const NAMEABLE = /^\s*(?:select|insert|update|delete|with)\b/i
/** What a statement returns was changed by a migration since it was planned. */
const STALE_PLAN = '0A000'

/**
 * Gives statements that come again a name, so that PostgreSQL parses and plans them once a connection and not each time. What must
 * equal the condition of a partial index is then written out in the statement, since a plan that is kept knows no parameter.
 */
export function namingPool(pool: pg.Pool): PostgresPool {
  const seen = new Set<string>()
  const names = new Map<string, string>()
  let generation = 0
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known || names.size >= NAMES_MAX || !NAMEABLE.test(text)) return known
    if (!seen.has(text)) {
      if (seen.size < SEEN_MAX) seen.add(text)
      return undefined
    }
    const name = `l${generation}_${names.size}`
    names.set(text, name)
    return name
  }
  const query = async (client: pg.PoolClient, text: string, values: unknown[]) => {
    const name = values.length > 0 ? nameOf(text) : undefined
    try {
      return await client.query(name ? { name, text, values } : { text, values })
    } catch (error) {
      // The transaction is lost; what is tried again gets new names, and with them new plans.
      if (name && (error as { code?: unknown }).code === STALE_PLAN) {
        generation += 1
        names.clear()
      }
      throw error
    }
  }
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    connect: async () => {
      const client = await pool.connect()
      const known = clients.get(client)
      if (known) return known
      const named = {
        query: (text: string, values: readonly unknown[] = []) => query(client, text, [...values]),
        release: () => client.release(),
      } as unknown as PostgresPoolClient
      clients.set(client, named)
      return named
    },
    end: () => pool.end(),
  }
}
