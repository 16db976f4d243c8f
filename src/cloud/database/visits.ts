import type { ColumnType, Generated } from 'kysely'
import type { Day } from '../../domain/calendar'
import type { ReceptionState } from '../../domain/reception'
import type { HolidayChoice, RotaRule } from '../../domain/rota'
import type { VisitNeed, VisitState } from '../../domain/visit'

type Json<T> = ColumnType<T, string, string>
/** Null unless it is said. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

/** The tables of rotas, receptions and visits; what the columns mean stands in the migrations. */
export interface VisitTables {
  rotas: {
    congress_id: string
    id: string
    station_id: string
    deputy_ids: string[]
    rule: Json<RotaRule>
    on_holiday: HolidayChoice
    from_minute: number
    to_minute: number
    slot_minutes: number
    capacity: number
    since_on: Day
    until_on: Day | null
    extended_on: Day
  }
  receptions: {
    congress_id: string
    station_id: string
    deputy_id: string
    on_day: Day
    from_minute: number
    to_minute: number
    id: Generated<string>
    state: Generated<ReceptionState>
    slot_minutes: Generated<number>
    capacity: Generated<number>
    rota_id: Optional<string>
    rota_on: Optional<Day>
    successor_id: Optional<string>
    announced_at: Optional<Date>
    reason: Optional<string>
  }
  reception_events: EventTable & { reception_id: string }
  visits: {
    congress_id: string
    id: string
    reception_id: string
    visitor_id: string | null
    state: VisitState
    slot: number | null
    seat: number | null
    wanted_slot: number | null
    queue_no: number | null
    offer_ends_at: Date | null
    code: string
    topic_code: string | null
    about: string
    people: number
    needs: VisitNeed[]
    sequence: Generated<number>
    was_moved: Generated<boolean>
    created_at: Date
    changed_at: Date
    arrived_at: Optional<Date>
    said: Optional<string>
    promised: Optional<string>
    promised_on: Optional<Day>
    proposal: ColumnType<Proposal | null, string | null | undefined, string | null>
    concern_id: Optional<string>
  }
  visit_events: EventTable & { visit_id: string }
}

interface EventTable {
  congress_id: string
  seq: number
  kind: string
  by_relation: string | null
  actor_id: string | null
  at: Date
  data: Json<VisitEventData>
}

/** What an event keeps beside its kind: ids and times, never words. */
export interface VisitEventData {
  receptionId?: string
  deputyId?: string
  startsAt?: string
  concernId?: string
}

/** A concern that was written down at a visit. */
export interface Proposal {
  text: string
  topic: string | null
  address: string
}
