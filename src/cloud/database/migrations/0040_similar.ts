/** Concerns that are one matter: found, joined, and answered once. */
export const similar = `
create table likenesses (
  congress_id uuid not null,
  concern_id uuid not null,
  keys int[] not null,
  mercator point,
  is_offered boolean not null,
  primary key (congress_id, concern_id),
  foreign key (congress_id, concern_id) references concerns
);
comment on table likenesses is 'What a concern is found by when somebody says the same; goes with its words when they are erased';
comment on column likenesses.keys is 'Hashes of pairs of characters, salted with the congress, so that an index of keys alone never mixes two congresses';
comment on column likenesses.mercator is 'Web-Mercator metres of the place; null where there is none';
comment on column likenesses.is_offered is 'The resident lets others know that somebody reported it: topic, street, day and state, never the words';
create index likenesses_keys on likenesses using gin (keys) with (fastupdate = off);
create index likenesses_place on likenesses using gist (congress_id, mercator) where mercator is not null;

alter table concerns add column head_id uuid;
alter table concerns add foreign key (congress_id, head_id) references concerns;
alter table concerns add check (head_id <> id);
comment on column concerns.head_id is 'The first case of the cluster that this one is in; null for a case that stands alone, and for the first itself';
create index concerns_head on concerns (congress_id, head_id) where head_id is not null;
create index concerns_inbox_heads on concerns (congress_id, assignee_id, due_on, id)
  where head_id is null and state in ('assigned', 'accepted', 'asked', 'disputed');

alter table concern_messages add column copied_from uuid;
comment on column concern_messages.copied_from is 'The message of the first case of a cluster that this one repeats, with its photos';
create index concern_messages_copies on concern_messages (congress_id, copied_from) where copied_from is not null;

create table joins (
  congress_id uuid not null,
  concern_id uuid not null,
  person_id uuid not null,
  joined_at timestamptz not null,
  left_at timestamptz,
  verdict text check (verdict in ('settled', 'partly', 'beside_the_point', 'not_settled')),
  judged_at timestamptz,
  primary key (congress_id, concern_id, person_id),
  foreign key (congress_id, concern_id) references concerns,
  foreign key (congress_id, person_id) references persons
);
comment on table joins is '附议: who says the same as a concern of somebody else';
comment on column joins.verdict is 'Their own, beside the verdict of the reporter';
create index joins_person on joins (congress_id, person_id, joined_at desc);
`
