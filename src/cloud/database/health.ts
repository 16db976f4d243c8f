import type { NotificationKind } from '../../domain/notification'

/** The tables of how the system runs; what the columns mean stands in migration 0080. */
export interface HealthTables {
  call_counts: { congress_id: string; hour: Date; operation: string; class: number; calls: number; failures: number }
  ticks: { congress_id: string; ended_at: Date; ms: number; failed: string[]; failed_at: Date | null }
  dead_letter_decisions: {
    congress_id: string
    id: string
    outbox_id: string
    kind: NotificationKind
    code: number | null
    died_at: Date
    decision: 'resent' | 'dropped'
    reason: string | null
    by_person: string
    at: Date
  }
}
