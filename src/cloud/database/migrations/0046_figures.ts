/** How it went: the facts of each case, folded from its log, and what the pages show of them. */
export const figures = `

create table figures_cases (
  congress_id uuid not null,
  concern_id uuid not null,
  topic_code text,
  constituency_id uuid,
  entry text not null,
  route text not null,
  received_on date not null,
  due_on date not null,
  answered_on date,
  last_answered_on date,
  withdrawn_on date,
  asked_on date,
  verdict text,
  is_reopened boolean not null,
  days int,
  workdays int,
  primary key (congress_id, concern_id),
  foreign key (congress_id, concern_id) references concerns
);
comment on table figures_cases is 'The facts of each case as domain/figures.ts folds them from its log; may be emptied, and is then filled again';
comment on column figures_cases.due_on is 'Asia/Shanghai; by when the first answer was owed, whatever a reopening made of it';
comment on column figures_cases.days is 'From receipt to the first answer, without those on which the resident was asked';
create index figures_cases_received on figures_cases (congress_id, received_on);

create table figures_progress (
  congress_id uuid primary key references congresses,
  read_to timestamptz not null,
  read_concern uuid not null
);
comment on table figures_progress is 'How far the log has been folded into figures_cases';

create table figures (
  congress_id uuid not null references congresses,
  period text not null,
  from_on date not null,
  until_on date not null,
  computed_at timestamptz not null,
  shown jsonb not null,
  audit jsonb not null,
  primary key (congress_id, period)
);
comment on column figures.shown is 'What everybody may read: small numbers are hidden already';
comment on column figures.audit is 'What the office reads';
`
