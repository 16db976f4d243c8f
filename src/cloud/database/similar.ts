import type { ColumnType, Generated } from 'kysely'
import type { Verdict } from '../../domain/concern'

/** Written and compared only through SQL expressions; never read. */
type Opaque = ColumnType<never, unknown, unknown>

/** Tables of concerns that are one matter; what the columns mean stands in the migration. */
export interface SimilarTables {
  likenesses: { congress_id: string; concern_id: string; keys: number[]; mercator: Opaque; is_offered: boolean }
  joins: {
    congress_id: string
    concern_id: string
    person_id: string
    joined_at: Date
    left_at: Date | null
    verdict: Verdict | null
    judged_at: Date | null
    answered_at: Date | null
    asked_round: Generated<number>
    asked_at: Date | null
  }
}
