/**
 * What a cluster needs that one machine does not. A trigger runs on the part of a table that its machine holds: there NEW
 * is a row of that part, and to ask for the whole table by its name is refused. Rows without a key keep a part from moving
 * to another machine while it is written to.
 */
export const cluster = `
create function concern_event_hash(previous bytea, congress_id uuid, concern_id uuid, seq int, kind text, by_relation text, actor_id uuid,
  at timestamptz, data jsonb) returns bytea language sql immutable as $$
  select sha256(convert_to(concat_ws(E'\\n', coalesce(encode(previous, 'hex'), ''), congress_id, concern_id, seq, kind,
    coalesce(by_relation, ''), coalesce(actor_id::text, ''), (extract(epoch from at) * 1000000)::bigint, data::text), 'UTF8'))
$$;
comment on function concern_event_hash(bytea, uuid, uuid, int, text, text, uuid, timestamptz, jsonb) is
  'Lines: hash before (hex, empty for the first), congress, case, seq, kind, relation, actor, at in microseconds since 1970, data as PostgreSQL writes jsonb. Only the last may hold a line break';

create or replace function chain_event() returns trigger language plpgsql as $$
declare previous bytea;
begin
  if new.seq > 1 then
    -- By the name of the part that fires the trigger, which on one machine is the table itself.
    execute format('select hash from %I.%I where congress_id = $1 and concern_id = $2 and seq = $3', tg_table_schema, tg_table_name)
      into previous using new.congress_id, new.concern_id, new.seq - 1;
    if previous is null then raise exception 'event % of case % has none before it', new.seq, new.concern_id; end if;
  end if;
  new.hash := concern_event_hash(previous, new.congress_id, new.concern_id, new.seq, new.kind, new.by_relation, new.actor_id, new.at, new.data);
  return new;
end $$;
drop function concern_event_hash(bytea, concern_events);

alter table memberships add column id uuid not null default gen_random_uuid();
alter table memberships add primary key (congress_id, id);
`
