import type { Generated } from 'kysely'
import type { Day } from '../../domain/calendar'
import type { IdentityReason, OpenerRole, OpeningKind, PublicationState } from '../../domain/identity'

/** The tables of who looked, and of what was published; what the columns mean stands in the migration. */
export interface ExposureTables {
  identity_openings: {
    congress_id: string
    id: string
    concern_id: string | null
    visit_id: Generated<string | null>
    what: OpeningKind
    by_role: OpenerRole
    by_person: string | null
    by_name: string
    reason_code: IdentityReason | null
    reason: string
    at: Date
    on_day: Day
  }
  publications: {
    congress_id: string
    concern_id: string
    id: string
    state: PublicationState
    title: string
    text: string
    answer: string
    deputy_id: string | null
    place: string
    month: string
    topic_code: string | null
    photo_ids: string[]
    asked_at: Date
    decided_at: Date | null
    decided_by: string | null
    reason: string | null
    published_at: Date | null
  }
}

/** What 0043_exposure and 0092_first_consent add to a case. */
export interface ExposureColumns {
  relay_name: Generated<string>
  reveals_name: Generated<boolean>
  reveal_to: Generated<string | null>
  had_deputy: Generated<boolean>
}
