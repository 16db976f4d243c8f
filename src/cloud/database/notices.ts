import type { ColumnType, Generated } from 'kysely'
import type { NoticeAudience, NoticeState } from '../../domain/notice'
import type { Question, RegistrationState } from '../../domain/registration'

type Json<T> = ColumnType<T, string, string>
/** Null unless it is said. */
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>

/** The tables of notices, registrations and followers; what the columns mean stands in the migrations. */
export interface NoticeTables {
  notices: {
    congress_id: string
    id: string
    station_id: string | null
    title: string
    text: string
    published_at: Date | null
    state: Generated<NoticeState>
    audience: Generated<NoticeAudience>
    constituency_id: Optional<string>
    author_id: Optional<string>
    photo_ids: Generated<string[]>
    publish_at: Optional<Date>
    shown_at: Optional<Date>
    pinned_at: Optional<Date>
    reason: Optional<string>
    starts_at: Optional<Date>
    ends_at: Optional<Date>
    place: Generated<string>
    lon: Optional<number>
    lat: Optional<number>
    takes_registrations: Generated<boolean>
    capacity: Optional<number>
    registers_until: Optional<Date>
    questions: ColumnType<Question[], string | undefined, string>
    summary_chased: Generated<number>
    sequence: Generated<number>
    created_at: Generated<Date>
    changed_at: Generated<Date>
  }
  notice_events: { congress_id: string; notice_id: string; seq: number; kind: string; actor_id: string | null; at: Date }
  notice_summaries: {
    congress_id: string
    id: string
    notice_id: string
    text: string
    photo_ids: string[]
    written_at: Date
    shown_at: Date | null
  }
  registrations: {
    congress_id: string
    id: string
    notice_id: string
    person_id: string | null
    state: RegistrationState
    seat: number | null
    queue_no: number | null
    offer_ends_at: Date | null
    code: string
    contact: Buffer | null
    answers: Json<string[]>
    shown_at: Date | null
    created_at: Date
    changed_at: Date
    arrived_at: Optional<Date>
  }
  station_follows: { congress_id: string; station_id: string; person_id: string; followed_at: Date }
}
