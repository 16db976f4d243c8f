import type { ColumnType, Generated } from 'kysely'
import type { Day } from '../../domain/calendar'
import type { ConcernState, Relation, Verdict } from '../../domain/concern'
import type { LifeSettings } from '../../domain/concern-life'
import type { Boundary } from '../../domain/place'
import type { Retention } from '../../domain/privacy'
import type { Routing } from '../../domain/routing'
import type { OpenPeriod, StationKind } from '../../domain/station'
import type { TopicBy } from '../../domain/topic'
import type { OwnFigures } from '../../domain/topic-retraining'
import type { MessageKind } from '../../contract/concern-view'
import type { OutOfScope } from '../../domain/scope'
import type { VisitSettings } from '../../domain/visit'
import type { ExposureColumns, ExposureTables } from './exposure'
import type { SimilarTables } from './similar'
import type { AssistanceSettings, Entry } from '../../domain/assistance'
import type { AssistanceTables } from './assistance'
import type { ContentTables } from './content'
import type { FigureTables } from './figures'
import type { FollowSettings } from '../../domain/follow'
import type { FollowTables } from './follow'
import type { HealthTables } from './health'
import type { NoticeTables } from './notices'
import type { NotificationTables } from './notifications'
import type { PersonTables } from './persons'
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
  extends
    PersonTables,
    ContentTables,
    NotificationTables,
    VisitTables,
    SimilarTables,
    AssistanceTables,
    FigureTables,
    FollowTables,
    ExposureTables,
    NoticeTables,
    HealthTables {
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
  requests: {
    congress_id: string
    person_id: string
    request_id: string
    operation: string
    input_hash: Buffer
    outcome: Json<unknown> | null
    created_at: Date
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
  heartbeats: { id: number; at: Date }
  /** Of this database as a whole, not of a congress. */
  backups: { id: string; started_at: Date; finished_at: Date; bytes: number; files: number; folder: string }
}

/** What an event keeps beside its kind: ids, never words. */
export interface EventData {
  deputyId?: string
  messageId?: string
  verdict?: Verdict
  /** The first case of the cluster. */
  headId?: string
  /** That of the first case, which one that is put under it has from then on. */
  state?: ConcernState
  /** What the timer noticed, by its name in `noticed`. */
  level?: string
  /** The code of a topic. */
  topic?: string
}
