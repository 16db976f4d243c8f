/** Who a session belongs to and where it was opened; signing in by scanning; roles by invitation. */
export const identity = `
alter table sessions
  add column id uuid not null default gen_random_uuid(),
  add column kind text not null default 'desktop' check (kind in ('phone', 'desktop', 'demo')),
  add column device text,
  add column opened_at timestamptz not null default now();
alter table sessions alter column id drop default, alter column kind drop default, alter column opened_at drop default;
create unique index sessions_id on sessions (congress_id, id);
create index sessions_person on sessions (congress_id, person_id);
create index sessions_expiry on sessions (congress_id, expires_at);
comment on column sessions.device is 'Browser and system as the browser said, for the person to tell their sessions apart';

create table sign_in_offers (
  congress_id uuid not null references congresses,
  code text not null,
  secret_hash bytea not null,
  device text,
  address text,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'seen', 'confirmed', 'refused')),
  person_id uuid,
  primary key (congress_id, code),
  foreign key (congress_id, person_id) references persons,
  check ((state = 'confirmed') = (person_id is not null))
);
comment on table sign_in_offers is 'A desktop page that waits for somebody to scan its code; taken once, for two minutes';
comment on column sign_in_offers.secret_hash is 'SHA-256 of what only the waiting page knows';
comment on column sign_in_offers.address is 'IP address of the page, shown to who confirms';
create index sign_in_offers_address on sign_in_offers (congress_id, address, made_at);

create table invitations (
  congress_id uuid not null references congresses,
  id uuid not null,
  code_hash bytea not null,
  role text not null check (role in ('deputy', 'staff', 'office')),
  deputy_id uuid,
  station_id uuid,
  made_by uuid,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz,
  used_by uuid,
  primary key (congress_id, id),
  unique (congress_id, code_hash),
  foreign key (congress_id, deputy_id) references deputies,
  foreign key (congress_id, station_id) references stations,
  check ((role = 'deputy') = (deputy_id is not null) and (role = 'staff') = (station_id is not null)),
  check ((used_at is null) = (used_by is null))
);
comment on table invitations is 'Binds one person to one role, once';
comment on column invitations.made_by is 'Null for the first of a congress, which its engineer makes on the server';

create table membership_events (
  congress_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null,
  deputy_id uuid,
  station_id uuid,
  kind text not null check (kind in ('joined', 'left', 'removed')),
  by_person uuid,
  at timestamptz not null,
  primary key (congress_id, id)
);
comment on table membership_events is 'Who held which role when, and who gave or took it; append-only';
create trigger membership_events_append_only before update or delete on membership_events for each row execute function refuse_change();
`
