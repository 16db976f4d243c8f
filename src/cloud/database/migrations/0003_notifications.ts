/** The outbox becomes what a person is told: in the mini-program always, by WeChat where they agreed to it. */
export const notifications = `
alter table outbox rename column sent_at to done_at;
alter table outbox
  add column show_at timestamptz,
  add column waits_for uuid,
  add column once text,
  add column outcome text check (outcome in ('sent', 'no_consent', 'refused', 'in_app', 'dead')),
  add column code int,
  add column read_at timestamptz;
update outbox set show_at = created_at, outcome = case when done_at is not null then 'sent' when dead_at is not null then 'dead' end;
alter table outbox alter column show_at set not null;
alter table outbox add unique (congress_id, person_id, once);
alter table outbox add check ((outcome is null) = (done_at is null and dead_at is null));
comment on table outbox is 'What a committed step tells somebody: shown in the mini-program, and sent by WeChat where they agreed';
comment on column outbox.show_at is 'From when on it is shown';
comment on column outbox.waits_for is 'The check that must pass first: nobody is told of what is not shown yet';
comment on column outbox.once is 'Told once under this name, however often it is said';
comment on column outbox.code is 'errcode of WeChat at the last attempt';
comment on column outbox.done_at is 'When nothing more was to be done; outcome says how it ended';
drop index outbox_waiting;
create index outbox_waiting on outbox (congress_id, next_at) where done_at is null and dead_at is null and waits_for is null;
create index outbox_person on outbox (congress_id, person_id, show_at desc, id);
create index outbox_unread on outbox (congress_id, person_id) where read_at is null;
create index outbox_check on outbox (congress_id, waits_for) where waits_for is not null;

create table consents (
  congress_id uuid not null,
  person_id uuid not null,
  template text not null,
  remaining int not null default 0 check (remaining >= 0),
  refused_at timestamptz,
  primary key (congress_id, person_id, template),
  foreign key (congress_id, person_id) references persons
);
comment on table consents is 'WeChat: one consent is one message';
comment on column consents.remaining is 'Messages that the person still agreed to';
comment on column consents.refused_at is 'They are never asked again for this template, until they agree on their own';
`
