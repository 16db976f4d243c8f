import type { ColumnType, Generated } from 'kysely'
import type { Relation } from '../../domain/concern'
import type { CheckedKind } from '../../domain/content'

/** The tables of photos and recordings, and of what is checked before others see it; what the columns mean stands in the migrations. */
export interface ContentTables {
  photos: {
    congress_id: string
    id: string
    owner_id: string | null
    type: string
    bytes: number
    created_at: Date
    concern_id: string | null
    message_id: string | null
    is_public: Generated<boolean>
    shown_at: Date | null
  }
  recordings: {
    congress_id: string
    id: string
    owner_id: string
    type: string
    bytes: number
    seconds: number
    created_at: Date
    concern_id: string | null
    message_id: string | null
    shown_at: Date | null
  }
  checks: {
    congress_id: string
    id: string
    kind: CheckedKind
    concern_id: string | null
    notice_id: ColumnType<string | null, string | null | undefined, string | null>
    author_id: string
    by_relation: Relation
    state: Generated<'waiting' | 'asked' | 'held' | 'shown' | 'kept_back'>
    found: 'review' | 'risky' | null
    trace_id: string | null
    attempts: Generated<number>
    next_at: Date
    created_at: Date
    held_at: Date | null
    decided_at: Date | null
    decided_by: string | null
    reason: string | null
  }
  file_removals: { congress_id: string; file_id: string; asked_at: Date }
}
