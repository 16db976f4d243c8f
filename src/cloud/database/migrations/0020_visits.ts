/**
 * Visits (预约): rotas, reception days with slots, bookings with their waiting list, and what happened at the door.
 * A reception is locked before anything that gives or takes one of its places; the unique index on seats guards the same again.
 */
export const visits = `
create table rotas (
  congress_id uuid not null references congresses,
  id uuid not null,
  station_id uuid not null,
  deputy_ids uuid[] not null check (cardinality(deputy_ids) > 0),
  rule jsonb not null,
  on_holiday text not null check (on_holiday in ('skip', 'next_workday', 'make_up_day')),
  from_minute int not null,
  to_minute int not null check (to_minute > from_minute),
  slot_minutes int not null check (slot_minutes > 0),
  capacity int not null check (capacity > 0),
  since_on date not null,
  until_on date,
  extended_on date not null,
  primary key (congress_id, id),
  foreign key (congress_id, station_id) references stations
);
comment on table rotas is '值班安排: the rule from which reception days are made';
comment on column rotas.extended_on is 'When its coming days were last looked at: once a day';
comment on column rotas.deputy_ids is 'They take turns, in this order';
comment on column rotas.rule is '{kind: weekly, weekdays} | {kind: monthly, weekday, nth} | {kind: by_hand, days}; weekdays from 0, Sunday';
create index rotas_station on rotas (congress_id, station_id);

alter table receptions
  add column id uuid not null default gen_random_uuid(),
  add column state text not null default 'confirmed' check (state in ('planned', 'confirmed', 'closed')),
  add column slot_minutes int not null default 15 check (slot_minutes > 0),
  add column capacity int not null default 1 check (capacity > 0),
  add column rota_id uuid,
  add column rota_on date,
  add column successor_id uuid,
  add column announced_at timestamptz,
  add column reason text,
  add unique (congress_id, id),
  add foreign key (congress_id, successor_id) references deputies;
comment on column receptions.state is 'planned: on the rota, not yet said yes to and shown to nobody else; confirmed: announced with the name';
comment on column receptions.capacity is 'Places in each slot';
comment on column receptions.rota_id is 'The rota that made it; null where it came from a list or by hand';
comment on column receptions.rota_on is 'The day of the rota that it stands for, also once it is moved, so that the rota does not make it again';
comment on column receptions.successor_id is 'The deputy who was asked to take over and has not answered';
comment on column receptions.announced_at is 'When it became public here; null where a list brought it';
comment on column receptions.reason is 'Why it was closed or moved, for those who had booked';
create index receptions_rota on receptions (congress_id, rota_id, rota_on) where rota_id is not null;
create index receptions_successor on receptions (congress_id, successor_id) where successor_id is not null;
create index receptions_day on receptions (congress_id, on_day, from_minute) where state = 'confirmed';

create table reception_events (
  congress_id uuid not null,
  reception_id uuid not null,
  seq int not null,
  kind text not null,
  by_relation text,
  actor_id uuid,
  at timestamptz not null,
  data jsonb not null,
  primary key (congress_id, reception_id, seq)
);
comment on table reception_events is 'Append-only; holds ids and times, never words. Outlives a planned day that a rota no longer has';
create trigger reception_events_append_only before update or delete on reception_events for each row execute function refuse_change();
create trigger reception_events_no_truncate before truncate on reception_events for each statement execute function refuse_change();

create table visits (
  congress_id uuid not null references congresses,
  id uuid not null,
  reception_id uuid not null,
  visitor_id uuid,
  state text not null check (state in
    ('waiting', 'offered', 'booked', 'arrived', 'received', 'missed', 'unmet', 'cancelled', 'closed', 'lapsed')),
  slot int,
  seat int check (seat >= 1),
  wanted_slot int,
  queue_no int,
  offer_ends_at timestamptz,
  code text not null,
  topic_code text,
  about text not null,
  people int not null check (people >= 1),
  needs text[] not null,
  sequence int not null default 0,
  was_moved boolean not null default false,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  arrived_at timestamptz,
  said text,
  promised text,
  promised_on date,
  proposal jsonb,
  concern_id uuid,
  primary key (congress_id, id),
  unique (congress_id, code),
  foreign key (congress_id, reception_id) references receptions (congress_id, id),
  foreign key (congress_id, visitor_id) references persons,
  foreign key (congress_id, topic_code) references topics,
  foreign key (congress_id, concern_id) references concerns,
  check (seat is null or slot is not null),
  check (state not in ('offered', 'booked') or seat is not null),
  check (state not in ('waiting', 'cancelled', 'closed', 'lapsed') or seat is null),
  check ((state = 'offered') = (offer_ends_at is not null)),
  check (state <> 'waiting' or queue_no is not null)
);
comment on column visits.visitor_id is 'Null where somebody walked in without an account';
comment on column visits.slot is 'From 0, so that a visit follows its reception when that is moved; kept for the record when the seat is given back';
comment on column visits.seat is 'From 1 to the capacity of the slot; null where no place is held';
comment on column visits.wanted_slot is 'On the waiting list: the slot waited for; null takes any of the day';
comment on column visits.queue_no is 'Order on the waiting list of the reception';
comment on column visits.code is 'For checking in: six characters without look-alikes';
comment on column visits.sequence is 'Rises with each change of time or state that a calendar shows (RFC 5545 SEQUENCE)';
comment on column visits.was_moved is 'The station moved it after it was booked: it may then be given back or changed at any time';
comment on column visits.arrived_at is 'When the visitor stood at the door, by the phone that checked them in';
comment on column visits.proposal is 'A concern that the desk or the deputy wrote down, until the visitor confirms it';
create unique index visits_seat on visits (congress_id, reception_id, slot, seat) where seat is not null;
create index visits_reception on visits (congress_id, reception_id, state);
create index visits_visitor on visits (congress_id, visitor_id, created_at desc, id) where visitor_id is not null;
create index visits_moving on visits (congress_id, reception_id) where state in ('waiting', 'offered');

create table visit_events (
  congress_id uuid not null,
  visit_id uuid not null,
  seq int not null,
  kind text not null,
  by_relation text,
  actor_id uuid,
  at timestamptz not null,
  data jsonb not null,
  primary key (congress_id, visit_id, seq),
  foreign key (congress_id, visit_id) references visits
);
comment on table visit_events is 'Append-only; holds ids and times, never words, so that what must be erased can be';
create trigger visit_events_append_only before update or delete on visit_events for each row execute function refuse_change();
create trigger visit_events_no_truncate before truncate on visit_events for each statement execute function refuse_change();

alter table outbox add column visit_id uuid, add column reception_id uuid;
create index outbox_visit on outbox (congress_id, visit_id) where visit_id is not null and done_at is null;
`
