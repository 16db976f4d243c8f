/** Nobody is exposed: relay names, what is revealed to whom, who looked, and what a resident chose to publish. */
export const exposure = `
create function draw_relay_name() returns text language sql volatile as $$
  select (array['青松','翠竹','白杨','银杏','海棠','玉兰','木棉','紫薇','石榴','芦苇','银河','晨光','晚霞','春雨','秋水','远山','清泉','飞鸿','云雀','白鹭',
    '喜鹊','锦鲤','星辰','朝露'])[1 + floor(random() * 24)::int] || (1000 + floor(random() * 9000)::int)::text
$$;
comment on function draw_relay_name is 'A pleasant word and four digits: 216,000 names, drawn anew for each case, so that two cases of one person have nothing in common';

alter table concerns
  add column relay_name text not null default draw_relay_name(),
  add column reveals_name boolean not null default false,
  add column reveal_to uuid;
comment on column concerns.relay_name is 'What everybody but the reporter calls them, in this case only';
comment on column concerns.reveals_name is 'The assignee may open the name; may_call says so of the phone';
comment on column concerns.reveal_to is 'The deputy to whom it was revealed; null once the case has another assignee, until the resident says so again';
update concerns set reveals_name = may_call, reveal_to = case when may_call then assignee_id end;

create function conceal_from_next() returns trigger language plpgsql as $$
begin
  new.reveal_to := null;
  return new;
end $$;
create trigger concerns_conceal before update of assignee_id on concerns for each row
  when (old.assignee_id is distinct from new.assignee_id) execute function conceal_from_next();

create table identity_openings (
  congress_id uuid not null,
  id uuid not null,
  concern_id uuid not null,
  what text not null check (what in ('read', 'text', 'contact', 'identity', 'export')),
  by_role text not null check (by_role in ('deputy', 'desk', 'office', 'system')),
  by_person uuid,
  by_name text not null,
  reason_code text,
  reason text not null,
  at timestamptz not null,
  on_day date not null,
  primary key (congress_id, id),
  foreign key (congress_id, concern_id) references concerns
);
comment on table identity_openings is 'Who looked at a case or opened its reporter''s identity, and why: read by the reporter, who is never told of in it. Append-only';
comment on column identity_openings.by_name is 'The deputy''s, or the station''s or office''s and the clerk''s, as they were called then';
comment on column identity_openings.on_day is 'Asia/Shanghai; that somebody only read is noted once a day';
create unique index identity_openings_read on identity_openings (congress_id, concern_id, by_person, on_day) where what = 'read';
create index identity_openings_of_concern on identity_openings (congress_id, concern_id, at desc, id desc);
create trigger identity_openings_append_only before update or delete on identity_openings for each row execute function refuse_change();
create trigger identity_openings_no_truncate before truncate on identity_openings for each statement execute function refuse_change();
insert into identity_openings (congress_id, id, concern_id, what, by_role, by_person, by_name, reason_code, reason, at, on_day)
select e.congress_id, gen_random_uuid(), e.concern_id, 'contact', 'deputy', e.actor_id, coalesce(d.name, ''), null, coalesce(m.text, ''), e.at,
  (e.at at time zone 'Asia/Shanghai')::date
from concern_events e
left join concern_messages m on m.congress_id = e.congress_id and m.concern_id = e.concern_id and m.id = (e.data ->> 'messageId')::uuid
left join deputies d on d.congress_id = e.congress_id and d.id = m.deputy_id
where e.kind = 'contact_opened';

create table publications (
  congress_id uuid not null,
  concern_id uuid not null,
  id uuid not null,
  state text not null check (state in ('asked', 'published', 'refused', 'withdrawn')),
  title text not null,
  text text not null,
  answer text not null,
  deputy_id uuid,
  place text not null,
  month text not null,
  topic_code text,
  photo_ids uuid[] not null default '{}',
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  published_at timestamptz,
  primary key (congress_id, concern_id),
  foreign key (congress_id, concern_id) references concerns
);
comment on table publications is 'What a resident chose to publish of a case: words without personal data, a street, a month. A copy of its own, so that nothing added to the case later is public';
comment on column publications.id is 'Known outside; leads to no case';
comment on column publications.month is 'YYYY-MM in Asia/Shanghai, when the case was received';
create unique index publications_public on publications (congress_id, id);
create index publications_newest on publications (congress_id, published_at desc, id desc) where state = 'published';
create index publications_asked on publications (congress_id, asked_at) where state = 'asked';
`
