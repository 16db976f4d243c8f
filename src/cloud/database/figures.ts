import type { ColumnType } from 'kysely'
import type { Day } from '../../domain/calendar'
import type { Verdict } from '../../domain/concern'
import type { Entry, FigurePeriod, Route } from '../../domain/figures'
import type { Audit } from '../../domain/figures-audit'
import type { ShownFigures } from '../../domain/figures-shown'

type Json<T> = ColumnType<T, string, string>

/** The tables of figures; what the columns mean stands in migration 0046. */
export interface FigureTables {
  figures_cases: {
    congress_id: string
    concern_id: string
    topic_code: string | null
    constituency_id: string | null
    entry: Entry
    route: Route
    received_on: Day
    due_on: Day
    answered_on: Day | null
    last_answered_on: Day | null
    withdrawn_on: Day | null
    asked_on: Day | null
    verdict: Verdict | null
    is_reopened: boolean
    days: number | null
    workdays: number | null
  }
  figures_progress: { congress_id: string; read_to: Date; read_concern: string }
  figures: {
    congress_id: string
    period: FigurePeriod
    from_on: Day
    until_on: Day
    computed_at: Date
    shown: Json<ShownFigures>
    audit: Json<Audit>
  }
}
