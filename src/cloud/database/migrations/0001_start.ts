/**
 * The first schema. Every table of a congress leads with congress_id, keys and indexes too; congresses,
 * divisions and short_codes are small tables that every congress reads.
 */
export const start = `
create extension if not exists btree_gist;
create extension if not exists btree_gin;

create table congresses (
  id uuid primary key,
  code text not null unique,
  name text not null,
  division_code text,
  settings jsonb not null,
  created_at timestamptz not null
);

create table divisions (
  code text primary key,
  parent_code text,
  name text not null,
  lon double precision,
  lat double precision
);
comment on column divisions.lon is 'Middle of the division, degrees, GCJ-02';
create index divisions_parent on divisions (parent_code);

create table short_codes (
  code text primary key,
  congress_id uuid not null references congresses,
  kind text not null check (kind in ('deputy', 'station')),
  target_id uuid not null,
  unique (congress_id, target_id)
);
comment on table short_codes is 'What is printed on a poster: six characters without look-alikes';

create table constituencies (
  congress_id uuid not null references congresses,
  id uuid not null,
  code text not null,
  name text not null,
  boundary jsonb not null,
  bounds box not null,
  primary key (congress_id, id),
  unique (congress_id, code)
);
comment on column constituencies.boundary is 'GeoJSON MultiPolygon, GCJ-02';
comment on column constituencies.bounds is 'Degrees, x = lon, y = lat, GCJ-02';
create index constituencies_bounds on constituencies using gist (congress_id, bounds);

create table topics (
  congress_id uuid not null references congresses,
  code text not null,
  parent_code text,
  name text not null,
  position int not null,
  is_retired boolean not null default false,
  primary key (congress_id, code)
);

create table stations (
  congress_id uuid not null references congresses,
  id uuid not null,
  code text not null,
  kind text not null check (kind in ('home', 'station')),
  name text not null,
  address text not null,
  lon double precision not null,
  lat double precision not null,
  mercator point not null,
  division_code text,
  phone text,
  introduction text,
  hours jsonb not null,
  photo_ids uuid[] not null default '{}',
  search tsvector not null,
  primary key (congress_id, id),
  unique (congress_id, code)
);
comment on column stations.lon is 'Degrees, GCJ-02';
comment on column stations.mercator is 'Web-Mercator metres of lon and lat, for the nearest-neighbour index';
comment on column stations.hours is 'List of {weekdays, from, to}: minutes since midnight Asia/Shanghai';
comment on column stations.search is 'Bigrams of name and address, pinyin and initials from every syllable on';
create index stations_mercator on stations using gist (congress_id, mercator);
create index stations_search on stations using gin (congress_id, search);
create index stations_division on stations (congress_id, division_code);

create table deputies (
  congress_id uuid not null references congresses,
  id uuid not null,
  code text not null,
  name text not null,
  constituency_id uuid,
  occupation text,
  introduction text,
  topics text[] not null default '{}',
  photo_id uuid,
  delegation text,
  particulars jsonb not null default '{}',
  is_active boolean not null default true,
  search tsvector not null,
  primary key (congress_id, id),
  unique (congress_id, code),
  foreign key (congress_id, constituency_id) references constituencies
);
comment on column deputies.topics is 'Codes of the topics they work on';
comment on column deputies.delegation is '代表团';
comment on column deputies.particulars is 'What the roster says beside this; shown to nobody';
create index deputies_constituency on deputies (congress_id, constituency_id);
create index deputies_search on deputies using gin (congress_id, search);

create table station_deputies (
  congress_id uuid not null,
  station_id uuid not null,
  deputy_id uuid not null,
  primary key (congress_id, deputy_id, station_id),
  foreign key (congress_id, station_id) references stations,
  foreign key (congress_id, deputy_id) references deputies
);
create index station_deputies_station on station_deputies (congress_id, station_id);

create table receptions (
  congress_id uuid not null,
  station_id uuid not null,
  deputy_id uuid not null,
  on_day date not null,
  from_minute int not null,
  to_minute int not null check (to_minute > from_minute),
  primary key (congress_id, station_id, on_day, from_minute, deputy_id),
  foreign key (congress_id, station_id) references stations,
  foreign key (congress_id, deputy_id) references deputies
);
comment on table receptions is '接待: which deputy receives at which station when, Asia/Shanghai';
create index receptions_deputy on receptions (congress_id, deputy_id, on_day);

create table notices (
  congress_id uuid not null,
  id uuid not null,
  station_id uuid not null,
  title text not null,
  text text not null,
  published_at timestamptz not null,
  primary key (congress_id, id),
  foreign key (congress_id, station_id) references stations
);
create index notices_station on notices (congress_id, station_id, published_at desc);

create table persons (
  congress_id uuid not null references congresses,
  id uuid not null,
  openid text,
  demo_key text,
  name text,
  created_at timestamptz not null,
  primary key (congress_id, id),
  unique (congress_id, openid),
  unique (congress_id, demo_key)
);
comment on table persons is 'A person in one congress: who uses two has two rows, which nothing links';
comment on column persons.demo_key is 'Only where the host was started as a demo';
comment on column persons.name is 'Of deputies, staff and office; residents leave theirs, encrypted, with a concern';

create table memberships (
  congress_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('deputy', 'staff', 'office')),
  deputy_id uuid,
  station_id uuid,
  foreign key (congress_id, person_id) references persons,
  foreign key (congress_id, deputy_id) references deputies,
  foreign key (congress_id, station_id) references stations,
  unique nulls not distinct (congress_id, person_id, role, deputy_id, station_id),
  check ((role = 'deputy') = (deputy_id is not null) and (role = 'staff') = (station_id is not null))
);

create table sessions (
  congress_id uuid not null,
  token_hash bytea not null,
  person_id uuid not null,
  expires_at timestamptz not null,
  primary key (congress_id, token_hash),
  foreign key (congress_id, person_id) references persons
);

create table requests (
  congress_id uuid not null,
  person_id uuid not null,
  request_id uuid not null,
  operation text not null,
  input_hash bytea not null,
  outcome jsonb,
  created_at timestamptz not null,
  primary key (congress_id, person_id, request_id)
);
comment on table requests is 'What a request id led to, so that a repeat changes nothing and answers the same';
comment on column requests.outcome is 'Ids only: the answer is made from them anew';

create table photos (
  congress_id uuid not null,
  id uuid not null,
  owner_id uuid,
  type text not null,
  bytes int not null,
  created_at timestamptz not null,
  concern_id uuid,
  message_id uuid,
  is_public boolean not null default false,
  primary key (congress_id, id)
);
comment on column photos.owner_id is 'Who took it; null for those of stations and deputies';
comment on column photos.message_id is 'Null where it came with the concern itself';
create index photos_concern on photos (congress_id, concern_id) where concern_id is not null;
create index photos_owner on photos (congress_id, owner_id, created_at) where concern_id is null;

create table concern_counters (
  congress_id uuid not null references congresses,
  year int not null,
  last int not null,
  primary key (congress_id, year)
);

create table concerns (
  congress_id uuid not null references congresses,
  id uuid not null,
  number text not null,
  reporter_id uuid not null,
  state text not null check (state in ('unassigned', 'assigned', 'accepted', 'asked', 'answered', 'settled', 'withdrawn')),
  text text not null,
  topic_code text,
  lon double precision,
  lat double precision,
  address text not null,
  constituency_id uuid,
  assignee_id uuid,
  station_id uuid,
  contact bytea,
  may_call boolean not null,
  routing jsonb not null,
  went_on_despite text,
  received_at timestamptz not null,
  due_on date not null,
  opened_at timestamptz,
  verdict text check (verdict in ('settled', 'partly', 'beside_the_point', 'not_settled')),
  primary key (congress_id, id),
  unique (congress_id, number),
  foreign key (congress_id, reporter_id) references persons,
  foreign key (congress_id, assignee_id) references deputies,
  foreign key (congress_id, station_id) references stations,
  foreign key (congress_id, topic_code) references topics,
  check ((state = 'unassigned') <= (assignee_id is null))
);
comment on column concerns.lon is 'Degrees, GCJ-02; null where the resident only wrote where it is';
comment on column concerns.contact is 'Name and phone, AES-256-GCM; opened by one function only';
comment on column concerns.routing is 'Why it went to whom, as first routed: ids, which the receipt turns into names';
comment on column concerns.due_on is 'Asia/Shanghai; counts anew when a case is reopened';
comment on column concerns.opened_at is 'When the present assignee first opened it';
comment on column concerns.went_on_despite is 'What the resident was told is beyond a deputy, and went on';
create index concerns_inbox on concerns (congress_id, assignee_id, due_on, id) where state in ('assigned', 'accepted', 'asked');
create index concerns_assignee on concerns (congress_id, assignee_id, received_at desc, id) where state in ('answered', 'settled', 'withdrawn');
create index concerns_desk on concerns (congress_id, station_id, due_on, id) where state = 'unassigned';
create index concerns_station on concerns (congress_id, station_id, received_at desc, id);
create index concerns_reporter on concerns (congress_id, reporter_id, received_at desc, id);

create table concern_messages (
  congress_id uuid not null,
  concern_id uuid not null,
  id uuid not null,
  seq int not null,
  kind text not null,
  by_relation text not null,
  author_id uuid not null,
  deputy_id uuid,
  text text not null,
  at timestamptz not null,
  read_at timestamptz,
  primary key (congress_id, concern_id, id),
  unique (congress_id, concern_id, seq),
  foreign key (congress_id, concern_id) references concerns
);
comment on column concern_messages.deputy_id is 'The deputy who wrote it, who may not be the assignee any more';
comment on column concern_messages.read_at is 'When the other side (resident, or who holds the case) first saw it';

create table concern_events (
  congress_id uuid not null,
  concern_id uuid not null,
  seq int not null,
  kind text not null,
  by_relation text,
  actor_id uuid,
  at timestamptz not null,
  data jsonb not null,
  primary key (congress_id, concern_id, seq),
  foreign key (congress_id, concern_id) references concerns
);
comment on table concern_events is 'Append-only; holds ids, never words, so that what must be erased can be';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the event log is append-only';
end $$;
create trigger concern_events_append_only before update or delete on concern_events for each row execute function refuse_change();
create trigger concern_events_no_truncate before truncate on concern_events for each statement execute function refuse_change();

create table outbox (
  congress_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  concern_id uuid,
  created_at timestamptz not null,
  attempts int not null default 0,
  next_at timestamptz not null,
  sent_at timestamptz,
  dead_at timestamptz,
  primary key (congress_id, id)
);
comment on table outbox is 'Messages that a committed step owes somebody';
create index outbox_waiting on outbox (congress_id, next_at) where sent_at is null and dead_at is null;
`
