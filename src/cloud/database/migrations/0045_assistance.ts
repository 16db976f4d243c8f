/** What station staff hand in for who cannot: consent, claim codes, and calls that tell them how it went. */
export const assistance = `
alter table concerns
  add column entry text not null default 'online' check (entry in ('online', 'walk_in', 'letter', 'phone', 'visit')),
  add column helper_station_id uuid;
comment on column concerns.entry is 'How it came: handed in online, or filed by staff from a walk-in, a paper letter, a call or a visit at home';
comment on column concerns.helper_station_id is 'The station that acts as 代办人 while nobody has claimed the case';
create index concerns_helped on concerns (congress_id, helper_station_id, received_at desc) where helper_station_id is not null;

create table assistances (
  congress_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('concern', 'visit')),
  station_id uuid not null,
  person_id uuid not null,
  filed_by_id uuid not null,
  filed_at timestamptz not null,
  consent text not null check (consent in ('paper', 'spoken', 'letter')),
  contact bytea,
  claim_hash bytea,
  claimed_at timestamptz,
  relayed_verdict text check (relayed_verdict in ('settled', 'partly', 'beside_the_point', 'not_settled')),
  primary key (congress_id, id),
  foreign key (congress_id, station_id) references stations,
  foreign key (congress_id, person_id) references persons,
  foreign key (congress_id, filed_by_id) references persons
);
comment on table assistances is '代办: one row for each case or booking that staff filed for a person';
comment on column assistances.id is 'Of the concern or the visit';
comment on column assistances.person_id is 'A person of this one matter without an account; who claims a case takes their place in it';
comment on column assistances.contact is 'Sealed, of a booking; that of a case stands with the case';
comment on column assistances.claim_hash is 'SHA-256 of the 查询码; null once claimed or erased';
comment on column assistances.relayed_verdict is '转述评价: what staff say the person said. Never counted as the person''s own answer';
create index assistances_station on assistances (congress_id, station_id, filed_at desc);
create index assistances_contact_kept on assistances (congress_id, filed_at) where contact is not null;

create table consent_papers (
  congress_id uuid not null,
  file_id uuid not null,
  assistance_id uuid not null,
  kind text not null check (kind in ('photo', 'recording')),
  seconds int,
  primary key (congress_id, file_id),
  foreign key (congress_id, assistance_id) references assistances
);
comment on table consent_papers is 'Signed papers and spoken consents, apart from photos and recordings so that no view of a case can show them';
create index consent_papers_of on consent_papers (congress_id, assistance_id);

create table phone_notes (
  congress_id uuid not null,
  id uuid not null,
  notification_id uuid not null,
  assistance_id uuid not null,
  outcome text not null check (outcome in ('reached', 'family', 'not_reached', 'letter', 'visited')),
  actor_id uuid not null,
  at timestamptz not null,
  primary key (congress_id, id),
  foreign key (congress_id, assistance_id) references assistances
);
comment on table phone_notes is '电话告知: each try to tell an assisted person what a notification says';
comment on column phone_notes.notification_id is 'Of the outbox, whose rows do not last as long';
create index phone_notes_of on phone_notes (congress_id, notification_id);
create unique index phone_notes_done on phone_notes (congress_id, notification_id) where outcome <> 'not_reached';

create table claim_attempts (
  congress_id uuid not null references congresses,
  caller_hash bytea not null,
  at timestamptz not null
);
comment on table claim_attempts is 'Wrong 查询码 of the last day; the caller is hashed with the contact key';
create index claim_attempts_of on claim_attempts (congress_id, caller_hash, at);
`
