/** Notices and activities (公告、活动): their life, registrations, summaries, and who follows a station. */
export const notices = `
alter table notices
  alter column station_id drop not null,
  alter column published_at drop not null,
  add column state text not null default 'published' check (state in ('draft', 'in_review', 'ready', 'published', 'withdrawn')),
  add column audience text not null default 'station' check (audience in ('congress', 'station', 'constituency')),
  add column constituency_id uuid,
  add column author_id uuid,
  add column photo_ids uuid[] not null default '{}',
  add column publish_at timestamptz,
  add column shown_at timestamptz,
  add column pinned_at timestamptz,
  add column reason text,
  add column starts_at timestamptz,
  add column ends_at timestamptz,
  add column place text not null default '',
  add column lon double precision,
  add column lat double precision,
  add column takes_registrations boolean not null default false,
  add column capacity int check (capacity >= 1),
  add column registers_until timestamptz,
  add column questions jsonb not null default '[]',
  add column summary_chased int not null default 0,
  add column sequence int not null default 0,
  add column created_at timestamptz not null default now(),
  add column changed_at timestamptz not null default now(),
  add foreign key (congress_id, constituency_id) references constituencies,
  add check ((audience = 'constituency') = (constituency_id is not null)),
  add check (audience <> 'station' or station_id is not null),
  add check (starts_at < ends_at),
  add check ((starts_at is null) = (ends_at is null)),
  add check ((lon is null) = (lat is null)),
  add check (not takes_registrations or (starts_at is not null and registers_until is not null)),
  add check (state <> 'published' or published_at is not null),
  add check (pinned_at is null or state = 'published');
update notices set shown_at = published_at, created_at = published_at, changed_at = published_at;
comment on table notices is 'Notices; with a time they are activities';
comment on column notices.station_id is 'Null where the office posts it';
comment on column notices.publish_at is 'The time from which it is to be published; null until it is handed in';
comment on column notices.shown_at is 'Since when what it says has passed the check; null while it is checked, or held';
comment on column notices.reason is 'Why it was returned or withdrawn';
comment on column notices.lon is 'GCJ-02, as lat';
comment on column notices.capacity is 'Places; null: as many as come';
comment on column notices.summary_chased is 'How often a missing summary has been asked for';
comment on column notices.sequence is 'Rises with each change of time or place that a calendar shows (RFC 5545 SEQUENCE)';
drop index notices_station;
create index notices_station on notices (congress_id, station_id, published_at desc);
create index notices_list on notices (congress_id, published_at desc, id) where state = 'published';
create index notices_ready on notices (congress_id, publish_at) where state = 'ready';
create index notices_over on notices (congress_id, ends_at) where state = 'published' and ends_at is not null;

create table notice_events (
  congress_id uuid not null,
  notice_id uuid not null,
  seq int not null,
  kind text not null,
  actor_id uuid,
  at timestamptz not null,
  primary key (congress_id, notice_id, seq),
  foreign key (congress_id, notice_id) references notices
);
comment on table notice_events is 'Append-only: who did what to a notice, and who took the list of names';
create trigger notice_events_append_only before update or delete on notice_events for each row execute function refuse_change();
create trigger notice_events_no_truncate before truncate on notice_events for each statement execute function refuse_change();

create table notice_summaries (
  congress_id uuid not null,
  id uuid not null,
  notice_id uuid not null,
  text text not null,
  photo_ids uuid[] not null,
  written_at timestamptz not null,
  shown_at timestamptz,
  primary key (congress_id, id),
  unique (congress_id, notice_id),
  foreign key (congress_id, notice_id) references notices
);
comment on table notice_summaries is '活动回顾: what became of an activity';

create table registrations (
  congress_id uuid not null,
  id uuid not null,
  notice_id uuid not null,
  person_id uuid,
  state text not null check (state in ('waiting', 'offered', 'booked', 'arrived', 'cancelled', 'closed', 'lapsed')),
  seat int check (seat >= 1),
  queue_no int,
  offer_ends_at timestamptz,
  code text not null,
  contact bytea,
  answers jsonb not null,
  shown_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  arrived_at timestamptz,
  primary key (congress_id, id),
  unique (congress_id, code),
  foreign key (congress_id, notice_id) references notices,
  foreign key (congress_id, person_id) references persons,
  check (state not in ('offered', 'booked') or seat is not null),
  check (state not in ('waiting', 'cancelled', 'closed', 'lapsed') or seat is null),
  check ((state = 'offered') = (offer_ends_at is not null)),
  check (state <> 'waiting' or queue_no is not null)
);
comment on table registrations is '报名';
comment on column registrations.person_id is 'Null where somebody came without having registered';
comment on column registrations.seat is 'From 1 to the capacity; null where no place is held';
comment on column registrations.queue_no is 'Order on the waiting list of the activity';
comment on column registrations.contact is 'Name and phone, sealed with the id of the row; for the staff of the station alone';
comment on column registrations.answers is 'To the questions of the notice, in their order; empty where none was given';
comment on column registrations.shown_at is 'Since when the staff see the answers; null while what was written is checked';
create unique index registrations_seat on registrations (congress_id, notice_id, seat) where seat is not null;
create unique index registrations_person on registrations (congress_id, notice_id, person_id)
  where person_id is not null and state in ('waiting', 'offered', 'booked', 'arrived');
create index registrations_notice on registrations (congress_id, notice_id, state);
create index registrations_mine on registrations (congress_id, person_id, created_at desc, id) where person_id is not null;
create index registrations_moving on registrations (congress_id, notice_id) where state in ('waiting', 'offered');
create index registrations_contact_kept on registrations (congress_id, notice_id) where contact is not null;

create table station_follows (
  congress_id uuid not null,
  station_id uuid not null,
  person_id uuid not null,
  followed_at timestamptz not null,
  primary key (congress_id, station_id, person_id),
  foreign key (congress_id, station_id) references stations,
  foreign key (congress_id, person_id) references persons
);
comment on table station_follows is '关注: who is told of what a station posts';
create index station_follows_person on station_follows (congress_id, person_id);

alter table outbox add column notice_id uuid;
create index outbox_notice on outbox (congress_id, notice_id) where notice_id is not null and done_at is null;

alter table checks
  alter column concern_id drop not null,
  add column notice_id uuid,
  drop constraint checks_kind_check,
  add constraint checks_kind_check check (kind in ('concern', 'message', 'photo', 'recording', 'notice', 'summary', 'registration')),
  add foreign key (congress_id, notice_id) references notices,
  add check ((concern_id is null) <> (notice_id is null));
comment on column checks.notice_id is 'The notice to which it belongs, where it belongs to no case';
`
