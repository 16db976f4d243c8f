/** The log of a case as a chain of hashes, and one seal a day over the chains of a congress. */
export const evidence = `
alter table concern_events add column hash bytea;
comment on column concern_events.hash is 'sha256 over the hash before and this event, as concern_event_hash writes it; made by the database, so that no writer can leave it out';

create function concern_event_hash(previous bytea, e concern_events) returns bytea language sql immutable as $$
  select sha256(convert_to(concat_ws(E'\\n', coalesce(encode(previous, 'hex'), ''), e.congress_id, e.concern_id, e.seq, e.kind,
    coalesce(e.by_relation, ''), coalesce(e.actor_id::text, ''), (extract(epoch from e.at) * 1000000)::bigint, e.data::text), 'UTF8'))
$$;
comment on function concern_event_hash is 'Lines: hash before (hex, empty for the first), congress, case, seq, kind, relation, actor, at in microseconds since 1970, data as PostgreSQL writes jsonb. Only the last may hold a line break';

create function chain_event() returns trigger language plpgsql as $$
declare previous bytea;
begin
  if new.seq > 1 then
    select e.hash into previous from concern_events e
      where e.congress_id = new.congress_id and e.concern_id = new.concern_id and e.seq = new.seq - 1;
    if previous is null then raise exception 'event % of case % has none before it', new.seq, new.concern_id; end if;
  end if;
  new.hash := concern_event_hash(previous, new);
  return new;
end $$;

alter table concern_events disable trigger concern_events_append_only;
do $$
declare
  e concern_events;
  previous bytea;
begin
  for e in select * from concern_events order by congress_id, concern_id, seq loop
    if e.seq = 1 then previous := null; end if;
    previous := concern_event_hash(previous, e);
    update concern_events set hash = previous where congress_id = e.congress_id and concern_id = e.concern_id and seq = e.seq;
  end loop;
end $$;
alter table concern_events enable trigger concern_events_append_only;
alter table concern_events alter column hash set not null;
create trigger concern_events_chain before insert on concern_events for each row execute function chain_event();
create index concern_events_at on concern_events (congress_id, at, concern_id);

create table seals (
  congress_id uuid not null references congresses,
  on_day date not null,
  root bytea not null,
  previous_root bytea,
  cases int not null,
  sealed_at timestamptz not null,
  primary key (congress_id, on_day)
);
comment on table seals is 'One root a day over the heads of all chains that grew since the seal before; append-only. Whoever keeps a copy of a root can tell later whether anything under it was changed';
comment on column seals.root is 'Merkle root (RFC 6962: 00 before leaves, 01 before nodes) over sealed_cases in the order of their ids, then hashed with previous_root';

create table sealed_cases (
  congress_id uuid not null,
  on_day date not null,
  concern_id uuid not null,
  seq int not null,
  hash bytea not null,
  primary key (congress_id, on_day, concern_id),
  foreign key (congress_id, on_day) references seals
);
comment on table sealed_cases is 'The last event of a case when the day was sealed; its hash covers all before it';
create index sealed_cases_of_concern on sealed_cases (congress_id, concern_id, seq);

create trigger seals_append_only before update or delete on seals for each row execute function refuse_change();
create trigger seals_no_truncate before truncate on seals for each statement execute function refuse_change();
create trigger sealed_cases_append_only before update or delete on sealed_cases for each row execute function refuse_change();
create trigger sealed_cases_no_truncate before truncate on sealed_cases for each statement execute function refuse_change();
`
