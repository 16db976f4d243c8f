import type { ColumnType } from 'kysely'
import type { DraftStep, TemplateScope } from '../../domain/reply'

/** The tables of what follows an answer; what the columns mean stands in the migrations. */
export interface FollowTables {
  answer_surveys: { congress_id: string; concern_id: string; message_id: string; round: number; asked_at: Date }
  reply_templates: {
    congress_id: string
    id: string
    scope: TemplateScope
    station_id: string | null
    deputy_id: string | null
    title: string
    text: string
    changed_by: string
    changed_at: Date
  }
  reply_drafts: { congress_id: string; concern_id: string; person_id: string; step: DraftStep; text: string; saved_at: Date }
  settings_events: {
    congress_id: string
    id: string
    actor_id: string
    at: Date
    name: string
    before: ColumnType<unknown, string, never>
    after: ColumnType<unknown, string, never>
  }
}
