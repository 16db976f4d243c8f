import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'

const MARK = '/*kept*/'

/**
 * Stands in a statement that PostgreSQL parses and plans once a connection: right where a key finds the rows, whatever the
 * values. Elsewhere a plan that knows no values may read a whole table. Such a statement says no call id, which would make
 * each another, so it is for what stands around the work of an operation and not for the work itself.
 */
export const kept = sql.raw(MARK)
export const isKept = (text: string) => text.includes(MARK)

/**
 * PgBouncer before 1.21 sends the second use of a statement to a server that does not have it (26000) or has it from somebody
 * else (42P05); after a migration an answer may have another shape (0A000).
 */
const isLost = (error: unknown) => ['26000', '42P05', '0A000'].includes(String((error as { code?: unknown }).code))

/** A plan was lost within a transaction, which failed with it. None is kept any more: the same transaction again goes well. */
export class KeptPlanLost extends Error {}

type Query = (text: unknown, values?: unknown, ...rest: unknown[]) => Promise<unknown>

/** A class of connections of one pool, which keeps what is marked until that once fails. */
export function keepingClient(): typeof pg.Client {
  let isOn = true
  // The hash of its text, so that a name can mean nothing else, whoever gave it.
  const names = new Map<string, string>()
  const nameOf = (text: string) => {
    const known = names.get(text)
    if (known) return known
    const name = `kept_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
    names.set(text, name)
    return name
  }
  return class extends pg.Client {
    override query = ((text, values, ...rest) => {
      const query = super.query.bind(this) as Query
      if (!isOn || typeof text !== 'string' || !isKept(text)) return query(text, values, ...rest)
      const isAlone = this.getTransactionStatus() !== 'T'
      return query({ name: nameOf(text), text, values }).catch((error: unknown) => {
        if (!isLost(error)) throw error
        isOn = false
        if (isAlone) return query(text, values)
        throw new KeptPlanLost('A kept plan was lost', { cause: error })
      })
    }) as Query as pg.Client['query']
  }
}
