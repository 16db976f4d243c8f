/** The rest of a concern's life: disputes, referrals, splits, the clock that stops, and what the timer noticed. */
export const life = `
alter table concerns drop constraint concerns_state_check;
alter table concerns add constraint concerns_state_check
  check (state in ('unassigned', 'assigned', 'accepted', 'asked', 'disputed', 'answered', 'settled', 'withdrawn'));
alter table concerns
  add column assigned_at timestamptz,
  add column asked_on date,
  add column passes int not null default 0,
  add column is_upheld boolean not null default false,
  add column times_reopened int not null default 0,
  add column times_chased int not null default 0,
  add column chased_on date,
  add column split_from uuid;
update concerns c set assigned_at = received_at,
  asked_on = case when state = 'asked' then (select (max(at) at time zone 'Asia/Shanghai')::date from concern_events e
    where e.congress_id = c.congress_id and e.concern_id = c.id and e.kind = 'asked') end,
  times_reopened = (select count(*) from concern_events e where e.congress_id = c.congress_id and e.concern_id = c.id and e.kind = 'reopened');
alter table concerns alter column assigned_at set not null;
alter table concerns add foreign key (congress_id, split_from) references concerns;
comment on column concerns.assigned_at is 'When it came to the present assignee, or to the desk';
comment on column concerns.asked_on is 'Asia/Shanghai; while the resident is asked the deadline stands still, and moves by the working days since this one afterwards';
comment on column concerns.passes is 'How often deputies passed it on since a desk or the office decided';
comment on column concerns.is_upheld is 'The desk or the office decided a dispute: it stays with this assignee';
comment on column concerns.chased_on is 'Asia/Shanghai; at most once a day';

drop index concerns_inbox;
create index concerns_inbox on concerns (congress_id, assignee_id, due_on, id) where state in ('assigned', 'accepted', 'asked', 'disputed');
drop index concerns_desk;
create index concerns_desk on concerns (congress_id, station_id, due_on, id) where state in ('unassigned', 'disputed');
create index concerns_under_way on concerns (congress_id, due_on, id) where state in ('unassigned', 'assigned', 'accepted', 'disputed');
create index concerns_asked on concerns (congress_id, asked_on, id) where state = 'asked';

create table referrals (
  congress_id uuid not null,
  id uuid not null,
  concern_id uuid not null,
  unit text not null,
  reference text not null,
  expected_on date,
  author_id uuid not null,
  at timestamptz not null,
  primary key (congress_id, id),
  foreign key (congress_id, concern_id) references concerns,
  foreign key (congress_id, author_id) references persons
);
comment on table referrals is 'Departments and hotlines that a case was referred to; it stays with its deputy all the same';
comment on column referrals.reference is 'The number that the unit gave; empty until it gave one';
comment on column referrals.expected_on is 'Asia/Shanghai; the deputy is reminded once it has passed';
create index referrals_of_concern on referrals (congress_id, concern_id, at);
create index referrals_expected on referrals (congress_id, expected_on) where expected_on is not null;

create table noticed (
  congress_id uuid not null,
  concern_id uuid not null,
  what text not null,
  since_on date not null,
  at timestamptz not null,
  primary key (congress_id, concern_id, what, since_on),
  foreign key (congress_id, concern_id) references concerns
);
comment on table noticed is 'What the timer noticed about a case, once for each deadline, answer or referral, however many timers run';
`
