import { Socket } from 'node:net'
import { Kysely } from 'kysely'
import pg from 'pg'
import { markedDialect } from './call-mark'
import { keepingClient } from './kept-plan'
import { PooledDialect } from './migration-lock'
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

/**
 * Opens a pool on PostgreSQL 15 or newer. A cloud function handles one event at a time, so it needs one or two connections.
 * `patienceMs`: how long the database may be silent, or a statement take, before it is given up.
 */
export function openDatabase(url: string, connections: number, onError: (error: Error) => void, patienceMs?: number): Kysely<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    Client: keepingClient(),
    max: connections,
    connectionTimeoutMillis: 5_000,
    ...(patienceMs && { stream: () => impatientSocket(patienceMs), onConnect: (client: pg.ClientBase) => beImpatient(client, patienceMs) }),
  })
  // An idle connection that the server drops would otherwise end the process.
  pool.on('error', onError)
  // pg takes its listener off a connection that is in use; the query that waits on it fails by itself.
  pool.on('connect', (client) => client.on('error', onError))
  const db = new Kysely<Database>({ dialect: markedDialect(new PooledDialect({ pool })) })
  pools.set(db, pool)
  return db
}

const pools = new WeakMap<Kysely<Database>, pg.Pool>()

/** How busy the pool of a database is. */
export function poolState(db: Kysely<Database>): PoolState {
  const { totalCount = 0, idleCount = 0, waitingCount = 0 } = pools.get(db) ?? {}
  return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount }
}

/**
 * A network that is cut says nothing: TCP would wait a quarter of an hour for an answer. What is silent for this long
 * is broken off, so that the query fails and the pool takes another connection. One that idles is closed sooner by the pool.
 */
function impatientSocket(patienceMs: number): Socket {
  const socket = new Socket()
  return socket.setTimeout(patienceMs, () => socket.destroy(new Error('Connection terminated: PostgreSQL is silent')))
}

/** The server gives up as well: what a lost host held locked would stand in everybody's way. Set here and not in the start-up packet, which PgBouncer refuses. */
async function beImpatient(client: pg.ClientBase, patienceMs: number): Promise<void> {
  await client.query(
    `set statement_timeout = ${patienceMs - 1_000}; set idle_in_transaction_session_timeout = ${patienceMs}; set idle_session_timeout = ${10 * patienceMs}`,
  )
}
