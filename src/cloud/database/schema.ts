import type { ColumnType, Generated } from 'kysely'
import type { Role } from '../../domain/actor'
import type { Day } from '../../domain/calendar'
import type { ConcernState, Relation, Verdict } from '../../domain/concern'
import type { LifeSettings } from '../../domain/concern-life'
import type { CheckedKind } from '../../domain/content'
import type { NotificationKind, Template } from '../../domain/notification'
import type { Boundary } from '../../domain/place'
import type { Retention } from '../../domain/privacy'
import type { SessionKind } from '../../domain/session'
import type { Routing } from '../../domain/routing'
import type { OpenPeriod, StationKind } from '../../domain/station'
import type { TopicBy } from '../../domain/topic'
import type { OwnFigures } from '../../domain/topic-retraining'
import type { MessageKind } from '../../contract/concern'
import type { OutOfScope } from '../../domain/scope'
import type { VisitSettings } from '../../domain/visit'
import type { ExposureColumns, ExposureTables } from './exposure'
import type { SimilarTables } from './similar'
import type { AssistanceSettings, Entry } from '../../domain/assistance'
import type { AssistanceTables } from './assistance'
import type { FigureTables } from './figures'
import type { FollowSettings } from '../../domain/follow'
import type { FollowTables } from './follow'
import type { HealthTables } from './health'
import type { NoticeTables } from './notices'
import type { NoticeSettings } from '../../domain/notice'
import type { VisitTables } from './visits'

/** Read as a value, written as JSON text. */
type Json<T> = ColumnType<T, string, string>
/** Written and compared only through SQL expressions; never read. */
type Opaque = ColumnType<never, unknown, unknown>

/** Null until it is said. */
type Unset<T> = ColumnType<T | null, T | null | undefined, T | null>

export interface Settings extends Partial<FollowSettings> {
  answerWithinWorkdays: number
  /** Copies of one letter by one person that stand by themselves before the next are put under the first; `COPIES_ALONE` where a congress says nothing. */
  copiesAlone?: number
  /** Concerns that one person may hand in within an hour before the next go by the desk; `HANDED_IN_PER_HOUR` where a congress says nothing. */
  handedInPerHour?: number
  /** Where a congress keeps things longer or shorter than `retentionDefaults`. */
  retention?: Partial<Retention>
  /** What a congress says otherwise than `lifeDefaults`. */
  life?: Partial<LifeSettings>
  /** What a congress says otherwise than `visitDefaults`. */
  visits?: Partial<VisitSettings>
  /** What a congress says otherwise than `assistanceDefaults`. */
  assistance?: Partial<AssistanceSettings>
  /** What a congress says otherwise than `noticeDefaults`. */
  notices?: Partial<NoticeSettings>
}

/** The tables as Kysely sees them; what the columns mean stands in the migrations. */
export interface Database
  extends VisitTables, SimilarTables, AssistanceTables, FigureTables, FollowTables, ExposureTables, NoticeTables, HealthTables {
  congresses: { id: string; code: string; name: string; division_code: string | null; settings: Json<Settings>; created_at: Date }
  divisions: { code: string; parent_code: string | null; name: string; lon: number | null; lat: number | null }
  short_codes: { code: string; congress_id: string; kind: 'deputy' | 'station'; target_id: string }
  constituencies: { congress_id: string; id: string; code: string; name: string; boundary: Json<Boundary>; bounds: Opaque }
  topics: {
    congress_id: string
    code: string
    parent_code: string | null
    name: string
    position: number
    is_retired: Generated<boolean>
  }
  stations: {
    congress_id: string
    id: string
    code: string
    kind: StationKind
    name: string
    address: string
    lon: number
    lat: number
    mercator: Opaque
    division_code: string | null
    phone: string | null
    introduction: string | null
    hours: Json<OpenPeriod[]>
    photo_ids: Generated<string[]>
    search: Opaque
  }
  deputies: {
    congress_id: string
    id: string
    code: string
    name: string
    constituency_id: string | null
    occupation: string | null
    introduction: string | null
    topics: Generated<string[]>
    photo_id: string | null
    delegation: string | null
    particulars: ColumnType<Record<string, string>, string | undefined, string>
    is_active: Generated<boolean>
    search: Opaque
  }
  station_deputies: { congress_id: string; station_id: string; deputy_id: string }
  persons: {
    congress_id: string
    id: string
    openid: string | null
    demo_key: string | null
    name: string | null
    created_at: Date
    erased_at: Generated<Date | null>
  }
  agreements: { congress_id: string; person_id: string; version: string; agreed_at: Date }
  memberships: {
    congress_id: string
    id: Generated<string>
    person_id: string
    role: Role
    deputy_id: string | null
    station_id: string | null
  }
  membership_events: {
    congress_id: string
    id: string
    person_id: string
    role: Role
    deputy_id: string | null
    station_id: string | null
    kind: 'joined' | 'left' | 'removed'
    by_person: string | null
    at: Date
  }
  sessions: {
    congress_id: string
    token_hash: Buffer
    id: string
    person_id: string
    kind: SessionKind
    device: string | null
    opened_at: Date
    expires_at: Date
    token_at: Date
    is_used: boolean
  }
  rate_limits: { congress_id: string; bucket: Buffer; count: number; ends_at: Date }
  sign_in_offers: {
    congress_id: string
    code: string
    secret_hash: Buffer
    device: string | null
    address: string | null
    made_at: Date
    expires_at: Date
    state: Generated<'waiting' | 'seen' | 'confirmed' | 'refused'>
    person_id: string | null
  }
  invitations: {
    congress_id: string
    id: string
    code_hash: Buffer
    role: Role
    deputy_id: string | null
    station_id: string | null
    made_by: string | null
    made_at: Date
    expires_at: Date
    revoked_at: Date | null
    used_at: Date | null
    used_by: string | null
  }
  requests: {
    congress_id: string
    person_id: string
    request_id: string
    operation: string
    input_hash: Buffer
    outcome: Json<unknown> | null
    created_at: Date
  }
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
  concern_counters: { congress_id: string; year: number; last: number }
  concerns: {
    congress_id: string
    id: string
    number: string
    reporter_id: string
    state: ConcernState
    text: string
    topic_code: string | null
    topic_by: TopicBy | null
    lon: number | null
    lat: number | null
    address: string
    constituency_id: string | null
    assignee_id: string | null
    station_id: string | null
    contact: Buffer | null
    may_call: boolean
    routing: Json<Routing>
    went_on_despite: OutOfScope | null
    head_id: Generated<string | null>
    received_at: Date
    due_on: Day
    opened_at: Date | null
    verdict: Verdict | null
    shown_at: Date | null
    erased_at: Generated<Date | null>
    assigned_at: Date
    asked_on: Unset<Day>
    passes: Generated<number>
    is_upheld: Generated<boolean>
    times_reopened: Generated<number>
    times_chased: Generated<number>
    chased_on: Unset<Day>
    split_from: Unset<string>
    entry: Generated<Entry>
    helper_station_id: Generated<string | null>
    review_by: Generated<'desk' | 'office' | null>
    review_author_id: Generated<string | null>
    review_asked_at: Generated<Date | null>
  } & ExposureColumns
  referrals: {
    congress_id: string
    id: string
    concern_id: string
    unit: string
    reference: string
    expected_on: Day | null
    author_id: string
    at: Date
  }
  noticed: { congress_id: string; concern_id: string; what: string; since_on: Day; at: Date }
  topic_models: { congress_id: string; model: Buffer; trained_on: number; trained_at: Date; figures: Json<OwnFigures> | null }
  concern_messages: {
    congress_id: string
    concern_id: string
    id: string
    seq: number
    kind: MessageKind
    by_relation: Relation
    author_id: string
    deputy_id: string | null
    text: string
    at: Date
    read_at: Date | null
    shown_at: Date | null
    copied_from: Generated<string | null>
  }
  seals: { congress_id: string; on_day: Day; root: Buffer; previous_root: Buffer | null; cases: number; sealed_at: Date }
  sealed_cases: { congress_id: string; on_day: Day; concern_id: string; seq: number; hash: Buffer }
  concern_events: {
    congress_id: string
    concern_id: string
    seq: number
    kind: string
    by_relation: Relation | null
    actor_id: string | null
    at: Date
    data: Json<EventData>
    /** Made by the database. */
    hash: ColumnType<Buffer, never, never>
  }
  outbox: {
    congress_id: string
    id: string
    person_id: string
    kind: NotificationKind
    concern_id: string | null
    visit_id: ColumnType<string | null, string | null | undefined, string | null>
    reception_id: ColumnType<string | null, string | null | undefined, string | null>
    notice_id: ColumnType<string | null, string | null | undefined, string | null>
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
  heartbeats: { id: number; at: Date }
  /** Of this database as a whole, not of a congress. */
  backups: { id: string; started_at: Date; finished_at: Date; bytes: number; files: number; folder: string }
  file_removals: { congress_id: string; file_id: string; asked_at: Date }
}

/** What an event keeps beside its kind: ids, never words. */
export interface EventData {
  deputyId?: string
  messageId?: string
  verdict?: Verdict
  /** The first case of the cluster. */
  headId?: string
  /** What the timer noticed, by its name in `noticed`. */
  level?: string
  /** The code of a topic. */
  topic?: string
}
