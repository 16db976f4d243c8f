import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from './schema'

const INT8 = 20
const NUMERIC = 1700
const DATE = 1082
pg.types.setTypeParser(INT8, Number)
pg.types.setTypeParser(NUMERIC, Number)
// A date is a day in Asia/Shanghai; pg would make it midnight in the server's own zone.
pg.types.setTypeParser(DATE, (text) => text)

/** Opens a pool on PostgreSQL 15 or newer. A cloud function handles one event at a time, so it needs one or two connections. */
export function openDatabase(url: string, connections: number, onError: (error: Error) => void): Kysely<Database> {
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 5_000 })
  // An idle connection that the server drops would otherwise end the process.
  pool.on('error', onError)
  // pg takes its listener off a connection that is in use; the query that waits on it fails by itself.
  pool.on('connect', (client) => client.on('error', onError))
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}
