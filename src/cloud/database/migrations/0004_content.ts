/** What users write and upload is checked before others see it; recordings beside photos. */
export const content = `
alter table concerns add column shown_at timestamptz;
alter table concern_messages add column shown_at timestamptz;
alter table photos add column shown_at timestamptz;
update concerns set shown_at = received_at;
update concern_messages set shown_at = at;
update photos set shown_at = created_at;
comment on column concerns.shown_at is 'Since when others than its reporter, the desk and the office see it; null while it is checked';
comment on column concern_messages.shown_at is 'As in concerns, for its author';
comment on column photos.shown_at is 'As in concerns, for its owner';

create table recordings (
  congress_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  type text not null,
  bytes int not null,
  seconds int not null check (seconds between 1 and 60),
  created_at timestamptz not null,
  concern_id uuid,
  message_id uuid,
  shown_at timestamptz,
  primary key (congress_id, id)
);
comment on table recordings is 'What somebody said instead of writing it';
create index recordings_concern on recordings (congress_id, concern_id) where concern_id is not null;
create index recordings_owner on recordings (congress_id, owner_id, created_at) where concern_id is null;

create table checks (
  congress_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('concern', 'message', 'photo', 'recording')),
  concern_id uuid not null,
  author_id uuid not null,
  by_relation text not null,
  state text not null default 'waiting' check (state in ('waiting', 'asked', 'held', 'shown', 'kept_back')),
  found text check (found in ('review', 'risky')),
  trace_id text,
  attempts int not null default 0,
  next_at timestamptz not null,
  created_at timestamptz not null,
  held_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  primary key (congress_id, id),
  foreign key (congress_id, concern_id) references concerns,
  check ((state in ('shown', 'kept_back')) = (decided_at is not null))
);
comment on table checks is 'One row for each thing not shown yet, or decided by a person; what passes by itself leaves none';
comment on column checks.id is 'The id of the concern, message, photo or recording itself';
comment on column checks.state is 'waiting to be asked about, asked of WeChat, held for a person, then as that person decided';
comment on column checks.found is 'What WeChat found; null where it could not be asked';
comment on column checks.trace_id is 'Under which WeChat pushes what it found in a picture or a recording';
create index checks_due on checks (congress_id, next_at) where state in ('waiting', 'asked');
create index checks_held on checks (congress_id, held_at) where state = 'held';
create unique index checks_trace on checks (congress_id, trace_id) where trace_id is not null;
`
