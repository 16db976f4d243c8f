/** What follows an answer: a second person's look, the questions to the resident; templates and drafts; what the office set. */
export const follow = `
alter table concerns drop constraint concerns_state_check;
drop index concerns_desk;
create index concerns_desk on concerns (congress_id, station_id, due_on, id) where state in ('unassigned', 'disputed', 'in_review');
alter table concerns add constraint concerns_state_check check
  (state in ('unassigned', 'assigned', 'accepted', 'asked', 'disputed', 'in_review', 'answered', 'settled', 'withdrawn'));
alter table concerns
  add column review_by text check (review_by in ('desk', 'office')),
  add column review_author_id uuid,
  add column review_asked_at timestamptz;
comment on column concerns.review_by is 'Who is to look at the answer that waits; null where none does. The office may always do it.';
comment on column concerns.review_author_id is 'Who wrote the answer that waits, and may not approve it';
create index concerns_review on concerns (congress_id, review_asked_at) where state = 'in_review';
create index concerns_answered on concerns (congress_id, id) where state = 'answered';

create table answer_surveys (
  congress_id uuid not null,
  concern_id uuid not null,
  message_id uuid not null,
  round int not null check (round > 0),
  asked_at timestamptz not null,
  primary key (congress_id, concern_id, message_id, round),
  foreign key (congress_id, concern_id) references concerns
);
comment on table answer_surveys is 'Each question to a resident whether an answer helped: once a round, whatever ticks at once';
comment on column answer_surveys.message_id is 'The answer';

create table reply_templates (
  congress_id uuid not null references congresses,
  id uuid not null,
  scope text not null check (scope in ('congress', 'station', 'deputy')),
  station_id uuid,
  deputy_id uuid,
  title text not null,
  text text not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (congress_id, id),
  foreign key (congress_id, station_id) references stations,
  foreign key (congress_id, deputy_id) references deputies,
  check ((scope = 'station') = (station_id is not null) and (scope = 'deputy') = (deputy_id is not null))
);
comment on column reply_templates.text is 'With placeholders in braces, see domain/reply.ts';

create table reply_drafts (
  congress_id uuid not null,
  concern_id uuid not null,
  person_id uuid not null,
  step text not null check (step in ('ask', 'reply', 'answer', 'say')),
  text text not null,
  saved_at timestamptz not null,
  primary key (congress_id, concern_id, person_id, step),
  foreign key (congress_id, concern_id) references concerns,
  foreign key (congress_id, person_id) references persons
);
comment on table reply_drafts is 'What somebody is writing on a case; shown to nobody else, thrown away when it is sent or old';
create index reply_drafts_age on reply_drafts (congress_id, saved_at);

create table settings_events (
  congress_id uuid not null references congresses,
  id uuid not null,
  actor_id uuid not null,
  at timestamptz not null,
  name text not null,
  before jsonb not null,
  after jsonb not null,
  primary key (congress_id, id)
);
comment on table settings_events is 'Append-only: who of the office changed which setting from what to what';
create index settings_events_at on settings_events (congress_id, at desc);
create trigger settings_events_append_only before update or delete on settings_events for each row execute function refuse_change();
create trigger settings_events_no_truncate before truncate on settings_events for each statement execute function refuse_change();
`
