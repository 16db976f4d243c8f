/** How the system runs, for the office's page: counted calls, the timer's last round, and what was decided about dead letters. */
export const health = `
create table call_counts (
  congress_id uuid not null references congresses,
  hour timestamptz not null,
  operation text not null,
  class smallint not null,
  calls int not null,
  failures int not null,
  primary key (congress_id, hour, operation, class)
);
comment on table call_counts is 'Calls of each hour by how long they took, added up over all processes; old hours are taken away';
comment on column call_counts.class is 'Index into durationBounds of domain/health.ts';
comment on column call_counts.failures is 'Those that ended in INTERNAL or UNAVAILABLE';

create table ticks (
  congress_id uuid primary key references congresses,
  ended_at timestamptz not null,
  ms int not null,
  failed text[] not null,
  failed_at timestamptz
);
comment on table ticks is 'The last round of the timer; written at most every half minute unless a job failed';
comment on column ticks.failed is 'Jobs that failed in the last round';

create table dead_letter_decisions (
  congress_id uuid not null,
  id uuid not null,
  outbox_id uuid not null,
  kind text not null,
  code int,
  died_at timestamptz not null,
  decision text not null check (decision in ('resent', 'dropped')),
  reason text,
  by_person uuid not null,
  at timestamptz not null,
  primary key (congress_id, id),
  foreign key (congress_id, by_person) references persons,
  check ((decision = 'dropped') = (reason is not null))
);
comment on table dead_letter_decisions is 'Messages that WeChat did not take, and what somebody of the office did about each; outlives the message';
create index dead_letter_decisions_at on dead_letter_decisions (congress_id, at desc, id);
create index outbox_dead on outbox (congress_id, dead_at desc, id) where dead_at is not null and done_at is null;
`
