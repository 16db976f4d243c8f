import type { Day } from '../../domain/calendar'
import type { ActorScope } from '../operation'
import type { Table } from './write'

/** What a table is about. */
export interface Of {
  /** Null: every station of the congress. */
  stationId: string | null
  /** Both included. */
  from: Day
  until: Day
}
/** Reads one row more than may be handed out, so that too many are seen. */
export type TableOf = (scope: ActorScope, of: Of) => Promise<Table>

/** A cloud function answers with 6 MB at most; a row of the widest table weighs under 200 bytes. */
export const ROWS_MAX = 20_000
