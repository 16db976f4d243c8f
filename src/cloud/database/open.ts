import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { markedDialect } from './call-mark'
import type { Database } from './schema'

const INT8 = 20
const NUMERIC = 1700
const DATE = 1082
pg.types.setTypeParser(INT8, Number)
pg.types.setTypeParser(NUMERIC, Number)
// A date is a day in Asia/Shanghai; pg would make it midnight in the server's own zone.
pg.types.setTypeParser(DATE, (text) => text)

/** Connections of this process: at work, resting, and calls that wait for one. */
export interface PoolState {
  used: number
  idle: number
  waiting: number
}

/** Opens a pool on PostgreSQL 15 or newer. A cloud function handles one event at a time, so it needs one or two connections. */
export function openDatabase(url: string, connections: number, onError: (error: Error) => void): Kysely<Database> {
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 5_000 })
  // An idle connection that the server drops would otherwise end the process.
  pool.on('error', onError)
  // pg takes its listener off a connection that is in use; the query that waits on it fails by itself.
  pool.on('connect', (client) => client.on('error', onError))
  const db = new Kysely<Database>({ dialect: markedDialect(new PostgresDialect({ pool })) })
  pools.set(db, pool)
  return db
}

const pools = new WeakMap<Kysely<Database>, pg.Pool>()

/** How busy the pool of a database is. */
export function poolState(db: Kysely<Database>): PoolState {
  const { totalCount = 0, idleCount = 0, waitingCount = 0 } = pools.get(db) ?? {}
  return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount }
}
