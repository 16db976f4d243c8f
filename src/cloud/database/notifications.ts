import type { ColumnType, Generated } from 'kysely'
import type { NotificationKind, Template } from '../../domain/notification'

/** Null unless it is said. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

/** The tables of what people are told, and agreed to be told; what the columns mean stands in the migrations. */
export interface NotificationTables {
  outbox: {
    congress_id: string
    id: string
    person_id: string
    kind: NotificationKind
    concern_id: string | null
    visit_id: Optional<string>
    reception_id: Optional<string>
    notice_id: Optional<string>
    created_at: Date
    show_at: Date
    waits_for: string | null
    once: string | null
    attempts: Generated<number>
    has_consent: Generated<boolean>
    next_at: Date
    done_at: Date | null
    dead_at: Date | null
    outcome: 'sent' | 'no_consent' | 'refused' | 'in_app' | 'dead' | null
    code: number | null
    read_at: Date | null
  }
  consents: { congress_id: string; person_id: string; template: Template; remaining: Generated<number>; refused_at: Date | null }
}
